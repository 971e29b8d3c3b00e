"""Words of happening that tell none where they stand: a property, a danger, a habit, or a reminder of earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashomon.extraction import grammar
from rashomon.extraction.scene import Trigger

Cues = Mapping[str, frozenset[str]]

# Of these, a participle before its noun says what the people are ("displaced families", "allied rebels"); "two wounded men"
# and "a besieged town" still tell what was done to them.
PROPERTIES = frozenset({"evacuation", "alliance", "withdrawal", "deployment"})

SETTINGS = frozenset({"in", "at", "near", "around", "outside", "on", "over", "inside", "across", "since", "during"})


def idle(trigger: Trigger, cues: Cues) -> bool:
    """Whether the word tells of no happening here."""
    return any(question(trigger, cues) for question in QUESTIONS)


def _property(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "a camp for displaced people"; "9,000 displaced people" counts what happened."""
    token = trigger.token
    if trigger.word.kind not in PROPERTIES or trigger.word.part == "n" or token.dep_ != "amod" or token.i > token.head.i:
        return False
    return not any(c.dep_ == "nummod" for c in token.head.children)


def _standing(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "soldiers deployed there", "a van rigged with explosives": how it is, when no day or aim is told."""
    token = trigger.token
    if trigger.word.kind not in ("deployment", "mine_laying") or token.tag_ != "VBN" or token.dep_ not in ("acl", "amod"):
        return False
    return not any(c.dep_ in ("npadvmod", "agent") or c.lower_ in ("to", "on", "since", "after") for c in token.children)


def _captive(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "16 kidnapped girls were freed": it says who they are, the news is what becomes of them."""
    token = trigger.token
    done = trigger.word.kind in ("abduction", "shootdown") and trigger.verbal  # "debris of downed drones"
    return done and token.dep_ == "amod" and token.i < token.head.i


def _holding(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "the Israeli-occupied heights": whose it is; "the captured town" still tells that it was taken."""
    compound = any(c.dep_ == "punct" and c.text == "-" for c in trigger.token.children)
    holds = compound or trigger.token.tag_ == "VBG"  # "the occupying forces"
    return trigger.word.kind == "territory_gained" and trigger.token.dep_ == "amod" and holds


def _fighters(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "rebels fighting the government": who they are, when no place or time is told."""
    token = trigger.token
    if (
        trigger.word.kind not in ("armed_clash", "attack")
        or not trigger.verbal
        or token.tag_ != "VBG"
        or token.dep_ not in ("acl", "relcl")
    ):
        return False
    return not any(c.dep_ == "npadvmod" or (c.dep_ == "prep" and c.lower_ in SETTINGS) for c in token.children)


def _framing(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "as part of the operation": the frame of what is told, with no setting of its own."""
    token = trigger.token
    named = token.head if token.dep_ == "appos" else token
    at = named.head
    if trigger.verbal or trigger.word.kind != "offensive" or at.dep_ != "prep" or at.head.lower_ != "part":
        return False
    return not any(c.dep_ == "prep" and c.lower_ in SETTINGS for c in token.children)


def _feared(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "the threat of further attacks"."""
    at = trigger.token.head
    return not trigger.verbal and at.dep_ == "prep" and at.lower_ == "of" and at.head.lemma_.lower() in cues["risk"]


def _answered(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "confirmed the incident": it answers what was told before."""
    token = trigger.token
    if (
        trigger.word.needs != "anaphor"
        or token.dep_ not in ("dobj", "nsubjpass")
        or token.head.lemma_.lower() not in cues["answering"]
    ):
        return False
    return not any(c.dep_ in ("prep", "relcl", "acl") for c in token.children)


def _earlier(trigger: Trigger, _cues: Cues) -> bool:
    """Recognise "the fourth such blast since March": what came before it, not another."""
    children = list(trigger.token.children)
    described = any(c.pos_ == "ADJ" and c.lower_ != "such" for c in children)
    return not trigger.verbal and described and any(c.lower_ == "such" for c in children)


def _habitual(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "has been bombed repeatedly", "has always denied targeting civilians": with no figure, a habit is no record."""
    denying = [g for g in grammar.governors(trigger.token) if g.lemma_.lower() in cues["denying"]]
    verbs = [trigger.token, *denying] if trigger.verbal else [trigger.token.head]  # "regularly carry out attacks"
    if not any(c.lower_ in cues["habit"] for verb in verbs if grammar.is_verb(verb) for c in verb.children):
        return False
    return not any(t.like_num for t in trigger.token.doc)


def _likened(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "bore the hallmarks of an attack by the group": what it is like."""
    at = trigger.token.head
    return not trigger.verbal and at.dep_ == "prep" and at.head.lemma_.lower() in cues["likeness"]


def _frequent(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "due to incessant attacks", "sporadic ambushes": with no figure and no period, a habit is no record."""
    token = trigger.token
    if trigger.verbal or token.tag_ not in ("NNS", "NNPS") or any(t.like_num for t in token.doc):
        return False
    return any(c.lower_ in cues["frequent"] for c in token.children)


def _disclaimed(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "denies targeting civilians", "has denied …": what a side says of itself at all times, not of this blow."""
    denying = next((g for g in grammar.governors(trigger.token) if g.lemma_.lower() in cues["denying"]), None)
    if denying is None or not trigger.verbal:
        return False
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in denying.children)
    civilians = [t for t in grammar.objects(trigger.token) if t.lemma_.lower() in cues["anybody"]]
    bare = any(not any(c.dep_ in ("det", "nummod", "poss") for c in t.children) for t in civilians)
    return bare and (perfect or denying.tag_ in ("VBZ", "VBP"))


def _record(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "a leader involved in attacks on the army", "wanted for bombings": what somebody is known for."""
    token = trigger.token
    if trigger.verbal or token.tag_ not in ("NNS", "NNPS") or any(c.dep_ == "det" for c in token.children):
        return False
    at = token
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return at.dep_ == "pobj" and at.head.head.lemma_.lower() in cues["known_for"]


QUESTIONS: tuple[Callable[[Trigger, Cues], bool], ...] = (
    _property,
    _standing,
    _captive,
    _holding,
    _fighters,
    _framing,
    _feared,
    _answered,
    _earlier,
    _habitual,
    _likened,
    _frequent,
    _disclaimed,
    _record,
)
