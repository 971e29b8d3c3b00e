"""An account: a report together with what comparison must know of its article."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records.report import Report


@dataclass(frozen=True, slots=True)
class Account:
    """`article_hash` breaks ties of publication; `published_at` is ISO 8601 or None; `lineage_id` is never None here."""

    report: Report
    lineage_id: str
    outlet: str | None
    published_at: str | None
    article_hash: str
