"""Private set intersection: two partners learn what both hold, and nothing else of each other's sets.

Elliptic-curve Diffie-Hellman on Ristretto255. Each side maps its elements to points, multiplies each with a
secret number that only this run knows, and sends them; the other multiplies them with its own and sends them
back. What both hold has then become the same point on both sides; of everything else a side sees only points
that look drawn at random.

``ristretto`` is the group, ``padding`` hides how many elements there are, ``commitment`` fixes a set before
the first message, ``frames`` carries messages, ``agreed`` and ``terms`` say what the agreement allows,
``budget`` how much a partner may ask in a month, ``protocol`` is one side of the run. How it fits together,
and what it does not stop: docs/explanation/overlap.md.
"""
