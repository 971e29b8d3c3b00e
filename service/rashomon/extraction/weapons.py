"""Finds the means used: listed names first, then model numbers that no list names."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.knowledge.spelling import words
from rashomon.knowledge.weapons import Arsenal
from rashomon.records.mention import WeaponMention


def find_weapons(text: str, arsenal: Arsenal) -> tuple[WeaponMention, ...]:
    """Return the weapons in text order without overlaps; where two overlap, the one that begins first, then the longer."""
    found = sorted([*_listed(text, arsenal), *_models(text, arsenal)], key=lambda m: (m.start, -m.end))
    kept: list[WeaponMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _listed(text: str, arsenal: Arsenal) -> Iterator[WeaponMention]:
    found = words(text)
    at = 0
    while at < len(found):
        match = arsenal.names.longest(text, found, at) if arsenal.names.starts(found[at].form) else None
        if match is None:
            at += 1
            continue
        start, end = found[at].start, found[match.stop - 1].end
        means = match.payload
        yield WeaponMention(start, end, text[start:end], means.id, means.name, means.class_)
        at = match.stop


def _models(text: str, arsenal: Arsenal) -> Iterator[WeaponMention]:
    """Models by letters and number; a variant's letters ("Su-34M") say nothing of the kind, so the id leaves them out."""
    for series in arsenal.series:
        for match in series.pattern.finditer(text):
            letters, number = match[1], match[2]
            ident = f"{letters}-{number}".lower()
            known = arsenal.get(ident)
            name, class_ = (known.name, known.class_) if known else (f"{letters}-{number}", series.class_)
            yield WeaponMention(match.start(), match.end(), match[0], ident, name, class_)
