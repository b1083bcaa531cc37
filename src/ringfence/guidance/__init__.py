"""Step 7, guide: help people to identify, avoid and report fraud.

No code yet. Here will live ``check`` and ``verdict`` (what is known of a number, site or message, in
words that are never "safe" and never "scammer"), ``directory`` (where to report in each country, with
source and date of every entry) and ``advice/``: what to do now, one file for each language. It may import
every step before it.
"""
