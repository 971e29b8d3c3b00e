"""Taking articles in: once, whatever is repeated, and nothing of a refused one stays."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from rashomon.records.article import Source, Submission
from rashomon.records.problems import ConflictError, InvalidError, NotFoundError
from rashomon.records.query import Filters
from rashomon.storage.database import Database
from rashomon.workflows import read, submit
from rashomon.workflows.submit import Idempotency

STRIKE = Submission("12 people were killed in Homs on 2015-10-20.", source=Source("Daily Post"), external_id="a-1")


def pending(store: Database) -> list[tuple[str, str, int]]:
    with store.reading() as unit:
        return [(m.stage, m.ref, m.attempt) for m in unit.outbox.pending(100)]


def test_an_article_comes_with_its_job_and_its_message(store: Database) -> None:
    taken = submit.submit_article(store, "default", STRIKE)
    assert taken.created
    assert taken.job.status == "queued"
    assert [("reading", taken.job.id, 1)] == pending(store)
    assert taken.job.id == read.get_article(store, "default", taken.job.article_ids[0]).job_id


def test_the_same_source_and_text_again_is_the_same_article(store: Database) -> None:
    first = submit.submit_article(store, "default", STRIKE)
    again = submit.submit_article(store, "default", replace(STRIKE, source=Source("DAILY POST"), title="other"))
    assert (False, first.job) == (again.created, again.job)
    assert 1 == len(pending(store))


def test_another_outlet_with_the_same_text_is_another_article(store: Database) -> None:
    first = submit.submit_article(store, "default", STRIKE)
    other = submit.submit_article(store, "default", replace(STRIKE, source=Source("Other"), external_id=None))
    assert other.created
    assert first.job.article_ids != other.job.article_ids


def test_a_clients_id_names_one_text(store: Database) -> None:
    first = submit.submit_article(store, "default", STRIKE)
    with pytest.raises(ConflictError, match=first.job.article_ids[0]) as refused:
        submit.submit_article(store, "default", replace(STRIKE, text="Another text."))
    assert "external_id_in_use" == refused.value.reason
    assert 1 == len(read.list_articles(store, "default", Filters(), limit=10).items)


def test_tenants_do_not_see_each_other(store: Database) -> None:
    first = submit.submit_article(store, "default", STRIKE)
    other = submit.submit_article(store, "other", replace(STRIKE, text="Another text."))
    assert other.created
    with pytest.raises(NotFoundError):
        read.get_article(store, "other", first.job.article_ids[0])
    with pytest.raises(NotFoundError):
        submit.cancel_job(store, "other", first.job.id)


def test_a_key_brings_the_first_answer_back(store: Database) -> None:
    once = Idempotency("k", "digest")
    first = submit.submit_article(store, "default", STRIKE, idempotency=once)
    submit.cancel_job(store, "default", first.job.id)
    again = submit.submit_article(store, "default", STRIKE, idempotency=once)
    assert (True, True, first.job) == (again.replayed, again.created, again.job)


def test_a_key_is_not_for_another_request(store: Database) -> None:
    submit.submit_article(store, "default", STRIKE, idempotency=Idempotency("k", "digest"))
    with pytest.raises(InvalidError) as refused:
        submit.submit_article(store, "default", replace(STRIKE, text="x"), idempotency=Idempotency("k", "other"))
    assert "idempotency_key_reused" == refused.value.reason


def test_a_refused_submission_leaves_its_key_unused(store: Database) -> None:
    submit.submit_article(store, "default", STRIKE)
    once = Idempotency("k", "digest")
    with pytest.raises(ConflictError):
        submit.submit_article(store, "default", replace(STRIKE, text="x"), idempotency=once)
    assert submit.submit_article(store, "default", replace(STRIKE, text="x", external_id=None), idempotency=once).created


def test_many_at_once_with_one_key_are_one(store: Database) -> None:
    answers: list[submit.Submitted] = []

    def send() -> None:
        answers.append(submit.submit_article(store, "default", STRIKE, idempotency=Idempotency("k", "digest")))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 8 == len(answers)
    assert 1 == len({answer.job.id for answer in answers})
    assert 7 == sum(answer.replayed for answer in answers)
    assert 1 == len(pending(store))


def test_of_those_that_arrive_together_each_gets_its_own_answer(store: Database) -> None:
    submit.submit_article(store, "default", STRIKE)
    texts = [replace(STRIKE, text=f"{n} people were killed.", external_id=f"n-{n % 9}") for n in range(12)]  # three names twice
    asked = [*((text, "default") for text in texts), (STRIKE, "default"), (STRIKE, "other")]

    def send(submission: Submission, tenant: str) -> str:
        try:
            return "new" if submit.submit_article(store, tenant, submission).created else "known"
        except ConflictError as error:
            return error.reason

    with ThreadPoolExecutor(len(asked)) as pool:
        answers = list(pool.map(send, *zip(*asked, strict=True)))
    assert {"new": 10, "external_id_in_use": 3, "known": 1} == Counter(answers)
    assert ["known", "new"] == answers[-2:]
    assert 11 == len(pending(store))


def test_a_bad_line_harms_no_other(store: Database) -> None:
    known = submit.submit_article(store, "default", STRIKE)
    lines = [STRIKE, replace(STRIKE, text="two", external_id=None), InvalidError("not JSON"), replace(STRIKE, text="three")]
    batch = submit.submit_batch(store, "default", lines)
    assert ["known", "created", "refused", "refused"] == [line.outcome for line in batch.lines]
    assert known.job.id == batch.lines[0].job_id
    assert "external_id_in_use" == batch.lines[3].refused.reason  # type: ignore[union-attr]
    assert (4, 2, 2) == (batch.job.progress.total, batch.job.progress.done, batch.job.progress.failed)
    items = read.job_items(store, "default", batch.job.id, limit=10).items
    assert ["queued", "queued", "failed", "failed"] == [item.status for item in items]


def test_a_batch_replayed_tells_each_line_again(store: Database) -> None:
    once = Idempotency("b", "digest")
    first = submit.submit_batch(store, "default", [STRIKE, InvalidError("bad", reason="no_json")], idempotency=once)
    again = submit.submit_batch(store, "default", [STRIKE, InvalidError("bad", reason="no_json")], idempotency=once)
    assert again.replayed
    assert first.job == again.job
    assert "no_json" == again.lines[1].refused.reason  # type: ignore[union-attr]


def test_a_batch_of_refused_lines_is_over_at_once(store: Database) -> None:
    assert "succeeded" == submit.submit_batch(store, "default", [InvalidError("bad")]).job.status


def test_deleting_forgets_text_client_id_and_key(store: Database) -> None:
    once = Idempotency("k", "digest")
    first = submit.submit_article(store, "default", STRIKE, idempotency=once)
    article_id = first.job.article_ids[0]
    deletion = submit.delete_article(store, "default", article_id)
    assert ("deletion", "queued") == (deletion.kind, deletion.status)
    assert "cancelled" == read.get_job(store, "default", first.job.id).status
    with pytest.raises(NotFoundError):
        read.get_article(store, "default", article_id)
    with pytest.raises(NotFoundError):
        submit.delete_article(store, "default", article_id)
    again = submit.submit_article(store, "default", replace(STRIKE, title="new"), idempotency=once)
    assert (True, False) == (again.created, again.replayed)
    assert [("comparing", deletion.id, 1), ("reading", again.job.id, 1)] == pending(store)


def test_cancelling_ends_a_batch_with_its_lines(store: Database) -> None:
    batch = submit.submit_batch(store, "default", [STRIKE, replace(STRIKE, text="two", external_id=None)])
    assert "cancelled" == submit.cancel_job(store, "default", batch.job.id).status
    assert {"cancelled"} == {i.status for i in read.job_items(store, "default", batch.job.id, limit=9).items}
    assert [] == pending(store)
    with pytest.raises(ConflictError):
        submit.cancel_job(store, "default", batch.job.id)


def test_retrying_a_batch_runs_its_failed_lines_again(store: Database) -> None:
    batch = submit.submit_batch(store, "default", [STRIKE, InvalidError("bad")])
    submit.cancel_job(store, "default", batch.job.id)
    again = submit.retry_job(store, "default", batch.job.id)
    assert "running" == again.status
    assert (2, 1, 1) == (again.progress.total, again.progress.done, again.progress.failed)
    assert 1 == len(pending(store))


def test_a_job_under_way_is_not_retried(store: Database) -> None:
    job = submit.submit_article(store, "default", STRIKE).job
    with pytest.raises(ConflictError):
        submit.retry_job(store, "default", job.id)


def test_a_comparison_names_what_it_does_not_know(store: Database) -> None:
    with pytest.raises(NotFoundError, match="art_none"):
        submit.request_comparison(store, "default", submit.ComparisonRequest(("art_none",), (STRIKE,)))
    with pytest.raises(InvalidError):
        submit.request_comparison(store, "default", submit.ComparisonRequest((), (STRIKE,)))
    job = submit.request_comparison(store, "default", submit.ComparisonRequest((), (STRIKE, replace(STRIKE, text="b")))).job
    assert ("comparison", "queued") == (job.kind, job.status)
    assert (job, None) == read.get_comparison(store, "default", job.id)


def test_pages_shift_nothing_while_rows_are_added(store: Database) -> None:
    for n in range(5):
        submit.submit_article(store, "default", replace(STRIKE, text=f"text {n}", external_id=f"x{n}"))
    first = read.list_articles(store, "default", Filters(), limit=2)
    submit.submit_article(store, "default", replace(STRIKE, text="newer", external_id=None))
    second = read.list_articles(store, "default", Filters(), limit=2, after=first.next_key)
    third = read.list_articles(store, "default", Filters(), limit=2, after=second.next_key)
    texts = [a.text for page in (first, second, third) for a in page.items]
    assert [f"text {n}" for n in (4, 3, 2, 1, 0)] == texts
    assert third.next_key is None
