"""Runs of capitalised words, and how they are cut into names that the gazetteer knows and names that it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.extraction.place_cues import kind_at
from rashomon.extraction.place_tokens import Token
from rashomon.knowledge.place_names import full_key
from rashomon.knowledge.place_words import PlaceWords, place_words
from rashomon.knowledge.places import Gazetteer

LONGEST_NAME = 6  # words
SETTLEMENTS = frozenset({"city", "town", "village"})
SMALL_WORDS = frozenset({"as", "at", "an"})  # articles of Arabic names and English words: "as Russia strikes"
CONNECTORS = frozenset({"of", "and"})  # may stand inside a name: Trinidad and Tobago
NOT_IN_NAMES = frozenset(
    {"admin1", "district", "neighbourhood", "village"}
)  # levels whose kinds are said beside a name, not in it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a capitalised run: a name the gazetteer knows, or not."""

    first: int
    last: int
    known: bool


def mend_possessives(tokens: Sequence[Token], gazetteer: Gazetteer) -> None:
    """Read "Syrias" as "Syria's" in texts that lost their apostrophes: a great place's name with an s that no place bears."""
    for token in tokens:
        plural = token.capital and token.low.endswith("s") and len(token.low) > 4 and not token.possessive
        if plural and not gazetteer.knows(token.text) and gazetteer.is_great(token.text[:-1]):
            token.text, token.low, token.end, token.possessive = token.text[:-1], token.low[:-1], token.end - 1, True


def runs_of(tokens: Sequence[Token], words: PlaceWords, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield first and last index of each run of capitalised words; particles and connectors may stand inside."""
    at = 0
    while at < len(tokens):
        if not _opens(tokens[at], words, gazetteer):
            at += 1
            continue
        last = at
        while (step := _next_of_run(tokens, last, words, gazetteer)) is not None:
            last = step
        yield at, last
        at = last + 1


def _opens(token: Token, words: PlaceWords, gazetteer: Gazetteer) -> bool:
    return _may_name(token, words) and (token.taken is None or _is_state(token, gazetteer))


def _may_name(token: Token, words: PlaceWords) -> bool:
    return token.capital and token.low not in words.never and token.low not in words.prepositions


def _is_state(token: Token, gazetteer: Gazetteer) -> bool:
    """Tell of an actor's span that holds nothing but the name of a country: after "in" it is a place."""
    return token.taken is not None and token.taken[0] == token.start and gazetteer.has_country(token.text)


def _next_of_run(tokens: Sequence[Token], last: int, words: PlaceWords, gazetteer: Gazetteer) -> int | None:
    if tokens[last].possessive:
        return None
    for at in range(last + 1, min(last + 3, len(tokens))):
        token = tokens[at]
        if not token.joined or (token.taken and not _is_state(token, gazetteer)):
            return None
        if _may_name(token, words):
            return at
        if token.low not in words.particles and token.low not in CONNECTORS:
            return None
        if token.low in words.prepositions or token.low in CONNECTORS:  # "Abbey Gate at Kabul", but "Maarrat an Numan"
            around = tokens[last : at + 2]
            if len(around) < 3 or not gazetteer.knows(" ".join(t.text for t in around)):
                return None
    return None


def pieces_of(tokens: Sequence[Token], run: tuple[int, int], words: PlaceWords, gazetteer: Gazetteer) -> list[Piece]:
    """Cut a run into the longest names the gazetteer knows and what remains; kinds, directions and adjectives are left out."""
    pieces: list[Piece] = []
    at, last = run
    while at <= last:
        size = _longest_name(tokens, at, last, words, gazetteer)
        if size:
            pieces.append(Piece(at, at + size - 1, known=True))
        elif said := _says_of_a_place(tokens, at, run[0], words, gazetteer):
            size = said
        else:
            pieces.append(Piece(at, at, known=False))
        at += max(size, 1)
    return _joined(tokens, pieces, gazetteer, named=_is_announced(tokens, run[0], words))


def _is_announced(tokens: Sequence[Token], first: int, words: PlaceWords) -> bool:
    """Tell of a run that a kind of settlement announces as one name: "the village of Ras Baalbek"."""
    if first < 2 or tokens[first - 1].low != "of" or not tokens[first].joined:
        return False
    kind = tokens[first - 2].low
    return words.kinds.get(kind) in SETTLEMENTS and not kind.endswith("s")  # "the towns of Teldo Kafr Laha" lost a comma


def _says_of_a_place(tokens: Sequence[Token], at: int, first: int, words: PlaceWords, gazetteer: Gazetteer) -> int:
    """Return how many capitalised words only describe: "Northern", "Province", "Local Government Area", "Syrian"."""
    kind = kind_at(tokens, at, words) if at > first else None
    if kind is not None:
        return kind[1]
    low = tokens[at].low
    return int(low in CONNECTORS or low in words.directions or gazetteer.country_of_adjective(tokens[at].text) is not None)


def _joined(tokens: Sequence[Token], pieces: Sequence[Piece], gazetteer: Gazetteer, *, named: bool) -> list[Piece]:
    """Take unknown words and the small places beside them for one unknown name: "Bulo Marer" is not Bulo. Not in headlines.

    `named`: the words before call it one place, however great the place is whose name is a part of it.
    """
    whole: list[Piece] = []
    for piece in pieces:
        left = whole[-1] if whole else None
        if left is not None and piece.first == left.last + 1 and _one_name(tokens, left, piece, gazetteer, named=named):
            whole[-1] = replace(left, last=piece.last, known=False)
        else:
            whole.append(piece)
    return whole


def _one_name(tokens: Sequence[Token], left: Piece, right: Piece, gazetteer: Gazetteer, *, named: bool) -> bool:
    if not left.known and not right.known:
        return True
    if tokens[left.first].loud:
        return False
    if named or (left.first == left.last and tokens[left.first].low in place_words().openers):
        return not gazetteer.has_country(" ".join(t.text for t in tokens[right.first : right.last + 1]))
    if left.known == right.known:
        return False
    known = left if left.known else right
    name = " ".join(t.text for t in tokens[known.first : known.last + 1])
    return not gazetteer.is_great(name) or gazetteer.also(full_key(name)) is not None


def _longest_name(tokens: Sequence[Token], at: int, last: int, words: PlaceWords, gazetteer: Gazetteer) -> int:
    token = tokens[at]
    if not token.capital and (token.low not in words.particles or token.low in SMALL_WORDS):
        return 0
    if gazetteer.country_of_adjective(token.text) and not gazetteer.has_country(token.text):
        return 0
    for size in range(min(LONGEST_NAME, last - at + 1), 0, -1):
        if _may_end(tokens[at + size - 1], size, words) and gazetteer.knows(" ".join(t.text for t in tokens[at : at + size])):
            return size
    return 0


def _may_end(token: Token, size: int, words: PlaceWords) -> bool:
    """Tell whether a name of so many words may end with this one."""
    if not token.capital or token.low in words.particles:
        return False
    if size == 1:
        return token.low not in words.kinds and token.low not in words.directions
    return words.kinds.get(token.low) not in NOT_IN_NAMES
