"""Figures of one measure: whether the bounds hold together, whether a toll rose, which figure is the best.

Part and whole ("7, including 4 children") is no disagreement; a minimum is no maximum; "about" leaves room on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.comparison.gist import Gist
from rashomon.comparison.said import Finding, Said, said_count
from rashomon.comparison.wording import days_in_words, figure_in_words
from rashomon.knowledge.superseded import superseded_by
from rashomon.records.event import EventCount, ReportedFigure
from rashomon.records.report import Count

ROOM = 0.15  # what "about 100" leaves open, either way
VAGUE = 25  # "dozens" may be 600 and "thousands" 50,000: a word for a size has no limit, but it has an order of magnitude
BEFORE = 160  # characters before a figure that may say that it no longer stands
ONE_TOLL = 3  # times: further apart, two figures of one article are of two happenings, however the text runs them together
GROWING = frozenset({"killed", "injured", "captured", "missing", "displaced", "evacuated", "prisoners", "strikes", "sorties"})
WHOLE = ("any", "civilians", "combatants")  # of whom a toll may be the toll of all, widest first


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated count of one account; `superseded`: the article itself says that it no longer stands ("an earlier toll of")."""

    said: Said
    count: Count
    superseded: bool = False

    @property
    def point(self) -> int:
        """The figure as one number: what is certain of it."""
        return self.count.low if self.count.low is not None else self.count.high or 0

    @property
    def bounds(self) -> tuple[float, float]:
        """The range in which it can be true."""
        low = float(self.count.low if self.count.low is not None else 0)
        high = float(self.count.high) if self.count.high is not None else float("inf")
        if self.count.qualifier == "vague" and self.count.high is None:
            high = low * VAGUE
        return (low * (1 - ROOM), high * (1 + ROOM)) if self.count.qualifier in ("about", "vague") else (low, high)


