"""Finds names of places in a text from the words alone: gazetteer names where the words allow, and unknown names they announce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.extraction.place_cues import Cue, kind_at, look_around
from rashomon.extraction.place_tokens import Token, tokens_of
from rashomon.knowledge.place_names import full_key, keys_of, place_key, site_name
from rashomon.knowledge.place_words import PlaceWords, place_words
from rashomon.knowledge.places import Gazetteer, Match
from rashomon.records.mention import PlaceMention
from rashomon.records.report import PlaceRelation, Span

LONGEST_NAME = 6  # words
KNOWN_TOWN = 15_000  # inhabitants: such a place is met by its bare name
GREAT_CITY = 100_000  # inhabitants: such a place is met even under a name that is also a word
STATES_MEANT = frozenset({"in", "near", "along", "between"})  # "in Russia" is a place, "from Russia", "to Russia" may be the state
CONNECTORS = frozenset({"of", "and"})  # may stand inside a name: Trinidad and Tobago
ANNOUNCING = frozenset({"near", "along"})  # prepositions that announce a place whatever the name


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a capitalised run: a name the gazetteer knows, or not."""

    first: int
    last: int
    known: bool


def find_places(text: str, gazetteer: Gazetteer, *, taken: Iterable[Span] = ()) -> tuple[PlaceMention, ...]:
    """Return the places named in a text, in order, without overlaps.

    `taken` are spans of actors: a name inside is left to them, save a state's name after a preposition of place. Demonyms are
    no places. Weak mentions bear a name that is also a word or a person's, or one that the gazetteer lacks.
    """
    words = place_words()
    tokens = tokens_of(text, words.particles, taken)
    found: list[PlaceMention] = []
    for first, last in _runs(tokens, words, gazetteer):
        for mention in _mentions_of_run(text, tokens, first, last, gazetteer):
            if not found or mention.start >= found[-1].end:
                found.append(mention)
            elif mention.name_start >= found[-1].end:
                found.append(replace(mention, start=mention.name_start, text=text[mention.name_start : mention.end]))
    return tuple(_linked(text, found))


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
    return token.taken is not None and token.taken[0] == token.start and any(
        m.place.level == "country" and m.tier < 2 for m in gazetteer.named(token.text)
    )


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
    return None


