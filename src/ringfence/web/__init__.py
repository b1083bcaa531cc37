"""The faces on the web: ``public`` and ``api`` today; desk, partner and force stand beside them later.

Each face has its own addresses, views, forms and templates; the public one imports nothing of the desk, so
that another process on another host can serve it. A face parses, calls ``actions``, and shows what they say.
What guards every face stands here: `guard` (headers, floods), `limits` (how often), `client` (who asks).
"""
