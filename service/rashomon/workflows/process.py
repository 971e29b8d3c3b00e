"""Working on a job: claim it, read or compare, and write the outcome under the claim's token."""

from __future__ import annotations

import random
import time

import structlog

from rashomon.comparison.world import World
from rashomon.records.article import Article
from rashomon.records.job import JobError
from rashomon.records.plain import from_plain
from rashomon.records.problems import UnreadableError
from rashomon.records.work import Claim, Touched
from rashomon.workflows.adhoc import compare_lent
from rashomon.workflows.compare import Plan, plan_comparison
from rashomon.workflows.lease import LostError, Shift, holding
from rashomon.workflows.notify import announce_changes, announce_ended
from rashomon.workflows.ports import Judge, Reader, Store, Unit

__all__ = ["Shift", "compare_reports", "process_article"]

PLANS = 50  # how often a comparison starts over because others wrote meanwhile, before the attempt counts as failed
PAUSE_SECONDS = 0.05  # at most, between two plans; grows with every start


def process_article(  # noqa: PLR0913 - a job, who works on it and with what
    store: Store, reader: Reader, judge: Judge, tenant: str, job_id: str, *, attempt: int, shift: Shift
) -> bool:
    """Read an article and store its reports with the message that asks for comparing; False when it was not ours to do."""
    claim = _claim(store, tenant, job_id, attempt, stage="reading", shift=shift)
    if claim is None:
        return False
    with holding(store, claim, shift):
        try:
            if claim.kind == "comparison":
                compare_lent(store, reader, judge, claim)
            else:
                _read(store, reader, claim)
        except UnreadableError as error:
            _end(store, claim, JobError(error.reason, error.detail, retryable=False))
    return True


def compare_reports(store: Store, world: World, tenant: str, job_id: str, *, attempt: int, shift: Shift) -> bool:
    """Compare what a job's article (or its removal) touches and end the job; False when it was not ours to do."""
    claim = _claim(store, tenant, job_id, attempt, stage="comparing", shift=shift)
    if claim is None:
        return False
    with holding(store, claim, shift):
        for start in range(PLANS):
            plan = _plan(store, world, claim)
            if _write(store, claim, plan):
                return True
            time.sleep(random.uniform(0, PAUSE_SECONDS * (start + 1)))  # noqa: S311 - no secret, only to part two workers
        message = "others kept writing"
        raise TimeoutError(message)
    return True


def _claim(store: Store, tenant: str, job_id: str, attempt: int, *, stage: str, shift: Shift) -> Claim | None:
    with store.writing() as unit:
        claim = unit.leases.claim(tenant, job_id, attempt, stage=stage, owner=shift.owner, seconds=shift.lease_seconds)
    if claim is not None:
        structlog.contextvars.bind_contextvars(request_id=claim.request_id)  # in every line of this task from here
    return claim


def _read(store: Store, reader: Reader, claim: Claim) -> None:
    article = _article(store, claim)
    if article.text is None:
        raise UnreadableError("The text of this article is kept no more.", reason="text_not_kept")
    given = article.published_at_basis == "given"
    read = reader.read(
        text=article.text,
        title=article.title,
        published_at=article.published_at if given else None,  # not what an earlier reading found
        language=article.language,
        article_id=article.id,
        source=article.source,
    )
    with store.writing() as unit:
        _hold(unit, claim)
        unit.articles.set_read(
            claim.tenant,
            article.id,
            language=read.language,
            published_at=article.published_at if given else read.published_at,  # as exact as it was given
            published_at_basis="given" if given else read.published_at_basis,
            prints=read.fingerprints,
        )
        unit.reports.replace(claim.tenant, article.id, read.reports)
        if not unit.leases.advance(claim, "comparing"):
            raise LostError


def _plan(store: Store, world: World, claim: Claim) -> Plan:
    touched = claim.work.get("touched")
    gone = None if touched is None else from_plain(Touched, touched)
    article_ids = () if gone is not None or claim.article_id is None else claim.work.get("article_ids", (claim.article_id,))
    with store.reading() as unit:
        return plan_comparison(unit.comparing(claim.tenant), world, article_ids=article_ids, gone=gone)


def _write(store: Store, claim: Claim, plan: Plan) -> bool:
    with store.writing() as unit:
        _hold(unit, claim)
        if not unit.comparing(claim.tenant).apply(plan.changes, version=plan.version):
            return False
        announce_changes(unit, claim.tenant, plan.changes)
        ended = unit.leases.end(claim, "succeeded")
        if not ended:
            raise LostError
        announce_ended(unit, ended)
    return True


def _end(store: Store, claim: Claim, error: JobError) -> None:
    with store.writing() as unit:
        announce_ended(unit, unit.leases.end(claim, "failed", error))


def _article(store: Store, claim: Claim) -> Article:
    with store.reading() as unit:
        article = None if claim.article_id is None else unit.articles.get(claim.tenant, claim.article_id)
    if article is None:
        raise LostError  # deleted while we claimed it
    return article


def _hold(unit: Unit, claim: Claim) -> None:
    if not unit.leases.holds(claim):
        raise LostError
