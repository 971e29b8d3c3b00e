"""Lineage: which articles descend from one text, so that five copies of a wire story count as one voice.

Two kinds of fingerprints are mixed in one tuple of 63-bit integers. Even ones are winnowed shingles of four words (Schleimer,
Wilkerson, Aiken: Winnowing, SIGMOD 2003): letters and digits only, lower case, so that lost commas, apostrophes and page
furniture change little. Odd ones are the figures of the text: a copy keeps them, while the next issue of a form letter (a daily
release with the same closing paragraphs) keeps the phrases and changes the figures.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from rashomon.comparison.order import published_key
from rashomon.comparison.sets import components
from rashomon.records.comparing import Prints
from rashomon.records.identity import content_id

SHINGLE = 4  # words
WINDOW = 4  # of so many neighbouring shingles the smallest is kept
KEPT = 2000  # of a very long text the smallest hashes are kept; still comparable, see `_within`
SHARED = 5  # fewer common shingles are no sign of descent
TEXT = 0.5  # of the shorter text's shingles stand in the longer one: an abridged copy is contained, whatever its Jaccard
FIGURES = 0.45  # of the figures of the text with fewer of them stand in the other
FIGURES_TELL = 3  # fewer figures than this say nothing
COPIED_WITHIN = timedelta(days=45)  # a wire text is copied while it is news; bounds what a new article is compared with

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_IN_FIGURE = re.compile(r"(?<=\d)[,.\u202f\u00a0](?=\d{3}\b)")  # 5,000 and 5000 are one figure
_WORD = re.compile(r"[^\W_]+")


def fingerprints(text: str) -> tuple[int, ...]:
    """Return the sorted fingerprints of a text; empty for fewer than four words."""
    words = _words(text)
    hashes = [_hash(" ".join(words[i : i + SHINGLE])) << 1 for i in range(len(words) - SHINGLE + 1)]
    shingles = {min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1))} if hashes else set()
    figures = {_hash(word) << 1 | 1 for word in words if word.isdecimal()} if hashes else set()
    return tuple(sorted([*sorted(shingles)[:KEPT], *sorted(figures)[:KEPT]]))


def shingles_of(prints: Collection[int]) -> tuple[int, ...]:
    """Return the fingerprints that may propose a pair: a figure alone is in every other article."""
    return tuple(p for p in prints if not p & 1)


def containment(left: Collection[int], right: Collection[int]) -> float:
    """Return the share (0..1) of the shorter text's shingles that stand in the longer one; symmetrical."""
    return _share(*_within(set(shingles_of(left)), set(shingles_of(right))))


def descend(left: Prints, right: Prints) -> bool:
    """Two articles descend from one text: one is contained in the other, figures and all, and both are of the same weeks."""
    if not _same_weeks(left.published_at, right.published_at):
        return False
    mine, other = _within(set(shingles_of(left.fingerprints)), set(shingles_of(right.fingerprints)))
    if len(mine & other) < SHARED or _share(mine, other) < TEXT:
        return False
    figures = [{p for p in side.fingerprints if p & 1} for side in (left, right)]
    return min(map(len, figures)) < FIGURES_TELL or _share(*figures) >= FIGURES


def lineages(articles: Iterable[Prints]) -> dict[str, str]:
    """Return article id → lineage id; joined by `descend`, transitively. The id comes from the earliest published article."""
    by_id = {a.article_id: a for a in articles}
    links = [(a, b) for a, b in _proposed(by_id.values()) if descend(by_id[a], by_id[b])]
    found = {}
    for group in components(by_id, links):
        founder = min((by_id[i] for i in group), key=lambda a: published_key(a.published_at, a.article_hash))
        found.update(dict.fromkeys(group, lineage_id(founder.article_id)))
    return found


def lineage_id(founder: str) -> str:
    """Return the id of the lineage that the article `founder` begins."""
    return content_id("lin", founder)


def copied_between(published_at: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day on which a copy may be published; (None, None) for an undated text: any day."""
    if published_at is None:
        return None, None
    day = date.fromisoformat(published_at[:10])
    return (day - COPIED_WITHIN).isoformat(), (day + COPIED_WITHIN).isoformat()


def _proposed(articles: Iterable[Prints]) -> list[tuple[str, str]]:
    holders = defaultdict(list)
    for article in articles:
        for p in shingles_of(article.fingerprints):
            holders[p].append(article.article_id)
    shared = Counter((a, b) for ids in holders.values() for i, a in enumerate(sorted(ids)) for b in sorted(ids)[i + 1 :])
    return sorted(pair for pair, n in shared.items() if n >= SHARED)


def _same_weeks(left: str | None, right: str | None) -> bool:
    if left is None or right is None:
        return True
    return abs(date.fromisoformat(left[:10]) - date.fromisoformat(right[:10])) <= COPIED_WITHIN


def _within(left: set[int], right: set[int]) -> tuple[set[int], set[int]]:
    """Cut both to the range of hashes that both kept: a sample of the smallest hashes is only comparable there."""
    full = [max(side) for side in (left, right) if len(side) >= KEPT]
    end = min(full, default=None)
    return (left, right) if end is None else ({p for p in left if p <= end}, {p for p in right if p <= end})


def _share(left: set[int], right: set[int]) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _words(text: str) -> list[str]:
    plain = _IN_FIGURE.sub("", _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text).lower()))
    return _WORD.findall(plain.translate({ord(c): None for c in set(plain) if unicodedata.combining(c)}))


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 2
