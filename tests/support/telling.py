"""Stored events without a reader: what a worker would have left behind, made of the contract's own examples."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.api.examples import load_examples
from rashomon.records.article import Source, Submission
from rashomon.records.comparing import Changes, EventChange
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.identity import content_id
from rashomon.records.plain import from_plain
from rashomon.records.report import Report
from rashomon.storage.database import Database
from rashomon.workflows.submit import submit_article


@dataclass(frozen=True)
class Told:
    """What was stored: events in order, each told by the one report of one article."""

    article_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


def tell(database: Database, count: int = 1, tenant: str = "default") -> Told:
    """Store `count` events of April 2017 with their reports; told again, they are the same."""
    examples = load_examples()["records"]
    article_ids, report_ids, event_ids = [], [], []
    for n in range(count):
        submission = Submission(text=f"{examples['Article']['text']} Edition {n}.", source=Source("Harbour Daily"))
        article_id = submit_article(database, tenant, submission).job.article_ids[0]
        report_id, event_id = content_id("rep", article_id, 0), content_id("evt", article_id, 0)
        when = {**examples["Report"]["when"], "start": f"2017-04-{1 + n % 28:02}", "end": f"2017-04-{1 + n % 28:02}"}
        report = from_plain(
            Report, {**examples["Report"], "id": report_id, "article_id": article_id, "event_id": None, "when": when}
        )
        event = from_plain(Event, {**examples["Event"], "id": event_id, "revision": 1, "when": when, "report_ids": [report_id]})
        compared = from_plain(Comparison, {**examples["Comparison"], "event_id": event_id})
        with database.writing() as unit:
            unit.reports.replace(tenant, article_id, [report])
            view = unit.comparing(tenant)
            change = EventChange(event, "created", (), None, compared)
            lineage = ((article_id, content_id("lin", article_id)),)
            assert view.apply(
                Changes(lineages=lineage, members=((report_id, event_id),), events=(change,)), version=view.version()
            )
        article_ids.append(article_id)
        report_ids.append(report_id)
        event_ids.append(event_id)
    return Told(tuple(article_ids), tuple(report_ids), tuple(event_ids))
