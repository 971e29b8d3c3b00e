"""Tells whether it happened: negation, denial, plans, attempts and hypotheses about the words of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Scene
from rashomon.records.report import Realis

Cues = Mapping[str, frozenset[str]]
COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "pobj", "prep", "acl", "conj", "pcomp", "nsubjpass"})
NAMED_BY = frozenset({"nsubj", "nsubjpass", "dobj", "compound", "conj", "pobj", "prep", "attr", "acl"})
STILL_TOLD = frozenset({("humanitarian_aid", "attempted")})  # aid kept from reaching a town is the news, not a try
STEPS = 4  # a verb farther above than that no longer speaks of whether this happened


def settle_realis(scene: Scene, cues: Cues) -> Scene:
    """Set the mode of every event; what merely could be, of nobody and nowhere, is dropped by the stage that keeps events."""
    return scene.each(partial(_settle, cues=cues))


def _settle(draft: Draft, cues: Cues) -> Draft:
    if draft.mention.kind == "agreement" and not grammar.is_verb(draft.head):
        return draft  # what a deal foresees is to come, the deal is made
    if _to_stop(draft.head, cues):
        return draft
    for question, mode in QUESTIONS:
        if question(draft.head, cues) and (draft.mention.kind, mode) not in STILL_TOLD:
            return draft.but(realis=mode)
    return draft


def _to_stop(token: Token, cues: Cues) -> bool:
    """Recognise "called for an end to the raids", "failed to halt the advance": what is to end goes on."""
    return any(g.lemma_.lower() in cues["stopping"] for g in _above(token))


def denied(token: Token, cues: Cues) -> bool:
    """Recognise "denied striking", "did not attack", "no attack took place"."""
    if any(g.lemma_.lower() in cues["denying"] for g in _above(token)):
        return True
    return any(grammar.negated(t) for t in _verbs(token))


def attempted(token: Token, cues: Cues) -> bool:
    """Recognise "tried to storm", "a foiled attack"."""
    if any(g.lemma_.lower() in cues["trying"] for g in _above(token)):
        return True
    return any(c.lemma_.lower() in cues["trying"] for c in token.children if c.dep_ in ("amod", "compound"))


def planned(token: Token, cues: Cues) -> bool:
    """Recognise "will withdraw", "are planning an offensive", "a planned evacuation"."""
    if any(a.lower_ in cues["modal_plan"] for v in _verbs(token) for a in v.children if a.dep_ == "aux"):
        return True
    if any(c.lemma_.lower() in cues["planning"] and _describes(c) for c in token.children):
        return True
    if any(c.lower_ in cues["coming"] for v in _verbs(token) for c in v.children if c.dep_ == "acomp"):
        return True
    plans = (g for g in _above(token) if not any(c.dep_ == "prt" for c in g.children))  # "set up a raid" set it up
    return any(g.lemma_.lower() in cues["planning"] | cues["aiming"] and _leads(g, token, cues) for g in plans)


def _describes(word: Token) -> bool:
    """Recognise "a planned raid", "an attack planned for May"; "a raid aimed at freeing them" took place."""
    return word.dep_ in ("amod", "relcl", "acl") and not any(c.lower_ == "at" for c in word.children)


def hypothetical(token: Token, cues: Cues) -> bool:
    """Recognise "could attack", "if the truce breaks", "will starve unless aid comes", "urged them to attack"."""
    for verb in _verbs(token):
        if any(a.dep_ == "aux" and a.lower_ in cues["modal_if"] for a in verb.children):
            return True
        clauses = [verb, *(c for c in verb.children if c.dep_ == "advcl")]
        if _asked_about(verb, token):
            continue
        if any(c.dep_ == "mark" and c.lower_ in cues["conditional"] for clause in clauses for c in clause.children):
            return True
    if any(c.dep_ == "det" and c.lower_ in cues["generic"] for c in token.children):
        return True
    return any(g.lemma_.lower() in cues["wishing"] and _leads(g, token, cues) for g in _above(token))


def _asked_about(verb: Token, token: Token) -> bool:
    """Recognise "it is unclear if the strikes were carried out by …": who did what surely happened."""
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "these", "those") for c in token.children)
    return definite and verb.dep_ == "ccomp" and verb.i != token.i


QUESTIONS: tuple[tuple[Callable[[Token, Cues], bool], Realis], ...] = (
    (hypothetical, "hypothetical"),
    (denied, "denied"),
    (attempted, "attempted"),
    (planned, "planned"),
)


def _above(token: Token) -> Iterator[Token]:
    """Words that govern the event as what they speak of; the first of a list stands beside it, not above it."""
    at = token
    for _ in range(STEPS):
        if at.head.i == at.i or at.dep_ not in COMPLEMENTS:
            return
        beside, at = at.dep_ == "conj", at.head
        if not beside:
            yield at


def _verbs(token: Token) -> Iterator[Token]:
    """Yield the event's own verb: itself, the verb it is subject or object of, or the verb it is joined to."""
    at = token
    for _ in range(STEPS):
        if grammar.is_verb(at):
            yield at
            if at.dep_ not in ("xcomp", "conj"):
                return
        elif at.dep_ not in NAMED_BY:
            return
        if at.head.i == at.i:
            return
        at = at.head


def _leads(governor: Token, token: Token, cues: Cues) -> bool:
    """Recognise the governor speaks of the event as something to come: an infinitive, or its object.

    "Planned a service for the victims of the bombing" speaks of the service.
    """
    at = token
    while at.head.i not in (governor.i, at.i):
        above = at.head
        if at.dep_ == "prep" and above.pos_ == "NOUN" and above.lemma_.lower() not in cues["transparent"]:
            return False
        at = above
    if at.dep_ == "xcomp" or (at.dep_ == "ccomp" and any(c.dep_ == "aux" and c.lower_ == "to" for c in at.children)):
        return True
    return at.dep_ in ("dobj", "prep", "nsubjpass", "advcl", "acl", "relcl")
