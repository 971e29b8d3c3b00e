"""When: each time goes to the event of its clause; the time of a telling is kept apart from the time of what is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.circumstances import nearest
from rashomon.extraction.closing_words import Closing, closing_of
from rashomon.extraction.scene import Draft, Scene
from rashomon.extraction.times import LASTING
from rashomon.knowledge.times import load_time_words
from rashomon.records.mention import TimeMention

# A deal or an alliance is dated only by words that hang on it: what it foresees has days of its own.
NEXT_WORD = 3  # characters between a time and the "when" that explains it
STRICT = frozenset({"agreement", "alliance"})
TURNING = ("after", "before")


def attach_times(scene: Scene, telling: Collection[str]) -> Scene:
    """Fill `times` and `said_times`; `telling` are the lemmas of verbs of telling."""
    return scene.among(partial(_share, telling=telling))


def _share(drafts: tuple[Draft, ...], telling: Collection[str]) -> tuple[Draft, ...]:
    sentence = drafts[0].sentence
    closing = closing_of(sentence, telling, {t.token.i for d in drafts for t in d.triggers}) if sentence.leaves.times else None
    own: list[list[TimeMention]] = [[] for _ in drafts]
    said: list[TimeMention] = []
    for time in sentence.leaves.times:
        head = sentence.head_of(time.start, time.end)
        number = next((n for n in (_explained(drafts, time), _came_before(drafts, time, head)) if n is not None), None)
        number = nearest(drafts, time.start, time.end) if number is None else number
        if head is None or number is None or (time.part == LASTING and not _goes_on(head)) or _compared(time, head):
            continue
        if not (_lasts(time) or _before(time, closing)) and _of_telling(head, drafts, telling):
            said.append(time)
        elif not _of_a_thing(time, head, drafts) and (not (drafts[number].kinds() & STRICT) or _hangs_on(head, drafts[number])):
            own[number].append(_meant(time, head, drafts, drafts[number]))
            if time.kind == "date" and number == _explained(drafts, time):
                above = nearest(drafts, time.start, time.end)  # "took the town in May, when the army left": both in May
                if above is not None and above != number:
                    own[above].append(time)
    shared = [d.but(times=tuple(t), said_times=tuple(said)) for d, t in zip(drafts, own, strict=True)]
    return tuple(_at_its_result(_governed(d, shared), shared) if not d.mention.times else d for d in shared)


def _came_before(drafts: Sequence[Draft], time: TimeMention, head: Token | None) -> int | None:
    """Return the event that "The attack comes a day after a raid" dates: the one that came first."""
    if head is None or time.kind != "anchor" or not time.text.lower().endswith("after"):
        return None
    above = head.head.head if head.head.dep_ == "prep" else head.head
    if not grammar.is_verb(above) or above.lemma_ not in load_time_words().following:
        return None
    later = [(d.head.i, n) for n, d in enumerate(drafts) if d.head.i > head.i]
    return min(later)[1] if later else None


def _compared(time: TimeMention, head: Token) -> bool:
    """Recognise what only ranks: "the deadliest attack since 2015", "the first strike since May"."""
    if time.kind != "since":
        return False
    above = next((g for g in grammar.governors(head) if g.pos_ in grammar.NOMINAL or grammar.is_verb(g)), None)
    if above is None or grammar.is_verb(above):
        return False
    return above.tag_ == "JJS" or any(c.tag_ in ("JJS", "RBS") or c.lower_ == "first" for c in above.subtree if c.i < head.i)


def _goes_on(head: Token) -> bool:
    """Recognise that what lasts so long still does: "has been under siege for two years"."""
    verb = next((g for g in grammar.governors(head) if grammar.is_verb(g)), None)
    return verb is not None and any(c.dep_ == "aux" and c.lower_ in ("has", "have", "had", "been") for c in verb.children)


def _before(time: TimeMention, closing: Closing | None) -> bool:
    """Recognise that what is told ends with the time, and that who told it comes after: "on Monday, a source said"."""
    return closing is not None and time.end <= closing.start


def _lasts(time: TimeMention) -> bool:
    """Recognise a stretch of time, which a telling does not take: "reported strikes from 3 to 5 May", "since then"."""
    return time.kind in ("range", "since") or time.span_of_time


def _of_telling(head: Token, drafts: Sequence[Draft], telling: Collection[str]) -> bool:
    """Recognise the verb that the time hangs on is one of telling and no word of happening."""
    triggers = {t.token.i for d in drafts for t in d.triggers}
    for above in grammar.governors(head):
        if above.i in triggers:
            return False
        if grammar.is_verb(above):
            return above.lemma_.lower() in telling
    return False


def _hangs_on(head: Token, draft: Draft) -> bool:
    """Recognise the nearest verb or word of happening above the time is one of the event's own, or governs it."""
    words = {t.token.i for t in draft.triggers}
    for above in grammar.governors(head):
        if above.i in words:
            return True
        if grammar.is_verb(above):
            return any(t.token.head.i == above.i for t in draft.triggers)
    return False


