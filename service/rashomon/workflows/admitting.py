"""Letting one article in: named by its content, so that the same text of the same outlet is one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.records.article import Article, Source, Submission
from rashomon.records.identity import content_id, random_id
from rashomon.records.job import Job
from rashomon.records.problems import ConflictError
from rashomon.records.work import NewJob
from rashomon.workflows.ports import Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody submits: for which tenant, in which request."""

    tenant: str
    submission: Submission
    request_id: str | None = None


def article_id_of(source: Source | None, text: str) -> str:
    """Return the id of this text as this outlet published it; an outlet is its name and domain, whatever their case."""
    outlet = None if source is None else [source.name.casefold(), source.domain and source.domain.casefold()]
    return content_id("art", outlet, text)


def admit_new(unit: Unit, entries: Sequence[Entry]) -> list[Job | None]:
    """Store the articles that are new, each with its job; None for one whose text or external_id is known."""
    if not entries:
        return []
    articles = [_article(entry.submission, job_id=random_id("job")) for entry in entries]
    received = unit.articles.add_new([(entry.tenant, article) for entry, article in zip(entries, articles, strict=True)])
    new = [
        (entry.tenant, _job(article, entry))
        for entry, article in zip(entries, articles, strict=True)
        if article.job_id in received
    ]
    jobs = {job.id: job for job in unit.jobs.add_all(new, at=max(received.values(), default=""))}
    return [jobs.get(article.job_id or "") for article in articles]


def admit(unit: Unit, entry: Entry) -> tuple[Job, bool]:
    """Store an article with its job and return the job and True, or the job of the known article and False.

    ConflictError `external_id_in_use`.
    """
    (job,) = admit_new(unit, [entry])
    return (job, True) if job else (job_of_known(unit, entry), False)


def job_of_known(unit: Unit, entry: Entry, *, lock: bool = False) -> Job:
    """Return the job of an article that is there; with `lock` nobody ends it before the unit does.

    ConflictError `external_id_in_use`.
    """
    article_id = article_id_of(entry.submission.source, entry.submission.text)
    known = unit.articles.get(entry.tenant, article_id)
    _check_external_id(unit, entry.tenant, entry.submission, article_id)
    job = None if known is None or known.job_id is None else unit.jobs.get(entry.tenant, known.job_id, lock=lock)
    if job is None:
        raise ConflictError("The article is just being deleted.", reason="article_being_deleted", retryable=True)
    return job


def _article(submission: Submission, job_id: str) -> Article:
    return Article(
        id=article_id_of(submission.source, submission.text),
        external_id=submission.external_id,
        title=submission.title,
        text=submission.text,
        source=submission.source,
        url=submission.url,
        published_at=submission.published_at,
        published_at_basis=None if submission.published_at is None else "given",
        language=submission.language,
        lineage_id=None,
        metadata=submission.metadata,
        job_id=job_id,
        received_at="",  # the database's clock says
    )


def _job(article: Article, entry: Entry) -> NewJob:
    return NewJob(
        id=article.job_id or random_id("job"),
        kind="article",
        article_id=article.id,
        request_id=entry.request_id,
        callback_url=entry.submission.callback_url,
    )


def _check_external_id(unit: Unit, tenant: str, submission: Submission, article_id: str) -> None:
    if submission.external_id is None:
        return
    other = unit.articles.by_external_id(tenant, submission.external_id)
    if other is not None and other.id != article_id:
        raise ConflictError(
            f"external_id {submission.external_id!r} names article {other.id}, which has another text: "
            "delete that one, or submit the new version under another id.",
            reason="external_id_in_use",
        )
