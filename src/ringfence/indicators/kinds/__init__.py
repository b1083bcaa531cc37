"""The kinds of indicator: one file for each, found by listing this folder.

Each has the shape of ``indicator.Kind``: ``NAME``, ``ROLES``, ``find``, ``canonical``, ``strength`` and
``label``. docs/reference/kinds.md describes every one of them.
"""
