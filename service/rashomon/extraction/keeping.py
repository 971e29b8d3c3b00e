"""Which drafts are events worth a record: somebody, somewhere, some day or some figure must be told of them."""

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
    if _defining(draft):
        return False
    if mention.kind == "siege" and not mention.places and not any(p.role == "initiator" for p in mention.parties):
        return False
    if mention.realis == "planned" and not (mention.places or mention.times or mention.counts) and mention.kind in VAGUE:
        return False
    named = any(p.actor.how != "thing" for p in mention.parties)
    return bool(named or mention.places or mention.times or mention.counts)


def _defining(draft: Draft) -> bool:
    """Recognise "A strike means …", "an attack is defined as …": about the word, not of a happening."""
    verb = draft.head if grammar.is_verb(draft.head) else draft.head.head
    return verb.lemma_.lower() in ("mean", "define", "refer")
