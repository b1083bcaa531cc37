"""Step 2, extract: find the values by which reports can be linked, and the role that each one played.

``fold`` makes a text comparable without losing where things stood in it; ``kinds/`` holds one file for
each kind of indicator; ``extract`` runs them over one text or a whole table and settles overlaps and
roles. What comes out are sightings: this indicator, in this report, in this role, at this time.
"""
