"""Joins the words of one sentence that tell one happening: "an air strike … killed", "launched an attack", "destroying two"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Trigger

EFFECTS = frozenset({"harm", "ruin"})
BLOWS = frozenset({"strike", "raid", "bombing", "attack"})
MEANS = BLOWS | {"air_strike", "shelling", "explosion", "suicide_bombing", "chemical_attack", "shootdown"}
VIOLENT = MEANS | EFFECTS | {"armed_clash", "offensive", "attack_on_civilians", "property_destruction"}
_CARRYING = frozenset({"in", "by", "during", "from", "with", "when", "after", "as", "of", "following", "through", "to"})


def join(triggers: Sequence[Trigger]) -> tuple[tuple[Trigger, ...], ...]:
    """Return groups of triggers, each one happening, its head first; light verbs that carry out nothing are dropped."""
    group = {t.token.i: t.token.i for t in triggers}
    for left, right in _links(triggers):
        _merge(group, left.token.i, right.token.i)
    _adopt_strays(triggers, group)
    groups = [
        tuple(t for t in triggers if _root(group, t.token.i) == root) for root in sorted({_root(group, i) for i in group})
    ]
    kept = [g for g in groups if any(t.word.kind != "light" for t in g)]
    return tuple(tuple(sorted(g, key=_headship)) for g in kept)


def _headship(trigger: Trigger) -> tuple[bool, int, int]:
    """Return the word that names the event best goes first: not a light verb, then the highest in the parse."""
    return trigger.word.kind == "light", sum(1 for _ in grammar.governors(trigger.token)), trigger.token.i


def _root(group: dict[int, int], at: int) -> int:
    while group[at] != at:
        at = group[at]
    return at


def _merge(group: dict[int, int], left: int, right: int) -> None:
    one, two = sorted((_root(group, left), _root(group, right)))
    group[two] = one


def _links(triggers: Sequence[Trigger]) -> Iterator[tuple[Trigger, Trigger]]:
    at = {t.token.i: t for t in triggers}
    for trigger in triggers:
        for rule in RULES:
            for token in rule(trigger):
                other = at.get(token.i)
                if other is not None and other is not trigger and _fit(rule, trigger, other):
                    yield trigger, other


Rule = Callable[[Trigger], Iterator[Token]]


def event_of_light_verb(trigger: Trigger) -> Iterator[Token]:
    """Yield what a light verb carries out ("launched an offensive"), or what takes place."""
    if trigger.word.kind != "light":
        return
    verb = trigger.token
    if trigger.word.object == "event":
        for noun in grammar.objects(verb):
            yield from grammar.through_of(noun)
        yield from grammar.after(verb, "under", "out", "with", "in")
        if grammar.passive(verb):
            yield from grammar.subjects(verb)
        for child in verb.children:
            if child.dep_ in ("xcomp", "ccomp"):
                yield from grammar.coordinated(child)
    if trigger.word.subject == "event":
        yield from grammar.subjects(verb)
        yield from grammar.agents(verb)
    elif not grammar.passive(verb):
        yield from grammar.subjects(verb)


def event_as_subject(trigger: Trigger) -> Iterator[Token]:
    """Yield the attack that kills, the strikes that destroy; also the attack described by a clause ("a blast that killed")."""
    if trigger.verbal:
        yield from grammar.subjects(trigger.token)
        yield from grammar.agents(trigger.token)


def event_as_object(trigger: Trigger) -> Iterator[Token]:
    """Yield the attack repelled, foiled, or stopped by another verb of happening."""
    if trigger.verbal and trigger.word.object == "event":
        yield from grammar.objects(trigger.token)


def event_in_phrase(trigger: Trigger) -> Iterator[Token]:
    """Killed "in an air strike", a toll "from the blast", "the killing of ten in a raid"."""
    yield from (t for t in grammar.after(trigger.token, *_CARRYING) if not _set_apart(t))
    for token in grammar.subjects(trigger.token) + grammar.objects(trigger.token) if trigger.verbal else ():
        yield from grammar.after(token, "in", "by", "from", "of")


def _set_apart(token: Token) -> bool:
    """Recognise "days after the raid", "two hours before the raid": time lies between it and what is told."""
    return token.dep_ == "pobj" and any(c.dep_ in ("npadvmod", "nummod", "quantmod") for c in token.head.children)


def result(trigger: Trigger) -> Iterator[Token]:
    """Yield what came of it: a participle or a joined verb without a subject of its own ("…, killing 12 and wounding 30")."""
    for child in trigger.token.children:
        if child.dep_ in ("advcl", "xcomp", "conj", "acl", "dep", "ccomp", "parataxis"):
            effects = trigger.word.kind in EFFECTS and child.dep_ == "conj"  # "four were killed and eleven hurt"
            yield from (t for t in grammar.coordinated(child) if effects or not _has_other_subject(t, trigger))


def cause(trigger: Trigger) -> Iterator[Token]:
    """Ten were killed "when a bomb exploded"."""
    if trigger.verbal and trigger.word.kind in EFFECTS:
        for child in trigger.token.children:
            if child.dep_ == "advcl" and any(c.lower_ in ("when", "after", "as") for c in child.children):
                yield child


def same_noun(trigger: Trigger) -> Iterator[Token]:
    """Yield a bomb attack, the blast site: one noun describing another."""
    for child in trigger.token.children:
        if child.dep_ in ("compound", "nmod", "amod", "appos"):
            yield child


def purpose(trigger: Trigger) -> Iterator[Token]:
    """Yield an offensive "to retake the city", a deal "to evacuate", attacked "to seize it": what it is for is part of it."""
    arcs = ("advcl",) if trigger.verbal else ("acl", "xcomp", "relcl")
    for child in trigger.token.children:
        if child.dep_ in arcs and any(c.lower_ == "to" for c in child.children):
            yield from grammar.coordinated(child)


def _has_other_subject(token: Token, trigger: Trigger) -> bool:
    if token.tag_ == "VBG" and token.dep_ in ("advcl", "xcomp"):
        return False
    own = {t.i for t in grammar.own_subjects(token)}
    return bool(own) and not own & {t.i for t in grammar.subjects(trigger.token)}


RULES: tuple[Rule, ...] = (
    event_of_light_verb,
    event_as_subject,
    event_as_object,
    event_in_phrase,
    result,
    cause,
    same_noun,
    purpose,
)


def _fit(rule: Rule, one: Trigger, other: Trigger) -> bool:
    """Two words may be one happening when one only adds means or effect to the other."""
    left, right = one.word.kind, other.word.kind
    if rule in (event_of_light_verb, event_as_object, same_noun, purpose):
        return True
    if rule is event_as_subject:
        return not other.verbal and (left in VIOLENT or left in (right, "territory_gained")) and right in VIOLENT
    if rule is event_in_phrase:
        return (left in EFFECTS and right in VIOLENT) or (left in BLOWS and right in MEANS) or left == right
    if rule is result:
        return _result_fits(left, right)
    return right in MEANS | {"armed_clash"}


def _result_fits(left: str, right: str) -> bool:
    if left in EFFECTS and right in EFFECTS | {"evacuation"}:
        return True
    if right in EFFECTS or right in BLOWS:
        return left in VIOLENT or left in ("territory_gained", "mine_laying")
    return left in EFFECTS | BLOWS and right in MEANS


def _adopt_strays(triggers: Sequence[Trigger], group: dict[int, int]) -> None:
    """Join bare effects ("killing 12 and wounding 30") that no arc ties to anything to the sentence's only blow.

    Damaged text loses arcs.
    """
    blows = {_root(group, t.token.i) for t in triggers if t.word.kind in MEANS and not _set_apart(t.token)}
    for trigger in triggers:
        together = [t for t in triggers if _root(group, t.token.i) == _root(group, trigger.token.i)]
        if all(t.word.kind in EFFECTS for t in together) and len(blows) == 1:
            _merge(group, trigger.token.i, next(iter(blows)))
