"""Where everything is kept: one schema and one set of repositories for SQLite and PostgreSQL."""
