"""The ledger: what is kept. Rows are added, never changed.

No code yet; until it comes, the steps hand each other files (docs/reference/files.md). It will be the one
Django app with tables. ``keep(record)`` and ``find(…)`` will be the only translation between its rows and
the spine's records, and the vault, which holds people's own details encrypted and erasable, will live
inside it. Only ``actions`` and ``jobs`` will write to it.
"""
