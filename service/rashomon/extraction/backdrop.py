"""Which events are told as a backdrop, not as news: the day of publication says nothing of when they happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Scene

Cues = Mapping[str, frozenset[str]]
DESCRIBING = frozenset({"acl", "relcl"})
PERFECT = frozenset({"has", "have", "had"})
RECENT = frozenset({"recent", "previous", "past", "earlier", "repeated"})
STEPS = 3  # verbs above a happening that may tell of it: "has seen the army take the town"


def settle_backdrop(scene: Scene, cues: Cues) -> Scene:
    """Set `background` of every event that something says is no news."""
    return scene.each(partial(_settle, cues=cues))


def _settle(draft: Draft, cues: Cues) -> Draft:
    return draft.but(background=True) if any(question(draft, cues) for question in QUESTIONS) else draft


def _verbs(draft: Draft) -> Iterator[Token]:
    """Yield the verbs that tell the event, its own first."""
    if grammar.is_verb(draft.head):
        yield draft.head
    yield from [g for g in grammar.governors(draft.head) if grammar.is_verb(g)][:STEPS]


def _experience(draft: Draft, _cues: Cues) -> bool:
    """Recognise "an area that has seen fighting", "defeats that have weakened them": what a thing has been through."""
    for verb in _verbs(draft):
        if verb.dep_ in DESCRIBING:
            return any(c.dep_ == "aux" and c.lower_ in PERFECT for c in verb.children)
        if verb.dep_ not in ("ccomp", "xcomp", "advcl", "conj", "auxpass"):
            return False
    return False


def _description(draft: Draft, _cues: Cues) -> bool:
    """Recognise "rebels fighting the government", "the militia, which is fighting alongside the army": who they are."""
    head = draft.head
    if draft.mention.kind != "armed_clash" or not grammar.is_verb(head) or head.dep_ not in DESCRIBING:
        return False
    return head.tag_ == "VBG" and head.head.pos_ in grammar.NOMINAL


def _habit(draft: Draft, cues: Cues) -> bool:
    """Recognise "has regularly been shelled", "has carried out bombings in the past"."""
    verb = next(_verbs(draft), None)
    if verb is None:
        return False
    often = any(c.lower_ in cues["habit"] for c in verb.children)
    return often or any(t.lower_ == "past" and t.nbor(-1).lower_ == "the" for t in grammar.after(verb, "in"))


def _recent(draft: Draft, _cues: Cues) -> bool:
    """Recognise "recent advances", "previous attacks"."""
    return not grammar.is_verb(draft.head) and any(c.dep_ == "amod" and c.lower_ in RECENT for c in draft.head.children)


QUESTIONS: tuple[Callable[[Draft, Cues], bool], ...] = (_experience, _description, _habit, _recent)
