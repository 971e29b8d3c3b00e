"""One happening, or a total over a period? (How many places it spans is known only once they are resolved.)."""

from __future__ import annotations

from itertools import pairwise

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import TimeMention

# States that last: "under siege since 2013" is one siege, not a total.
LASTING = frozenset({"siege", "agreement", "evacuation", "alliance", "offensive", "deployment", "withdrawal", "negotiation"})
WARS = frozenset({"war", "conflict", "insurgency", "uprising", "violence"})
TOTALS = frozenset({"overall", "altogether", "nationwide", "countrywide"})
SUMS = frozenset({("in", "all"), ("in", "total"), ("total", "number"), ("the", "total"), ("total", "of")})


def settle_scope(scene: Scene) -> Scene:
    """Set `scope` and whether the words are plural."""
    return scene.each(lambda d: d.but(scope="summary" if _total(d) else "incident", plural=_plural(d)))


def _total(draft: Draft) -> bool:
    return draft.mention.kind not in LASTING and (any(_long(t) for t in draft.mention.times) or _summed_up(draft))


def _summed_up(draft: Draft) -> bool:
    """Recognise "The war has killed 9,000", "In all, 198 people were killed", "brought the total number of deaths to 2,859"."""
    if not draft.kinds() <= {"harm", "ruin", "light"}:
        return False
    if any(s.lemma_.lower() in WARS for t in draft.triggers if t.verbal for s in grammar.subjects(t.token)):
        return True
    words = [t.lower_ for t in draft.sentence.doc]
    return bool(TOTALS & {*words}) or any(pair in SUMS for pair in pairwise(words))


def _long(time: TimeMention) -> bool:
    return time.kind == "since" or (time.span_of_time and time.unit in ("week", "month", "year"))


def _plural(draft: Draft) -> bool:
    nouns = [t.token for t in draft.triggers if not t.verbal and t.word.kind not in ("light", "harm", "ruin")]
    return any(n.tag_ in ("NNS", "NNPS") for n in nouns)
