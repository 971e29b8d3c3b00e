"""Real Celery workers on a real Valkey: every accepted article ends once, whatever is killed, lost or sent twice."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from rashomon.records.query import Filters
from rashomon.worker import pulse
from rashomon.worker.app import celery_of
from rashomon.workflows import read, submit
from support.works import Works, wait_for

pytestmark = pytest.mark.slow
KILLED = "12 people were killed in Homs on 2015-10-20."


def test_an_article_is_read_and_compared(works: Works) -> None:
    works.start_worker()
    first = works.submit(KILLED)
    second = works.submit("In Syria 15 people were killed in Homs on 2015-10-20. So it is said.", source="Other Post")
    assert ["succeeded", "succeeded"] == works.finished(first, second)
    reports = read.reports_of(works.store, "default", first.article_ids[0])
    assert [12] == [report.counts[0].low for report in reports]
    events = read.list_events(works.store, "default", Filters(), limit=10).items
    assert {e.id for e in events} == {r.event_id for j in (first, second) for r in _reports(works, j.article_ids[0])}
    assert read.get_article(works.store, "default", first.article_ids[0]).lineage_id is not None
    job = works.job(first)
    assert (1, None, 1, 1) == (job.attempts, job.error, job.progress.done, job.progress.total)


def test_an_unreadable_text_fails_at_once(works: Works) -> None:
    works.start_worker()
    job = works.submit("[unreadable]")
    assert ["failed"] == works.finished(job)
    told = works.job(job)
    assert ("unreadable_text", 1, False) == (
        told.error and told.error.reason,
        told.attempts,
        told.error and told.error.retryable,
    )


def test_a_killed_workers_article_is_read_by_another(works: Works) -> None:
    works.start_worker()
    works.start_worker()
    job = works.submit(f"[sleep 3] {KILLED}")
    works.running(job)
    works.kill(works.holder(job))
    killed = time.monotonic()
    wait_for(lambda: works.job(job).attempts == 2, 15)
    assert time.monotonic() - killed < 15
    assert ["succeeded"] == works.finished(job)
    assert 1 == len(_reports(works, job.article_ids[0]))
    assert 1 == len(read.list_events(works.store, "default", Filters(), limit=10).items)


def test_a_poison_article_ends_in_quarantine_and_the_others_are_read(works: Works) -> None:
    works.start_worker(concurrency=2)
    crash, fail = works.submit("[crash] one"), works.submit("[raise] two")
    good = [works.submit(f"{n} people were killed in Homs on 2015-10-20. [sleep 0.2]") for n in range(3, 7)]
    assert ["succeeded"] * 4 == works.finished(*good, within=60)
    assert ["quarantined"] * 2 == works.finished(crash, fail, within=60)
    assert ("worker_lost", 3) == (_reason(works, crash), works.job(crash).attempts)
    assert ("internal_error", 3) == (_reason(works, fail), works.job(fail).attempts)
    detail = works.job(fail).error
    assert detail is not None
    assert "SECRETWORDS" not in detail.detail
    assert b"SECRETWORDS" not in works.log.read_bytes()


def test_a_broker_that_is_down_at_submission_is_no_loss(works: Works) -> None:
    works.start_worker()
    works.valkey.stop()
    jobs = [works.submit(f"{n} people were killed in Homs on 2015-10-20.") for n in range(3)]
    time.sleep(1)
    assert ["queued"] * 3 == [works.job(job).status for job in jobs]
    works.valkey.start()
    assert ["succeeded"] * 3 == works.finished(*jobs, within=60)


def test_a_flushed_broker_is_late_by_a_sweep(works: Works) -> None:
    jobs = [works.submit(f"{n} people were killed in Homs on 2015-10-20.") for n in range(3)]
    wait_for(lambda: works.valkey.client().llen("reading") == 3, 5)
    works.valkey.client().flushall()
    works.start_worker()
    assert ["succeeded"] * 3 == works.finished(*jobs, within=30)


def test_what_is_published_twice_is_done_once(works: Works) -> None:
    job = works.submit(f"[sleep 1] {KILLED}")
    app = celery_of(works.settings)
    for _ in range(4):
        app.send_task("rashomon.read", args=("default", job.id, 1), queue="reading", retry=False)
        app.send_task("rashomon.compare", args=("default", job.id, 1), queue="comparing", retry=False)
    works.start_worker(concurrency=2)
    assert ["succeeded"] == works.finished(job)
    for stage in ("reading", "comparing"):
        wait_for(lambda stage=stage: works.valkey.client().llen(stage) == 0, 20)  # type: ignore[misc]
    time.sleep(0.5)
    told = works.job(job)
    assert ("succeeded", 1) == (told.status, told.attempts)
    assert 1 == len(_reports(works, job.article_ids[0]))
    app.close()


def test_sigterm_lets_the_job_finish(works: Works) -> None:
    worker = works.start_worker()
    job = works.submit(f"[sleep 2] {KILLED}")
    works.running(job)
    assert 0 == works.stop(worker)
    assert works.job(job).status == "running"  # read, and waiting to be compared
    assert 1 == len(_reports(works, job.article_ids[0]))
    works.start_worker()
    assert ["succeeded"] == works.finished(job)
    assert 1 == works.job(job).attempts


def test_sigterm_hands_a_long_job_back_without_an_attempt(works: Works) -> None:
    worker = works.start_worker()
    job = works.submit(f"[sleep 18] {KILLED}")
    works.running(job)
    begun = time.monotonic()
    works.stop(worker, within=30)
    assert time.monotonic() - begun < 25
    assert ("queued", 1) == (works.job(job).status, works.job(job).attempts)


@pytest.mark.parametrize("how", ["queue", "loop"])
def test_a_deaf_worker_notices_and_ends_so_as_to_be_started_again(works: Works, how: str) -> None:
    deaf = works.start_worker(environment={"DEAF": how})
    job = works.submit(KILLED)
    assert pulse.EXIT_CODE == deaf.wait(30)
    works.start_worker()
    assert ["succeeded"] == works.finished(job)


def test_an_article_that_never_ends_is_stopped(works: Works) -> None:
    works.settings = replace(works.settings, article_seconds=1.0)
    works.start_worker()
    job = works.submit("[spin]")
    assert ["quarantined"] == works.finished(job, within=40)
    assert "time_limit" == _reason(works, job)


def test_a_deleted_article_leaves_no_event(works: Works) -> None:
    works.start_worker()
    job = works.submit(KILLED)
    assert ["succeeded"] == works.finished(job)
    event = read.list_events(works.store, "default", Filters(), limit=1).items[0]
    deletion = submit.delete_article(works.store, "default", job.article_ids[0])
    assert ["succeeded"] == works.finished(deletion)
    assert () == read.list_events(works.store, "default", Filters(), limit=1).items
    history = read.event_history(works.store, "default", event.id, limit=10).items
    assert ["created", "withdrawn"] == [revision.kind for revision in history]


def test_messages_reach_the_broker_at_once(works: Works) -> None:
    works.submit("warm the connection")
    wait_for(lambda: works.valkey.client().llen("reading") == 1, 5)
    delays = []
    with works.valkey.client() as client:
        for n in range(20):
            works.submit(f"text {n}")
            begun = time.monotonic()
            while client.llen("reading") < n + 2:
                time.sleep(0.002)
            delays.append(time.monotonic() - begun)
    assert sorted(delays)[10] < 0.1


def _reports(works: Works, article_id: str) -> tuple[read.Report, ...]:
    return read.reports_of(works.store, "default", article_id)


def _reason(works: Works, job: read.Job) -> str | None:
    error = works.job(job).error
    return error and error.reason
