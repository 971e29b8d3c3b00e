"""Reports: one event as one article tells it."""

from __future__ import annotations

from typing import Any

from flask import Response

from rashomon.api.answers import answer
from rashomon.api.callers import tenant
from rashomon.api.describe import whole_or_picked
from rashomon.api.exporting import Source, answer_list, replies
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, shown
from rashomon.api.schemas.fields import Flag
from rashomon.api.schemas.filters import REPORT_FORMATS, Query, list_query, picking
from rashomon.api.services import store
from rashomon.records.query import Slice
from rashomon.records.report import Report
from rashomon.workflows import read

room = Room("reports", __name__, url_prefix="/v1", description="One event as one article tells it, every value with its words.")
EXPLAIN = Flag(metadata={"description": "With the reasons behind the values."})
ReportQuery = Query.from_dict({"fields": picking(Report), "explain": EXPLAIN}, name="ReportQuery")
ReportListQuery = list_query(
    Report,
    sorts=("when", "-when", "type"),
    formats=REPORT_FORMATS,
    explain=True,
    without=("min_lineages", "grading", "has_discrepancy", "excluded"),
)


@operation(room, "/reports", name="listReports", query=ReportListQuery, replies=replies("ReportPage", REPORT_FORMATS))
def list_reports(query: dict[str, Any]) -> Response:
    """List the reports that pass the filters, latest happening first."""
    held, whose, filters = store(), tenant(), query["filters"]

    def rows(limit: int, after: Key | None) -> Slice[Report]:
        return read.list_reports(held, whose, filters, limit=limit, after=after)

    return answer_list(Source("reports", rows), query, REPORT_FORMATS)


@operation(
    room, "/reports/<ident:report_id>", name="getReport", query=ReportQuery, replies=(Reply(200, whole_or_picked("Report")),)
)
def get_report(query: dict[str, Any], *, report_id: str) -> Response:
    """Read one report."""
    return answer(shown(read.get_report(store(), tenant(), report_id), query))
