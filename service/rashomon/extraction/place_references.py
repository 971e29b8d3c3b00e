"""Places named before and now only pointed at: "the city", "that province", "the base", "the capital", "the two towns"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.circumstances import nearest
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.place_links import LISTING
from rashomon.extraction.scene import Draft, Scene
from rashomon.extraction.sentences import READ
from rashomon.knowledge.figures import load_figure_words
from rashomon.knowledge.place_names import keys_of
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention

REACH = 1500  # characters back to the name that is pointed at
AHEAD = 700  # characters on to the list that a first sentence counts: "two towns"
POINTING = frozenset({"the", "that", "this", "these", "those", "same", "both"})
ANYWHERE = "area"  # a noun that says no level points at whatever place was named last
CAPITAL = "capital"
WIDE = frozenset({"country", "region", "admin1"})
FINE = frozenset({"city", "town", "village", "neighbourhood", "site"})
HANGING = 4  # arcs up to the word of happening that an argument hangs on
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


@dataclass(frozen=True, slots=True)
class Named:
    """What a text has named so far: its places by their ends, those named beside each other, and the gazetteer."""

    places: Sequence[PlaceMention]
    lists: Sequence[Sequence[PlaceMention]]
    gazetteer: Gazetteer

    def before(self, at: int) -> Iterator[PlaceMention]:
        """Yield the places named before, the last one first."""
        for place in reversed(self.places[: bisect_left(self.places, at, key=lambda p: p.end)]):
            if place.end < at - REACH:
                return
            yield place

    def lists_between(self, start: int, end: int) -> Sequence[Sequence[PlaceMention]]:
        """Return the lists that begin inside the stretch."""
        first = bisect_left(self.lists, start, key=lambda group: group[0].start)
        return self.lists[first : bisect_left(self.lists, end, lo=first, key=lambda group: group[0].start)]

    def is_wide(self, place: PlaceMention) -> bool:
        """Tell of a land, a province or a region."""
        if place.level_hint is not None:
            return place.level_hint in WIDE
        levels = {m.place.level for m in self.gazetteer.lookup(place.keys) if m.tier < 2}
        return self.gazetteer.has_country(place.name) or (bool(levels) and levels <= WIDE)

    def in_one_land(self, places: Sequence[PlaceMention], lands: Sequence[PlaceMention]) -> bool:
        """Tell whether each of the places may lie in one of the lands."""
        codes = {m.place.country for land in lands for m in self.gazetteer.lookup(land.keys) if m.place.level in WIDE}
        return all(codes & {m.place.country for m in self.gazetteer.lookup(p.keys)} for p in places)


def point_back(scene: Scene, gazetteer: Gazetteer) -> Scene:
    """Give events that name no place finer than a land the place that they point at."""
    blocks = [(b.start, b.end) for b in scene.page.blocks if b.kind in READ]
    told = sorted((p for start, end in blocks for p in scene.leaves.within(start, end).places), key=lambda p: p.end)
    named = Named([p for p in told if p.relation != "from"], _lists(scene.page.text, told), gazetteer)
    return scene.among(partial(_point, named=named))


def _lists(text: str, told: Sequence[PlaceMention]) -> list[list[PlaceMention]]:
    """Return the places of each list of two and more."""
    lists: list[list[PlaceMention]] = []
    for place in told:
        before = lists[-1][-1] if lists else None
        if before is not None and place.start - before.end < AHEAD and text[before.end : place.start].strip() in LISTING:
            lists[-1].append(place)
        else:
            lists.append([place])
    return [group for group in lists if len(group) > 1]


def _point(drafts: tuple[Draft, ...], named: Named) -> tuple[Draft, ...]:
    wide = [all(named.is_wide(p) for p in d.mention.places) for d in drafts]
    if not any(wide):
        return drafts
    sentence = drafts[0].sentence
    shares: dict[int, tuple[PlaceMention, ...]] = {}
    for token, level in _pointers(sentence):
        number = nearest(drafts, *sentence.span(token))
        if number is None or number in shares or not wide[number]:
            continue
        own = drafts[number].mention.places
        lands = all(named.gazetteer.has_country(p.name) for p in own)
        if not (lands or _argument(token, drafts[number])):
            continue
        places = _pointed_at(token, level, sentence.span(token)[0], named, finer=bool(own))
        if places and (not own or named.in_one_land(places, own)):
            shares[number] = (*places, *own)
    return tuple(_placed(d, shares[n]) if n in shares else d for n, d in enumerate(drafts))


def _argument(token: Token, draft: Draft) -> bool:
    """Tell of a noun that hangs right on the event's words: "the city ... was captured", "attacked a hotel in the capital"."""
    words = {t.token.i for t in draft.triggers}
    return any(g.i in words for g in list(grammar.governors(token))[:HANGING])


