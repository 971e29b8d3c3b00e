"""Claims, leases and tokens: one worker at a time, a late one writes nothing, a poison ends."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

import pytest

from rashomon.records.article import Submission
from rashomon.records.job import JobError
from rashomon.records.work import Claim
from rashomon.storage.database import Database
from rashomon.workflows import read, submit
from rashomon.workflows.sweep import PATIENCE_SECONDS, Swept, sweep

BROKEN = JobError("internal_error", "ValueError in a.py, line 1.", retryable=True)


@dataclass
class Line:
    """One article's job in a database, as a worker meets it."""

    store: Database
    job_id: str

    def claim(self, attempt: int = 1, *, stage: str = "reading", seconds: float = 30.0) -> Claim | None:
        with self.store.writing() as unit:
            return unit.leases.claim("default", self.job_id, attempt, stage=stage, owner="me", seconds=seconds)

    def must_claim(self, attempt: int = 1, *, stage: str = "reading", seconds: float = 30.0) -> Claim:
        claim = self.claim(attempt, stage=stage, seconds=seconds)
        assert claim is not None
        return claim

    def status(self) -> str:
        return read.get_job(self.store, "default", self.job_id).status

    def messages(self) -> list[tuple[str, int]]:
        with self.store.reading() as unit:
            return [(m.stage, m.attempt) for m in unit.outbox.pending(10)]

    def publish(self) -> None:
        with self.store.writing() as unit:
            unit.outbox.published(unit.outbox.pending(10))

    def sweep(self, *, drained: bool = False) -> Swept:
        return sweep(self.store, max_attempts=3, drained=lambda _stage: drained)


@pytest.fixture
def line(store: Database) -> Line:
    return Line(store, submit.submit_article(store, "default", Submission("12 people were killed.")).job.id)


