"""Windows: totals of one claimant over nested days, and totals against their parts.

An inequality is tested only where it must hold: the part lies wholly inside the whole (both dated, not by the dateline alone,
see `relations`), one claimant speaks of both, the measures are ordered, and the parts do not overlap each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.comparison.figures import Figure, figures_of, headlines
from rashomon.comparison.gist import Gist
from rashomon.comparison.said import Finding, Said
from rashomon.comparison.wording import days_in_words
from rashomon.records.report import Note, Report

BELOW = {"targets_destroyed": ("targets_destroyed", "targets_hit"), "vehicles_destroyed": ("vehicles_destroyed", "targets_hit"),
         "weapons_destroyed": ("weapons_destroyed", "targets_hit")}  # fmt: skip
PEOPLE = frozenset({"any", "civilians", "combatants"})


@dataclass(frozen=True, slots=True)
class WindowTest:
    """A total and its parts: `finding` is compatible (it holds), contradiction (violated), or None (`reason` says why not)."""

    measure: str
    whole: Said
    parts: tuple[Said, ...]
    finding: Finding | None
    reason: str


def window_tests(cluster: Sequence[Gist], parts: Sequence[Gist]) -> list[WindowTest]:
    """Test the totals of an event against the parts linked to it; `parts` holds one account per smaller event."""
    return [
        test
        for figures in figures_of(cluster).values()
        for figure in headlines(figures)
        if figure.count.high is not None and (test := _test(figure, parts)) is not None
    ]


def notes_of(report: Report) -> tuple[Note, ...]:
    """Return notes on totals that their parts exceed, or that three or more stated parts do not add up to."""
    notes = []
    for whole in report.counts:
        parts = [c for c in report.counts if c.part_of == whole.id and c.of_class == whole.of_class]
        total = sum(c.low or 0 for c in parts)
        exact = all(c.low == c.high for c in (*parts, whole))
        sums = " + ".join(str(c.low) for c in parts)
        if len(parts) > 1 and whole.high is not None and total > whole.high:
            notes.append(Note("parts_exceed_total", f"{sums} = {total}, the total given is {whole.high}", whole.span))
        elif len(parts) > 2 and exact and total != whole.low:
            notes.append(Note("parts_do_not_add_up", f"{sums} = {total}, the total given is {whole.low}", whole.span))
    return tuple(notes)


def _test(whole: Figure, parts: Sequence[Gist]) -> WindowTest | None:
    smaller = [f for gist in parts for f in _figures(gist) if _ordered(f, whole)]
    if not smaller:
        return None
    why_not = [why for f in smaller if (why := _incomparable(f, whole)) is not None]
    tested = _disjoint([f for f in smaller if _incomparable(f, whole) is None])
    said = tuple(f.said for f in (tested or smaller))
    if not tested:
        return WindowTest(whole.count.measure, whole.said, said, None, f"not comparable: {why_not[0]}")
    total, limit = sum(f.point for f in tested), whole.count.high or 0
    sums = " + ".join(f"{f.point:,} ({_days(f.said.gist)})" for f in tested)
    text = f"{sums} = {total:,} within {limit:,} ({_days(whole.said.gist)}), by {whole.said.who}"
    if total <= limit:
        return WindowTest(whole.count.measure, whole.said, said, Finding("compatible", text), text)
    text = text.replace(" within ", " is more than ")
    return WindowTest(whole.count.measure, whole.said, said, Finding("contradiction", text), text)


def _figures(gist: Gist) -> list[Figure]:
    return [f for figures in figures_of([gist]).values() for f in headlines(figures)]


def _ordered(part: Figure, whole: Figure) -> bool:
    if whole.count.measure not in BELOW.get(part.count.measure, (part.count.measure,)):
        return False
    alike = part.count.of == whole.count.of or part.count.measure != "other"
    return alike and (part.count.of == whole.count.of or whole.count.of not in PEOPLE - {"any"})


def _incomparable(part: Figure, whole: Figure) -> str | None:
    if part.said.gist.length >= whole.said.gist.length:
        return "the days of one do not lie inside those of the other"
    for figure in (part, whole):
        if figure.said.gist.report.when.basis == "dateline":
            return "one is dated by its publication alone"
    if part.said.claimant_id is None or whole.said.claimant_id is None:
        return "one figure is attributed to nobody"
    return None if part.said.claimant_id == whole.said.claimant_id else "two different sources"


def _disjoint(figures: list[Figure]) -> list[Figure]:
    """Return figures of windows that do not overlap, earliest end first, so that nothing is counted twice."""
    chosen: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (f.said.gist.end or 0, -f.point, f.said.gist.id)):
        if not chosen or (figure.said.gist.start or 0) > (chosen[-1].said.gist.end or 0):
            chosen.append(figure)
    return chosen


def _days(gist: Gist) -> str:
    return days_in_words(gist.report.when.start, gist.report.when.end)
