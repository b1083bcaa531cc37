"""The migrations of the ledger: the same for SQLite and PostgreSQL."""
