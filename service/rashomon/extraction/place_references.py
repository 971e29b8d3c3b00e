"""Places named before and now only pointed at: "the city", "that province", "the base", "the area"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from rashomon.extraction.analysis import Sentence
from rashomon.extraction.circumstances import nearest
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.scene import Draft, Scene
from rashomon.extraction.sentences import READ
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention

REACH = 1500  # characters back to the name that is pointed at
POINTING = frozenset({"the", "that", "this", "same"})
ANYWHERE = "area"  # a noun that says no level points at whatever place was named last
# What a noun of each level may point at, by the levels that the gazetteer has for the name.
FITTING = {
    "city": frozenset({"city", "town"}),
    "town": frozenset({"city", "town", "village"}),
    "village": frozenset({"town", "village"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "district": frozenset({"district", "neighbourhood"}),
    "admin1": frozenset({"admin1"}),
    "region": frozenset({"region", "admin1", "district"}),
}


def point_back(scene: Scene, gazetteer: Gazetteer) -> Scene:
    """Fill `inherited_places` of events that name no place and point at one."""
    blocks = [(b.start, b.end) for b in scene.page.blocks if b.kind in READ]
    told = [p for start, end in blocks for p in scene.leaves.within(start, end).places if p.relation != "from"]
    return scene.among(partial(_point, told=sorted(told, key=lambda p: p.end), gazetteer=gazetteer))


def _point(drafts: tuple[Draft, ...], told: list[PlaceMention], gazetteer: Gazetteer) -> tuple[Draft, ...]:
    if all(d.mention.places for d in drafts):
        return drafts
    sentence = drafts[0].sentence
    shares: dict[int, PlaceMention] = {}
    for token, level in _pointers(sentence):
        start, end = sentence.span(token)
        number = nearest(drafts, start, end)
        if number is not None and number not in shares and not drafts[number].mention.places:
            place = _named(told, start, token.lower_, level, gazetteer)
            if place is not None:
                shares[number] = place
    return tuple(d.but(inherited_places=(shares[n],)) if n in shares else d for n, d in enumerate(drafts))


def _pointers(sentence: Sentence) -> Iterator[tuple[Token, str]]:
    """Yield the nouns of place that point back, with the level they say."""
    kinds = place_words().kinds
    for token in sentence.tokens:
        level = kinds.get(token.lower_) if token.tag_ == "NN" else None
        if level is None or (level == ANYWHERE and token.lower_ != ANYWHERE):
            continue
        children = list(token.children)
        points = any(c.dep_ == "det" and c.lower_ in POINTING for c in children)
        described = any(_narrows(c, token) or c.pos_ == "PROPN" or c.lower_ == "of" for c in children)
        if points and not described and not overlapping(sentence.leaves.places, *sentence.span(token)):
            yield token, level


def _narrows(clause: Token, noun: Token) -> bool:
    """Recognise a clause that tells which is meant; one behind a comma only adds."""
    return clause.dep_ in ("relcl", "acl") and noun.doc[clause.left_edge.i - 1].lower_ != ","


def _named(told: list[PlaceMention], before: int, noun: str, level: str, gazetteer: Gazetteer) -> PlaceMention | None:
    """Return the last place named before the noun that it can point at."""
    for place in reversed(told[: bisect_left(told, before, key=lambda p: p.end)]):
        if place.end < before - REACH:
            return None
        if _fits(place, noun, level, gazetteer):
            return replace(place, level_hint=level) if level == "admin1" else place
    return None


def _fits(place: PlaceMention, noun: str, level: str, gazetteer: Gazetteer) -> bool:
    if level == "site":
        return noun in place.text.lower()
    levels: Collection[str] = {place.level_hint} if place.level_hint else {m.place.level for m in gazetteer.lookup(place.keys)}
    return "country" not in levels if level == ANYWHERE else bool(FITTING[level] & set(levels))
