"""The words by which an article says that a figure no longer stands: "an earlier toll of", "up from", "rose from … to"."""

from __future__ import annotations

import re
from functools import cache

from rashomon.knowledge.tables import read_table

NEAR = 4  # words between "earlier" and "toll"
FAR = 8  # words between the two and the figure


def superseded_by(words: str) -> int | None:
    """Return where in the words before a figure those begin that call it superseded; None when none do."""
    found = [m for pattern in _patterns() if (m := pattern.search(words)) is not None]
    return max((m.start() for m in found), default=None)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what must stand before a figure; each reads to the end of the words, and within one sentence only."""
    by = {kind: _any(kind) for kind in ("adjective", "noun", "adverb", "direct", "rising")}
    gap = r"(?:[^\s.!?]+\s+)"
    return (
        re.compile(rf"\b{by['adjective']},?\s+{gap}{{0,{NEAR}}}?{by['noun']}\b[^.!?\d]*$", re.IGNORECASE),
        re.compile(rf"\b{by['adverb']}\s+{gap}{{0,{FAR}}}$", re.IGNORECASE),
        re.compile(rf"\b{by['direct']}\s+$", re.IGNORECASE),
        re.compile(rf"\b{by['rising']}\s+{gap}{{0,{NEAR}}}?from\s+(?:[a-z]+\s+){{0,2}}$", re.IGNORECASE),
    )


def _any(kind: str) -> str:
    words = sorted((row["words"] for row in read_table("superseded") if row["class"] == kind), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"
