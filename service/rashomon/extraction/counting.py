"""Gives each figure of a sentence to the event whose words it hangs on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.listing import acted_on
from rashomon.extraction.measuring import RUINED, Claimed, measured
from rashomon.extraction.scene import Draft, Scene, Trigger
from rashomon.extraction.tolls import toll_of
from rashomon.records.mention import CountArgument, FigureMention

REACH = 6  # arcs or words from a figure to the word it belongs to; farther than that it tells of something else
INCLUDING = frozenset({"including", "among", "include", "included", "includes"})


def attach_counts(scene: Scene, telling: Collection[str]) -> Scene:
    """Give each figure of a sentence to the event whose words it hangs on, once; `telling` are lemmas of verbs of telling."""
    return scene.among(partial(_attach, telling=telling))


def _attach(drafts: tuple[Draft, ...], telling: Collection[str]) -> tuple[Draft, ...]:
    counts: list[list[CountArgument]] = [[] for _ in drafts]
    latest = 0  # the draft that the last figure went to
    for figure in drafts[0].sentence.leaves.figures:
        head = _head(drafts[0].sentence, figure)
        if figure.ratio or figure.ordinal or head is None or _tells(head, telling):
            continue
        for number, claimed in _owners(figure, head, drafts):
            part = _part(claimed, counts[latest])
            argument = part or measured(claimed)
            if argument is not None:
                latest = latest if part else number
                counts[latest].append(argument)
                break
    return tuple(d.but(counts=(*d.mention.counts, *_figured(c))) for d, c in zip(drafts, counts, strict=True))


def _figured(counts: Sequence[CountArgument]) -> Sequence[CountArgument]:
    """Drop "a bridge" that stands alone: it says what was hit. In a list with figures it is the figure one."""
    if any(c.measure in RUINED and not c.figure.implicit for c in counts):
        return counts
    return [c for c in counts if c.measure not in RUINED or not c.figure.implicit]


def _head(sentence: Sentence, figure: FigureMention) -> Token | None:
    behind = sentence.tokens_of(figure.end + 1, figure.end + 2)
    if behind and behind[0].lower_ == "out":  # "49 out of the 63 drones"
        return sentence.head_of(figure.start, figure.end)
    if figure.noun_start is not None and figure.noun_end is not None:
        head = sentence.head_of(figure.noun_start, figure.noun_end)
        if head is not None:
            return head
    return sentence.head_of(figure.start, figure.end)


def _tells(head: Token, telling: Collection[str]) -> bool:
    """Recognise "two medics told the agency", "according to three officials": they count nothing, they speak."""
    head = _share_of(head) or head  # "one of its officers says"
    if head.dep_ == "nsubj":
        return head.head.lemma_.lower() in telling and grammar.is_verb(head.head)
    above = head.head
    return (head.dep_ == "pobj" and above.lower_ == "to" and above.head.lower_ == "according") or (
        head.dep_ == "dobj" and above.lower_ in ("citing", "quoting")
    )


def _owners(figure: FigureMention, head: Token, drafts: Sequence[Draft]) -> list[tuple[int, Claimed]]:
    """Return the triggers nearest by arcs, by words among them; of a stated toll those nearest to what it counts.

    More than one, because of "killing 20 rebels fighting the army" both words stand next to the figure, and one measures it.
    """
    toll = toll_of(head)
    share = _share_of(head)
    anchor = toll[0] if toll else share or head
    found: list[tuple[tuple[int, int], int, Claimed]] = []
    for number, draft in enumerate(drafts):
        for trigger in draft.triggers:
            if trigger.word.kind == "light" or _tells_share(share, head, trigger, drafts):
                continue
            far = (_arcs(anchor, trigger), abs(anchor.i - trigger.token.i))
            if min(far) <= REACH:
                found.append((far, number, Claimed(figure, head, trigger, draft, toll[1] if toll else None)))
    found.sort(key=lambda f: f[0])
    return [(number, claimed) for far, number, claimed in found if far[0] == found[0][0][0]]


def _share_of(head: Token) -> Token | None:
    """Return the figure of "three of the wounded died": what became of them is said of the three."""
    above = head.head
    return above.head if head.dep_ == "pobj" and above.lower_ == "of" and above.head.like_num else None


def _tells_share(share: Token | None, head: Token, trigger: Trigger, drafts: Sequence[Draft]) -> bool:
    """Recognise the "wounded" of whom some died: another word of happening says what became of them."""
    if share is None or trigger.token.i != head.i:
        return False
    return any(t.token.i == share.head.i for d in drafts for t in d.triggers)


def _arcs(head: Token, trigger: Trigger) -> int:
    """Return the arcs between a counted noun and a word of happening; one of its list hangs on it, whatever the parse says."""
    return 1 if head.i in acted_on(trigger) else grammar.distance(head, trigger.token)


def _part(claimed: Claimed, before: Sequence[CountArgument]) -> CountArgument | None:
    """Return "… including four children": the figure is part of the one before, and measures the same."""
    if not before:
        return None
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    window = claimed.draft.sentence.tokens[max(0, first[0].i - 2) : first[0].i] if first else ()
    if not any(t.lower_ in INCLUDING for t in window):
        return None
    whole = len(before) - 1
    dead = (
        before[whole].measure in ("killed", "injured") and claimed.figure.of_class == "people"
    )  # "29 dead, including 6 women"
    if before[whole].figure.of_class != claimed.figure.of_class and not dead:
        return None
    return replace(before[whole], figure=claimed.figure, part_of=whole)