def figures_of(cluster: Sequence[Gist]) -> dict[str, list[Figure]]:
    """Return measure → stated figures, in canonical order."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for gist in cluster:
        for count in gist.figures:
            if _of_another(count, gist.figures):
                continue
            found[count.measure].append(Figure(said_count(gist, count), count, _superseded(count, gist)))
    return dict(sorted(found.items()))


def _superseded(count: Count, gist: Gist) -> bool:
    """Tell whether the words before the figure say so; a figure of another measure may stand between ("20, with 50 hurt")."""
    at = count.span[0]
    told = next((e for e in gist.report.evidence if e.start <= at < e.end), None)
    if told is None:
        return False
    first = max(told.start, at - BEFORE)
    words = told.quote[first - told.start : at - told.start]
    for other in gist.figures:
        start, end = (place - first for place in other.span)
        if other.measure != count.measure and 0 <= start < end <= len(words):
            words = words[:start] + "x" * (end - start) + words[end:]
    return superseded_by(words) is not None


def _of_another(count: Count, beside: Sequence[Count]) -> bool:
    """Tell a stated zero that is said of something else, or of a part: its claimant, if named, counts somebody as well."""
    who = count.claimant_id
    same = [c for c in beside if c.measure == count.measure and (who is None or c.claimant_id == who)]
    return count.high == 0 and any((c.low or 0) > 0 for c in same)


def headlines(figures: Sequence[Figure]) -> list[Figure]:
    """Return each voice's whole figure: per account and claimant the largest that stands, of the widest sort, no part."""
    voices: dict[tuple[str, str | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.count.part_of is None and not figure.superseded and not any(_says_less(other, figure) for other in figures):
            voices[figure.said.gist.id, figure.said.claimant_id].append(figure)
    return [min(voice, key=_width) for voice in voices.values()]


def replaced(figures: Sequence[Figure]) -> list[tuple[Figure, Figure, Finding]]:
    """Return the figures that an article says no longer stand, with those that it puts in their place."""
    standing = headlines(figures)
    return [
        (old, new, Finding("update", f"{_words(old)} at first, then {_words(new)}, within one article"))
        for old in figures
        for new in standing
        if old.superseded and old.said.gist is new.said.gist and old.count.of == new.count.of and old.point < new.point
    ]


def between(left: Figure, right: Figure) -> Finding | None:
    """Say how two figures of one measure stand to each other; None when they count different things."""
    one, other = (left, right) if _as_of(left) <= _as_of(right) else (right, left)
    if not _comparable(one, other) or _one_voice(one.said, other.said) or _of_two_things(one, other):
        return None
    if (one.count.low, one.count.high) == (other.count.low, other.count.high):
        return Finding("agree", f"both say {_words(one)}")
    together = max(one.bounds[0], other.bounds[0]) <= min(one.bounds[1], other.bounds[1])
    known = one.said.as_of is not None and other.said.as_of is not None
    measure = one.count.measure
    rose = known and _as_of(one) < _as_of(other) and other.point > one.point and measure in GROWING
    if rose and not (together and "about" in (one.count.qualifier, other.count.qualifier)):
        return Finding("update", f"rose from {_dated(one)} to {_dated(other)}")
    if not together and not known and one.said.claimant_id == other.said.claimant_id is not None and measure in GROWING:
        why = f"{one.said.who} gives {_words(one)} and {_words(other)}; which came first is not known"
        return Finding("update", why, "unknown")  # nobody contradicts himself at one time
    if together:
        return Finding("compatible", f"{_words(one)} and {_words(other)} can both be true")
    why = f"{_words(one)} ({one.said.who}) against {_words(other)} ({other.said.who})"
    return Finding("contradiction", why, None if known and _as_of(one) != _as_of(other) else "unknown")


def counts_of(cluster: Sequence[Gist]) -> tuple[EventCount, ...]:
    """Return every measure of an event with all its figures, outer bounds and the best."""
    return tuple(
        _consolidated(measure, of, [f for f in figures if f.count.of == of])
        for measure, figures in figures_of(cluster).items()
        for of in sorted({f.count.of for f in figures})
    )


def _consolidated(measure: str, of: str, figures: list[Figure]) -> EventCount:
    best = max(figures, key=_standing)
    lows = [f.count.low for f in figures if f.count.low is not None]
    tops = [f.count.high if f.count.high is not None else f.count.low for f in figures]
    highs = [t for t in tops if t is not None]
    reason = "the only figure" if len(figures) == 1 else "the latest figure with a named source"
    if len(figures) > 1 and best.said.claimant_id is None:
        reason = "the latest figure; nobody is named for any of them"
    return EventCount(
        measure=measure,
        of=of,
        low=min(lows, default=None),
        high=max(highs, default=None),
        best=best.point,
        best_reason=f"{reason}: {_words(best)}, {best.said.who}" + (f", {best.said.as_of}" if best.said.as_of else ""),
        reported=tuple(
            ReportedFigure(f.said.gist.id, f.count.low, f.count.high, f.said.claimant_id, f.said.as_of) for f in figures
        ),
    )


def _standing(figure: Figure) -> tuple[bool, bool, str, int, str]:
    return (
        not figure.superseded,
        figure.said.claimant_id is not None,
        _as_of(figure),
        figure.point,
        figure.said.gist.id,
    )


def _comparable(left: Figure, right: Figure) -> bool:
    """Of the same, or a toll of some that alone exceeds the toll of all."""
    if left.count.measure == "other":
        return left.count.of == right.count.of and left.count.of_class == right.count.of_class
    if left.count.of == right.count.of:
        return True
    sizes = {f.count.of: f for f in (left, right)}
    if "any" not in sizes or not set(sizes) & set(WHOLE[1:]):
        return False
    some = next(f for of, f in sizes.items() if of != "any")
    return some.bounds[0] > sizes["any"].bounds[1]


def _one_voice(left: Said, right: Said) -> bool:
    """Tell whether one side speaks twice in one article (an army and its government): it counts two things."""
    if left.gist is not right.gist or None in (left.claimant_id, right.claimant_id):
        return False
    return left.claimant_id in left.gist.line(right.claimant_id) or right.claimant_id in left.gist.line(left.claimant_id)


def _of_two_things(left: Figure, right: Figure) -> bool:
    """Tell whether one article gives figures too far apart to be one toll in two mouths; nobody died against a toll is one."""
    low, high = sorted((left.point, right.point))
    return left.said.gist is right.said.gist and low > 0 and high > ONE_TOLL * low


def _says_less(one: Figure, figure: Figure) -> bool:
    """Tell whether the same article also gives this figure as a minimum: a headline drops "at least", a source does not."""
    if figure.said.claimant_id not in (None, one.said.claimant_id):
        return False
    same = one.said.gist is figure.said.gist and one.count.of == figure.count.of and one.count.low == figure.count.low
    return same and one.count.high is None and figure.count.high is not None


def _width(figure: Figure) -> tuple[int, int]:
    of = figure.count.of
    return (WHOLE.index(of) if of in WHOLE else len(WHOLE), -figure.point)


def _as_of(figure: Figure) -> str:
    return figure.said.as_of or ""


def _words(figure: Figure) -> str:
    """Return the figure as its account puts it: "about 100", "more than 5,000", "dozens"."""
    count = figure.count
    if count.qualifier == "vague" and count.text:
        return count.text
    if count.qualifier == "more_than" and count.low is not None and count.high is None:
        return f"more than {count.low - 1:,}"
    about = "about " if count.qualifier == "about" else ""
    return about + figure_in_words(count.low, count.high)


def _dated(figure: Figure) -> str:
    return f"{_words(figure)} ({days_in_words(figure.said.as_of, None, year=False)})"
