"""An article comes in: clean it, find what is reporting, refuse what cannot be read."""
