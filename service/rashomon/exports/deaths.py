"""Deaths of an event as codebooks count them: words become the codebook's own figures, not our bounds."""

from __future__ import annotations

import csv
import functools
from importlib import resources

from rashomon.records.event import Event, EventCount
from rashomon.records.report import Count, Report

PEOPLE = "people"


@functools.cache
def words() -> dict[str, int]:
    """Return ACLED's figures for words of vague number."""
    with resources.files("rashomon.exports").joinpath("data/acled_words.csv").open(encoding="utf-8") as rows:
        return {row["word"]: int(row["figure"]) for row in csv.DictReader(rows)}


def killed(event: Event, *, of: str = "any") -> EventCount | None:
    """Return the event's figures for the dead: of `of`, or when nobody said of whom, of any."""
    found = [count for count in event.counts if count.measure == "killed"]
    return next((count for count in found if count.of == of), None)


def acled_deaths(event: Event, reports: tuple[Report, ...]) -> int | None:
    """Return the fatalities ACLED would code, None when nobody gives a figure.

    The event's best figure when there is one, else the most conservative that a report gives. Without a total, the dead of each
    class are added.
    """
    total = killed(event)
    counted = [total] if total else [count for count in event.counts if count.measure == "killed"]
    figures = [figure for count in counted if (figure := _figure(count, reports)) is not None]
    return sum(figures) if figures else None


def _figure(count: EventCount, reports: tuple[Report, ...]) -> int | None:
    stated = [c for r in reports for c in r.counts if c.measure == "killed" and c.of == count.of and c.part_of is None]
    if count.best is not None:
        vague = [c for c in stated if c.qualifier == "vague" and count.best in {c.low, c.high}]
        precise = [c for c in stated if c.qualifier != "vague" and count.best in {c.low, c.high}]
        return _coded(vague[0]) if vague and not precise else count.best
    figures = [figure for c in stated if (figure := _coded(c)) is not None]
    return min(figures) if figures else None


def _coded(count: Count) -> int | None:
    if count.qualifier == "vague":
        said = count.text.lower().split()
        found = [figure for word, figure in words().items() if word in said]
        if found:
            return max(found)
    return count.low if count.low is not None else count.high
