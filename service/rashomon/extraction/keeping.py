"""Which drafts are events worth a record: of which somebody, somewhere, some day, a figure or a certain weapon is told."""

from __future__ import annotations

from dataclasses import replace

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Scene

VAGUE = frozenset({"violence", "air_strike", "armed_clash", "attack_on_civilians", "property_destruction"})


def keep_events(scene: Scene) -> Scene:
    """Drop generic talk of events, and hypotheses about nobody in particular."""
    return replace(scene, drafts=tuple(d for d in scene.drafts if _told(d)))


def _told(draft: Draft) -> bool:
    mention = draft.mention
    if mention.realis == "hypothetical":
        return False
    if _defining(draft) or _goal(draft):
        return False
    set_somewhere = bool(mention.places or mention.times)
    if mention.kind == "siege" and not set_somewhere and not any(p.role == "initiator" for p in mention.parties):
        return False
    if _descriptive(draft):
        return False
    if mention.realis == "planned" and not (mention.places or mention.times or mention.counts) and mention.kind in VAGUE:
        return False
    named = any(p.actor.how != "thing" for p in mention.parties)
    return bool(named or mention.places or mention.times or mention.counts or _models(draft))


def _descriptive(draft: Draft) -> bool:
    """Recognise "people evacuated from besieged villages": who they are, when neither a place nor a number is told."""
    mention, head = draft.mention, draft.head
    if mention.kind not in ("siege", "evacuation") or not any(t.verbal for t in draft.triggers):
        return False
    if head.dep_ not in ("amod", "acl") or mention.places or mention.counts:
        return False
    return not any(p.role == "initiator" for p in mention.parties)


def _models(draft: Draft) -> bool:
    """Recognise a weapon by its model number: "a Su-24 attacked the depot" is no talk of attacks in general."""
    return any(any(c.isdigit() for c in w.text) for w in draft.mention.weapons)


def _goal(draft: Draft) -> bool:
    """Recognise "the battle to retake the town": a purpose, unless a plan or an attempt is what is told."""
    head = draft.head
    if draft.mention.realis != "actual" or head.dep_ not in ("acl", "relcl") or any(c.dep_ == "nsubj" for c in head.children):
        return False
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)


def _defining(draft: Draft) -> bool:
    """Recognise "A strike means …", "firing at one boat is a strike": about the word, not of a happening."""
    verb = draft.head if grammar.is_verb(draft.head) else draft.head.head
    if verb.lemma_ == "be" and draft.head.dep_ == "attr":
        return any(c.dep_ == "csubj" for c in verb.children)
    return verb.lemma_.lower() in ("mean", "define", "refer", "classify")
