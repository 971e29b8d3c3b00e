"""Places named through their state: "Turkish air space", "the Syrian capital", "Iraqi territory"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.extraction.place_cues import is_side
from rashomon.extraction.place_tokens import Token
from rashomon.knowledge.place_names import full_key
from rashomon.knowledge.place_words import PlaceWords, place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention

SCENE = 3  # times "in Syria" says that a text is about Syria as "Syrian" does
CAPITAL = "capital"
COUNTRY = "country"  # "the country's north": the one named most so far
FOUGHT = frozenset({"war", "conflict"})
FOUGHT_WHERE = frozenset({"in", "on", "with", "against", "of"})  # "Russia's war in Ukraine" is not in Russia


def lands_of_states(text: str, tokens: Sequence[Token], words: PlaceWords, gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """Yield the land, border or capital that an adjective or the possessive of a state, or "the country's", points at."""
    meant: Counter[str] = Counter()
    for at, token in enumerate(tokens[:-1]):
        code = gazetteer.country_of_adjective(token.text) if token.capital else None
        if token.capital and (named := code or _country_named(token, gazetteer)):
            meant[named] += SCENE if at and tokens[at - 1].low in words.prepositions and not code else 1
        if token.low == COUNTRY and token.possessive and meant:
            code = meant.most_common(1)[0][0]
        if code is None and token.possessive and token.capital:
            code = _country_named(token, gazetteer)
        if code is not None and (token.taken is None or token.taken[1] <= tokens[at + 1].start):
            yield from _land(text, tokens, at, code, words, gazetteer)


def _country_named(token: Token, gazetteer: Gazetteer) -> str | None:
    return next((m.place.country for m in gazetteer.named(token.text) if m.place.level == "country" and m.tier < 2), None)


def _land(
    text: str, tokens: Sequence[Token], at: int, code: str, words: PlaceWords, gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    noun = at + 1
    direction = None
    country = gazetteer.country(code)
    if tokens[at].low == COUNTRY and is_side(tokens, noun, words) and country is not None:
        span = (tokens[at].start, tokens[noun].end)
        yield _mention(text, tokens[max(0, at - 3) : at], span, country.name, None, words.directions[tokens[noun].low])
        return
    if tokens[noun].joined and tokens[noun].low in words.directions and noun + 1 < len(tokens):
        direction, noun = words.directions[tokens[noun].low], noun + 1
    if tokens[noun].joined and tokens[noun].low.endswith(words.suffixes) and noun + 1 < len(tokens):
        noun += 1  # "Syria's six-year civil war"
    if not tokens[noun].joined:
        return
    following = tokens[noun + 1] if noun + 1 < len(tokens) else None
    pair = f"{tokens[noun].low} {following.low}" if following is not None and following.joined else ""
    if tokens[noun].low == CAPITAL:
        place = gazetteer.capital_of(code)
        named_next = following is not None and following.before in ("", ",") and following.capital
        if place is None or named_next or (following is not None and following.joined and following.low in ("of", "city")):
            return
        level = "city"
    elif pair in words.land or tokens[noun].low in words.land:
        if tokens[noun].low in FOUGHT and following is not None and following.joined and following.low in FOUGHT_WHERE:
            return
        place, level = country, None
        noun += pair in words.land
    else:
        return
    if place is not None:
        yield _mention(text, tokens[max(0, at - 3) : at], (tokens[at].start, tokens[noun].end), place.name, level, direction)


def _mention(
    text: str, before: Sequence[Token], span: tuple[int, int], name: str, level: str | None, direction: str | None
) -> PlaceMention:
    prepositions = place_words().prepositions
    start, end = span
    relation = next((prepositions[t.low] for t in reversed(before) if t.low in prepositions), "in")
    return PlaceMention(
        start=start,
        end=end,
        text=text[start:end],
        name=name,
        name_start=start,
        name_end=end,
        keys=(full_key(name),),
        relation=relation,  # type: ignore[arg-type] # the word list holds the record's relations
        level_hint=level,
        direction=direction,
        strength="strong",
    )
