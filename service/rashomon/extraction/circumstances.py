"""Where: places go to the event that they stand nearest to in the parse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.closing_words import closing_of
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.roles import fillers
from rashomon.extraction.scene import Draft, Scene
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention

MOVING = frozenset({"evacuation", "siege", "withdrawal", "agreement", "deployment"})
RULERS = "government"  # the actor whose seat is no scene: "the government in Nairobi"
LEAVING = frozenset({"evacuation", "withdrawal"})  # happen where people leave; other movements where they arrive
LIST_GAP = 6  # characters between two names of a list
HOLDER_GAP = 4  # characters between a place and the one that holds it: ", ", " in "


def attach_places(scene: Scene, telling: Collection[str], gazetteer: Gazetteer) -> Scene:
    """Give each place of a sentence to one event; joined places go together. `telling` are the lemmas of verbs of telling."""
    return scene.among(partial(_share_places, telling=telling, gazetteer=gazetteer))


def _share_places(drafts: tuple[Draft, ...], telling: Collection[str], gazetteer: Gazetteer) -> tuple[Draft, ...]:
    sentence = drafts[0].sentence
    places = sentence.leaves.places
    closing = closing_of(sentence, telling, {t.token.i for d in drafts for t in d.triggers}) if places else None
    told_of = [
        p
        for p in places
        if not _seat(p, sentence, telling, gazetteer)
        and not _acts(p, sentence, gazetteer)
        and not (closing and closing.start <= p.start < closing.end)
        and not _heads(p, places, sentence)
    ]
    shares: list[list[PlaceMention]] = [[] for _ in drafts]
    for group in _together(_listed(told_of, sentence)):
        number = nearest_of(drafts, [(p.start, p.end) for p in group])
        if number is None:
            continue
        shares[number].extend(group)
        others = [n for n in range(len(drafts)) if n != number]
        if others and _describes(drafts[number], group, sentence):
            beside = nearest_of([drafts[n] for n in others], [(p.start, p.end) for p in group])
            if beside is not None:
                shares[others[beside]].extend(group)
    return tuple(_located(d.but(places=tuple(s)), sentence) for d, s in zip(drafts, shares, strict=True))


def _describes(draft: Draft, group: Sequence[PlaceMention], sentence: Sentence) -> bool:
    """Recognise "a raid on the besieged city of X": what describes the place leaves it to what happened there."""
    if draft.head.dep_ != "amod" or len(draft.triggers) > 1:
        return False
    heads = [sentence.head_of(p.start, p.end) for p in group]
    return any(g.i == draft.head.head.i for head in heads if head is not None for g in (head, *grammar.governors(head)))


def _together(places: Sequence[PlaceMention]) -> list[list[PlaceMention]]:
    """Put a place beside the one that holds it: in "the Basra, Iraq bombing" both belong to one event, however it parses."""
    groups: list[list[PlaceMention]] = []
    for place in places:
        before = groups[-1][-1] if groups else None
        held = before is not None and before.within == place.name and place.start - before.end <= HOLDER_GAP
        if held:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _seat(place: PlaceMention, sentence: Sentence, telling: Collection[str], gazetteer: Gazetteer) -> bool:
    """Recognise "The ministry in Kyiv said", "an official in Nairobi told us", "the government in Bamako": where one sits."""
    head = sentence.head_of(place.start, place.end)
    if head is None or head.dep_ != "pobj" or head.head.lower_ not in ("in", "at"):
        return False
    teller = head.head.head
    if teller.lemma_ == "base" and teller.tag_ == "VBN" and teller.dep_ in ("acl", "relcl", "amod"):
        return True  # "a government based in the east"
    rulers = any(a.actor.id == RULERS for a in overlapping(sentence.leaves.actors, *sentence.span(teller)))
    if rulers and gazetteer.is_capital(place.name):
        return True
    return teller.dep_ == "nsubj" and teller.head.lemma_.lower() in telling and grammar.is_verb(teller.head)


def _heads(place: PlaceMention, places: Sequence[PlaceMention], sentence: Sentence) -> bool:
    """Recognise where a report was written when it tells of another place: "Kabul: Gunmen killed four people in Kunduz"."""
    first = place.start == sentence.start and len(places) > 1
    return first and sentence.doc.text[place.end - sentence.start :].startswith(":")


def _acts(place: PlaceMention, sentence: Sentence, gazetteer: Gazetteer) -> bool:
    """Recognise a capital that stands for its government: "Moscow stepped up its support", not "Kyiv came under fire"."""
    head = sentence.head_of(place.start, place.end)
    if head is None or place.relation != "in" or place.start != place.name_start or not gazetteer.is_capital(place.name):
        return False
    return head.dep_ == "nsubj" and grammar.is_verb(head.head) and head.head.lemma_.lower() not in place_words().undergoing


def _located(draft: Draft, sentence: Sentence) -> Draft:
    """Leave out where people come from, and add the place that the event's clause describes ("the town in which …")."""
    places = [p for p in draft.mention.places if draft.kinds() & MOVING or not _origin(p, sentence)]
    places = [_at_the_event(p, draft) for p in places]
    above = {g.i for g in grammar.governors(draft.head)}
    if not places:
        heads = [(p, sentence.head_of(p.start, p.end)) for p in sentence.leaves.places]
        places = [p for p, head in heads if head is not None and head.i in above]
    return draft.but(places=_ordered(draft, places))


