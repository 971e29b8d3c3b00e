"""Which noun phrases stand in which part of an event, read off the arcs about its triggers."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.joining import VIOLENT
from rashomon.extraction.party_clauses import (
    aboard,
    aimed_at,
    backers,
    between,
    by_whom,
    engaged,
    holders,
    host,
    senders,
    struck_by,
)
from rashomon.extraction.scene import Draft, Trigger

BLOWS = frozenset({"strike", "raid", "bombing", "attack", "air_strike", "shelling", "explosion", "suicide_bombing"})
_TARGETED = ("against", "on", "at", "upon", "targeting")
_SIDES = ("with", "between", "among", "against")


def fillers(draft: Draft) -> Iterator[tuple[str, Token]]:
    """Yield (part, head of a noun phrase); triggers themselves fill nothing. Parts are those of the table of triggers."""
    own = {t.token.i for t in draft.triggers}
    for trigger in draft.triggers:
        yield from (("blamed", token) for token in _blamed(trigger.token) if token.i not in own)
    yield from (("blamed", token) for token in blamed_aside(draft) if token.i not in own)
    goals = {t.token.i for t in draft.triggers if t.verbal and _infinitive(t.token)}
    for trigger in draft.triggers:
        for part, token in _fillers_of(trigger, is_goal=trigger.token.i in goals):
            if token.i not in own:
                yield part, token
                beside = _beside(part, token, trigger)
                yield from ((role, other) for role, other in beside if other.i not in own)


def _beside(part: str, token: Token, trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """Yield whom the words about a party name besides it."""
    yield from (("holder", other) for other in holders(token))
    if part in ("target", "aim"):  # "killed 40 people including soldiers"
        yield from ((part, other) for other in grammar.after(token, "including"))
        yield from (("aboard", other) for other in aboard(token))
    if part == "initiator":
        yield from (("backer", other) for other in backers(token, trigger.token if trigger.verbal else None))
        yield from (("initiator", other) for other in senders(token))
    if trigger.word.kind == "shootdown" and part == "target":
        yield from (("target", other) for other in senders(token))


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
    """Yield "The besieged town", "40 militants dead", "three are dead"."""
    head = trigger.token.head
    part = trigger.word.subject or "place"
    for token in grammar.own_subjects(head) if grammar.is_verb(head) else [head]:
        yield part, token


def _of_verb(trigger: Trigger, *, is_goal: bool) -> Iterator[tuple[str, Token]]:
    foes = grammar.after(trigger.token, "with", "against") if trigger.word.kind == "armed_clash" else []
    together = bool(foes) and trigger.word.subject == "sides"  # "The army and its allies clashed with the rebels"
    yield from (("initiator" if together and part == "side" else part, token) for part, token in _core(trigger))
    yield from (("initiator", child) for child in trigger.token.children if child.dep_ in ("npadvmod", "nmod"))
    if trigger.word.subject == "sides":
        far = "target" if together else "side"
        stems = (trigger.token, *(c for c in trigger.token.children if c.dep_ == "advmod"))  # "broke away from"
        yield from ((far, token) for stem in stems for token in grammar.after(stem, *_SIDES, "from"))
    elif not is_goal or trigger.word.kind != "light":
        yield from (("aim", token) for token in grammar.after(trigger.token, *_TARGETED))
    if trigger.word.kind == "territory_gained":
        yield from _of_taking(trigger)


def _core(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """Yield subject, object and agent in the parts that the table gives them."""
    word, verb = trigger.word, trigger.token
    passive = (grammar.passive(verb) or _bare_participle(trigger)) and word.subject != "event"
    if passive:
        parts = [(word.object or word.subject or "target", t) for t in grammar.subjects(verb)]
        parts += [("initiator", t) for t in _agents(verb)]
    else:
        parts = [(word.subject or "-", t) for t in grammar.subjects(verb)]
        parts += [(word.object or "-", t) for t in grammar.objects(verb)]
    for part, token in parts:
        yield ("side" if word.subject == "sides" and not (passive and part == word.object) else part), token


def _agents(verb: Token) -> list[Token]:
    """Return by whom, also where one "by" serves two verbs: "five were killed and 20 wounded by shells"."""
    own = (grammar.agents(v) for v in grammar.coordinated(verb) if v.i == verb.i or (v.tag_ == "VBN" and grammar.passive(v)))
    return next((found for found in own if found), [])


def _of_taking(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """Yield what is taken ("control of the town"), from whom, and to whom a place falls or is lost."""
    verb = trigger.token
    yield from (("place", token) for token in grammar.after(verb, "of", "over"))
    stems = (verb, *grammar.objects(verb))  # the parse may hang "from" and "to" on what is taken or lost
    yield from (("loser", token) for stem in stems for token in grammar.after(stem, "from"))
    if trigger.word.anchor in ("fall", "lose"):
        yield from (("initiator", token) for stem in stems for token in grammar.after(stem, "to"))


def _bare_participle(trigger: Trigger) -> bool:
    """Recognise "Five soldiers killed in ambush": a headline leaves out "were"; these verbs always have an object."""
    verb = trigger.token
    if trigger.word.kind not in ("harm", "ruin", "arrest", "abduction") or trigger.word.object != "target":
        return False
    return verb.tag_ in ("VBD", "VBN") and not grammar.objects(verb)


def _of_noun(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    word, noun = trigger.word, trigger.token
    sides = word.object == "sides"
    for token in grammar.agents(noun) or by_whom(noun):
        yield ("side" if sides else "initiator"), token
    for token in grammar.after(noun, *_TARGETED):
        yield ("side" if sides else "aim"), token
    for token in grammar.after(noun, "of"):
        part = "whose" if word.kind == "offensive" else word.object or "-"
        yield ("side" if sides else part), token
    if sides:
        others = grammar.after(noun, *_SIDES) or between(noun)
        if word.kind == "negotiation" and len(others) == 1:
            yield from (("side", token) for token in host(noun))
        if word.kind == "armed_clash" and len(others) == 1:
            yield from (("side", token) for token in engaged(noun))
        yield from (("side", token) for token in others)
    elif word.kind in ("offensive", "strike", "air_strike", "armed_clash"):
        for token in grammar.after(noun, "with"):
            yield "aim", token
    if word.kind == "offensive":
        yield from (("aim", token) for token in aimed_at(noun))
    if word.kind in BLOWS:
        yield from (("struck", token) for token in struck_by(noun))
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod", "npadvmod"):
            suffered = noun.lemma_.lower() == "loss"  # the losses of an army are what it suffers
            yield from (("target" if suffered else "owner", token) for token in _owners(child))


def _owners(child: Token) -> Iterator[Token]:
    """Yield an owner with what is joined to it on either side: "Russian or Syrian government air strikes"."""
    yield from grammar.nouns(child)
    yield from (
        adjective for adjective in child.children if adjective.dep_ == "amod" and any(True for _ in adjective.conjuncts)
    )


def _blamed(event: Token) -> Iterator[Token]:
    """Who is said to have done it: "claimed by X", "X claimed responsibility for", "blamed on X", "accused X of".

    Asked before anything else: on whom an act is blamed is not whom it hit, though "on" says both.
    """
    for verb in (*(c for c in event.children if c.dep_ in ("acl", "relcl")), *_verbs_above(event)):
        lemma = verb.lemma_.lower()
        if lemma == "claim":
            yield from grammar.agents(verb) if grammar.passive(verb) else grammar.own_subjects(verb)
        elif lemma in ("blame", "attribute", "pin"):
            # "pinned the blame for the attack in Douma on the army": the parse may hang the last words on the attack
            yield from grammar.after(verb, "on", "to", "upon") or grammar.after(event, "on", "upon")
            if any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.children):
                yield from grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)
        elif lemma == "accuse":
            yield from grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)


def blamed_aside(draft: Draft) -> Iterator[Token]:
    """Yield whom a clause of the sentence blames for what it tells: "…, according to the doctors, who blamed the rebels"."""
    for verb in draft.sentence.tokens:
        if verb.lemma_.lower() != "blame" or verb.dep_ not in ("relcl", "advcl", "conj") or not draft.kinds() & VIOLENT:
            continue
        if not any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.children):
            yield from grammar.objects(verb)


def _verbs_above(event: Token) -> Iterator[Token]:
    """Yield the first verb that speaks of the event as its object or in a phrase of its own."""
    at = event
    for above in grammar.governors(event):
        if at.dep_ not in ("dobj", "pobj", "prep", "nsubjpass", "pcomp", "conj"):
            return
        if grammar.is_verb(above):
            yield above
            return
        at = above
