"""Rashomon: what happened, according to whom, and where the accounts differ."""

__version__ = "0.1.0"
