"""The tests of words for people on the move, taken or set free: "leave", "reach", "free", "capture"."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.extraction import about, grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.scene import Trigger

HOMES = frozenset({"home", "house", "village", "land"})
LEAVING = frozenset({"leave", "evacuate", "flee", "move", "quit"})
HELD = frozenset({"captivity", "captor", "kidnapper", "abductor", "prison", "jail", "detention", "custody"})
RIDES = frozenset({"bus", "convoy", "coach", "batch", "ambulance", "truck", "vehicle"})
MANY = 100  # a busload travels every day
CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands", "millions", "many"})
DEAD = frozenset({"body", "corpse"})
CAPTIVES = frozenset({"hostage", "captive", "abductee", "kidnap", "kidnapped", "abduct", "abducted", "detainee", "prisoner"})


def people(trigger: Trigger, sentence: Sentence) -> bool:
    """People are the object, or an actor the subject."""
    tokens = [*about.objects(trigger), *grammar.subjects(trigger.token)]
    named = any(a.how != "thing" for a in about.actors(tokens, sentence))
    return named or any(f.of_class == "people" for f in about.figures(tokens, sentence))


def fleeing(trigger: Trigger, sentence: Sentence) -> bool:
    """People flee, or a number of whom no more is said ("thousands have fled")."""
    return people(trigger, sentence) or any(t.lower_ in CROWDS for t in grammar.subjects(trigger.token))


def leaving(trigger: Trigger, sentence: Sentence) -> bool:
    """People leave a place or their homes, or many are driven away ("buses with 900 people left the town")."""
    left, who = about.objects(trigger), grammar.subjects(trigger.token)
    if _many_aboard(who, sentence):
        return about.placed_phrase([*left, *grammar.after(trigger.token, "from", "for", "to")], sentence)
    counted = about.figures(who, sentence)
    generic = any(a.how == "generic" for a in about.actors(who, sentence))
    if not generic and not any(f.of_class == "people" for f in counted):
        return False
    home = any(t.lemma_.lower() in HOMES for t in left) and about.only_people(who, sentence)
    named = bool(counted) and any(t.pos_ == "PROPN" for t in left)
    return home or named or about.placed_phrase(left, sentence)


def _many_aboard(tokens: list[Token], sentence: Sentence) -> bool:
    """Recognise buses or a convoy with more people than travel on any day."""
    rides = [t for t in tokens if t.lemma_.lower() in RIDES]
    spans = [sentence.span(t) for ride in rides for t in ride.subtree]
    figures = [f for span in spans for f in overlapping(sentence.leaves.figures, *span)]
    return any(f.of_class == "people" and (f.low or f.high or 0) >= MANY for f in figures)


def carrying(trigger: Trigger, sentence: Sentence) -> bool:
    """Buses or a convoy carry hundreds of people."""
    moved = grammar.objects(trigger.token)
    return about.only_people(moved[:1], sentence) and _many_aboard(grammar.subjects(trigger.token), sentence)


def arriving(trigger: Trigger, sentence: Sentence) -> bool:
    """People in numbers get to a place ("3,000 people have reached the town from the hills")."""
    verb = trigger.token
    came = grammar.subjects(verb)
    if not about.only_people(came, sentence) or not about.figures(came, sentence):
        return False
    where = [*grammar.objects(verb), *grammar.after(verb, "in", "at", "to")]
    spans = [sentence.span(t) for head in where for t in grammar.phrase(head)]
    return any(overlapping(sentence.leaves.places, *span) for span in spans)


def from_home(trigger: Trigger, sentence: Sentence) -> bool:
    """People are driven from their homes."""
    left = {t.lemma_.lower() for t in grammar.after(trigger.token, "from", "out")}
    return bool(left & HOMES) and about.only_people(about.objects(trigger), sentence)


def to_leave(trigger: Trigger, sentence: Sentence) -> bool:
    """Residents are told to leave."""
    goals = [c for c in trigger.token.children if c.dep_ in ("xcomp", "ccomp") and c.lemma_.lower() in LEAVING]
    told = [*about.objects(trigger), *(s for goal in goals for s in grammar.own_subjects(goal))]
    return bool(goals) and about.only_people(told, sentence)


def moved_people(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a number of people moved from or to somewhere."""
    moved = about.objects(trigger)
    aims = {c.lower_ for c in trigger.token.children if c.dep_ == "prep"} & {"from", "to", "into", "out"}
    return bool(aims) and about.only_people(moved, sentence) and bool(about.figures(moved, sentence))


def from_captors(trigger: Trigger, sentence: Sentence) -> bool:
    """People get out of the hands of those who held them, or out of prison; or the words call them captives."""
    held = grammar.after(trigger.token, "from")
    by_force = any(about.can_fight(a) for a in about.actors(held, sentence))
    named = {t.lemma_.lower() for t in held}
    objects = about.objects(trigger)
    captive = any(w.lemma_.lower() in CAPTIVES for t in objects for w in (t, *t.children) if w.dep_ in ("amod", t.dep_))
    return bool(objects) and (captive or by_force or bool(named & HELD)) and not about.placed(objects, sentence)


def captives(trigger: Trigger, sentence: Sentence) -> bool:
    """People are captured, not a place."""
    objects = about.objects(trigger)
    named = any(a.how != "thing" for t in objects for a in overlapping(sentence.leaves.actors, *sentence.span(t)))
    counted = any(f.of_class == "people" for f in about.figures(objects, sentence))
    return (named or counted) and not about.placed(objects, sentence)


def released(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise people who are let go ("two of the four engineers were released"), not a film or a statement."""
    let_go = about.objects(trigger)
    named = any(a.how != "thing" for a in about.actors(let_go, sentence))
    counted = any(f.of_class == "people" for f in about.figures(let_go, sentence)) or any(t.like_num for t in let_go)
    return (named or counted) and not about.placed(let_go, sentence)


def of_captives(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the release of people, not of a film or a report."""
    of = grammar.after(trigger.token, "of")
    named = any(a.how != "thing" for t in of for a in overlapping(sentence.leaves.actors, *sentence.span(t)))
    return named or any(f.of_class == "people" for f in about.figures(of, sentence))


def taking_people(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody armed takes people with them; rescuers who take away bodies abduct nobody."""
    return about.armed_subject(trigger, sentence) and about.only_people(about.objects(trigger), sentence)


def losses(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody armed loses a number of people."""
    lost = about.figures(about.objects(trigger), sentence)
    return about.armed_subject(trigger, sentence) and any(f.of_class == "people" for f in lost)


def aid_workers(trigger: Trigger, sentence: Sentence) -> bool:
    """Those who bring aid stop."""
    return any(a.actor.id == "aid-workers" for a in about.actors(grammar.subjects(trigger.token), sentence))


def bodies(trigger: Trigger, _sentence: Sentence) -> bool:
    """Recognise that a number of dead are found."""
    dead = about.objects(trigger) or grammar.own_subjects(trigger.token)  # a headline leaves out "were"
    found = [t for head in dead for t in grammar.phrase(head)]
    return any(t.lemma_.lower() in DEAD for t in found) and any(t.like_num or t.lower_ in CROWDS for t in found)
