"""The tasks: one call each, ids only; twice equals once."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from celery import Celery

from rashomon.records.problems import UnavailableError
from rashomon.worker.bench import Bench
from rashomon.worker.broker import TASKS
from rashomon.workflows import process

_log = structlog.get_logger(__name__)


def add_tasks(app: Celery, bench: Bench) -> None:
    """Give the application its tasks."""

    def read(tenant: str, job_id: str, attempt: int) -> bool:
        mind = bench.mind
        return process.process_article(
            bench.store, mind.reader, mind.judge, tenant, job_id, attempt=attempt, shift=bench.shift()
        )

    def compare(tenant: str, job_id: str, attempt: int) -> bool:
        return process.compare_reports(bench.store, bench.mind.world, tenant, job_id, attempt=attempt, shift=bench.shift())

    for stage, work in {"reading": read, "comparing": compare}.items():
        app.task(_in_order(bench, stage, work), name=TASKS[stage], ignore_result=True)


def _in_order(bench: Bench, stage: str, work: Callable[[str, str, int], bool]) -> Callable[[str, str, int], None]:
    """Wrap a task: a closing worker leaves it to others, a database that is away leaves it to the sweeper."""

    def task(tenant: str, ref: str, attempt: int) -> None:
        if bench.closing:
            return
        known = {"tenant": tenant, "job_id": ref, "attempt": attempt, "stage": stage, "request_id": None}
        with structlog.contextvars.bound_contextvars(**known), bench.figures.timed(stage) as outcome:
            try:
                outcome.append("worked" if work(tenant, ref, attempt) else "not_ours")
                _log.info("task over", outcome=outcome[-1])
            except UnavailableError as error:
                _log.warning("left to the sweeper", reason=error.reason)

    return task
