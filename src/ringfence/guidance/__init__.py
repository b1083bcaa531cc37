"""Step 7, guide: help people to identify, avoid and report fraud.

``check`` and ``verdict`` say what is known of a number, site or message, in words that are never "safe" and
never "scammer"; ``signs`` are the warning signs of a text; ``directory`` knows where to report in each
country, with source and date of every entry; ``advice`` says what to do now, with one file for each country
and language. It may import every step before it.
"""
