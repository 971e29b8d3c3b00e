"""Place and time that a sentence leaves unsaid: from the sentence before, or from the heading it stands under."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import PlaceMention, TimeMention

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


def inherit(scene: Scene) -> Scene:
    """Fill `inherited_places` and `inherited_times` of events that have none of their own."""
    done: list[Draft] = []
    for draft in scene.drafts:
        done.append(_placed(_timed(draft, done, scene), done, scene))
    return replace(scene, drafts=tuple(done))


def _placed(draft: Draft, before: list[Draft], scene: Scene) -> Draft:
    if draft.mention.places or draft.mention.kind not in ROOTED:
        return draft
    for earlier in _recent(draft, before, scene):
        places = earlier.mention.places or earlier.mention.inherited_places
        if places and earlier.mention.kind in ROOTED:
            return draft.but(inherited_places=places)
    return draft.but(inherited_places=_heading_places(draft, scene))


def _timed(draft: Draft, before: list[Draft], scene: Scene) -> Draft:
    if draft.mention.times or draft.mention.kind not in BLOWS or draft.mention.realis == "planned":
        return draft
    for earlier in _recent(draft, before, scene):
        times = [t for t in earlier.mention.times or earlier.mention.inherited_times if _a_day(t)]
        if times and earlier.mention.kind in ROOTED:
            return draft.but(inherited_times=tuple(times))
    return draft


def _a_day(time: TimeMention) -> bool:
    """Recognise a day, not a month, a year or a period: history's dates do not pass to the next sentence."""
    return (
        (time.kind == "date" and time.day is not None)
        or time.kind == "weekday"
        or (time.kind == "offset" and time.unit == "day")
    )


def _recent(draft: Draft, before: list[Draft], scene: Scene) -> list[Draft]:
    """Return the drafts of the same block a few sentences back, nearest first."""
    starts = [s.start for s in scene.sentences]
    here = bisect_right(starts, draft.sentence.start)
    oldest = starts[max(0, here - 1 - SENTENCES_BACK)]
    near = [d for d in before[-12:] if d.mention.block == draft.mention.block and d.sentence.start >= oldest]
    return near[::-1]


def _heading_of(draft: Draft, scene: Scene) -> tuple[int, int] | None:
    for number in range(draft.mention.block - 1, -1, -1):
        block = scene.page.blocks[number]
        if block.kind == "heading":
            return block.start, block.end
    return None


def _heading_places(draft: Draft, scene: Scene) -> tuple[PlaceMention, ...]:
    heading = _heading_of(draft, scene)
    return scene.leaves.within(*heading).places if heading else ()
