"""Reports in SQL: the document kept whole, its event known by a column that only comparing writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select

from rashomon.records.figure import StatedFigure
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.query import Filters, Slice
from rashomon.records.report import Claimant, Report
from rashomon.storage.anchors import move_anchors
from rashomon.storage.facet_rows import words_of_report, write_report_facets
from rashomon.storage.filters import REPORTS, conditions
from rashomon.storage.paging import Order, Page, fetch_page
from rashomon.storage.rows import find_among, insert_into
from rashomon.storage.tables.articles import articles
from rashomon.storage.tables.reports import report_facets, reports
from rashomon.storage.tables.wordlists import report_words
from rashomon.storage.wording import set_words

_when = func.coalesce(reports.c.when_start, "")
ORDERS = {
    "when": Order((_when, reports.c.id)),
    "-when": Order((_when, reports.c.id), descending=True),
    "type": Order((reports.c.type, reports.c.id)),
}
_BY_ARTICLE = and_(articles.c.tenant == reports.c.tenant, articles.c.id == reports.c.article_id)


class SqlReports:
    """See `workflows.ports.Reports`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, tenant: str, article_id: str, found: Sequence[Report]) -> None:
        """Make these the article's reports, in this order; those whose id was known keep their event until comparing."""
        mine = (reports.c.tenant == tenant, reports.c.article_id == article_id)
        before = self.of_article(tenant, article_id)
        known = {report.id: report.event_id for report in before}
        self._connection.execute(delete(reports).where(*mine))  # their facets go with them
        for position, report in enumerate(found):
            row = _row(report, position) | {"tenant": tenant, "event_id": known.get(report.id)}
            self._connection.execute(insert_into(self._connection, reports).values(row))
            write_report_facets(self._connection, tenant, report)
            set_words(self._connection, report_words, tenant, report.id, words_of_report(report))
        move_anchors(self._connection, tenant, before, found)

    def get(self, tenant: str, report_id: str) -> Report | None:
        """Return a report."""
        query = select(reports).where(reports.c.tenant == tenant, reports.c.id == report_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else report_of(row)

    def some(self, tenant: str, report_ids: Collection[str]) -> tuple[Report, ...]:
        """Return these reports, those that are not there left out, in the order of their ids."""
        query = select(reports).where(reports.c.tenant == tenant)
        return tuple(report_of(row) for row in find_among(self._connection, query, reports.c.id, report_ids))

    def of_article(self, tenant: str, article_id: str) -> tuple[Report, ...]:
        """Return an article's reports in the order of the text."""
        query = select(reports).where(reports.c.tenant == tenant, reports.c.article_id == article_id)
        return tuple(report_of(row) for row in self._connection.execute(query.order_by(reports.c.position)))

    def of_event(self, tenant: str, event_id: str) -> tuple[Report, ...]:
        """Return an event's reports, in the order of their ids."""
        query = select(reports).where(reports.c.tenant == tenant, reports.c.event_id == event_id)
        return tuple(report_of(row) for row in self._connection.execute(query.order_by(reports.c.id)))

    def list(self, tenant: str, filters: Filters, *, limit: int, after: tuple[Any, ...] | None) -> Slice[Report]:
        """List the reports that pass the filters."""
        query = select(reports).where(reports.c.tenant == tenant, *conditions(filters, REPORTS))
        return fetch_page(self._connection, query, ORDERS[filters.sort or "-when"], Page(limit, after), report_of)

    def figures(self, tenant: str, filters: Filters, *, limit: int, after: tuple[Any, ...] | None) -> Slice[StatedFigure]:
        """List the stated figures of the reports that pass the filters, latest happening first."""
        figure = report_facets.figures
        joined = (
            figure.join(reports, and_(reports.c.tenant == figure.c.tenant, reports.c.id == figure.c.owner_id))
            .join(articles, _BY_ARTICLE)
        )  # fmt: skip
        query = (
            select(reports, figure.c.n, articles.c.source_name, articles.c.lineage_id)
            .select_from(joined)
            .where(figure.c.tenant == tenant, *conditions(filters, REPORTS), *_figure_asked(filters, figure.c))
        )
        order = Order((_when, reports.c.id, figure.c.n), descending=True)
        return fetch_page(self._connection, query, order, Page(limit, after), _stated)


def report_of(row: Row[Any]) -> Report:
    """Return the report in a row, with the event that it belongs to by now."""
    return replace(from_plain(Report, row.document), event_id=row.event_id)


def _row(report: Report, position: int) -> dict[str, Any]:
    return {
        "id": report.id,
        "article_id": report.article_id,
        "position": position,
        "type": report.type,
        "scope": report.scope,
        "realis": report.realis,
        "outcome": report.outcome.value,
        "when_start": report.when.start or report.when.end,
        "when_end": report.when.end or report.when.start,
        "date_precision": report.when.precision,
        "date_basis": report.when.basis,
        "as_of": report.as_of.date,
        "confidence": report.confidence,
        "extractor": report.extractor,
        "document": to_plain(report),
    }


def _figure_asked(f: Filters, c: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a table's columns
    """Ask of the figure itself, not only of some figure of its report."""
    low, high = func.coalesce(c.low, c.high), func.coalesce(c.high, c.low)
    asked = ((f.measure, c.measure.__eq__), (f.of, c.of.__eq__), (f.min, low.__ge__), (f.max, high.__le__))
    return [compare(value) for value, compare in asked if value is not None]


def _stated(row: Row[Any]) -> StatedFigure:
    report = report_of(row)
    count = report.counts[row.n]
    names = {claim.claimant.id: claim.claimant.name for claim in report.claims}
    who = count.claimant_id
    return StatedFigure(
        report_id=report.id,
        count_id=count.id,
        article_id=report.article_id,
        event_id=report.event_id,
        lineage_id=row.lineage_id,
        outlet=row.source_name,
        claimant=None if who is None else Claimant(who, names.get(who, who)),
        measure=count.measure,
        of=count.of,
        of_class=count.of_class,
        low=count.low,
        high=count.high,
        qualifier=count.qualifier,
        text=count.text,
        span=count.span,
        window=report.when,
        as_of=report.as_of.date,
        place=report.where[0] if report.where else None,
    )
