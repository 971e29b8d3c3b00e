"""Rows over all events: stated figures and disagreements; and the lineages of texts."""

from __future__ import annotations

from typing import Any

from flask import Response

from rashomon.api.answers import answer
from rashomon.api.callers import tenant
from rashomon.api.exporting import Source, answer_list, replies
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, answer_page
from rashomon.api.schemas.filters import TABLE_FORMATS, list_query
from rashomon.api.services import store
from rashomon.records.figure import FoundDiscrepancy, StatedFigure
from rashomon.records.query import Slice
from rashomon.workflows import read

counts = Room("counts", __name__, url_prefix="/v1", description="Every figure as somebody stated it.")
discrepancies = Room("discrepancies", __name__, url_prefix="/v1", description="Same event, different value.")
lineages = Room("lineages", __name__, url_prefix="/v1", description="Articles that descend from one text.")
CountListQuery = list_query(
    StatedFigure, sorts=(), formats=TABLE_FORMATS, without=("min_lineages", "grading", "has_discrepancy", "excluded")
)
DiscrepancyListQuery = list_query(FoundDiscrepancy, sorts=(), formats=())


@operation(counts, "/counts", name="listCounts", query=CountListQuery, replies=replies("StatedFigurePage", TABLE_FORMATS))
def list_counts(query: dict[str, Any]) -> Response:
    """List one row per stated figure of the reports that pass the filters: who says it, of what, when and where."""
    held, whose, filters = store(), tenant(), query["filters"]

    def rows(limit: int, after: Key | None) -> Slice[StatedFigure]:
        return read.counts(held, whose, filters, limit=limit, after=after)

    return answer_list(Source("counts", rows), query, TABLE_FORMATS)


@operation(
    discrepancies,
    "/discrepancies",
    name="listDiscrepancies",
    query=DiscrepancyListQuery,
    replies=(Reply(200, "FoundDiscrepancyPage"),),
)
def list_discrepancies(query: dict[str, Any]) -> Response:
    """List the disagreements of the events that pass the filters, newest first."""

    def rows(limit: int, after: Key | None) -> Slice[FoundDiscrepancy]:
        return read.discrepancies(store(), tenant(), query["filters"], limit=limit, after=after)

    return answer_page(rows, query)


@operation(lineages, "/lineages/<ident:lineage_id>", name="getLineage", replies=(Reply(200, "Lineage"),))
def get_lineage(*, lineage_id: str) -> Response:
    """Read the articles of one text, the earliest first, and how the others differ from it."""
    return answer(read.lineage(store(), tenant(), lineage_id))
