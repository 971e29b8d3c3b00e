"""Tells whether a mention speaks of something told before, of something new, or does not say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Scene, Trigger

Cues = Mapping[str, frozenset[str]]


VAGUE = frozenset({"attack", "harm", "ruin", "light"})
SETTLED = frozenset({"armed_clash", "attack_on_civilians"})  # by the parties alone: "the attack" may well be a bomb told before
OCCURRING = frozenset({"occur", "begin", "happen", "take", "come", "last", "start"})


def settle_reference(scene: Scene, cues: Cues) -> Scene:
    """Set `reference` of every event."""
    return scene.each(partial(_settle, cues=cues))


def _settle(draft: Draft, cues: Cues) -> Draft:
    if _new(draft, cues):
        return draft.but(reference="new")
    if not _back(draft, cues):
        return draft
    vague = draft.kinds() <= VAGUE and draft.mention.kind in SETTLED
    return draft.but(reference="back", kind="violence" if vague else draft.mention.kind)


def _new(draft: Draft, _cues: Cues) -> bool:
    """Recognise "Another strike", "a separate attack", "Elsewhere, …", "two days after the strike"."""
    nouns = [t.token for t in draft.triggers if not t.verbal]
    subjects = [s for t in draft.triggers if t.verbal and t.word.kind != "ruin" for s in grammar.subjects(t.token)]
    subjects = [s for s in subjects if not _counted(s)]
    described = [c.lower_ for n in (*nouns, *subjects) for c in n.children if c.dep_ in ("det", "amod") and not _named(c)]
    if "another" in described or {"separate", "second", "third"} & {*described}:
        return True
    around = [c for t in draft.triggers for c in t.token.children]
    return any(c.lower_ in ("elsewhere", "separately") or _days_from(c) for c in around)


def _days_from(token: Token) -> bool:
    """Recognise "two days after a strike": what is told lies apart from it."""
    return token.dep_ == "prep" and token.lower_ in ("after", "before") and any(c.dep_ == "npadvmod" for c in token.children)


def _counted(noun: Token) -> bool:
    """Recognise "another 35 people": more of those hurt, not of another attack."""
    return noun.like_num or any(c.dep_ == "nummod" for c in noun.children)


def _named(word: Token) -> bool:
    """Recognise the "Second" of the Second Field Army."""
    return word.text[:1].isupper() and word.i + 1 < len(word.doc) and word.nbor().text[:1].isupper()


def _back(draft: Draft, cues: Cues) -> bool:
    named = [t for t in draft.triggers if not t.verbal and t.word.kind != "light"]
    if named:
        return all(_definite(t.token, cues) for t in named[:1])
    return any(_participle(t, cues) or _attackers(t, cues) for t in draft.triggers)


def _definite(noun: Token, cues: Cues) -> bool:
    """With "the" or "this", or a weekday's: but "the bombing of the market" names its own object and may be new.

    "The attack on the post began at dawn" tells more of one already told.
    """
    occurs = noun.dep_ == "nsubj" and noun.head.lemma_.lower() in OCCURRING
    if not occurs and any(c.dep_ == "prep" and c.lower_ in ("of", "against", "on") for c in noun.children):
        return False
    return any(
        (c.dep_ == "det" and c.lower_ in cues["back"]) or (c.dep_ in ("poss", "compound", "nmod") and _day(c))
        for c in noun.children
    )


def _day(token: Token) -> bool:
    return token.lower_.rstrip("s").endswith("day") and token.text[:1].isupper()


def _participle(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "Those killed", "the dead", "the victims"."""
    token = trigger.token
    if token.dep_ in ("acl", "amod") and any(c.lower_ in cues["back"] for c in token.head.children if c.dep_ == "det"):
        return trigger.word.kind in ("harm", "ruin")
    return token.dep_ in ("acl", "nsubj") and (
        token.head.lower_ in cues["back"] or any(c.lower_ in cues["back"] for c in token.children)
    )


def _attackers(trigger: Trigger, cues: Cues) -> bool:
    """Recognise "The gunmen killed": those who did what was told."""
    return trigger.verbal and any(
        subject.lemma_.lower() in cues["attacker"] and any(c.lower_ in cues["back"] for c in subject.children)
        for subject in grammar.own_subjects(trigger.token)
    )
