"""How to know English: its most frequent words, and the languages in the same script that it may be mistaken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """`function_words` make up a third of English text; `languages` are names by ISO 639-1 code."""

    function_words: frozenset[str]
    languages: Mapping[str, str]


@lru_cache(maxsize=1)
def load_english_words() -> EnglishWords:
    """Read the table once for the process."""
    rows = read_table("english")
    return EnglishWords(
        function_words=frozenset(row["word"] for row in rows if row["class"] == "function"),
        languages={row["word"]: row["name"] for row in rows if row["class"] == "language"},
    )
