"""The faces on the web: public, desk, partner and force.

No code yet. Each face will have its own addresses, views, forms and templates, so that the public one can
be served by another process on another host than the analysts' desk and imports nothing of it. ``api/``
(REST and TAXII) stands beside them. A face parses, calls ``actions``, and shows what they say.
"""
