"""Stored articles are read again under their own ids; texts that are old enough are let go of, and what they told stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from rashomon.comparison.world import World, world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.records.article import Source, Submission
from rashomon.records.query import Filters
from rashomon.storage.database import Database
from rashomon.storage.tables.articles import articles
from rashomon.workflows import process, read, submit
from rashomon.workflows.ports import ReadArticle
from rashomon.workflows.reread import PORTION, reread
from rashomon.workflows.sweep import tidy
from support.plain_reader import PlainReader

SHIFT = process.Shift(owner="test")
HOMS = "12 people were killed in Homs on 2015-10-20."


class Later(PlainReader):
    """A newer version: it knows the publication day from the text, and what it was told of it."""

    def __init__(self) -> None:
        self.told: list[str | None] = []

    def read(self, **article: Any) -> ReadArticle:
        self.told.append(article["published_at"])
        found = super().read(**article)
        return replace(found, published_at="2015-10-21", published_at_basis="text")


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(load_actors(None))


def run(store: Database, world: World, job_id: str, reader: PlainReader) -> None:
    process.process_article(store, reader, lambda _: (), "default", job_id, attempt=1, shift=SHIFT)
    process.compare_reports(store, world, "default", job_id, attempt=1, shift=SHIFT)
    assert "succeeded" == read.get_job(store, "default", job_id).status


def told(store: Database, world: World, text: str = HOMS, **more: Any) -> str:
    job = submit.submit_article(store, "default", Submission(text, source=Source("Daily Post"), **more)).job
    run(store, world, job.id, PlainReader())
    return job.article_ids[0]


def test_an_article_that_reads_the_same_changes_nothing(store: Database, world: World) -> None:
    article_id = told(store, world)
    before = read.reports_of(store, "default", article_id), read.list_events(store, "default", Filters(), limit=9)
    portion = reread(store, "default")
    assert (1, None) == (portion.articles, portion.after)
    job_id = read.get_article(store, "default", article_id).job_id
    assert job_id is not None
    assert "rereading" == read.get_job(store, "default", job_id).kind
    run(store, world, job_id, PlainReader())
    after = read.reports_of(store, "default", article_id), read.list_events(store, "default", Filters(), limit=9)
    assert before == after
    assert portion.job is not None
    batch = read.get_job(store, "default", portion.job.id)
    assert ("succeeded", 1, 0) == (batch.status, batch.progress.done, batch.progress.failed)


def test_a_day_that_an_earlier_reading_found_is_not_taken_for_a_given_one(store: Database, world: World) -> None:
    found, given = (
        told(store, world),
        told(store, world, "3 people were killed in Kobane on 2016-02-03.", published_at="2016-02-04"),
    )
    for asked in ([None, "2016-02-04"], [None, "2016-02-04"]):
        reread(store, "default")
        reader = Later()
        for article_id in (found, given):
            run(store, world, read.get_article(store, "default", article_id).job_id or "", reader)
        assert asked == reader.told
    assert ("2015-10-21", "text") == tuple(_published(store, found))
    assert ("2016-02-04", "given") == tuple(_published(store, given))


def _published(store: Database, article_id: str) -> tuple[str | None, str | None]:
    article = read.get_article(store, "default", article_id)
    return article.published_at, article.published_at_basis


def test_only_articles_that_wait_for_nothing_are_read_again_portion_by_portion(store: Database) -> None:
    for n in range(PORTION + 1):
        job = submit.submit_article(store, "default", Submission(f"{n}. {HOMS}")).job
        submit.cancel_job(store, "default", job.id)
    submit.submit_article(store, "default", Submission(f"waits. {HOMS}"))
    first = reread(store, "default")
    second = reread(store, "default", after=first.after)
    assert (PORTION, 1, None) == (first.articles, second.articles, second.after)
    assert 0 == reread(store, "default").articles  # all of them wait by now
    assert 0 == reread(store, "other").articles
    with store.reading() as unit:
        now = unit.now()
    assert 0 == reread(store, "default", since=now).articles


def test_an_article_deleted_meanwhile_is_not_read_again(store: Database, world: World) -> None:
    article_id = told(store, world)
    portion = reread(store, "default")
    submit.delete_article(store, "default", article_id)
    assert portion.job is not None
    batch = read.get_job(store, "default", portion.job.id)
    assert ("succeeded", 1, 1) == (batch.status, batch.progress.done, batch.progress.failed)


def test_old_texts_go_and_what_they_told_stays(store: Database, world: World) -> None:
    old, young = told(store, world, title="Strike"), told(store, world, "3 people were killed in Kobane on 2016-02-03.")
    waiting = submit.submit_article(store, "default", Submission(f"waits. {HOMS}")).job.article_ids[0]
    with store.writing() as unit:
        aged = update(articles).where(articles.c.id.in_([old, waiting])).values(received_at="2020-01-01T00:00:00.000Z")
        unit.connection.execute(aged)
    reports = read.reports_of(store, "default", old)
    tidy(store)
    assert HOMS == read.get_article(store, "default", old).text  # nobody asked for it
    tidy(store, keep_text_days=30)
    texts = {i: read.get_article(store, "default", i).text is None for i in (old, young, waiting)}
    assert {old: True, young: False, waiting: False} == texts
    assert reports == read.reports_of(store, "default", old)
    assert HOMS[:10] in reports[0].evidence[0].quote
    found = {q: {a.id for a in read.list_articles(store, "default", Filters(q=q), limit=9).items} for q in ("homs", "strike")}
    assert {"homs": {waiting}, "strike": {old}} == found
    assert {young} == set(_rereadable(store))
    again = submit.submit_article(store, "default", Submission(HOMS, source=Source("Daily Post"), title="Strike"))
    assert (False, (old,)) == (again.created, again.job.article_ids)


def _rereadable(store: Database) -> tuple[str, ...]:
    with store.writing() as unit:
        return unit.articles.readable("default", since=None, limit=9, after=None).items
