"""How names are compared: words without accents, apostrophes or variants of the article; and spellings written as patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

APOSTROPHES = "'\u2019\u2018\u02bc\u02bb`\u00b4"
# Dotted capitals first ("U.S."), then letters and digits with apostrophes inside ("Da'esh", "Syria's").
WORD = re.compile(rf"(?:[A-Z]\.){{1,5}}[A-Z]\b\.?|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
ARTICLES = frozenset({"al", "el", "an", "ar", "as", "ash", "at", "ad", "az", "ul", "ur"})
_OPEN = re.compile(r"\{([^{}]*)\}")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
_MARKS = re.compile(rf"[{APOSTROPHES}.]")


@dataclass(frozen=True, slots=True)
class Form:
    """A word as it is compared. `bare` is it without a final s, which may be a lost apostrophe ("Syrias")."""

    key: str
    bare: str | None
    possessive: bool
    capital: bool
    upper: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its place."""

    start: int
    end: int
    form: Form


@lru_cache(maxsize=65536)
def form(raw: str) -> Form:
    """Return the comparable form of one word."""
    shorn = _POSSESSIVE.sub("", raw)
    plain = _MARKS.sub("", shorn)
    key = fold(plain)
    return Form(
        key=key,
        bare=key[:-1] if len(key) > 3 and key.endswith("s") else None,
        possessive=shorn != raw,
        capital=plain[:1].isupper(),
        upper=len(plain) > 1 and plain.isupper(),
    )


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def words(text: str) -> list[Word]:
    """Split a text; an article of any assimilated spelling before a hyphen reads "al" ("an-Nusra", "ash-Sham")."""
    found = []
    for match in WORD.finditer(text):
        start, end = match.span()
        raw = match.group()
        if end < len(text) and text[end] in "-\u2010\u2011" and raw.lower() in ARTICLES and not raw.isupper():
            raw = "Al" if raw[0].isupper() else "al"
        found.append(Word(start, end, form(raw)))
    return found


def spellings(pattern: str) -> Iterator[str]:
    """Write out a pattern: "{Jabhat|Jebhat} al-Nusra{h|}" stands for four spellings."""
    parts = _OPEN.split(pattern)
    choices = [part.split("|") if n % 2 else [part] for n, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def aliases(cell: str) -> Iterator[str]:
    """Write out the spellings of a cell of patterns separated by semicolons."""
    for pattern in cell.split(";"):
        if pattern.strip():
            yield from spellings(pattern.strip())
