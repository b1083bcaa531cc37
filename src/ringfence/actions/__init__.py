"""What a person can make happen: one function, which finds, lets the spine decide, and keeps.

Until the ledger keeps the records, an action reads and writes the files of docs/reference/files.md.
"""
