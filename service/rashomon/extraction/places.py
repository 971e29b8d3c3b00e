"""Finds names of places in a text from the words alone: gazetteer names where the words allow, and unknown names they announce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rashomon.extraction.place_cues import Cue, kind_at, look_around
from rashomon.extraction.place_lands import lands_of_states
from rashomon.extraction.place_links import judged, linked
from rashomon.extraction.place_strength import Piece, strength_of_known, strength_of_unknown
from rashomon.extraction.place_tokens import Token, tokens_of
from rashomon.knowledge.place_names import full_key, keys_of, place_key, site_name
from rashomon.knowledge.place_words import PlaceWords, place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention
from rashomon.records.report import PlaceRelation, Span

LONGEST_NAME = 6  # words
CONNECTORS = frozenset({"of", "and"})  # may stand inside a name: Trinidad and Tobago


def find_places(text: str, gazetteer: Gazetteer, *, taken: Iterable[Span] = ()) -> tuple[PlaceMention, ...]:
    """Return the places named in a text, in order, without overlaps.

    `taken` are spans of actors: a name inside is left to them, save a state's name after a preposition of place. Demonyms are
    no places. Weak mentions bear a name that is also a word or a person's, or one that the gazetteer lacks.
    """
    words = place_words()
    tokens = tokens_of(text, words.particles, taken)
    found: list[PlaceMention] = []
    named = [
        m for first, last in _runs(tokens, words, gazetteer) for m in _mentions_of_run(text, tokens, first, last, gazetteer)
    ]
    for mention in sorted([*lands_of_states(text, tokens, words, gazetteer), *named], key=lambda m: (m.start, -m.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
        elif mention.name_start >= found[-1].end:
            found.append(replace(mention, start=mention.name_start, text=text[mention.name_start : mention.end]))
    return tuple(linked(text, judged(text, found, gazetteer)))


def _runs(tokens: Sequence[Token], words: PlaceWords, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
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
    """An actor's span that holds nothing but the name of a country: after "in" it is a place."""
    return token.taken is not None and token.taken[0] == token.start and _is_country(token.text, gazetteer)


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
            if len(around) < 3 or not _bears(" ".join(t.text for t in around), gazetteer):
                return None
    return None


def _mentions_of_run(text: str, tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    words = place_words()
    pieces = _pieces(tokens, first, last, gazetteer, words)
    strange = _is_strange(tokens, pieces, words)
    for piece in pieces:
        cue = look_around(tokens, piece.first, piece.last, words, gazetteer)
        name = text[tokens[piece.first].start : tokens[piece.last].end]
        if piece.known:
            strength = strength_of_known(tokens, piece, name, cue, gazetteer, strange=strange)
        else:
            strength = strength_of_unknown(tokens, piece, cue, words)
        if strength is not None:
            yield _mention(text, tokens, piece, cue, strength=strength)


def _pieces(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer, words: PlaceWords) -> list[Piece]:
    """Cut a run into the longest names the gazetteer knows, kinds and directions left out, and what remains between them."""
    pieces: list[Piece] = []
    at = first
    while at <= last:
        if gazetteer.country_of_adjective(tokens[at].text) and not _is_country(tokens[at].text, gazetteer):
            at += 1  # "Syrian" tells whose, it names no place
            continue
        size = _longest_name(tokens, at, last, gazetteer, words)
        if size:
            pieces.append(Piece(at, at + size - 1, known=True))
        elif tokens[at].low in CONNECTORS or tokens[at].low in words.directions or (at > first and kind_at(tokens, at, words)):
            size = 1
        elif pieces and not pieces[-1].known and pieces[-1].last == at - 1:
            size = 1
            pieces[-1] = replace(pieces[-1], last=at)
        else:
            size = 1
            pieces.append(Piece(at, at, known=False))
        at += size
    return pieces


def _longest_name(tokens: Sequence[Token], at: int, last: int, gazetteer: Gazetteer, words: PlaceWords) -> int:
    if not tokens[at].capital and tokens[at].low not in words.particles:
        return 0
    for size in range(min(LONGEST_NAME, last - at + 1), 0, -1):
        end = tokens[at + size - 1]
        if (
            not end.capital
            or end.low in words.particles
            or (size == 1 and (end.low in words.kinds or end.low in words.directions))
        ):
            continue
        if size > 1 and words.kinds.get(end.low) in ("admin1", "district", "neighbourhood", "village"):
            continue
        if _bears(" ".join(t.text for t in tokens[at : at + size]), gazetteer):
            return size
    return 0


def _bears(name: str, gazetteer: Gazetteer) -> bool:
    return any(map(gazetteer.bears, (*keys_of(name), full_key(site_name(name)))))


def _is_country(name: str, gazetteer: Gazetteer) -> bool:
    return any(m.place.level == "country" and m.tier < 2 for m in gazetteer.named(name))


def _is_strange(tokens: Sequence[Token], pieces: Sequence[Piece], words: PlaceWords) -> bool:
    """Unknown capitalised words beside a name make it part of a person's or an organisation's, save in headlines."""
    return any(not p.known for p in pieces) and not tokens[pieces[0].first].loud


def _mention(text: str, tokens: Sequence[Token], piece: Piece, cue: Cue, *, strength: str) -> PlaceMention:
    name_start, name_end = tokens[piece.first].start, tokens[piece.last].end
    bare = text[name_start:name_end]
    keys = list(keys_of(bare))
    if cue.direction and piece.first and tokens[piece.first].joined:
        keys.insert(0, full_key(f"{tokens[piece.first - 1].text} {bare}"))  # "southern Gaza" may be known as such
    if cue.kind:
        whole = f"{bare} {cue.kind}"
        keys = [full_key(site_name(whole)), place_key(site_name(whole)), full_key(whole), *keys]
        if cue.level == "site" and not tokens[piece.last].possessive:
            name_end = tokens[cue.last].end
    elif (site := full_key(site_name(bare))) not in keys:
        keys.insert(0, site)
    start, end = tokens[min(cue.first, piece.first)].start, max(name_end, tokens[cue.last].end)
    return PlaceMention(
        start=start,
        end=end,
        text=text[start:end],
        name=text[name_start:name_end],
        name_start=name_start,
        name_end=name_end,
        keys=tuple(dict.fromkeys(keys)),
        relation=_relation(cue),
        level_hint=cue.level,
        distance_km=cue.distance_km,
        direction=cue.direction,
        strength=strength,  # type: ignore[arg-type] # "bare" ones are judged before they leave this module
        within=cue.country,
    )


def _relation(cue: Cue) -> PlaceRelation:
    return cue.relation or "in"  # type: ignore[return-value] # the word list holds the record's relations
