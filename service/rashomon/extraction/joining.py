"""Joins the words of one sentence that tell one happening: "an air strike … killed", "launched an attack", "destroying two"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Trigger

EFFECTS = frozenset({"harm", "ruin"})
BLOWS = frozenset({"strike", "raid", "bombing", "attack"})
MEANS = BLOWS | {"air_strike", "shelling", "explosion", "suicide_bombing", "chemical_attack", "shootdown"}
VIOLENT = MEANS | EFFECTS | {"armed_clash", "offensive", "attack_on_civilians", "property_destruction"}
OUTRAGES = frozenset({"abduction", "property_destruction", "arrest"})  # what raiders do besides
TOLL_WORDS = 5  # "killed and at least six people injured"
LEADING = frozenset({"result", "lead", "end", "culminate"})
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
        for rule, fits in RULES:
            for token in rule(trigger):
                other = at.get(token.i)
                if other is not None and other is not trigger and fits(trigger, other):
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


def deed_behind(trigger: Trigger) -> Iterator[Token]:
    """Yield the attack of "an attack on a hotel in the capital which killed 20": the clause may hang on any noun below it."""
    token = trigger.token
    if not trigger.verbal or trigger.word.kind not in EFFECTS or token.dep_ not in ("relcl", "acl"):
        return
    if any(c.lower_ in ("who", "whom") for c in token.children) or token.tag_ == "VBN":
        return
    for above in grammar.governors(token):
        if above.dep_ not in ("pobj", "prep", "appos", "conj"):
            yield above
            return
        if above.dep_ != "prep":
            yield above


def led_to(trigger: Trigger) -> Iterator[Token]:
    """Yield what "resulted in the arrest of dozens", "led to the killing of two" tells of the operation before it."""
    if trigger.verbal:
        return
    above = trigger.token.head
    verbs = [above] if trigger.token.dep_ == "nsubj" else [c for c in trigger.token.children if c.dep_ == "relcl"]
    for verb in verbs:
        if verb.lemma_.lower() in LEADING:
            yield from grammar.after(verb, "in", "to", "with")


def reported_result(trigger: Trigger) -> Iterator[Token]:
    """Yield the result that stands behind the speaker: "jets struck a camp, the ministry said, killing 150"."""
    verb = trigger.token
    if trigger.verbal and verb.dep_ == "ccomp" and verb.head.i > verb.i:
        yield from (c for c in verb.head.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i > verb.head.i)


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


def of_subject(trigger: Trigger) -> Iterator[Token]:
    """Yield the clause about the subject: "a bomb targeting soldiers exploded"."""
    if trigger.verbal:
        for subject in grammar.own_subjects(trigger.token):
            yield from (c for c in subject.children if c.dep_ == "acl" and c.tag_ == "VBG")


def part_of(trigger: Trigger) -> Iterator[Token]:
    """Yield what the deed is part of: "shelled two posts as part of a larger assault"."""
    for part in grammar.after(trigger.token, "as"):
        if part.lower_ == "part":
            yield from grammar.after(part, "of")


def inside(trigger: Trigger) -> Iterator[Token]:
    """Yield the attacks of "launched rocket attacks", which reads as rockets launched too."""
    if trigger.verbal and trigger.last > trigger.token.i:
        last = trigger.token.doc[trigger.last]
        if last.dep_ == "compound":
            yield last.head


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


def _subject_fits(one: Trigger, other: Trigger) -> bool:
    left, right = one.word.kind, other.word.kind
    return not other.verbal and (left in VIOLENT or left in (right, "territory_gained")) and right in VIOLENT


def _phrase_fits(one: Trigger, other: Trigger) -> bool:
    """Killed "in an air strike"; pupils taken "in a raid", shelling "during the assault"."""
    left, right, by = one.word.kind, other.word.kind, other.token.head.lower_
    if right in BLOWS | {"armed_clash"} and (
        (left in OUTRAGES | MEANS and by in ("in", "during")) or (left == "abduction" and by in ("after", "following"))
    ):
        return True
    if left == "arrest" and right in ("raid", "offensive"):
        return True
    return (left in EFFECTS and right in VIOLENT) or (left in BLOWS and right in MEANS) or left == right


def _result_fits(one: Trigger, other: Trigger) -> bool:
    left, right = one.word.kind, other.word.kind
    if left in EFFECTS and right in EFFECTS | {"evacuation"}:
        return True
    if right in OUTRAGES:
        return left in BLOWS | EFFECTS | {"armed_clash", "attack_on_civilians"} and not _has_other_subject(other.token, one)
    if left == "arrest" and other.token.dep_ == "advcl":
        return right in BLOWS  # "detained two while targeting a cell"
    if right in EFFECTS or right in BLOWS:
        return left in VIOLENT or left in ("territory_gained", "mine_laying")
    return left in EFFECTS | BLOWS and right in MEANS


def _any(_one: Trigger, _other: Trigger) -> bool:
    return True


def _effect_fits(one: Trigger, other: Trigger) -> bool:
    return one.word.kind in VIOLENT and other.word.kind in EFFECTS


def _led_to_fits(one: Trigger, other: Trigger) -> bool:
    return one.word.kind in VIOLENT and other.word.kind in EFFECTS | OUTRAGES


def _deed_fits(_one: Trigger, other: Trigger) -> bool:
    return not other.verbal and other.word.kind in MEANS | {"armed_clash"}


def _cause_fits(_one: Trigger, other: Trigger) -> bool:
    return other.word.kind in MEANS | {"armed_clash"}


# The rules, each with the question whether two words may be one happening: one only adds means or effect to the other.
RULES: tuple[tuple[Rule, Callable[[Trigger, Trigger], bool]], ...] = (
    (event_of_light_verb, _any),
    (event_as_subject, _subject_fits),
    (event_as_object, _any),
    (event_in_phrase, _phrase_fits),
    (deed_behind, _deed_fits),
    (led_to, _led_to_fits),
    (result, _result_fits),
    (reported_result, _effect_fits),
    (cause, _cause_fits),
    (same_noun, _any),
    (inside, _any),
    (of_subject, lambda one, other: one.word.kind in MEANS and other.word.kind in BLOWS),
    (part_of, lambda one, other: one.word.kind in VIOLENT and other.word.kind in BLOWS),
    (purpose, _any),
)


def _adopt_strays(triggers: Sequence[Trigger], group: dict[int, int]) -> None:
    """Join bare effects ("killing 12 and wounding 30") that no arc ties to anything to the sentence's only blow.

    Damaged text and headlines lose arcs; "two killed, six wounded" is one toll.
    """
    for left, right in pairwise(t for t in triggers if t.word.kind == "harm"):
        between = left.token.doc[left.token.i + 1 : right.token.i]
        if len(between) <= TOLL_WORDS and any(t.lower_ in ("and", ",") for t in between) and any(t.like_num for t in between):
            _merge(group, left.token.i, right.token.i)
    blows = {_root(group, t.token.i) for t in triggers if t.word.kind in MEANS and not _set_apart(t.token)}
    for trigger in triggers:
        together = [t for t in triggers if _root(group, t.token.i) == _root(group, trigger.token.i)]
        if len(blows) == 1 and all(t.word.kind in EFFECTS and not _has_doer(t) for t in together):
            _merge(group, trigger.token.i, next(iter(blows)))


def _has_doer(trigger: Trigger) -> bool:
    """Recognise "a missile wounded six": what did it is told, unlike in "killing six" and "six were wounded"."""
    return trigger.verbal and not grammar.passive(trigger.token) and bool(grammar.own_subjects(trigger.token))
