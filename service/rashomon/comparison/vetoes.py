"""What no agreement elsewhere can outweigh: each function says why two accounts cannot be one event, or None."""

from __future__ import annotations

from rashomon.comparison.features import alike_figures, gap_days, opposed, same_wording
from rashomon.comparison.geography import FAR_KM, distance_km
from rashomon.comparison.gist import Gist
from rashomon.knowledge.kinship import kinship

SAME_BLOW = 0.9  # kinship of two words for one blow: an explosion and a suicide bombing
SLACK = 3  # days: a weekday read wrongly, "overnight"; further apart are two events


def one_article(left: Gist, right: Gist) -> str | None:
    """An article tells an event in one report, except where two claimants say opposite things of it, or it is told again."""
    if left.report.article_id != right.report.article_id or opposed(left, right) is not None:
        return None
    return None if _told_again(left, right) else "two events of one article"


def _told_again(left: Gist, right: Gist) -> bool:
    """Tell whether one only says where or when: "the explosion took place as …" has no doer, means or toll of another's."""
    bare = any(not (g.report.participants or g.report.counts or g.report.weapons) for g in (left, right))
    alike = left.traits.means is not None and kinship(left.report.type, right.report.type) >= SAME_BLOW
    return bare and alike and left.report.realis == right.report.realis and days_apart(left, right, slack=0) is None


def told_by_its_denier(left: Gist, right: Gist) -> str | None:
    """Who denies the one tells the other himself: he means another happening than the one he denies."""
    for denial, other in ((left, right), (right, left)):
        if denial.report.realis == "denied" and other.report.realis == "actual":
            own = denial.deniers & {c.claimant.id for c in other.report.claims if c.stance == "asserts" and "" in c.about}
            if own:
                return "told by the one who denies the other"
    return None


def unrelated_types(left: Gist, right: Gist) -> str | None:
    """The types are never two words for one happening."""
    return None if kinship(left.report.type, right.report.type) else "unrelated types"


def part_and_total(left: Gist, right: Gist) -> str | None:
    """A total over days or places is not one of its incidents, unless one text tells both in the same words or figures."""
    if left.total == right.total:
        return None
    one_text = left.account.lineage_id == right.account.lineage_id
    figures = alike_figures(left, right)
    alike = same_wording(left, right) is not None or (figures is not None and figures.value >= 1)
    return None if one_text and alike else "a total and an incident"


def towns_apart(left: Gist, right: Gist) -> str | None:
    """All places are named, none is wider than a district, and none lies near one of the other's."""
    if left.traits.moves and right.traits.moves:
        return None  # one may name where they left, the other where they went
    if not left.spots or not right.spots or any(s.wide or s.point is None for s in (*left.spots, *right.spots)):
        return None
    nearest = min(distance_km(a, b) or 0.0 for a in left.spots for b in right.spots)
    return f"places {nearest:.0f} km apart" if nearest > FAR_KM else None


def days_apart(left: Gist, right: Gist, slack: int = SLACK) -> str | None:
    """Both tell the day, and the days are not the same; a state that lasts may be told on any day."""
    if left.start is None and right.start is None and left.day_words and right.day_words:
        return None if left.day_words == right.day_words else "two days of an unknown year"
    if not left.exact or not right.exact or (left.traits.lasting and right.traits.lasting):
        return None
    gap = gap_days(left, right)
    return f"{gap} days apart" if gap > slack else None
