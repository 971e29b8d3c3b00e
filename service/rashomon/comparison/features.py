"""Do two accounts tell one event? A question a function: symmetrical, -1 (no) to 1 (yes) with the reason, None when silent."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.comparison.geography import agreement
from rashomon.comparison.gist import THINGS, Gist
from rashomon.comparison.wording import actors_in_words
from rashomon.knowledge.kinship import kinship
from rashomon.records.report import Count

TOLD_WITHIN = 7  # days after an event in which an undated text most likely speaks of it
HEADLINE = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Answer:
    """How much one question speaks for (1) or against (-1) one event, and why."""

    value: float
    reason: str


def same_time(left: Gist, right: Gist) -> Answer | None:
    """The intervals meet; for an undated account its publication speaks, weakly."""
    if left.start is None or right.start is None:
        return _told_in_time(left, right)
    gap = gap_days(left, right)
    if left.length > 31 and right.length > 31:
        return _same_period(left, right)
    if left.total and right.total:
        return _same_window(left, right)
    if left.traits.lasting and right.traits.lasting:
        value = 1.0 if gap == 0 and max(left.length, right.length) <= 3 else 0.5 if gap <= 3 else 0.1 if gap <= 30 else -1.0
        return Answer(value, f"states told {gap} days apart")
    if gap:
        exact = left.exact and right.exact
        value = {1: 0.1 if exact else 0.5, 2: -0.7, 3: -0.9}.get(gap, -1.0)
        return Answer(value, f"{gap} days apart")
    length = max(left.length, right.length)
    value = 1.0 if length <= 3 else 0.7 if length <= 10 else 0.4 if length <= 31 else 0.1
    return Answer(value, "same days" if length <= 3 else f"days that meet within {length}")


def near_place(left: Gist, right: Gist) -> Answer | None:
    """The main place of each is one of the other's places, or near, or inside."""
    if not left.spots or not right.spots:
        return None
    there = max((agreement(left.spots[0], spot) for spot in right.spots), key=lambda a: a[0])
    back = max((agreement(right.spots[0], spot) for spot in left.spots), key=lambda a: a[0])
    worse = min(there, back)
    return Answer((there[0] + back[0]) / 2, worse[1])


def same_type(left: Gist, right: Gist) -> Answer | None:
    """The types are one, or often two words for one happening."""
    degree = kinship(left.report.type, right.report.type)
    reason = "same type" if degree == 1 else f"{left.report.type} and {right.report.type} may be one happening"
    return Answer(2 * degree - 1, reason)


def shared_initiator(left: Gist, right: Gist) -> Answer | None:
    """Who acts is the same, or one is a part of the other."""
    if left.traits.mutual and right.traits.mutual:
        sides = [g.initiators | g.targets for g in (left, right)]
        lines = [g.initiator_lines | g.target_lines for g in (left, right)]
        return _shared("side", sides[0], sides[1], lines[0], lines[1])
    return _shared("initiator", left.initiators, right.initiators, left.initiator_lines, right.initiator_lines)


def shared_target(left: Gist, right: Gist) -> Answer | None:
    """Who or what is hit is the same; kinds of things in common say little."""
    if left.traits.mutual and right.traits.mutual:
        return None
    named = _shared("target", left.targets - THINGS, right.targets - THINGS, left.target_lines, right.target_lines)
    things = left.targets & right.targets & THINGS
    if things and (named is None or named.value < 0):
        return Answer(0.4, f"both hit {', '.join(sorted(things))}")
    return named


def kinds_of_target(left: Gist, right: Gist) -> Answer | None:
    """One hit only fighters and their things, the other only civilians and theirs: one strike in two mouths, or two."""
    for one, other in ((left, right), (right, left)):
        if one.hit == {"civil"} and other.hit == {"armed"}:
            return Answer(-1.0, "one hit civilians, the other fighters")
    return None


