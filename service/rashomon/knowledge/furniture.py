"""The words of web pages around a story: menus, labels, captions, author notes, credits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rashomon.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """Phrases by the place where they make a line furniture; lower case, but for credits, which are names."""

    line: frozenset[str]  # the whole line
    opens: tuple[str, ...]  # the line begins so
    opens_caption: tuple[str, ...]
    author_note: tuple[str, ...]  # the line holds it, near the end
    tail: tuple[str, ...]  # all from here to the end, when no sentence follows
    inline: tuple[str, ...]  # a scrap between date and story
    date_label: tuple[str, ...]
    update_label: tuple[str, ...]
    credit: tuple[str, ...]  # agencies and picture sources


@lru_cache(maxsize=1)
def load_furniture_words() -> FurnitureWords:
    """Read the table once for the process."""
    rows = read_table("furniture")

    def of(where: str) -> tuple[str, ...]:
        return tuple(sorted((row["phrase"] for row in rows if row["where"] == where), key=lambda p: (-len(p), p)))

    return FurnitureWords(
        line=frozenset(of("line")),
        opens=of("opens"),
        opens_caption=of("opens_caption"),
        author_note=of("author_note"),
        tail=of("tail"),
        inline=of("inline"),
        date_label=of("date_label"),
        update_label=of("update_label"),
        credit=of("credit"),
    )
