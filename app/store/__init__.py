"""The local store: SQLite, its revisions and projections; nobody else speaks SQL."""
