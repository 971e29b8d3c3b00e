"""Names made comparable: what a client asks for and what is stored meet in one spelling."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """Return `name` without case, accents and doubled spaces: "Deir  ez-Zór" and "deir ez-zor" are one."""
    if name.isascii():  # most are, and a character at a time is slow
        return " ".join(name.casefold().split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def label_value(value: object) -> str | None:
    """Return a metadata value as it is asked for in a query string; None for what cannot be asked for (lists, objects)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return None