def _of_a_thing(time: TimeMention, head: Token, drafts: Sequence[Draft]) -> bool:
    """Recognise a stretch of time that describes a thing beside the event: "a town held by the rebels since 2019"."""
    words = {t.token.i for d in drafts for t in d.triggers}
    if time.kind != "since":
        return False
    for above in grammar.governors(head):
        if above.i in words:
            return False
        if grammar.is_verb(above):
            return (
                above.dep_ in ("acl", "relcl")
                and above.head.i not in words
                and above.lemma_ not in load_time_words().beginnings
            )
    return False


def _explained(drafts: Sequence[Draft], time: TimeMention) -> int | None:
    """Return the event that a "when" right after the time tells of: "since early 2011, when forces fired on protesters"."""
    doc = drafts[0].sentence.doc
    whens = [t.i for t in doc if t.lower_ == "when" and 0 <= drafts[0].sentence.span(t)[0] - time.end <= NEXT_WORD]
    later = [(d.head.i, n) for n, d in enumerate(drafts) if whens and d.head.i > whens[0]]
    return min(later)[1] if later else None


def _meant(time: TimeMention, head: Token, drafts: Sequence[Draft], draft: Draft) -> TimeMention:
    """Return the time as its clause means it for the event."""
    if time.kind == "date" and _begun(head, draft):
        return replace(time, kind="since")
    if time.kind == "anchor" and time.amount and time.text.lower().endswith(TURNING) and draft.head.i > head.i:
        return replace(time, amount=-time.amount)  # what is told behind "two days after" came first
    if time.kind == "since" and (_set_off(head, draft) or "territory_gained" in draft.kinds()):
        return replace(time, kind="date")
    return _opening(time, drafts)


def _set_off(head: Token, draft: Draft) -> bool:
    """Recognise what set off that which lasts: "has been at war since 2011, started by an army which fired on crowds"."""
    verb = next((g for g in grammar.governors(head) if grammar.is_verb(g)), None)
    lasting = verb is not None and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)
    below = verb is not None and any(g.i == verb.i for g in grammar.governors(draft.head))
    return lasting and below and draft.head.tag_ == "VBD" and draft.head.dep_ == "relcl"


def _begun(head: Token, draft: Draft) -> bool:
    """Recognise what has gone on since: "the war, which broke out in April, has killed 15,000 people"."""
    verb = next((g for g in grammar.governors(head) if grammar.is_verb(g)), None)
    if verb is None or verb.lemma_ not in load_time_words().beginnings or verb.dep_ not in ("relcl", "acl", "advcl"):
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in draft.head.children)


def _opening(time: TimeMention, drafts: Sequence[Draft]) -> TimeMention:
    """Return what is told by such a "when" happened then, not since."""
    return replace(time, kind="date") if time.kind == "since" and _explained(drafts, time) is not None else time


def _governed(draft: Draft, others: Sequence[Draft]) -> Draft:
    """Take the time of the event above this one in the sentence, when this one is told as its part or result."""
    if draft.kinds() & STRICT:
        return draft
    above = {g.i for g in grammar.governors(draft.head)}
    for other in others:
        if other.mention.times and any(t.token.i in above for t in other.triggers) and _same_time(draft.head):
            return draft.but(times=other.mention.times)
    return draft


def _at_its_result(draft: Draft, others: Sequence[Draft]) -> Draft:
    """Take the time of a verb joined behind it: "shelled the camp, killing nine on Monday", "shot one and held six today"."""
    if draft.mention.times or draft.kinds() & STRICT:
        return draft
    words = {t.token.i for t in draft.triggers}
    for other in others:
        head = other.head
        result = head.tag_ == "VBG" and head.dep_ in ("advcl", "acl")
        joined = head.dep_ == "conj" and head.tag_ == draft.head.tag_ and not grammar.own_subjects(head)
        if other.mention.times and (result or joined) and head.head.i in words:
            return draft.but(times=other.mention.times)
    return draft


def _same_time(token: Token) -> bool:
    """Recognise a relative clause or a past perfect tells of another time."""
    return token.dep_ not in ("relcl", "acl", "appos") and not any(c.lower_ == "had" for c in token.children)
