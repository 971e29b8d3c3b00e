"""The comparison of one event as a table: one row per field, one cell per statement, what only one text says, the time line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from rashomon.comparison.fields import MANY
from rashomon.comparison.figures import figures_of
from rashomon.comparison.gist import Gist
from rashomon.comparison.said import Said
from rashomon.comparison.views import View
from rashomon.comparison.windows import WindowTest
from rashomon.records.comparison import Cell, Comparison, Row, RowValue
from rashomon.records.event import Event, Verdict

LISTED = MANY - {"place"}  # of which a single value is news; places side by side are one place told twice


def matrix(event: Event, cluster: Sequence[Gist], views: Sequence[View], tests: Sequence[WindowTest] = ()) -> Comparison:
    """Return the comparison of an event; an account that is silent on a field has a cell without value in its row."""
    rows = [Row(v.field, v.verdict, v.explanation, _cells(v, cluster), _values(v)) for v in views]
    rows += [
        Row(f"{test.measure}_over_time", _verdict(test), test.reason, tuple(map(cell, (test.whole, *test.parts))))
        for test in tests
    ]
    return Comparison(event.id, event.label, tuple(rows), _unique(cluster, views), _timeline(cluster))


def _verdict(test: WindowTest) -> Verdict:
    return test.finding.kind if test.finding else "single"


def cell(said: Said) -> Cell:
    """Return a statement as a cell."""
    account = said.gist.account
    return Cell(
        report_id=account.report.id,
        article_id=account.report.article_id,
        lineage_id=account.lineage_id,
        outlet=account.outlet,
        claimant_id=said.claimant_id,
        value=said.value,
        text=said.text,
        span=said.span,
        as_of=said.as_of,
    )


def _values(view: View) -> tuple[RowValue, ...]:
    """Return the verdict on each value of a field of which an account may name several."""
    if view.field not in MANY:
        return ()
    return tuple(RowValue(value, view.verdict_on(value)) for value in dict.fromkeys(str(s.value) for s in view.said))


def _cells(view: View, cluster: Sequence[Gist]) -> tuple[Cell, ...]:
    cells = []
    for gist in cluster:
        mine = [s for s in view.said if s.gist is gist]
        cells += [cell(s) for s in mine] or [cell(Said(gist, None, None))]
    return tuple(cells)


def _unique(cluster: Sequence[Gist], views: Sequence[View]) -> tuple[Cell, ...]:
    """Return statements on fields, and actors and weapons, of which only one text knows; empty when there is one text only."""
    if len({g.account.lineage_id for g in cluster}) < 2:
        return ()
    return tuple(cell(said) for view in views for said in _alone(view))


def _alone(view: View) -> list[Said]:
    """Return every statement on a field that one lineage alone fills, and each listed value that one lineage alone names."""
    told: dict[str, set[str]] = defaultdict(set)
    for said in view.said:
        told[str(said.value) if view.field in LISTED else ""].add(said.gist.account.lineage_id)
    everybody = {lineage for lineages in told.values() for lineage in lineages}
    if len(everybody) == 1:
        return list(view.said)
    return [s for s in view.said if view.field in LISTED and len(told[str(s.value)]) == 1]


def _timeline(cluster: Sequence[Gist]) -> tuple[dict[str, Any], ...]:
    """Return every stated figure in the order of publication (undated last), per measure."""
    return tuple(
        {
            "measure": measure,
            "of": figure.count.of,
            "low": figure.count.low,
            "high": figure.count.high,
            "published_at": figure.said.gist.account.published_at,
            "as_of": figure.said.as_of,
            "claimant_id": figure.said.claimant_id,
            "outlet": figure.said.gist.account.outlet,
            "report_id": figure.said.gist.id,
            "text": figure.count.text,
        }
        for measure, figures in figures_of(cluster).items()
        for figure in figures
    )