def _mentions_of_run(text: str, tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    words = place_words()
    pieces = _pieces(tokens, first, last, gazetteer, words)
    strange = _is_strange(tokens, pieces, words)
    for piece in pieces:
        cue = look_around(tokens, piece.first, piece.last, words, gazetteer)
        name = text[tokens[piece.first].start : tokens[piece.last].end]
        if piece.known:
            strength = _strength(tokens, piece, name, cue, gazetteer, strange=strange)
        else:
            strength = _strength_unknown(tokens, piece, cue, words)
        if strength is not None:
            yield _mention(text, tokens, piece, cue, strength=strength)


def _pieces(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer, words: PlaceWords) -> list[Piece]:
    """Cut a run into the longest names the gazetteer knows, kinds and directions left out, and what remains between them."""
    pieces: list[Piece] = []
    at = first
    while at <= last:
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
        if not end.capital or (size == 1 and (end.low in words.kinds or end.low in words.directions or end.low in words.particles)):
            continue
        if size > 1 and words.kinds.get(end.low) in ("admin1", "district", "neighbourhood", "village"):
            continue
        if _bears(" ".join(t.text for t in tokens[at : at + size]), gazetteer):
            return size
    return 0


def _bears(name: str, gazetteer: Gazetteer) -> bool:
    return any(map(gazetteer.bears, (*keys_of(name), full_key(site_name(name)))))


def _is_strange(tokens: Sequence[Token], pieces: Sequence[Piece], words: PlaceWords) -> bool:
    """Unknown capitalised words beside a name make it part of a person's or an organisation's, save in headlines."""
    return any(not p.known for p in pieces) and not tokens[pieces[0].first].loud


def _strength(tokens: Sequence[Token], piece: Piece, name: str, cue: Cue, gazetteer: Gazetteer, *, strange: bool) -> str | None:
    matches = gazetteer.lookup((*keys_of(name), full_key(site_name(name))))
    best = _weightiest(matches, gazetteer)
    if tokens[piece.first].taken and cue.relation not in STATES_MEANT:
        return None
    if strange and not (cue.level and cue.relation) and best < GREAT_CITY:
        return None
    if any(m.place.level == "country" and m.tier < 2 for m in matches) and not strange and (cue.relation or not gazetteer.also(full_key(name))):
        return "strong"
    if cue.level is None and _after_article(tokens, piece, cue) and not any(m.place.level == "region" for m in matches):
        return None
    also = gazetteer.also(full_key(name))
    tagged = tokens[piece.first].before.endswith("#")
    if also == "word":
        return _of_word(cue, best)
    if cue.level is not None or tagged or (cue.relation in ANNOUNCING):
        return "strong"
    if also == "person":
        return None if cue.relation not in STATES_MEANT else "strong" if best >= KNOWN_TOWN else "weak"
    if cue.relation is not None:
        return "strong" if not strange else "weak"
    return "strong" if best >= KNOWN_TOWN and not strange else None


def _after_article(tokens: Sequence[Token], piece: Piece, cue: Cue) -> bool:
    """Tell of "the Assad ...": settlements bear no article, save with a word of direction or size between."""
    return cue.first == piece.first and piece.first > 0 and tokens[piece.first].joined and tokens[piece.first - 1].low in ("the", "a", "an")


def _of_word(cue: Cue, best: float) -> str | None:
    if cue.level is not None and cue.relation is not None:
        return "weak"
    return "weak" if cue.relation in STATES_MEANT and best >= GREAT_CITY else None


def _weightiest(matches: Sequence[Match], gazetteer: Gazetteer) -> float:
    """Return the inhabitants of the weightiest place of the name; provinces, countries and places of war weigh as cities."""
    weights = [0.0]
    for match in matches:
        place = match.place
        if place.level in ("country", "admin1", "region") or place.geonames_id is None or not place.population:
            wide = match.tier < 2 and place.level in ("country", "admin1", "region")
            weights.append(GREAT_CITY if wide else KNOWN_TOWN if place.geonames_id is None or place.level == "admin1" else 0.0)
        else:
            weights.append(place.population * (3 if gazetteer.at_war(place.country) else 1) / (1 + match.tier))
    return max(weights)


def _strength_unknown(tokens: Sequence[Token], piece: Piece, cue: Cue, words: PlaceWords) -> str | None:
    run = tokens[piece.first : piece.last + 1]
    if tokens[piece.first].loud or any(t.low in words.organisations or t.low in words.never or t.text.isupper() for t in run):
        return None
    if cue.level is not None and cue.level != "region" and (cue.of or cue.kind or cue.relation):
        return "weak"
    return "weak" if cue.relation in ANNOUNCING and len(run) <= 4 else None


def _mention(text: str, tokens: Sequence[Token], piece: Piece, cue: Cue, *, strength: str) -> PlaceMention:
    name_start, name_end = tokens[piece.first].start, tokens[piece.last].end
    bare = text[name_start:name_end]
    keys = list(keys_of(bare))
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
        strength="strong" if strength == "strong" else "weak",
        within=cue.country,
    )


def _relation(cue: Cue) -> PlaceRelation:
    return cue.relation or "in"  # type: ignore[return-value] # the word list holds the record's relations


def _linked(text: str, found: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Let a name tell what lies in it: "Sarmin, Idlib province", "Sarmin in Idlib", "Iraq's Anbar"."""
    for at, mention in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        before = found[at - 1] if at else None
        within = mention.within
        if after is not None and text[mention.end : after.start].strip(" ,(") in ("", "in") and after.start - mention.end < 6:
            within = within or after.name
        elif before is not None and text[before.end : mention.start].strip() in ("'s", "’s"):
            within = within or before.name
        yield replace(mention, within=within)
