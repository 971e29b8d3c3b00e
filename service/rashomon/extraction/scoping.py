"""One happening, or a total over a period? (How many places it spans is known only once they are resolved.)."""

from __future__ import annotations

from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import TimeMention

# States that last: "under siege since 2013" is one siege, not a total.
LASTING = frozenset({"siege", "agreement", "evacuation", "alliance", "offensive", "deployment", "withdrawal", "negotiation"})


def settle_scope(scene: Scene) -> Scene:
    """Set `scope` and whether the words are plural."""
    return scene.each(lambda d: d.but(scope="summary" if _total(d) else "incident", plural=_plural(d)))


def _total(draft: Draft) -> bool:
    return draft.mention.kind not in LASTING and any(_long(t) for t in draft.mention.times)


def _long(time: TimeMention) -> bool:
    return time.kind == "since" or (time.span_of_time and time.unit in ("week", "month", "year"))


def _plural(draft: Draft) -> bool:
    nouns = [t.token for t in draft.triggers if not t.verbal and t.word.kind not in ("light", "harm", "ruin")]
    return any(n.tag_ in ("NNS", "NNPS") for n in nouns)
