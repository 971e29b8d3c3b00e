"""Who else takes part, beside subject and object: who holds the place, who backs the doer, against whom it aims."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extraction import grammar

HOLDING = frozenset({"control", "hold", "run", "occupy", "rule", "administer", "dominate"})
BACKING = frozenset({"back", "support", "aid", "assist", "help", "accompany", "join"})
FIGHTING = frozenset(
    {
        "combat",
        "fight",
        "counter",
        "defeat",
        "eliminate",
        "destroy",
        "crush",
        "oust",
        "expel",
        "dislodge",
        "uproot",
        "neutralise",
    }
)
SENDING = frozenset(
    {"launch", "fire", "send", "drop", "plant", "lay", "detonate", "throw", "lob", "operate", "fly", "rig", "set"}
)
STAGING = frozenset(
    {"stage", "stag", "mount", "carry", "conduct", "launch", "perpetrate", "execute", "lead", "orchestrate", "mastermind"}
)
CARRYING = frozenset(
    {"carry", "transport", "convey", "ferry", "bring", "take", "escort", "house", "host", "shelter", "accommodate", "hold"}
)
ABOUT = ("in", "during", "at", "after", "on", "following")


def holders(place: Token) -> Iterator[Token]:
    """Yield who holds a place by its own clause: "areas controlled by the rebels"."""
    for clause in place.children:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_.lower() in HOLDING:
            yield from grammar.agents(clause)


def backers(doer: Token, verb: Token | None) -> Iterator[Token]:
    """Yield who is with the doer: "militias backed by Chad", "troops alongside police"."""
    yield from grammar.after(doer, "alongside")
    for clause in (*doer.children, *(verb.children if verb is not None else ())):
        if clause.dep_ in ("acl", "relcl", "advcl") and clause.lemma_.lower() in BACKING and clause.tag_ == "VBN":
            yield from grammar.agents(clause)
    if verb is not None:
        yield from grammar.after(verb, "alongside")


def senders(weapon: Token) -> Iterator[Token]:
    """Yield by whom what kills was sent: "missiles launched by the Houthis", "a mine that the rebels had laid"."""
    for clause in weapon.children:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_.lower() in SENDING:
            yield from grammar.agents(clause) or (grammar.own_subjects(clause) if clause.dep_ == "relcl" else [])


def aboard(thing: Token) -> Iterator[Token]:
    """Yield who is in what is hit: "a bus carrying policemen", "a school sheltering families", "a base for their troops"."""
    for clause in thing.children:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_.lower() in CARRYING and clause.tag_ == "VBG":
            yield from grammar.objects(clause)
    yield from grammar.after(thing, "for")


def aimed_at(event: Token) -> Iterator[Token]:
    """Yield whom a purpose names: "an offensive to combat the rebels", "operations aimed at defeating them"."""
    above = event.head if event.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    for clause in (*event.children, *(above.children if above is not None else ())):
        for verb in grammar.coordinated(clause):
            if verb.dep_ in ("acl", "advcl", "xcomp", "conj") and verb.lemma_.lower() in FIGHTING and verb.tag_ == "VB":
                yield from grammar.objects(verb)


def struck_by(blow: Token) -> Iterator[Token]:
    """Yield what a blow works on, whatever the verb: "strikes disabled two bridges", "a bomber rammed a car into a gate"."""
    if blow.dep_ == "nsubj" and grammar.is_verb(blow.head):
        yield from grammar.after(blow.head, "into") or grammar.objects(blow.head)


def between(clash: Token) -> list[Token]:
    """Return the sides that the parse hangs on the verb: "clashes erupted in the town between the army and the rebels"."""
    if clash.dep_ in ("nsubj", "nsubjpass", "dobj") and grammar.is_verb(clash.head):
        stems = [clash.head, *(t for c in clash.head.children if c.dep_ == "prep" for t in c.children)]
        return next((found for stem in stems if (found := grammar.after(stem, "between", "among"))), [])
    return []


def by_whom(event: Token) -> list[Token]:
    """Return by whom, where the parse hangs it elsewhere: "under siege by rebels", "an attack staged by them"."""
    if event.dep_ == "pobj" and event.head.lower_ == "under" and grammar.is_verb(event.head.head):
        return grammar.agents(event.head.head)
    deeds = [c for c in event.children if c.dep_ == "acl" and c.lemma_.lower() in STAGING]
    hits = grammar.after(event, "on", "against", "at")
    return next((found for stem in (*deeds, *hits) if (found := grammar.agents(stem))), [])


def engaged(clash: Token) -> Iterator[Token]:
    """Yield who fights where only the other side is named: "the army, engaged in a battle with the rebels"."""
    if clash.dep_ == "pobj" and clash.head.lower_ == "in" and clash.head.head.lemma_.lower() in ("engage", "lock", "involve"):
        yield from grammar.subjects(clash.head.head)


def host(talks: Token) -> Iterator[Token]:
    """Yield who speaks in talks that name but the other side: "The minister raised it in a call with his counterpart"."""
    at, spoken_in = talks, False
    for above in grammar.governors(talks):
        spoken_in = spoken_in or (at.dep_ == "prep" and at.lower_ in ABOUT)
        if grammar.is_verb(above) and spoken_in:
            yield from grammar.own_subjects(above)
            if not grammar.passive(above):
                return
        at = above
