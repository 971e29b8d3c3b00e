"""Where, when and with what: places, times and weapons go to the event that they stand nearest to in the parse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import Spanned, overlapping
from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import PlaceMention

MOVING = frozenset({"evacuation", "siege", "withdrawal", "agreement", "deployment"})
M = TypeVar("M", bound=Spanned)


def attach_places(scene: Scene) -> Scene:
    """Give each place of a sentence to one event; joined places go together."""
    return scene.among(_share_places)


def attach_times(scene: Scene) -> Scene:
    """Give each time to the event of its clause; a time of the whole sentence speaks for every event without its own."""
    return scene.among(_share_times)


def attach_weapons(scene: Scene) -> Scene:
    """Give each weapon to the event it stands nearest to, unless it is what was hit."""
    return scene.among(lambda drafts: _share(drafts, "weapons", drafts[0].sentence.leaves.weapons))


def _share_places(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    sentence = drafts[0].sentence
    shared = _share(drafts, "places", sentence.leaves.places)
    return tuple(
        d if d.kinds() & MOVING else d.but(places=tuple(p for p in d.mention.places if not _origin(p, sentence))) for d in shared
    )


def _origin(place: PlaceMention, sentence: Sentence) -> bool:
    """ "Residents of X", "evacuees from X": where people come from, not where it happened."""
    head = sentence.head_of(place.start, place.end)
    for above in grammar.governors(head) if head is not None else ():
        if above.dep_ == "prep" and above.lower_ in ("of", "from") and above.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            if any(a.how == "generic" for a in overlapping(sentence.leaves.actors, *sentence.span(above.head))):
                return True
        elif above.pos_ in ("VERB", "AUX"):
            return False
    return False


def _share(drafts: tuple[Draft, ...], field: str, mentions: Sequence[M]) -> tuple[Draft, ...]:
    shares: list[list[M]] = [[] for _ in drafts]
    for mention in mentions:
        number = nearest(drafts, mention.start, mention.end)
        if number is not None:
            shares[number].append(mention)
    return tuple(d.but(**{field: tuple(s)}) for d, s in zip(drafts, shares, strict=True))


def nearest(drafts: Sequence[Draft], start: int, end: int) -> int | None:
    """The number of the event whose words are fewest arcs away from the stretch."""
    head = drafts[0].sentence.head_of(start, end)
    if head is None:
        return None
    ranked = [
        (_arcs(head, trigger.token), abs(head.i - trigger.token.i), number)
        for number, draft in enumerate(drafts)
        for trigger in draft.triggers
    ]
    return min(ranked)[2] if ranked else None


def _arcs(head: Token, trigger: Token) -> float:
    """Arcs between; below a trigger is nearer than beside it or above it."""
    arcs = grammar.distance(head, trigger)
    return arcs if any(g.i == trigger.i for g in grammar.governors(head)) else arcs + 0.5


def _share_times(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    shared = _share(drafts, "times", drafts[0].sentence.leaves.times)
    return tuple(_governed(d, shared) if not d.mention.times else d for d in shared)


def _governed(draft: Draft, others: Sequence[Draft]) -> Draft:
    """Take the time of the event above this one in the sentence, when this one is told as its part or result."""
    above = {g.i for g in grammar.governors(draft.head)}
    for other in others:
        if other.mention.times and any(t.token.i in above for t in other.triggers) and _same_time(draft.head):
            return draft.but(times=other.mention.times)
    return draft


def _same_time(token: Token) -> bool:
    """A relative clause or a past perfect tells of another time."""
    return token.dep_ not in ("relcl", "acl", "appos") and not any(c.lower_ == "had" for c in token.children)
