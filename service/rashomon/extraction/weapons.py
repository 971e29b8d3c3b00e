"""Finds the means used: listed names first, then model numbers that no list names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.knowledge.spelling import words
from rashomon.knowledge.weapons import Arsenal
from rashomon.records.mention import WeaponMention

EXPLOSIVES = r"(?:explosives?|bombs?|dynamite|TNT|ammonium nitrate)"
# "a van that was packed with 300 kg of explosives"; few words between, so that no text makes it slow
LADEN = re.compile(
    r"\b([A-Za-z-]{3,12}),? (?:(?:which|that) (?:was|had been) )?(?:packed|loaded|laden|rigged|filled|stuffed|primed|fitted) "
    rf"(?:up )?with (?:[\w.,-]{{1,20}} ){{0,6}}{EXPLOSIVES}\b"
)
LADEN_BEFORE = re.compile(
    rf"\b{EXPLOSIVES}[- ](?:packed|loaded|laden|rigged|filled|stuffed) ([A-Za-z-]{{3,12}})(?: ([A-Za-z-]{{3,12}}))?\b"
)
# "attack, bomber and transport helicopters": the kinds of a list that share the noun at its end
KINDS = r"(?:attack|bomber|fighter|strike|combat|ground-attack)"
LISTED_KINDS = re.compile(
    rf"\b({KINDS}(?:, (?:{KINDS}|transport|surveillance|reconnaissance|refuell?ing)){{0,8}}),? (?:and|or|as well as) "
    r"(?:[\w-]{1,20} ){0,3}(aircraft|planes|jets|warplanes|helicopters)\b"
)
# "mine" alone may be a coal mine: one that explodes, or that somebody steps on, is none
MINE = re.compile(
    r"\b(?:(?:stepped on|struck|hit|ran over|drove over|set off|triggered|detonated) (?:a|another) (mine)\b"
    r"|(?:a|an|another|the)(?: old)? (mine)(?= (?:[\w-]{1,20} ){0,8}(?:explode[ds]|detonate[ds]|went off|blew)\b))",
    re.IGNORECASE,
)


def find_weapons(text: str, arsenal: Arsenal) -> tuple[WeaponMention, ...]:
    """Return the weapons in text order without overlaps; where two overlap, the one that begins first, then the longer."""
    finders = (_listed, _models, _laden, _kinds, _mines)
    found = sorted((m for find in finders for m in find(text, arsenal)), key=lambda m: (m.start, -m.end))
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


def _laden(text: str, arsenal: Arsenal) -> Iterator[WeaponMention]:
    """Yield vehicles full of explosives: each is a bomb."""
    for pattern in (LADEN, LADEN_BEFORE):
        for match in pattern.finditer(text):
            number = next((n for n, word in enumerate(match.groups(), 1) if word and word.lower() in arsenal.laden), None)
            if number is not None:
                means, end = arsenal.laden[match[number].lower()], match.end() if pattern is LADEN else match.end(number)
                yield WeaponMention(match.start(), end, text[match.start() : end], means.id, means.name, means.class_)


def _kinds(text: str, arsenal: Arsenal) -> Iterator[WeaponMention]:
    """Yield kinds of aircraft whose noun comes later; that noun is found for itself."""
    for match in LISTED_KINDS.finditer(text):
        means = arsenal.get("helicopter" if match[2] == "helicopters" else "warplane")
        if means is not None:
            yield WeaponMention(match.start(1), match.end(1), match[1], means.id, means.name, means.class_)


def _mines(text: str, arsenal: Arsenal) -> Iterator[WeaponMention]:
    means = arsenal.get("landmine")
    if means is None:
        return
    for match in MINE.finditer(text):
        start, end = match.span(match.lastindex or 0)
        yield WeaponMention(start, end, text[start:end], means.id, means.name, means.class_)