def _listed(places: Sequence[PlaceMention], sentence: Sentence) -> list[PlaceMention]:
    """In "the provinces of A, B and C" all are provinces."""
    found: list[PlaceMention] = []
    for place in places:
        before = found[-1] if found else None
        if before and before.level_hint == "admin1" and place.level_hint is None and place.start - before.end <= LIST_GAP:
            head, other = sentence.head_of(place.start, place.end), sentence.head_of(before.start, before.end)
            if head is not None and other is not None and head.dep_ == "conj":
                place = replace(place, level_hint="admin1")  # noqa: PLW2901 - the place as its list tells it
        found.append(place)
    return found


def _at_the_event(place: PlaceMention, draft: Draft) -> PlaceMention:
    """In "the toll from the Kunduz attack" the name describes the attack: nothing came from there."""
    head = draft.sentence.head_of(place.start, place.end)
    words = {t.token.i for t in draft.triggers}
    describes = head is not None and head.dep_ in ("compound", "nmod", "amod", "poss") and head.head.i in words
    return replace(place, relation="in") if describes and place.relation in ("from", "to") else place


def _ordered(draft: Draft, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return what is taken or besieged goes first; what it lies near, and where people come from, last."""
    taken = _taken(draft)
    sentence = draft.sentence
    named = [p for p in sentence.leaves.places if any(t.i in taken for t in sentence.tokens_of(p.start, p.end))]
    everywhere = [*places, *(p for p in named if p.relation != "near" and p not in places)]

    far_end = ("to", "toward") if draft.mention.kind in LEAVING else ("from",)

    def rank(place: PlaceMention) -> tuple[bool, bool, bool]:
        aside = place.relation == "near" or place.direction is not None
        return place not in named, aside, place.relation in far_end

    return tuple(sorted(everywhere, key=rank))


def _taken(draft: Draft) -> set[int]:
    """Return the words of what is taken or besieged, with the name it stands beside ("Madaya, a town besieged by …")."""
    heads = [head for part, head in fillers(draft) if part == "place"]
    heads += [head.head for head in heads if head.dep_ == "appos"]
    return {t.i for head in heads for t in grammar.phrase(head)}


def _origin(place: PlaceMention, sentence: Sentence) -> bool:
    """Recognise "Residents of X", "evacuees from X": where people come from, not where it happened."""
    head = sentence.head_of(place.start, place.end)
    if head is not None and any(a.how == "generic" for a in overlapping(sentence.leaves.actors, *sentence.span(head))):
        return True  # "residents of the villages of X" may be one phrase
    for above in grammar.governors(head) if head is not None else ():
        if above.dep_ == "prep" and above.lower_ in ("of", "from") and above.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            if any(a.how == "generic" for a in overlapping(sentence.leaves.actors, *sentence.span(above.head))):
                return True
        elif above.pos_ in ("VERB", "AUX"):
            return False
    return False


def nearest(drafts: Sequence[Draft], start: int, end: int) -> int | None:
    """Return the number of the event whose words are fewest arcs away from the stretch."""
    return nearest_of(drafts, [(start, end)])


def nearest_of(drafts: Sequence[Draft], stretches: Sequence[tuple[int, int]]) -> int | None:
    """Return the number of the event whose words are fewest arcs away from one of the stretches."""
    sentence = drafts[0].sentence
    heads = [head for start, end in stretches if (head := sentence.head_of(start, end)) is not None]
    ranked = [
        (_arcs(head, trigger.token), abs(head.i - trigger.token.i), number)
        for head in heads
        for number, draft in enumerate(drafts)
        for trigger in draft.triggers
    ]
    return min(ranked)[2] if ranked else None


def _arcs(head: Token, trigger: Token) -> float:
    """Arcs between; below a trigger is nearer than beside it, and a clause that describes the place is farther."""
    arcs = grammar.distance(head, trigger)
    if any(g.i == trigger.i for g in grammar.governors(head)):
        return arcs
    return arcs + (3 if any(g.i == head.i for g in grammar.governors(trigger)) else 1)
