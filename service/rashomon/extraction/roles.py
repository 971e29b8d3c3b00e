"""Which noun phrases stand in which part of an event, read off the arcs about its triggers."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Trigger

_TARGETED = ("against", "on", "at", "upon", "targeting")
_SIDES = ("with", "between", "among", "against")


def fillers(draft: Draft) -> Iterator[tuple[str, Token]]:
    """Yield (part, head of a noun phrase); triggers themselves fill nothing. Parts are those of the table of triggers."""
    own = {t.token.i for t in draft.triggers}
    goals = {t.token.i for t in draft.triggers if t.verbal and _infinitive(t.token)}
    for trigger in draft.triggers:
        for part, token in _fillers_of(trigger, is_goal=trigger.token.i in goals):
            if token.i not in own:
                yield part, token
    for token in _blamed(draft.head):
        yield "blamed", token


def _infinitive(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _fillers_of(trigger: Trigger, *, is_goal: bool) -> Iterator[tuple[str, Token]]:
    if trigger.word.part == "v":
        yield from _of_verb(trigger, is_goal=is_goal)
    elif trigger.word.part == "a":
        yield from _of_adjective(trigger)
    else:
        yield from _of_noun(trigger)


def _of_adjective(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """ "The besieged town", "40 militants dead", "three are dead"."""
    head = trigger.token.head
    part = trigger.word.subject or "place"
    for token in grammar.own_subjects(head) if grammar.is_verb(head) else [head]:
        yield part, token


def _of_verb(trigger: Trigger, *, is_goal: bool) -> Iterator[tuple[str, Token]]:
    word, verb = trigger.word, trigger.token
    if (grammar.passive(verb) or _bare_participle(trigger)) and word.subject != "event":
        for token in grammar.subjects(verb):
            yield word.object or word.subject or "target", token
        for token in grammar.agents(verb):
            yield ("side" if word.subject == "sides" else "initiator"), token
    else:
        for token in grammar.subjects(verb):
            yield ("side" if word.subject == "sides" else word.subject or "-"), token
        for token in grammar.objects(verb):
            yield ("side" if word.subject == "sides" else word.object or "-"), token
    for child in verb.children:
        if child.dep_ in ("npadvmod", "nmod"):
            yield "initiator", child
    if word.subject == "sides":
        for token in grammar.after(verb, *_SIDES, "from"):
            yield "side", token
    elif not is_goal or word.kind != "light":
        for token in grammar.after(verb, *_TARGETED):
            yield "aim", token
    if word.kind == "territory_gained":
        for token in grammar.after(verb, "of", "over"):
            yield "place", token
        for token in grammar.after(verb, "from"):
            yield "loser", token
        if word.anchor == "fall":
            for token in grammar.after(verb, "to"):
                yield "initiator", token


def _bare_participle(trigger: Trigger) -> bool:
    """ "Five soldiers killed in ambush": a headline leaves out "were"; these verbs always have an object."""
    verb = trigger.token
    if trigger.word.kind not in ("harm", "ruin", "arrest", "abduction") or trigger.word.object != "target":
        return False
    return verb.tag_ in ("VBD", "VBN") and not grammar.objects(verb)


def _of_noun(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    word, noun = trigger.word, trigger.token
    sides = word.object == "sides"
    for token in grammar.agents(noun):
        yield ("side" if sides else "initiator"), token
    for token in grammar.after(noun, *_TARGETED):
        yield ("side" if sides else "aim"), token
    for token in grammar.after(noun, "of"):
        yield ("side" if sides else word.object or "-"), token
    if sides:
        for token in grammar.after(noun, *_SIDES):
            yield "side", token
    elif word.kind in ("offensive", "strike", "air_strike", "armed_clash"):
        for token in grammar.after(noun, "with"):
            yield "aim", token
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod", "npadvmod"):
            yield "owner", child


def _blamed(event: Token) -> Iterator[Token]:
    """Who is said to have done it: "claimed by X", "X claimed responsibility for", "blamed on X", "accused X of"."""
    for verb in (*(c for c in event.children if c.dep_ in ("acl", "relcl")), *_verbs_above(event)):
        lemma = verb.lemma_.lower()
        if lemma == "claim":
            yield from grammar.agents(verb) if grammar.passive(verb) else grammar.own_subjects(verb)
        elif lemma in ("blame", "attribute", "pin"):
            yield from grammar.after(verb, "on", "to", "upon")
            if any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.children):
                yield from grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)
        elif lemma == "accuse":
            yield from grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)


def _verbs_above(event: Token) -> Iterator[Token]:
    """The first verb that speaks of the event as its object or in a phrase of its own."""
    at = event
    for above in grammar.governors(event):
        if at.dep_ not in ("dobj", "pobj", "prep", "nsubjpass", "pcomp", "conj"):
            return
        if grammar.is_verb(above):
            yield above
            return
        at = above
