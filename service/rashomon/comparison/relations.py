"""Relations between events: an incident is part of a total, a smaller total of a larger one, an act carries out a deal."""

from __future__ import annotations

from rashomon.comparison.geography import contains
from rashomon.comparison.gist import Gist
from rashomon.knowledge.kinship import kinship
from rashomon.records.comparing import Pair, PairKind

KIN = 0.5  # how alike the types of part and whole must be
LONG = 62  # days; a longer total has parts only where its own article or claimant tells them
CARRIES_OUT = frozenset({"evacuation", "withdrawal", "hostage_release", "humanitarian_aid", "alliance"})


def relation(left: Gist, right: Gist) -> Pair | None:
    """Return how one account's event relates to the other's, None when it does not; symmetrical but for the direction found."""
    for one, other in ((left, right), (right, left)):
        why = _part_of(one, other)
        if why is not None:
            return _pair(one, other, "part_of", why)
        if _carries_out(one, other):
            return _pair(one, other, "carries_out", "the article tells the deal and what was done by it, in one place")
    return None


def _pair(part: Gist, whole: Gist, kind: PairKind, why: str) -> Pair:
    return Pair(part.id, whole.id, kind, 1.0, (why,))


def _part_of(part: Gist, whole: Gist) -> str | None:
    if whole.report.scope != "summary" or kinship(part.report.type, whole.report.type) < KIN:
        return None
    if part.report.realis != "actual" or whole.report.realis != "actual":
        return None
    if not _inside_days(part, whole) or not _inside_area(part, whole) or not _one_side(part, whole):
        return None
    close = part.report.article_id == whole.report.article_id or bool(part.claimants & whole.claimants)
    return "inside the days, the area and the actors of the total" if close or whole.length <= LONG else None


def _inside_days(part: Gist, whole: Gist) -> bool:
    if part.start is None or part.end is None or whole.start is None or whole.end is None:
        return False
    smaller = part.report.scope == "incident" or part.length < whole.length
    return smaller and whole.start <= part.start and part.end <= whole.end


def _inside_area(part: Gist, whole: Gist) -> bool:
    return bool(part.spots) and any(contains(area, part.spots[0]) for area in whole.spots)


def _one_side(part: Gist, whole: Gist) -> bool:
    """Tell whether the total speaks of the same actors; a total that names nobody takes in all."""
    if not whole.initiators:
        return not whole.targets or bool(part.target_lines & whole.target_lines) or not part.targets
    return bool(part.initiators and part.initiator_lines & whole.initiators)


def _carries_out(act: Gist, deal: Gist) -> bool:
    if act.report.type not in CARRIES_OUT or deal.report.type != "agreement" or act.report.article_id != deal.report.article_id:
        return False
    return bool({s.name for s in act.spots} & {s.name for s in deal.spots})
