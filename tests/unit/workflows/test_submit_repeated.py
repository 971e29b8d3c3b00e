"""Any sequence of submissions, repetitions, deletions and cancellations answers as a simple book of them would."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rashomon.records.article import Source, Submission
from rashomon.records.problems import ConflictError, InvalidError
from rashomon.records.query import Filters
from rashomon.storage.database import open_database
from rashomon.workflows import read, submit
from rashomon.workflows.submit import Idempotency

TENANTS = st.sampled_from(["north", "south"])
SUBMISSIONS = st.builds(
    Submission,
    text=st.sampled_from(["Shells fell on Aden.", "A bridge at Kharkiv was hit.", "Both sides withdrew."]),
    source=st.sampled_from([Source("Coast Wire"), Source("COAST WIRE"), Source("Hill Post")]),
    external_id=st.sampled_from([None, "a", "b"]),
)
KEYS = st.sampled_from([None, "k1", "k2"])


class Book(RuleBasedStateMachine):
    """The service beside what its answers must be."""

    empty: Path

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.empty, self.folder / "book.db")
        self.store = open_database(f"sqlite:///{self.folder}/book.db")
        self.jobs: dict[tuple[str, str], str] = {}  # tenant, article → its job
        self.named: dict[tuple[str, str], str] = {}  # tenant, client's id → article
        self.answers: dict[tuple[str, str], tuple[str, str]] = {}  # tenant, key → request, job

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(tenant=TENANTS, what=SUBMISSIONS, key=KEYS)
    def submit(self, tenant: str, what: Submission, key: str | None) -> None:
        once = None if key is None else Idempotency(key, repr(what))
        article = f"{what.source and what.source.name.casefold()}: {what.text}"
        known, answered = self.jobs.get((tenant, article)), self.answers.get((tenant, key or ""))
        named = self.named.get((tenant, what.external_id or ""), article)
        if answered is not None:
            self.repeat(tenant, what, once, answered)
        elif named != article:
            with pytest.raises(ConflictError):
                submit.submit_article(self.store, tenant, what, idempotency=once)
        else:
            taken = submit.submit_article(self.store, tenant, what, idempotency=once)
            assert (known is None, False) == (taken.created, taken.replayed)
            assert known in (None, taken.job.id)
            self.note(tenant, article, what, once, taken.job.id)

    def repeat(self, tenant: str, what: Submission, once: Any, answered: tuple[str, str]) -> None:
        request, job_id = answered
        if request != once.fingerprint:
            with pytest.raises(InvalidError):
                submit.submit_article(self.store, tenant, what, idempotency=once)
            return
        again = submit.submit_article(self.store, tenant, what, idempotency=once)
        assert (True, job_id) == (again.replayed, again.job.id)

    def note(self, tenant: str, article: str, what: Submission, once: Any, job_id: str) -> None:
        if what.external_id is not None and (tenant, article) not in self.jobs:
            self.named[tenant, what.external_id] = article
        self.jobs[tenant, article] = job_id
        if once is not None:
            self.answers[tenant, once.key] = (once.fingerprint, job_id)

    @rule(tenant=TENANTS, number=st.integers(0, 5))
    def delete(self, tenant: str, number: int) -> None:
        mine = sorted(article for owner, article in self.jobs if owner == tenant)
        if not mine:
            return
        article = mine[number % len(mine)]
        job_id = self.jobs.pop((tenant, article))
        submit.delete_article(self.store, tenant, read.get_job(self.store, tenant, job_id).article_ids[0])
        self.named = {name: of for name, of in self.named.items() if (name[0], of) != (tenant, article)}
        self.answers = {key: told for key, told in self.answers.items() if told[1] != job_id}

    @rule(tenant=TENANTS, number=st.integers(0, 5))
    def cancel(self, tenant: str, number: int) -> None:
        mine = sorted(job_id for (owner, _), job_id in self.jobs.items() if owner == tenant)
        if mine and read.get_job(self.store, tenant, mine[number % len(mine)]).status == "queued":
            assert "cancelled" == submit.cancel_job(self.store, tenant, mine[number % len(mine)]).status

    @invariant()
    def each_article_is_there_once_with_its_job(self) -> None:
        if not hasattr(self, "store"):
            return
        for tenant in ("north", "south"):
            held = read.list_articles(self.store, tenant, Filters(), limit=100).items
            assert sorted(job for (owner, _), job in self.jobs.items() if owner == tenant) == sorted(
                article.job_id or "" for article in held
            )


def test_answers_are_those_of_a_book_of_submissions(_empty_sqlite: Path) -> None:  # noqa: PT019 - the path is wanted
    Book.empty = _empty_sqlite
    run_state_machine_as_test(
        Book,
        settings=settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]),
    )
