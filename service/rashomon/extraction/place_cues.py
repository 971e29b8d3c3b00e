"""What the words beside a name say of it: the preposition, "the town of", "20 km east of", "province", "air base"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.extraction.place_tokens import Token
from rashomon.knowledge.place_words import PlaceWords
from rashomon.knowledge.places import Gazetteer

REACH = 9  # words looked at before a name
ROADS = frozenset({"road", "highway", "motorway"})  # called after where they lead
CLOSE = frozenset({"close", "next", "adjacent"})  # "close to X"
BORDERS = frozenset({"border", "borders", "frontier"})  # "the border with X" is near X
_QUIET = frozenset({"", "'", "‘", "“", '"', "(", "’", "”"})


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands around a name; `first` and `last` are the indices of the phrase's words, `kind` the noun behind the name."""

    first: int
    last: int
    relation: str | None = None
    level: str | None = None
    kind: str = ""
    direction: str | None = None
    distance_km: float | None = None
    country: str | None = None
    of: bool = False
    apposed: bool = False  # "Sake, 27 km from Goma", "Solhan, a village", "residents of Jilli": only said of a place


def look_around(tokens: Sequence[Token], first: int, last: int, words: PlaceWords, gazetteer: Gazetteer, *, known: bool) -> Cue:
    """Return what the words on both sides of `tokens[first..last]` say of a name that is `known` or not."""
    cue = _after(tokens, last, _before(tokens, first, words, gazetteer), words, known=known)
    return replace(cue, apposed=True) if _is_apposed(tokens, cue.last + 1, words) else cue


def kind_at(tokens: Sequence[Token], at: int, words: PlaceWords) -> tuple[str, int] | None:
    """Return the kind of place named at this word and how many words name it, the longest name first."""
    phrase = [tokens[at].low]
    for token in tokens[at + 1 : at + 3]:
        if not token.joined or token.low == "":
            break
        phrase.append(token.low)
    for size in range(len(phrase), 0, -1):
        if (level := words.kinds.get(" ".join(phrase[:size]))) is not None:
            return level, size
    return None


def _before(tokens: Sequence[Token], first: int, words: PlaceWords, gazetteer: Gazetteer) -> Cue:
    cue = Cue(first, first)
    at = first
    while at > 0 and first - at < REACH and tokens[at].before in _QUIET:
        at -= 1
        step = _step_back(tokens, at, cue, words, gazetteer)
        if step is None:
            break
        cue = step
        if cue.relation is not None and cue.distance_km is None and tokens[at].low in words.prepositions:
            break
    if cue.first < first and cue.first > 0 and tokens[cue.first - 1].low == "the":
        return replace(cue, first=cue.first - 1)  # the phrase reads "the town of X"
    return cue


def _step_back(tokens: Sequence[Token], at: int, cue: Cue, words: PlaceWords, gazetteer: Gazetteer) -> Cue | None:
    """Take one more word on the left into account; None when it has nothing to do with the place."""
    low = tokens[at].low
    if low in words.prepositions:
        if low == "from" and at > 1 and tokens[at - 1].low in words.units:  # "27 km from X"
            return _distance(tokens, at - 1, cue, words)
        if low == "to" and at and tokens[at].joined and tokens[at - 1].low in CLOSE:
            return replace(cue, first=at - 1, relation="near")
        return replace(cue, relation=cue.relation or words.prepositions[low])
    if low == "of":
        return replace(cue, of=True)
    if low == "with" and at and tokens[at].joined and tokens[at - 1].low in BORDERS:
        return replace(cue, first=at - 1, relation="near")
    return _measure_before(tokens, at, cue, words) or _noun_before(tokens, at, cue, words, gazetteer)


def _measure_before(tokens: Sequence[Token], at: int, cue: Cue, words: PlaceWords) -> Cue | None:
    """Read directions, distances and "outskirts"."""
    low = tokens[at].low
    if low in words.units and at and cue.direction:
        return _distance(tokens, at, cue, words)
    if cue.distance_km is not None and low.isdigit():
        return replace(cue, first=at)
    if low in words.directions:
        relation = "near" if cue.of and cue.level is None else cue.relation
        return replace(cue, first=at, direction=cue.direction or words.directions[low], relation=relation)
    return replace(cue, first=at, relation="near") if low in words.margins else None


