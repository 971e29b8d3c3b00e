"""The codebooks' columns one value a line, each with the rule that produced it: for whoever must answer for a row."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Any

from rashomon.exports import acled, inclusion, table, ucdp
from rashomon.exports.shape import Shape
from rashomon.records.event import Event

HEADER = ("event_id", "row", "column", "value", "rule", "source")
EVERY = ""  # the rule of a column whatever its value


@functools.cache
def rules() -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return (codebook, column, value or EVERY) → the rule in a sentence and where it comes from."""
    with resources.files("rashomon.exports").joinpath("data/column_rules.csv").open(encoding="utf-8") as lines:
        return {(r["codebook"], r["column"], r["value"]): (r["rule"], r["source"]) for r in csv.DictReader(lines)}


def of_acled(events: Iterable[Event], shape: Shape) -> Iterator[str]:
    """Yield every value of the rows that ACLED counts."""
    counted = (e for e in events if not inclusion.objection(e, acled.rules(shape)))
    rows = ((e, n, row) for e in counted for n, row in enumerate(acled.rows(e, shape.reports_of(e)), 1))
    return table.write(HEADER, (line for e, n, row in rows for line in _lines("acled", e, n, acled.COLUMNS, row)))


def of_ucdp(events: Iterable[Event], _: Shape) -> Iterator[str]:
    """Yield every value of the rows that UCDP counts."""
    counted = (e for e in events if not inclusion.objection(e, ucdp.RULES))
    return table.write(HEADER, (line for e in counted for line in _lines("ucdp", e, 1, ucdp.COLUMNS, ucdp.row(e))))


def _lines(codebook: str, event: Event, number: int, columns: Sequence[str], row: Sequence[Any]) -> Iterator[list[Any]]:
    for column, value in zip(columns, row, strict=True):
        rule, source = rule_of(codebook, column, value)
        yield [event.id, number, column, value, rule, source]


def rule_of(codebook: str, column: str, value: Any) -> tuple[str, str]:  # noqa: ANN401 - any cell
    """Return the rule that produced a value and its source."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return rules().get((codebook, column, said)) or rules()[codebook, column, EVERY]
