"""Reading stored articles again, after an upgrade of the reader or of what it knows: a portion at a time, as jobs."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records.identity import random_id
from rashomon.records.job import Job, JobItem
from rashomon.records.work import NewJob
from rashomon.workflows.ports import Key, Store

PORTION = 200  # articles of one batch: what a retry of the batch can take


@dataclass(frozen=True, slots=True)
class Reread:
    """A portion that was queued: its batch job (None when nothing was left), how many articles, where to go on."""

    job: Job | None
    articles: int
    after: Key | None


def reread(store: Store, tenant: str, *, since: str | None = None, after: Key | None = None) -> Reread:
    """Queue the next portion of the articles received since then whose text is kept and whose last job is over.

    A report that reads the same keeps its id, its event and what people decided of it.
    """
    with store.writing() as unit:
        found = unit.articles.readable(tenant, since=since, limit=PORTION, after=after)
        if not found.items:
            return Reread(None, 0, None)
        batch = unit.jobs.add(tenant, NewJob(id=random_id("job"), kind="batch"))
        items = []
        for position, article_id in enumerate(found.items):
            job = unit.jobs.add(tenant, NewJob(id=random_id("job"), kind="rereading", article_id=article_id))
            unit.articles.set_job(tenant, article_id, job.id)
            items.append(JobItem(position, article_id, job.id, "queued", None))
        unit.jobs.add_items(tenant, batch.id, items)
        return Reread(unit.jobs.get(tenant, batch.id), len(items), found.next_key)
