"""Finds names of places in a text from the words alone: names of the gazetteer, and unknown ones that words announce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rashomon.extraction.place_cues import Cue, look_around
from rashomon.extraction.place_lands import lands_of_states
from rashomon.extraction.place_links import folded, judged, lent, linked
from rashomon.extraction.place_runs import Piece, mend_possessives, pieces_of, runs_of
from rashomon.extraction.place_strength import strength_of_known, strength_of_unknown
from rashomon.extraction.place_tokens import Token, tokens_of
from rashomon.knowledge.place_names import full_key, keys_of, place_key, site_name
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention
from rashomon.records.report import PlaceRelation, Span


def find_places(text: str, gazetteer: Gazetteer, *, taken: Iterable[Span] = ()) -> tuple[PlaceMention, ...]:
    """Return the places named in a text, in order, without overlaps.

    `taken` are spans of actors: a name inside is left to them, save a state's name after a preposition of place. Demonyms are
    no places. Weak mentions bear a name that is also a word or a person's, or one that the gazetteer lacks.
    """
    words = place_words()
    tokens = tokens_of(text, words, taken)
    mend_possessives(tokens, gazetteer)
    found: list[PlaceMention] = []
    named = [
        m for first, last in runs_of(tokens, words, gazetteer) for m in _mentions_of_run(text, tokens, first, last, gazetteer)
    ]
    for mention in sorted([*lands_of_states(text, tokens, words, gazetteer), *named], key=lambda m: (m.start, -m.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
        elif mention.name_start >= found[-1].end:
            found.append(replace(mention, start=mention.name_start, text=text[mention.name_start : mention.end]))
    return lent(linked(text, list(folded(text, judged(text, found, gazetteer), gazetteer))), gazetteer)


def _mentions_of_run(text: str, tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    words = place_words()
    pieces = pieces_of(tokens, (first, last), words, gazetteer)
    strange = any(not p.known for p in pieces) and not tokens[first].loud  # part of a person's or an organisation's name
    for piece in pieces:
        cue = look_around(tokens, piece.first, piece.last, words, gazetteer, known=piece.known)
        if piece.known:
            strength = strength_of_known(tokens, piece, cue, gazetteer, strange=strange)
        else:
            strength = strength_of_unknown(tokens, piece, cue, words)
        if strength is not None:
            yield _mention(text, tokens, piece, cue, strength=strength)


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
