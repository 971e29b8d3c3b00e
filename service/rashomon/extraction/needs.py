"""The tests that an everyday word must pass before it counts as a word of happening ("hit", "take", "operation")."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.scene import Trigger
from rashomon.knowledge.types import load_types
from rashomon.records.mention import ActorMention, FigureMention

PEACEFUL = frozenset({"rescue", "relief", "aid", "humanitarian", "election", "business", "demining", "media", "smear"})
MOVES_AID = frozenset(
    {"reach", "deliver", "arrive", "enter", "dispatch", "send", "block", "prevent", "bring", "airdrop", "drop", "loot"}
)
BLOWS = frozenset({"strike", "airstrike", "raid", "attack", "shelling", "bombing", "bombardment", "blast", "explosion"})
HOMES = frozenset({"home", "house", "village", "land"})
LEAVING = frozenset({"leave", "evacuate", "flee", "move", "quit"})
HELD = frozenset({"captivity", "captor", "kidnapper", "abductor", "prison", "jail", "detention", "custody"})
CAPTIVES = frozenset({"hostage", "captive", "abductee", "kidnap", "kidnapped", "abduct", "abducted"})
Test = Callable[[Trigger, Sentence], bool]


def holds(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the word's row asks for nothing, or its context gives what is asked."""
    return trigger.word.needs is None or TESTS[trigger.word.needs](trigger, sentence)


def _actors(tokens: list[Token], sentence: Sentence) -> list[ActorMention]:
    spans = [sentence.span(t) for head in tokens for t in grammar.phrase(head)]
    return [a for span in spans for a in overlapping(sentence.leaves.actors, *span)]


def _subjects(trigger: Trigger, sentence: Sentence) -> list[ActorMention]:
    """Who acts: the subject or, of a passive, the agent."""
    verb = trigger.token
    return _actors(grammar.agents(verb) if grammar.passive(verb) else grammar.subjects(verb), sentence)


def _objects(trigger: Trigger) -> list[Token]:
    verb = trigger.token
    return grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)


def _near(trigger: Trigger) -> list[Token]:
    """Return the phrase about a noun: its modifiers, and the clause it stands in."""
    noun = trigger.token
    return [noun, *grammar.after(noun, "by", "against", "in", "on", "of", "between", "with", "to", "for", "near", "around")]


def _can_fight(actor: ActorMention) -> bool:
    return actor.how != "thing" and load_types().sides.get(actor.actor.sector or "") in ("state", "group")