def swapped_sides(left: Gist, right: Gist) -> Answer | None:
    """Who acts in one account is acted on in the other: the opposite event, unless both fight each other."""
    if left.traits.mutual or right.traits.mutual:
        return None
    if left.initiators & right.targets and right.initiators & left.targets:
        return Answer(-1.0, "initiator and target change places")
    return None


def alike_figures(left: Gist, right: Gist) -> Answer | None:
    """A stated figure is the same; far-off figures of one measure speak against."""
    pairs = [(a, b) for a in left.figures for b in right.figures if a.measure == b.measure and _kindred(a, b)]
    if not pairs:
        return None
    top = max((a.low or 0 for a, b in pairs if a.low == b.low), default=0)
    if top >= 3:
        return Answer(1.0 if top >= 10 else 0.6, f"both say {top}")
    far = all(_ratio(a, b) > 3 for a, b in pairs)
    if far and pairs[0][0].measure not in HEADLINE:
        return Answer(-0.6, f"figures of {pairs[0][0].measure} far apart")
    return Answer(-0.3 if far else 0.1, f"figures of {pairs[0][0].measure} {'far apart' if far else 'of one size'}")


def same_weapon(left: Gist, right: Gist) -> Answer | None:
    """The means are the same."""
    shared = left.weapons & right.weapons
    return Answer(1.0, f"both name {', '.join(sorted(shared))}") if shared else None


def same_words(left: Gist, right: Gist) -> Answer | None:
    """The evidence uses the same words."""
    shorter = min(len(left.words), len(right.words))
    if shorter < 4 or house_style(left, right):
        return None
    share = len(left.words & right.words) / shorter
    return Answer(max(-0.3, min(1.0, (share - 0.15) / 0.45)), f"{share:.0%} of the words in common")


def same_wording(left: Gist, right: Gist) -> Answer | None:
    """A good part of the evidence stands in both word for word."""
    if house_style(left, right):
        return None
    shorter = min(len(left.phrases), len(right.phrases))
    share = len(left.phrases & right.phrases) / shorter if shorter >= 3 else 0.0
    return Answer(min(1.0, share / 0.6), "the same wording") if share >= 0.3 else None


def one_text(left: Gist, right: Gist) -> Answer | None:
    """The articles descend from one text."""
    return Answer(1.0, "articles of one lineage") if left.account.lineage_id == right.account.lineage_id else None


def next_issue(left: Gist, right: Gist) -> Answer | None:
    """Two texts of one outlet, nothing dated: the next issue of a series rather than the same news again."""
    undated = all(g.start is None and g.published is None for g in (left, right))
    return Answer(-1.0, "two undated texts of one outlet") if undated and house_style(left, right) else None


def opposed(left: Gist, right: Gist) -> Answer | None:
    """One account excludes the target that the other names, or denies what the other tells, and the claimants differ."""
    if left.claimants & right.claimants or left.report.type != right.report.type:
        return None
    if left.excluded & right.target_lines or right.excluded & left.target_lines:
        return Answer(1.0, "one excludes the target that the other names")
    denied = (left.report.realis == "denied") != (right.report.realis == "denied")
    return Answer(1.0, "one denies what the other tells") if denied else None


def own_denial(left: Gist, right: Gist) -> Answer | None:
    """One article sets a denial beside the account: it is of that very thing, whatever else happened there."""
    denied = (left.report.realis == "denied") != (right.report.realis == "denied")
    if not denied or left.report.article_id != right.report.article_id or opposed(left, right) is None:
        return None
    return Answer(1.0, "the article sets the denial beside it")


def same_reality(left: Gist, right: Gist) -> Answer | None:
    """Planned, attempted and done may be one thing told at different times, but need not."""
    mine, other = left.report.realis, right.report.realis
    if mine == other or "denied" in (mine, other):
        return None  # a denial speaks of the very thing it denies
    later = {mine, other} <= {"planned", "attempted", "actual"}  # what was announced may have come about
    return Answer(-0.5 if later else -1.0, f"{mine} and {other}")


