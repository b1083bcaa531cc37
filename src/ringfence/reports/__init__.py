"""Step 1, gather: read what victims and partners report, in whatever form it comes.

A report is one person's account of one fraud. ``formats/`` holds one reader for each form of file;
``intake`` makes rows of the one table (``report.REPORTS``) of what they read, and refuses what cannot be
one, saying where and why; ``redact`` masks what is private to the person who reported; ``language`` tells
the language of a text. The step knows no indicators: what to mask is handed to it.
"""
