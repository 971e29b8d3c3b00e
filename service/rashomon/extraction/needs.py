"""The tests that an everyday word must pass before it counts as a word of happening ("hit", "take", "operation")."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Token

from rashomon.extraction import about, grammar, needs_people
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.scene import Trigger

PEACEFUL = frozenset({"rescue", "relief", "aid", "humanitarian", "election", "business", "demining", "media", "smear"})
MOVES_AID = frozenset(
    {"reach", "deliver", "arrive", "enter", "dispatch", "send", "block", "prevent", "bring", "airdrop", "drop", "loot"}
)
BLOWS = frozenset({"strike", "airstrike", "raid", "attack", "shelling", "bombing", "bombardment", "blast", "explosion"})
FLYING = frozenset({"rocket", "missile", "munition", "drone", "explosive"})
POSTS = frozenset({"position", "post", "outpost", "base", "camp", "garrison", "barracks", "checkpoint"})
Test = Callable[[Trigger, Sentence], bool]


def holds(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the word's row asks for nothing, or its context gives what is asked."""
    return trigger.word.needs is None or TESTS[trigger.word.needs](trigger, sentence)


def _near(trigger: Trigger) -> list[Token]:
    """Return the phrase about a noun: its modifiers, and the clause it stands in."""
    noun = trigger.token
    return [noun, *grammar.after(noun, "by", "against", "in", "on", "of", "between", "with", "to", "for", "near", "around")]


def armed(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise an actor who can use force, or a weapon, acts or is acted on here."""
    tokens = (
        [*grammar.subjects(trigger.token), *about.objects(trigger), *grammar.agents(trigger.token)]
        if trigger.verbal
        else _near(trigger)
    )
    if any(about.can_fight(a) or a.actor.id == "military-objects" for a in about.actors(tokens, sentence)):
        return True
    return bool(about.weapons(tokens, sentence))


def force(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise what is deployed: somebody armed, arms or peacekeepers."""
    tokens = [*grammar.subjects(trigger.token), *about.objects(trigger)]
    return armed(trigger, sentence) or any(a.actor.sector == "peacekeeper" for a in about.actors(tokens, sentence))


def takes_on(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise targets that are engaged; "engaged in a battle" hits nobody."""
    return bool(about.objects(trigger)) and armed(trigger, sentence)


def war(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the sentence names somebody armed or a weapon, or a blow does it ("the strike levelled")."""
    if trigger.verbal and any(t.lemma_.lower() in BLOWS for t in grammar.subjects(trigger.token)):
        return True
    return bool(sentence.leaves.weapons) or any(about.can_fight(a) for a in sentence.leaves.actors)


def weapon(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the object or the subject is a weapon."""
    return bool(about.weapons([*grammar.subjects(trigger.token), *about.objects(trigger), trigger.token], sentence))


def projectile(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise what falls or crashes as a weapon that flies."""
    return any(w.class_ in FLYING for w in about.weapons(grammar.subjects(trigger.token), sentence))


def under_fire(trigger: Trigger, _sentence: Sentence) -> bool:
    """Recognise being shot at; "came under fire for his words" is criticism."""
    return not grammar.after(trigger.token, "for", "over", "after")


def abandons(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody armed gives up a place or a post."""
    left = about.objects(trigger)
    post = any(t.lemma_.lower() in POSTS for t in left)
    return about.armed_subject(trigger, sentence) and (post or about.placed_phrase(left, sentence))


def shuts_in(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a place that is closed off; police who cordon off a street after a blast besiege nobody."""
    police = any(a.actor.sector == "police" for a in about.subjects(trigger, sentence))
    return not police and about.placed_phrase(about.objects(trigger), sentence)


def armed_place(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise an armed actor does it to a place ("took the town", "cleared two villages")."""
    if not about.armed_subject(trigger, sentence) and not grammar.passive(trigger.token):
        return False
    return about.placed_phrase(about.objects(trigger), sentence)


def falls(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a place falls, to somebody or in a war."""
    return about.placed_phrase(grammar.subjects(trigger.token), sentence)


def place(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise the noun is of a place ("the fall of Mosul")."""
    return about.placed(grammar.after(trigger.token, "of"), sentence)


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
    doers = about.actors(grammar.subjects(trigger.token), sentence)
    return bool(doers) and bool(about.actors(about.objects(trigger), sentence))


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


def sends_force(trigger: Trigger, sentence: Sentence) -> bool:
    """Troops, police or peacekeepers are what is sent."""
    return any(about.can_fight(a) or a.actor.sector == "peacekeeper" for a in about.actors(about.objects(trigger), sentence))


def place_to_foe(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise a town that is lost to somebody armed, not a player who goes to another club."""
    to = [t for o in (trigger.token, *about.objects(trigger)) for t in grammar.after(o, "to")]
    return about.placed(about.objects(trigger), sentence) and any(about.can_fight(a) for a in about.actors(to, sentence))


def flying(trigger: Trigger, sentence: Sentence) -> bool:
    """Recognise drones or missiles destroyed over a place or by air defence: brought down, not hit on the ground."""
    things = [t for head in about.objects(trigger) for t in grammar.phrase(head)]
    shot = any(
        w.class_ in ("drone", "missile") for t in things for w in overlapping(sentence.leaves.weapons, *sentence.span(t))
    )
    shot = shot or any(t.like_num for t in about.objects(trigger))  # "fifteen were destroyed over the sea"
    heads = (trigger.token, *about.objects(trigger))
    over = any(c.lower_ == "over" for head in heads for c in head.children)
    doers = grammar.agents(trigger.token) if grammar.passive(trigger.token) else grammar.subjects(trigger.token)
    defence = any(t.lemma_.lower().startswith("air") for head in doers for t in grammar.phrase(head))
    return shot and (over or defence)


def losses_told(trigger: Trigger, sentence: Sentence) -> bool:
    """Somebody's losses are put at a number."""
    return trigger.token.tag_ == "NNS" and figure(trigger, sentence) and war(trigger, sentence)


TESTS: dict[str, Test] = {
    "armed": armed,
    "force": force,
    "takes_on": takes_on,
    "war": war,
    "weapon": weapon,
    "people": needs_people.people,
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
    "captive": needs_people.released,
    "unit": war,
    "move": war,
    "aid_moves": aid_moves,
    "leaving": needs_people.leaving,
    "airspace": airspace,
    "anaphor": anaphor,
    "parties": parties,
    "arriving": needs_people.arriving,
    "from_home": needs_people.from_home,
    "to_leave": needs_people.to_leave,
    "sends_force": sends_force,
    "from_captors": needs_people.from_captors,
    "captives": needs_people.captives,
    "place_to_foe": place_to_foe,
    "of_captives": needs_people.of_captives,
    "taking_people": needs_people.taking_people,
    "aid_workers": needs_people.aid_workers,
    "losses": needs_people.losses,
    "losses_told": losses_told,
    "moved_people": needs_people.moved_people,
    "flying": flying,
    "fleeing": needs_people.fleeing,
    "carrying": needs_people.carrying,
    "bodies": needs_people.bodies,
    "projectile": projectile,
    "under_fire": under_fire,
    "abandons": abandons,
    "shuts_in": shuts_in,
}