def test_one_of_many_gets_the_job(line: Line) -> None:
    claims: list[Claim | None] = []
    threads = [threading.Thread(target=lambda: claims.append(line.claim())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 6 == len(claims)
    assert 1 == sum(claim is not None for claim in claims)
    assert "running" == line.status()


def test_a_message_for_another_attempt_or_stage_is_not_for_us(line: Line) -> None:
    assert line.claim(attempt=2) is None
    assert line.claim(stage="comparing") is None
    assert line.claim() is not None


def test_who_strikes_off_late_takes_no_message_of_another_job(store: Database, line: Line) -> None:
    """A relay sends, the job ends before the relay strikes the message off, and by then another job has left its own."""
    with store.reading() as unit:
        sent = unit.outbox.pending(10)
    claim = line.must_claim()
    with store.writing() as unit:
        assert unit.leases.end(claim, "succeeded")
    other = Line(store, submit.submit_article(store, "default", Submission("9 people were killed.")).job.id)

    with store.writing() as unit:
        unit.outbox.published(sent)

    assert [("reading", 1)] == other.messages()


def test_a_job_handed_on_keeps_its_attempt(line: Line) -> None:
    claim = line.must_claim()
    line.publish()
    with line.store.writing() as unit:
        assert unit.leases.advance(claim, "comparing")
    assert [("comparing", 1)] == line.messages()
    assert "running" == line.status()
    assert line.claim() is None
    assert claim.token < line.must_claim(stage="comparing").token


def test_a_late_worker_writes_nothing(line: Line) -> None:
    late = line.must_claim(seconds=0.05)
    time.sleep(0.1)
    line.sweep()
    current = line.must_claim(attempt=2)
    with line.store.writing() as unit:
        assert not unit.leases.renew(late, 10)
        assert not unit.leases.holds(late)
        assert not unit.leases.advance(late, "comparing")
        assert not unit.leases.hand_back(late)
        assert () == unit.leases.end(late, "succeeded")
        assert () == unit.leases.again(late, BROKEN, max_attempts=3)
        assert unit.leases.holds(current)


def test_a_lease_that_ran_out_runs_again(line: Line) -> None:
    line.must_claim(seconds=0.05)
    line.publish()
    time.sleep(0.1)
    assert Swept(expired=1) == line.sweep()
    assert [("reading", 2)] == line.messages()
    assert "queued" == line.status()
    assert Swept() == line.sweep()


def test_a_lease_renewed_does_not_run_out(line: Line) -> None:
    claim = line.must_claim(seconds=0.2)
    with line.store.writing() as unit:
        assert unit.leases.renew(claim, 30)
    time.sleep(0.25)
    assert Swept() == line.sweep()


def test_after_three_attempts_the_job_is_quarantined_and_can_be_retried(line: Line) -> None:
    for attempt in (1, 2, 3):
        claim = line.must_claim(attempt)
        with line.store.writing() as unit:
            ended = unit.leases.again(claim, replace(BROKEN, detail=f"attempt {attempt}"), max_attempts=3)
        assert (attempt == 3) == bool(ended)
    job = read.get_job(line.store, "default", line.job_id)
    assert ("quarantined", 3, "attempt 3") == (job.status, job.attempts, job.error and job.error.detail)
    assert (1, 1) == (job.progress.done, job.progress.failed)
    assert "queued" == submit.retry_job(line.store, "default", line.job_id).status
    assert line.claim(1) is not None


def test_a_worker_that_dies_each_time_is_quarantined_too(line: Line) -> None:
    for attempt in (1, 2, 3):
        line.must_claim(attempt, seconds=0.02)
        time.sleep(0.05)
        swept = line.sweep()
    assert Swept(expired=1, quarantined=1) == swept
    job = read.get_job(line.store, "default", line.job_id)
    assert ("quarantined", "worker_lost") == (job.status, job.error and job.error.reason)


def test_a_job_handed_back_keeps_its_attempt(line: Line) -> None:
    claim = line.must_claim()
    line.publish()
    with line.store.writing() as unit:
        assert unit.leases.hand_back(claim)
    assert [("reading", 1)] == line.messages()
    assert line.claim(1) is not None


def test_a_cancelled_job_is_lost_to_its_worker(line: Line) -> None:
    claim = line.must_claim()
    submit.cancel_job(line.store, "default", line.job_id)
    with line.store.writing() as unit:
        assert not unit.leases.holds(claim)
        assert () == unit.leases.end(claim, "succeeded")
    assert "cancelled" == line.status()


def test_a_message_the_broker_lost_is_sent_again(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PATIENCE_SECONDS < 5  # late by one sweep, not by minutes
    line.publish()
    monkeypatch.setattr("rashomon.workflows.sweep.PATIENCE_SECONDS", 600.0)
    assert Swept() == line.sweep(drained=True)
    monkeypatch.setattr("rashomon.workflows.sweep.PATIENCE_SECONDS", 0.05)
    time.sleep(0.1)
    assert Swept() == line.sweep(drained=False)  # it may still be waiting its turn
    assert Swept(asked_again=1) == line.sweep(drained=True)
    assert [("reading", 1)] == line.messages()
    assert Swept() == line.sweep(drained=True)


def test_a_message_that_was_overtaken_is_sent_again(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.storage.sweeping.OVERTAKEN_SECONDS", 0.05)
    line.publish()
    time.sleep(0.1)
    later = Line(line.store, submit.submit_article(line.store, "default", Submission("later")).job.id)
    later.publish()
    assert Swept() == line.sweep()
    later.must_claim()
    assert Swept(asked_again=1) == line.sweep()


def test_the_last_line_ends_its_batch_whoever_else_ends_meanwhile(store: Database) -> None:
    batch = submit.submit_batch(store, "default", [Submission(f"text {n}") for n in range(6)]).job
    ids = [item.job_id for item in read.job_items(store, "default", batch.id, limit=10).items]
    lines = [Line(store, job_id or "") for job_id in ids]

    def finish(line: Line) -> None:
        claim = line.must_claim()
        with store.writing() as unit:
            assert unit.leases.end(claim, "failed" if line is lines[0] else "succeeded", None)

    threads = [threading.Thread(target=finish, args=(line,)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = read.get_job(store, "default", batch.id)
    assert ("succeeded", 6, 6, 1) == (ended.status, ended.progress.total, ended.progress.done, ended.progress.failed)
    assert ended.started_at is not None
