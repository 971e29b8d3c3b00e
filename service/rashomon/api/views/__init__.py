"""One resource one file: a view loads, calls, dumps."""
