"""Taking an article out again: its text and reports go at once, its events are told again without it by a job."""

from __future__ import annotations

from rashomon.records.identity import random_id
from rashomon.records.job import Job
from rashomon.records.plain import to_plain
from rashomon.records.problems import NotFoundError
from rashomon.records.work import NewJob
from rashomon.workflows.notify import announce_ended
from rashomon.workflows.ports import Store


def delete_article(store: Store, tenant: str, article_id: str, *, request_id: str | None = None) -> Job:
    """Remove an article now and queue the job that compares again what it touched. NotFoundError."""
    with store.writing() as unit:
        article = unit.articles.get(tenant, article_id)
        if article is not None and article.job_id is not None:
            announce_ended(unit, unit.jobs.cancel(tenant, article.job_id))  # first: a worker locks the job before the article
        touched = unit.articles.remove(tenant, article_id)
        if touched is None:
            raise NotFoundError(f"There is no article {article_id}.")
        work = {"touched": to_plain(touched)}
        job = NewJob(id=random_id("job"), kind="deletion", article_id=article_id, request_id=request_id, work=work)
        return unit.jobs.add(tenant, job)
