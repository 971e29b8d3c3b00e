"""The words of time: months, weekdays, units, and fixed phrases with what they mean against the day of writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.knowledge.tables import Row, read_table


@dataclass(frozen=True, slots=True)
class FixedPhrase:
    """A phrase that is a time by itself: `amount` units from the day of writing, or a period of that length ending then."""

    unit: str
    amount: int
    part: str | None  # night, morning, early, ...
    period: bool
    vague: bool


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Everything by its lower-case word; `seasons` are (first month, last month) of the northern year."""

    months: Mapping[str, int]
    names_that_are_words: frozenset[str]  # "may", "march", "august": a month only beside other words of time
    weekdays: Mapping[str, int]
    weekdays_short: Mapping[str, int]
    units: Mapping[str, str]
    seasons: Mapping[str, tuple[int, int]]
    parts: Mapping[str, str]  # "afternoon", "early hours": part of a day
    fixed: Mapping[str, FixedPhrase]
    anchors: Mapping[str, FixedPhrase]
    numbers: Mapping[str, int]
    beginnings: frozenset[str]  # lemmas of verbs: "the war, which broke out in April"
    following: frozenset[str]  # lemmas of verbs: "the raid comes a day after a strike"
    not_a_day: frozenset[str]  # names that hold a weekday: "Black Friday", "Sunday Times"


@lru_cache(maxsize=1)
def load_time_words() -> TimeWords:
    """Read the table once for the process."""
    rows = read_table("times")

    def of(kind: str) -> dict[str, Row]:
        return {row["word"].lower(): row for row in rows if row["class"] == kind}

    return TimeWords(
        months={word: int(row["amount"]) for word, row in (of("month") | of("month_short")).items()},
        names_that_are_words=frozenset(word for word, row in of("month").items() if row["part"] == "word"),
        weekdays={word: int(row["amount"]) for word, row in of("weekday").items()},
        weekdays_short={word: int(row["amount"]) for word, row in of("weekday_short").items()},
        units={word: row["unit"] for word, row in of("unit").items()},
        seasons={word: _months(row["amount"]) for word, row in of("season").items()},
        parts={word: row["part"] for word, row in of("part").items()},
        fixed={word: _phrase(row) for kind in ("point", "period", "vague") for word, row in of(kind).items()},
        anchors={word: _phrase(row) for word, row in of("anchor").items()},
        numbers={word: int(row["amount"]) for word, row in of("number").items()},
        beginnings=frozenset(of("beginning")),
        following=frozenset(of("following")),
        not_a_day=frozenset(of("not_a_day")),
    )


def _months(cell: str) -> tuple[int, int]:
    first, last = cell.split("-")
    return int(first), int(last)


def _phrase(row: Row) -> FixedPhrase:
    return FixedPhrase(
        unit=row["unit"],
        amount=int(row["amount"]),
        part=row["part"] or None,
        period=row["class"] in ("period", "vague"),
        vague=row["class"] == "vague",
    )
