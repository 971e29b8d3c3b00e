"""How sure the words are that a capitalised name is a place's: strong, weak, bare, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.extraction.place_cues import Cue
from rashomon.extraction.place_tokens import Token
from rashomon.knowledge.place_names import full_key, keys_of, site_name
from rashomon.knowledge.place_words import PlaceWords
from rashomon.knowledge.places import Gazetteer, Match

KNOWN_TOWN = 15_000  # inhabitants: such a place is met by its bare name
GREAT_CITY = 100_000  # inhabitants: such a place is met even under a name that is also a word
STATES_MEANT = frozenset(
    {"in", "near", "along", "between"}
)  # "in Russia" is a place, "from Russia", "to Russia" may be the state
ARTICLED = frozenset({"region", "site", "neighbourhood"})  # the Donbas, the Pentagon; settlements bear no article
UNKNOWN_AFTER = frozenset({"in", "near", "along", "toward"})  # after these an unknown name is taken for a place
ANNOUNCING = frozenset({"near", "along"})  # prepositions that announce a place whatever the name


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a capitalised run: a name the gazetteer knows, or not."""

    first: int
    last: int
    known: bool


def strength_of_known(
    tokens: Sequence[Token], piece: Piece, name: str, cue: Cue, gazetteer: Gazetteer, *, strange: bool
) -> str | None:
    """Weigh a known name: strong, weak, "bare" (nothing beside it says that it is a place), or None when it is none."""
    if tokens[piece.first].taken and cue.relation not in STATES_MEANT:
        return None
    matches = gazetteer.lookup((*keys_of(name), full_key(site_name(name))))
    best, also = _weightiest(matches, gazetteer), gazetteer.also(full_key(name))
    if strange and not (cue.level or cue.relation):
        return None
    if any(m.place.level == "country" and m.tier < 2 for m in matches) and not strange and (cue.relation or not also):
        return "strong"
    if cue.level is None and _after_article(tokens, piece, cue) and not any(m.place.level in ARTICLED for m in matches):
        return None
    if also == "word":
        return _of_word(cue, best)
    if cue.level is not None or cue.apposed or cue.relation in ANNOUNCING or tokens[piece.first].before.endswith("#"):
        return "strong"
    if also == "person":
        return _of_person(cue, best)
    if cue.relation is not None:
        return "weak" if strange else "strong"
    if best >= KNOWN_TOWN and not all(m.place.level == "neighbourhood" for m in matches):
        return "strong"
    return "bare"


def _of_word(cue: Cue, best: float) -> str | None:
    if (cue.level is not None and cue.relation is not None) or cue.apposed:
        return "weak"
    return "weak" if cue.relation in STATES_MEANT and best >= GREAT_CITY else "bare"


def _of_person(cue: Cue, best: float) -> str | None:
    if cue.relation in STATES_MEANT:
        return "strong" if best >= KNOWN_TOWN else "weak"
    return "bare" if cue.relation is None else None


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


def _after_article(tokens: Sequence[Token], piece: Piece, cue: Cue) -> bool:
    """Tell of "the Assad ...": an article straight before the name."""
    return (
        cue.first == piece.first
        and piece.first > 0
        and tokens[piece.first].joined
        and tokens[piece.first - 1].low in ("the", "a", "an")
    )


def strength_of_unknown(tokens: Sequence[Token], piece: Piece, cue: Cue, words: PlaceWords) -> str | None:
    run = tokens[piece.first : piece.last + 1]
    if (
        tokens[piece.first].loud
        or len(run) > 4
        or any(t.low in words.organisations or t.low in words.never or t.text.isupper() for t in run)
    ):
        return None
    if cue.level is not None and cue.level != "region" and (cue.of or cue.kind or cue.relation):
        return "weak"
    return "weak" if cue.relation in UNKNOWN_AFTER or cue.apposed else None
