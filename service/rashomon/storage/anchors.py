"""Decisions outlive a new reading: those on a report that it no longer tells go to the report of the same words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_, select, update

from rashomon.records.report import Report
from rashomon.storage.rows import add_all
from rashomon.storage.tables.comparing import report_decisions
from rashomon.storage.tables.events import decisions
from rashomon.storage.versions import move_version


def move_anchors(connection: Connection, tenant: str, before: Sequence[Report], after: Sequence[Report]) -> None:
    """Hang decisions on reports that are gone on those that quote most of the same; without any they stay where they are."""
    kept = {report.id for report in after}
    for report in before:
        if report.id in kept or not _is_decided(connection, tenant, report.id):
            continue
        heir = max(after, key=lambda r: (_overlap(report, r), r.type == report.type, r.id), default=None)
        if heir is not None and _overlap(report, heir):
            _move(connection, tenant, report.id, heir.id)


def _is_decided(connection: Connection, tenant: str, report_id: str) -> bool:
    c = report_decisions.c
    bound = select(1).where(c.tenant == tenant, or_(c.left_id == report_id, c.right_id == report_id))
    said = select(1).where(decisions.c.tenant == tenant, decisions.c.report_id == report_id)
    return connection.execute(said.limit(1)).first() is not None or connection.execute(bound.limit(1)).first() is not None


def _overlap(one: Report, other: Report) -> int:
    """Return how many characters of the text both quote."""
    theirs = {place for e in other.evidence for place in range(e.start, e.end)}
    return len(theirs.intersection(place for e in one.evidence for place in range(e.start, e.end)))


def _move(connection: Connection, tenant: str, former: str, heir: str) -> None:
    said = (decisions.c.tenant == tenant, decisions.c.report_id == former)
    connection.execute(update(decisions).where(*said).values(report_id=heir))
    c = report_decisions.c
    bound = (c.tenant == tenant, or_(c.left_id == former, c.right_id == former))
    rows = connection.execute(delete(report_decisions).where(*bound).returning(report_decisions)).all()
    moved = []
    for row in rows:
        left, right = sorted(heir if end == former else end for end in (row.left_id, row.right_id))
        if left != right:  # else both became one report
            moved.append(
                {"tenant": tenant, "same": row.same, "decision_id": row.decision_id, "left_id": left, "right_id": right}
            )
    add_all(connection, report_decisions, moved)
    move_version(connection, tenant)
