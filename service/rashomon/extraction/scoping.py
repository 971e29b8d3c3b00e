"""One happening, or a total over a period or many places?"""

from __future__ import annotations

from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import TimeMention

MANY_PLACES = 3


def settle_scope(scene: Scene) -> Scene:
    """Set `scope`: a summary speaks of a period, of many places, or of a whole country in the plural."""
    return scene.each(lambda d: d.but(scope="summary" if _summary(d) else "incident"))


def _summary(draft: Draft) -> bool:
    places = draft.mention.places
    if any(_long(t) for t in draft.mention.times):
        return True
    if len({p.name for p in places}) >= MANY_PLACES:
        return True
    return False


def _long(time: TimeMention) -> bool:
    if time.kind in ("since",):
        return True
    return time.span_of_time and time.unit in ("week", "month", "year")