def _noun_before(tokens: Sequence[Token], at: int, cue: Cue, words: PlaceWords, gazetteer: Gazetteer) -> Cue | None:
    low = tokens[at].low
    if cue.of and low in words.dwelling:
        return replace(cue, apposed=True)
    owner = tokens[at].possessive and not tokens[at].capital  # "the township's X"
    others = cue.of and (cue.direction or cue.relation or _belongs_left(tokens, at, words, gazetteer)) and low in words.kinds
    if owner or others:
        return None  # "a camp north of X", "the Solino neighbourhood of X": the kind is another place's
    pair = f"{tokens[at - 1].low} {low}" if at and tokens[at].joined else ""
    level = words.kinds.get(pair) or words.kinds.get(low)
    if level is not None and (cue.of or not tokens[at].capital):
        if cue.level is not None or (cue.of and level == "area"):
            return replace(cue, first=at)
        return replace(cue, first=at, level=None if level == "area" else level)
    country = gazetteer.country_of_adjective(low) if tokens[at].capital else None
    if country is not None:
        return replace(cue, first=at, country=country)
    return cue if low in words.skipped or low.endswith(words.suffixes) else None


def _belongs_left(tokens: Sequence[Token], at: int, words: PlaceWords, gazetteer: Gazetteer) -> bool:
    if not at or not tokens[at].joined or not tokens[at - 1].capital or tokens[at].capital:
        return False
    low = tokens[at - 1].low
    return (
        low not in words.directions and low not in words.skipped and gazetteer.country_of_adjective(tokens[at - 1].text) is None
    )


def _is_apposed(tokens: Sequence[Token], at: int, words: PlaceWords) -> bool:
    if at + 1 >= len(tokens) or tokens[at].before != ",":
        return False
    low, following = tokens[at].low, tokens[at + 1]
    if low in ("about", "some", "roughly", "around", "just") and at + 2 < len(tokens):
        low, following = following.low, tokens[at + 2]
    if low.isdigit():
        return following.low in words.units
    if low in ("a", "an", "the"):
        return any(kind_at(tokens, i, words) and not tokens[i].capital for i in range(at + 1, min(at + 4, len(tokens))))
    return low in ("near", "outside") or (low in words.directions and following.low == "of")


def _distance(tokens: Sequence[Token], at: int, cue: Cue, words: PlaceWords) -> Cue:
    return replace(cue, first=at, relation="near", distance_km=_number(tokens, at, words.units[tokens[at].low]))


def _number(tokens: Sequence[Token], at: int, unit: float) -> float | None:
    """Read the figure before a unit of length; a comma inside ("1,500") or a point ("2.5") splits it into two words."""
    low = tokens[at - 1].low
    if not low.isascii() or not low.isdigit() or len(low) > 5:
        return None
    value = float(low)
    if at >= 2 and tokens[at - 1].before == "." and tokens[at - 2].low.isascii() and tokens[at - 2].low.isdigit():
        value = float(f"{tokens[at - 2].low[-5:]}.{low}")
    return round(value * unit, 1)


def is_side(tokens: Sequence[Token], at: int, words: PlaceWords) -> bool:
    """Tell of a side of a land that is named by itself: "Nigeria's northeast", not "Nigeria's northeast region"."""
    if at >= len(tokens) or not tokens[at].joined or tokens[at].capital or tokens[at].low.endswith(("ern", "most")):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    alone = following is None or not following.joined or not (following.capital or kind_at(tokens, at + 1, words))
    return alone and words.directions.get(tokens[at].low) not in (None, "central")


def _is_somebodys(token: Token, *, known: bool) -> bool:
    """Tell whether the word belongs to an actor. At a known place's name a thing hit names a site: "Aden airport"."""
    return token.taken is not None and (not known or token.taken[0] < token.start or token.low in ROADS)


def _after(tokens: Sequence[Token], last: int, cue: Cue, words: PlaceWords, *, known: bool) -> Cue:
    """Take in "province", "air base", "'s eastern countryside" behind the name."""
    at, direction = last + 1, None
    if known and is_side(tokens, at, words) and tokens[last].possessive:
        return replace(cue, last=at, direction=words.directions[tokens[at].low])
    if at < len(tokens) and tokens[at].joined and tokens[at].low in words.directions and not tokens[at].capital:
        at, direction = at + 1, words.directions[tokens[at].low]
    if at >= len(tokens) or not tokens[at].joined:
        return replace(cue, last=last)
    named = kind_at(tokens, at, words)
    if _is_somebodys(tokens[at], known=known) and not (
        named and named[0] == "site" and tokens[at].capital and tokens[at].low not in ROADS
    ):
        return replace(cue, last=last)
    if named is None or (named[0] == "area" and direction is None):
        return replace(cue, last=last)
    level, size = named
    kind = " ".join(t.text for t in tokens[at : at + size])
    if level == "area" or (tokens[last].possessive and level != "site"):
        return replace(cue, last=at + size - 1, direction=cue.direction or direction)
    return replace(
        cue, last=at + size - 1, level=level, kind=kind if direction is None else "", direction=cue.direction or direction
    )
