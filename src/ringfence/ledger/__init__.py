"""The ledger: what is kept. Rows are added; what is true now is a function of the rows.

The one Django app with tables (`models`). ``keep`` and ``find`` are the only translation between its rows and
the spine's records; the `vault`, which holds people's own details encrypted and erasable, lives inside it.
Only ``actions`` and ``jobs`` write to it. Whoever uses tables imports them from `opened`, which sets Django
up; the settings come from the environment (`configuration`).
"""
