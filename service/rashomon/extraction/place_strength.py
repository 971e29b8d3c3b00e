"""How sure the words are that a capitalised name is a place's: strong, weak, bare, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extraction.place_cues import Cue
from rashomon.extraction.place_runs import Piece
from rashomon.extraction.place_tokens import Token
from rashomon.knowledge.place_names import full_key, keys_of, site_name
from rashomon.knowledge.place_words import PlaceWords, place_words
from rashomon.knowledge.places import GREAT_CITY, KNOWN_TOWN, Gazetteer, Match, weight_of

ACRONYM = 5  # letters up to which capitals are an abbreviation: MOAB is a bomb
STATES_MEANT = frozenset(
    {"in", "near", "along", "between"}
)  # "in Russia" is a place, "from Russia", "to Russia" may be the state
ARTICLED = frozenset({"region", "site", "neighbourhood"})  # the Donbas, the Pentagon; settlements bear no article
UNKNOWN_AFTER = frozenset({"in", "near", "along", "toward"})  # after these an unknown name is taken for a place
BEING = frozenset({"has", "have", "had", "is", "was", "remains", "remained"})
PASSIVE = 4  # words of "has long been torn"
GOALS = frozenset({"to", "into", "toward", "towards"})
LEFT = 8  # words back to "withdraws"
WAY = 5  # words back to the "from" of a way
ANNOUNCING = frozenset({"near", "along"})  # prepositions that announce a place whatever the name


def strength_of_known(tokens: Sequence[Token], piece: Piece, cue: Cue, gazetteer: Gazetteer, *, strange: bool) -> str | None:
    """Weigh a known name: strong, weak, "bare" (nothing beside it says that it is a place), or None when it is none.

    `strange`: unknown capitalised words stand beside it.
    """
    first = tokens[piece.first]
    name = " ".join(t.text for t in tokens[piece.first : piece.last + 1])
    state = first.taken and cue.relation not in STATES_MEANT and not (_a_way(tokens, piece, cue) or _beset(tokens, piece))
    if state or (strange and not (cue.level or cue.relation)):
        return None
    matches = gazetteer.lookup((*keys_of(name), full_key(site_name(name))))
    country = any(m.place.level == "country" and m.tier < 2 for m in matches)
    also = gazetteer.also(full_key(name))
    if country and not strange and (cue.relation or not also):
        return "strong"
    if _is_abbreviation(name, first) or (_after_article(tokens, piece, cue) and not _bears_article(matches, cue)):
        return None
    return _weigh(cue, weight_of(matches, gazetteer), also, matches, first, strange=strange)


def _a_way(tokens: Sequence[Token], piece: Piece, cue: Cue) -> bool:
    """Recognise either end of a way, or a land left: "moved fighters from Chad to Libya" names two lands, not two states."""
    if cue.relation == "from" and any(t.low in place_words().parting for t in tokens[max(0, piece.first - LEFT) : piece.first]):
        return True
    if cue.relation == "from":
        return piece.last + 1 < len(tokens) and tokens[piece.last + 1].joined and tokens[piece.last + 1].low in GOALS
    return cue.relation == "to" and any(t.low == "from" for t in tokens[max(0, piece.first - WAY) : piece.first])


def _beset(tokens: Sequence[Token], piece: Piece) -> bool:
    """Recognise a state that is a scene though it is the subject: "Sudan has been torn by war"."""
    behind = tokens[piece.last + 1 : piece.last + 1 + PASSIVE]
    return bool(behind) and behind[0].low in BEING and any(t.joined and t.low in place_words().beset for t in behind[1:])


def _weigh(cue: Cue, best: float, also: str | None, matches: Sequence[Match], first: Token, *, strange: bool) -> str | None:
    if also == "word":
        return _of_word(cue, best)
    if cue.level is not None or cue.apposed or cue.relation in ANNOUNCING or first.before.endswith("#"):
        return "strong"
    if also == "person":
        return _of_person(cue, best)
    if cue.relation is not None:
        return "weak" if strange else "strong"
    settled = not all(m.place.level == "neighbourhood" for m in matches)
    return "strong" if best >= KNOWN_TOWN and settled else "bare"


def _is_abbreviation(name: str, first: Token) -> bool:
    return name.isupper() and len(name) <= ACRONYM and not first.loud


def _bears_article(matches: Sequence[Match], cue: Cue) -> bool:
    return cue.level is not None or any(m.place.level in ARTICLED for m in matches)


def _of_word(cue: Cue, best: float) -> str | None:
    if (cue.level is not None and (cue.of or cue.relation is not None)) or cue.apposed or cue.relation in ANNOUNCING:
        return "weak"
    return "weak" if cue.relation in STATES_MEANT and best >= GREAT_CITY else "bare" if best >= GREAT_CITY else None


def _of_person(cue: Cue, best: float) -> str | None:
    if cue.relation in STATES_MEANT:
        return "strong" if best >= KNOWN_TOWN else "weak"
    return "bare" if cue.relation is None and best >= GREAT_CITY else None


def _after_article(tokens: Sequence[Token], piece: Piece, cue: Cue) -> bool:
    """Tell of "the Assad ...": an article straight before the name."""
    return (
        cue.first == piece.first
        and piece.first > 0
        and tokens[piece.first].joined
        and tokens[piece.first - 1].low in ("the", "a", "an")
    )


def strength_of_unknown(tokens: Sequence[Token], piece: Piece, cue: Cue, words: PlaceWords) -> str | None:
    """Weigh a name that no place bears: weak when the words announce a place, bare when its neighbours may, None when never."""
    run = tokens[piece.first : piece.last + 1]
    if (
        tokens[piece.first].loud
        or len(run) > 4
        or any(t.low in words.organisations or t.low in words.never or t.low in words.skipped or t.text.isupper() for t in run)
    ):
        return None
    if cue.level is not None and cue.level != "region" and (cue.of or cue.kind or cue.relation):
        return "weak"
    return "weak" if cue.relation in UNKNOWN_AFTER or cue.apposed else "bare"
