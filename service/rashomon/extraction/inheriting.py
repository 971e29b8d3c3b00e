"""Place and time that a sentence leaves unsaid: from the sentence before, or from the heading it stands under."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import TimeMention
from rashomon.records.page import Block

# Kinds that happen on the ground where the story stands; talks, deals and deployments are not placed by their neighbours.
ROOTED = frozenset(
    [
        "air_strike",
        "shelling",
        "explosion",
        "suicide_bombing",
        "chemical_attack",
        "armed_clash",
        "offensive",
        "territory_gained",
        "attack_on_civilians",
        "violence",
        "property_destruction",
        "siege",
        "shootdown",
        "mine_laying",
        "withdrawal",
        "evacuation",
        "abduction",
    ]
)
BLOWS = ROOTED - {"siege", "withdrawal", "evacuation", "offensive"}
SENTENCES_BACK = 1
OPENING = 12  # characters in which the day that opens an entry must begin
REMEMBERED = 12  # earlier drafts looked at: more than any two sentences tell


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every draft may inherit from: the earlier drafts, the sentences by their start, each block's section heading."""

    scene: Scene
    starts: tuple[int, ...]
    headings: tuple[Block | None, ...]


def inherit(scene: Scene) -> Scene:
    """Fill `inherited_places` and `inherited_times` of events that have none of their own."""
    around = Surroundings(scene, tuple(s.start for s in scene.sentences), tuple(_headings(scene.page.blocks)))
    done: list[Draft] = []
    for draft in scene.drafts:
        recent = _recent(draft, done[-REMEMBERED:], around)
        done.append(_placed(_timed(_under_date(draft, around), recent), recent, around))
    return replace(scene, drafts=tuple(done))


def _headings(blocks: Sequence[Block]) -> Iterator[Block | None]:
    """Yield the heading that each block stands under."""
    last: Block | None = None
    for block in blocks:
        yield last
        last = block if block.kind == "heading" else last


def _under_date(draft: Draft, around: Surroundings) -> Draft:
    """Take the day that an entry opens with ("9 September. Gunmen ..."), for what the entry dates in no other words."""
    block = around.scene.page.blocks[draft.mention.block]
    first = around.scene.leaves.within(block.start, block.start + OPENING).times
    if draft.mention.times or not first or not _a_day(first[0]) or draft.mention.realis == "planned":
        return draft
    text = around.scene.page.text
    before, after = text[block.start : first[0].start], text[first[0].end - 1 : first[0].end + 1]  # "Oct." keeps its dot
    stands_alone = not any(c.isalnum() for c in before) and any(c in ".:\n" for c in after)
    return draft.but(inherited_times=(first[0],)) if stands_alone else draft


def _placed(draft: Draft, recent: Sequence[Draft], around: Surroundings) -> Draft:
    if draft.mention.places or draft.mention.inherited_places or draft.mention.kind not in ROOTED:
        return draft
    for earlier in recent:
        places = earlier.mention.places or earlier.mention.inherited_places
        if places and earlier.mention.kind in ROOTED:
            return draft.but(inherited_places=places)
    heading = around.headings[draft.mention.block]
    return draft.but(inherited_places=around.scene.leaves.within(heading.start, heading.end).places if heading else ())


def _timed(draft: Draft, recent: Sequence[Draft]) -> Draft:
    dated = draft.mention.times or draft.mention.inherited_times
    if dated or draft.mention.kind not in BLOWS or draft.mention.realis == "planned":
        return draft
    for earlier in recent:
        times = [t for t in earlier.mention.times or earlier.mention.inherited_times if _a_day(t)]
        if times and earlier.mention.kind in ROOTED:
            return draft.but(inherited_times=tuple(times))
    return draft


def _a_day(time: TimeMention) -> bool:
    """Recognise a day, not a month, a year or a period: history's dates do not pass to the next sentence."""
    if time.kind == "date":
        return time.day is not None
    return time.kind == "weekday" or (time.kind == "offset" and time.unit == "day")


def _recent(draft: Draft, before: Sequence[Draft], around: Surroundings) -> list[Draft]:
    """Return the drafts of the same block a few sentences back, nearest first."""
    here = bisect_right(around.starts, draft.sentence.start)
    oldest = around.starts[max(0, here - 1 - SENTENCES_BACK)]
    return [d for d in reversed(before) if d.mention.block == draft.mention.block and d.sentence.start >= oldest]