def armed(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise an actor who can use force, or a weapon, acts or is acted on here."""
    tokens = (
        [*grammar.subjects(trigger.token), *_objects(trigger), *grammar.agents(trigger.token)]
        if trigger.verbal
        else _near(trigger)
    )
    if any(_can_fight(a) or a.actor.id == "military-objects" for a in _actors(tokens, sentence)):
        return True
    spans = [sentence.span(t) for head in tokens for t in grammar.phrase(head)]
    return any(overlapping(sentence.leaves.weapons, *span) for span in spans)


def war(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the sentence names somebody armed or a weapon, or a blow does it ("the strike levelled")."""
    if trigger.verbal and any(t.lemma_.lower() in BLOWS for t in grammar.subjects(trigger.token)):
        return True
    return bool(sentence.leaves.weapons) or any(_can_fight(a) for a in sentence.leaves.actors)


def weapon(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the object or the subject is a weapon."""
    tokens = [*grammar.subjects(trigger.token), *_objects(trigger), trigger.token]
    return any(overlapping(sentence.leaves.weapons, *sentence.span(t)) for head in tokens for t in grammar.phrase(head))


def people(trigger: Trigger, sentence: Sentence) -> bool:
    """People are the object, or an actor the subject."""
    tokens = [*_objects(trigger), *grammar.subjects(trigger.token)]
    named = any(a.how != "thing" for a in _actors(tokens, sentence))
    return named or any(f.of_class == "people" for f in _figures(tokens, sentence))


def _figures(tokens: list[Token], sentence: Sentence) -> list[FigureMention]:
    spans = [sentence.span(t) for head in tokens for t in grammar.phrase(head)]
    return [f for span in spans for f in overlapping(sentence.leaves.figures, *span)]


def armed_place(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise an armed actor does it to a place ("took the town", "cleared two villages")."""
    if not any(_can_fight(a) for a in _subjects(trigger, sentence)) and not grammar.passive(trigger.token):
        return False
    spans = [sentence.span(t) for head in _objects(trigger) for t in grammar.phrase(head)]
    return any(overlapping(sentence.leaves.places, *span) for span in spans)


def falls(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a place falls, to somebody or in a war."""
    spans = [sentence.span(t) for head in grammar.subjects(trigger.token) for t in grammar.phrase(head)]
    return any(overlapping(sentence.leaves.places, *span) for span in spans)


def place(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the noun is of a place ("the fall of Mosul")."""
    spans = [sentence.span(t) for t in grammar.after(trigger.token, "of")]
    return any(overlapping(sentence.leaves.places, *span) for span in spans)


def actor(_trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody is named in the sentence."""
    return any(a.how != "thing" for a in sentence.leaves.actors)


def figure(_trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the sentence has a figure."""
    return any(not f.ratio and not f.implicit for f in sentence.leaves.figures)


def military(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise an operation or campaign in a sentence about somebody who can use force, and not called peaceful."""
    described = {c.lemma_.lower() for c in trigger.token.children if c.dep_ in ("compound", "amod", "nmod")}
    return war(trigger, sentence) and not described & PEACEFUL


def two_armed(trigger: Trigger, sentence: Sentence) -> bool:
    """Both the subject and the object are actors."""
    return bool(_actors(grammar.subjects(trigger.token), sentence)) and bool(_actors(_objects(trigger), sentence))


def leaving(trigger: Trigger, sentence: Sentence) -> bool:
    """People leave a place."""
    where = _objects(trigger)
    people_leave = any(a.how == "generic" for a in _actors(grammar.subjects(trigger.token), sentence)) or any(
        f.of_class == "people" for f in _figures(grammar.subjects(trigger.token), sentence)
    )
    spans = [sentence.span(t) for head in where for t in grammar.phrase(head)]
    named = any(t.pos_ == "PROPN" for t in where) and bool(_figures(grammar.subjects(trigger.token), sentence))
    return people_leave and (named or any(overlapping(sentence.leaves.places, *span) for span in spans))


def airspace(_trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the sentence is about airspace."""
    words = [t.lower_ for t in sentence.doc]
    return "airspace" in words or any(a == "air" and b == "space" for a, b in pairwise(words))


def anaphor(trigger: Trigger, _sentence: Sentence) -> bool:
    """Recognise "The incident": only as another word for what was told, with a determiner."""
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in trigger.token.children)


def parties(_trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a meeting or call of at least two parties."""
    return len({a.actor.id for a in sentence.leaves.actors if a.how not in ("thing", "generic")}) > 1


def aid_moves(trigger: Trigger, _sentence: Sentence) -> bool:
    """Aid reaches somebody, or is kept from them."""
    kind = {c.lemma_.lower() for c in trigger.token.children if c.dep_ in ("compound", "amod", "nmod")}
    verb = next((g for g in grammar.governors(trigger.token) if grammar.is_verb(g)), None)
    if trigger.token.lower_ != "aid" and not kind & {"relief", "food", "humanitarian", "medical", "aid"}:
        return False
    return verb is not None and verb.lemma_.lower() in MOVES_AID


def talks(trigger: Trigger, sentence: Sentence) -> bool:
    """Talks, in the plural, of somebody or somewhere."""
    return trigger.token.tag_ in ("NNS", "NNPS") and (pact(trigger, sentence) or bool(sentence.leaves.places))


def pact(_trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a deal between parties to a war."""
    return any(a.how != "thing" for a in sentence.leaves.actors)


def _only_people(tokens: list[Token], sentence: Sentence) -> bool:
    """Recognise "residents", "3,000 people": neither fighters nor those who come and go for their work."""
    actors = _actors(tokens, sentence)
    return bool(actors) and all(a.actor.id == "civilians" for a in actors)


def arriving(trigger: Trigger, sentence: Sentence) -> bool:
    """People in numbers get to a place ("3,000 people have reached the town from the hills")."""
    verb = trigger.token
    came = grammar.subjects(verb)
    if not _only_people(came, sentence) or not _figures(came, sentence):
        return False
    where = [*grammar.objects(verb), *grammar.after(verb, "in", "at", "to")]
    spans = [sentence.span(t) for head in where for t in grammar.phrase(head)]
    return any(overlapping(sentence.leaves.places, *span) for span in spans)


def from_home(trigger: Trigger, sentence: Sentence) -> bool:
    """People are driven from their homes."""
    left = {t.lemma_.lower() for t in grammar.after(trigger.token, "from", "out")}
    return bool(left & HOMES) and _only_people(_objects(trigger), sentence)


def to_leave(trigger: Trigger, sentence: Sentence) -> bool:
    """Residents are told to leave."""
    goals = [c for c in trigger.token.children if c.dep_ in ("xcomp", "ccomp") and c.lemma_.lower() in LEAVING]
    told = [*_objects(trigger), *(s for goal in goals for s in grammar.own_subjects(goal))]
    return bool(goals) and _only_people(told, sentence)


def sends_force(trigger: Trigger, sentence: Sentence) -> bool:
    """Troops, police or peacekeepers are what is sent."""
    return any(_can_fight(a) or a.actor.sector == "peacekeeper" for a in _actors(_objects(trigger), sentence))


def from_captors(trigger: Trigger, sentence: Sentence) -> bool:
    """People get out of the hands of those who held them, or out of prison; or the words call them captives."""
    held = grammar.after(trigger.token, "from")
    by_force = any(_can_fight(a) for a in _actors(held, sentence))
    named = {t.lemma_.lower() for t in held}
    objects = _objects(trigger)
    captive = any(w.lemma_.lower() in CAPTIVES for t in objects for w in (t, *t.children) if w.dep_ in ("amod", t.dep_))
    return bool(objects) and (captive or by_force or bool(named & HELD)) and not _placed(objects, sentence)


def _placed(tokens: list[Token], sentence: Sentence) -> bool:
    return any(overlapping(sentence.leaves.places, *sentence.span(t)) for t in tokens)


def captives(trigger: Trigger, sentence: Sentence) -> bool:
    """People are captured, not a place."""
    objects = _objects(trigger)
    people = any(a.how != "thing" for t in objects for a in overlapping(sentence.leaves.actors, *sentence.span(t)))
    return (people or any(f.of_class == "people" for f in _figures(objects, sentence))) and not _placed(objects, sentence)


def of_captives(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the release of people, not of a film or a report."""
    of = grammar.after(trigger.token, "of")
    people = any(a.how != "thing" for t in of for a in overlapping(sentence.leaves.actors, *sentence.span(t)))
    return people or any(f.of_class == "people" for f in _figures(of, sentence))


def place_to_foe(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a town that is lost to somebody armed, not a player who goes to another club."""
    to = [t for o in (trigger.token, *_objects(trigger)) for t in grammar.after(o, "to")]
    return _placed(_objects(trigger), sentence) and any(_can_fight(a) for a in _actors(to, sentence))


def taking_people(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody armed takes people with them; rescuers who take away bodies abduct nobody."""
    return any(_can_fight(a) for a in _subjects(trigger, sentence)) and _only_people(_objects(trigger), sentence)


def flying(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise drones or missiles destroyed over a place or by air defence: brought down, not hit on the ground."""
    things = [t for head in _objects(trigger) for t in grammar.phrase(head)]
    shot = any(
        w.class_ in ("drone", "missile") for t in things for w in overlapping(sentence.leaves.weapons, *sentence.span(t))
    )
    heads = (trigger.token, *_objects(trigger))
    over = any(c.lower_ == "over" for head in heads for c in head.children)
    doers = grammar.agents(trigger.token) if grammar.passive(trigger.token) else grammar.subjects(trigger.token)
    defence = any(t.lemma_.lower().startswith("air") for head in doers for t in grammar.phrase(head))
    return shot and (over or defence)


def losses_told(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody's losses are put at a number."""
    return trigger.token.tag_ == "NNS" and figure(trigger, sentence) and war(trigger, sentence)


def moved_people(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a number of people moved from or to somewhere."""
    moved = _objects(trigger)
    aims = {c.lower_ for c in trigger.token.children if c.dep_ == "prep"}
    return _only_people(moved, sentence) and bool(_figures(moved, sentence)) and bool(aims & {"from", "to", "into", "out"})


def losses(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody armed loses a number of people."""
    fighters = any(_can_fight(a) for a in _subjects(trigger, sentence))
    return fighters and any(f.of_class == "people" for f in _figures(_objects(trigger), sentence))


def aid_workers(trigger: Trigger, sentence: Sentence) -> bool:
    """Those who bring aid stop."""
    return any(a.actor.id == "aid-workers" for a in _actors(grammar.subjects(trigger.token), sentence))


TESTS: dict[str, Test] = {
    "armed": armed,
    "war": war,
    "weapon": weapon,
    "people": people,
    "armed_place": armed_place,
    "fall": falls,
    "place": place,
    "actor": actor,
    "figure": figure,
    "harm": figure,
    "military": military,
    "two_armed": two_armed,
    "pact": pact,
    "talks": talks,
    "officials": two_armed,
    "captive": people,
    "unit": war,
    "move": war,
    "aid_moves": aid_moves,
    "leaving": leaving,
    "airspace": airspace,
    "anaphor": anaphor,
    "parties": parties,
    "arriving": arriving,
    "from_home": from_home,
    "to_leave": to_leave,
    "sends_force": sends_force,
    "from_captors": from_captors,
    "captives": captives,
    "place_to_foe": place_to_foe,
    "of_captives": of_captives,
    "taking_people": taking_people,
    "aid_workers": aid_workers,
    "losses": losses,
    "losses_told": losses_told,
    "moved_people": moved_people,
    "flying": flying,
}
