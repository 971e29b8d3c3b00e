"""Finds events: words of happening, tested against their context, joined into one draft per happening and sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.extraction.analysis import Sentence
from rashomon.extraction.joining import join
from rashomon.extraction.needs import holds
from rashomon.extraction.scene import Draft, Scene, Trigger
from rashomon.extraction.spotting import spot
from rashomon.knowledge.triggers import Triggers
from rashomon.records.mention import EventMention


def find_events(scene: Scene, triggers: Triggers) -> Scene:
    """Draft the events of every sentence, in text order."""
    return replace(scene, drafts=tuple(d for s in scene.sentences for d in _drafts(s, triggers)))


def _drafts(sentence: Sentence, triggers: Triggers) -> Iterator[Draft]:
    found = tuple(t for t in spot(sentence, triggers) if holds(t, sentence))
    for group in join(found):
        yield Draft(sentence, group, _mention(sentence, group))


def _mention(sentence: Sentence, group: Sequence[Trigger]) -> EventMention:
    start, end = sentence.span(group[0].token)
    return EventMention(
        start=start,
        end=end,
        text=group[0].token.text,
        kind=group[0].word.kind,
        also=(),
        scope="incident",
        realis="actual",
        sentence=(sentence.start, sentence.end),
        block=sentence.stretch.block,
        evidence=((sentence.start, sentence.end),),
        headline=sentence.kind == "headline",
        reasons=tuple(t.token.text for t in group),
    )