def gap_days(left: Gist, right: Gist) -> int:
    """Return the days between two dated accounts; 0 when they meet."""
    first, second = sorted((left, right), key=lambda g: (g.start or 0, g.end or 0))
    return max(0, (second.start or 0) - (first.end or 0))


def house_style(left: Gist, right: Gist) -> bool:
    """Two texts of one outlet that are no copies: it repeats its own phrases, so phrases tell nothing."""
    mine, other = left.account, right.account
    return mine.outlet is not None and mine.outlet == other.outlet and mine.lineage_id != other.lineage_id


def _told_in_time(left: Gist, right: Gist) -> Answer | None:
    dated, silent = (left, right) if left.start is not None else (right, left)
    if dated.start is None:
        return _both_undated(left, right)
    if silent.published is None or dated.end is None:
        return None
    if silent.published < dated.start - 1:
        return Answer(-1.0, "told before it happened")
    after = silent.published - dated.end
    return Answer(0.4 if after <= TOLD_WITHIN else 0.1 if after <= 30 else -0.4, f"told {max(0, after)} days after")


def _both_undated(left: Gist, right: Gist) -> Answer | None:
    if left.day_words and left.day_words == right.day_words:
        return Answer(0.4, f"both say {' '.join(left.day_words)}, of no year")
    if left.published is None or right.published is None:
        return Answer(-0.4, "nothing tells when")
    apart = abs(left.published - right.published)
    return Answer(0.3 if apart <= 3 else 0.0 if apart <= 30 else -0.5, f"published {apart} days apart")


def _same_window(left: Gist, right: Gist) -> Answer:
    """Two totals are one only over the same days: a day's total is no week's."""
    if min(left.length, right.length) <= 2 and gap_days(left, right) <= 1 and max(left.length, right.length) <= 3:
        return Answer(1.0, "totals of the same day")
    share = _overlap(left, right) / max(left.length, right.length)
    return Answer(0.8 if share >= 0.6 else 0.1 if share >= 0.4 else -1.0, f"totals over days of which {share:.0%} are common")


def _overlap(left: Gist, right: Gist) -> int:
    return max(0, min(left.end or 0, right.end or 0) - max(left.start or 0, right.start or 0) + 1)


def _same_period(left: Gist, right: Gist) -> Answer:
    share = _overlap(left, right) / min(left.length, right.length)
    apart = abs((left.start or 0) - (right.start or 0)) / max(left.length, right.length)
    value = 1.0 if apart <= 0.02 else 0.7 if apart <= 0.1 else 0.2  # two long periods seldom begin together
    value = value if share > 0.5 else -0.8
    return Answer(value, f"periods that share {share:.0%}")


def _shared(
    what: str, left: frozenset[str], right: frozenset[str], left_lines: frozenset[str], right_lines: frozenset[str]
) -> Answer | None:
    if not left or not right:
        return None
    if left & right:
        return Answer(1.0, f"same {what}: {actors_in_words(left & right)}")
    kin = (left & right_lines) | (right & left_lines)
    if kin:
        return Answer(0.7, f"{what} of one line: {actors_in_words(kin)}")
    common = left_lines & right_lines
    if common:
        return Answer(0.2, f"{what} of one side: {actors_in_words(common)}")
    return Answer(-0.6, f"different {what}: {actors_in_words(left)} against {actors_in_words(right)}")


def _kindred(left: Count, right: Count) -> bool:
    people = "people" in (left.of_class, right.of_class) or left.measure in HEADLINE
    return left.of == right.of or (people and "any" in (left.of, right.of)) or (left.measure != "other" and not people)


def _ratio(left: Count, right: Count) -> float:
    sizes = sorted(c.low if c.low is not None else c.high or 0 for c in (left, right))
    return sizes[1] / sizes[0] if sizes[0] else 1.0
