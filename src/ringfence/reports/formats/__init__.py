"""The forms in which reports arrive: one file for each, found by listing this folder.

Each has the same shape: ``NAME``, ``SUFFIXES``, ``recognises(path)`` and ``read(path, …)``.
docs/reference/formats.md describes every one of them.
"""