def _placed(draft: Draft, places: tuple[PlaceMention, ...]) -> Draft:
    return draft.but(places=places) if draft.mention.places else draft.but(inherited_places=places)


def _pointed_at(token: Token, level: str, at: int, named: Named, *, finer: bool) -> tuple[PlaceMention, ...]:
    """Return what a noun points at; `finer`: the event has a land already, which only what lies in it can add to."""
    if token.tag_ == "NNS":
        return _several(token, level, at, named)
    if token.lower_ == CAPITAL and not any(c.dep_ in ("amod", "compound") for c in token.children):
        capital = _capital(at, named)
        if capital is not None:
            return (capital,)
    if finer and level not in FINE:
        return ()
    place = _last(at, token.lower_, level, named)
    return (place,) if place is not None else ()


def _pointers(sentence: Sentence) -> Iterator[tuple[Token, str]]:
    """Yield the nouns of place that point back, with the level they say; plurals of settlements may be counted only."""
    kinds = place_words().kinds
    for token in sentence.tokens:
        level = kinds.get(token.lower_) if token.tag_ in ("NN", "NNS") else None
        if level is None or (level == ANYWHERE and token.lower_ != ANYWHERE):
            continue
        children = list(token.children)
        points = any(c.dep_ in ("det", "predet") and c.lower_ in POINTING for c in children)
        counted = token.tag_ == "NNS" and level in FITTING and _number(token) is not None
        described = any(_narrows(c, token) or c.pos_ == "PROPN" or c.lower_ == "of" for c in children)
        if (points or counted) and not described and not overlapping(sentence.leaves.places, *sentence.span(token)):
            yield token, level


def _narrows(clause: Token, noun: Token) -> bool:
    """Recognise a clause that tells which is meant; one behind a comma only adds."""
    return clause.dep_ in ("relcl", "acl") and noun.doc[clause.left_edge.i - 1].lower_ != ","


def _number(noun: Token) -> int | None:
    """Return how many the noun counts: "two towns", "both villages"."""
    for child in noun.children:
        if child.lower_ == "both":
            return 2
        if child.dep_ == "nummod":
            return int(child.text) if child.text.isdecimal() else load_figure_words().numbers.get(child.lower_)
    return None


def _several(noun: Token, level: str, at: int, named: Named) -> tuple[PlaceMention, ...]:
    """Return the list that a plural points back at, or that a counted one announces; of as many as it counts."""
    count = _number(noun)
    pointing = any(c.lower_ in POINTING for c in noun.children)
    back = named.lists_between(at - REACH, at) if pointing else []
    ahead = named.lists_between(at, at + AHEAD) if count is not None else []
    for group in (*reversed(back), *ahead):
        if count in (None, len(group)) and all(_fits(p, noun.lower_, level, named.gazetteer, known=False) for p in group):
            return tuple(group)
    return ()


def _capital(at: int, named: Named) -> PlaceMention | None:
    """Return the capital named last, or that of the land named last."""
    for place in named.before(at):
        if named.gazetteer.is_capital(place.name) and place.level_hint != "admin1":
            return place
        land = next((m.place for m in named.gazetteer.named(place.name) if m.place.level == "country" and m.tier < 2), None)
        capital = named.gazetteer.capital_of(land.country) if land is not None and land.country else None
        if capital is not None:
            return replace(
                place, name=capital.name, keys=keys_of(capital.name), relation="in", level_hint="city", direction=None
            )
    return None


def _last(at: int, noun: str, level: str, named: Named) -> PlaceMention | None:
    """Return the last place named before the noun that it can point at."""
    for place in named.before(at):
        if _fits(place, noun, level, named.gazetteer):
            return replace(place, level_hint=level) if level == "admin1" else place
    return None


def _fits(place: PlaceMention, noun: str, level: str, gazetteer: Gazetteer, *, known: bool = True) -> bool:
    """Tell whether the noun may mean the place; not `known`: names that no gazetteer has may be anything small."""
    if level == "site":
        return noun in place.text.lower()
    levels: Collection[str] = {place.level_hint} if place.level_hint else {m.place.level for m in gazetteer.lookup(place.keys)}
    if level == ANYWHERE:
        return "country" not in levels
    return bool(FITTING[level] & set(levels)) or (not known and not levels)
