"""The events depend on the articles held alone: not on how many worked on them, in which order, or on what came and went."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from rashomon.records.article import Source, Submission
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.job import TERMINAL, Job
from rashomon.records.query import Filters
from rashomon.workflows import read, submit
from support.works import Works, wait_for

pytestmark = pytest.mark.slow
TOLD = [
    (f"{toll} people were killed in {town} on 2015-10-{day}. {words}", f"{outlet} Post", f"2015-10-{day + later:02}")
    for town in ("Homs", "Sarmin", "Kobane")
    for day in (12, 13, 16)
    for toll, words, outlet, later in (
        (9, "Smoke was seen from afar, and the market stayed closed.", "Hill", 1),
        (9, "Smoke was seen from afar, and the market stayed closed. All rights reserved.", "Copying", 1),
        (14, "Rescuers dug until dawn; the hospital asked for blood.", "River", 2),
    )
]
GONE = [  # each would found an event, or join two, were it still there
    ("8 people were killed in Homs on 2015-10-12. The first word of it.", "Early Post", "2015-10-12"),
    ("20 people were killed in Sarmin on 2015-10-14. Between the days.", "Bridge Post", "2015-10-15"),
    ("9 people were killed in Kobane on 2015-10-13. 9 people were killed in Homs on 2015-10-13.", "Both Post", "2015-10-14"),
]


def send(works: Works, tenant: str, told: list[tuple[str, str, str]]) -> list[Job]:
    submissions = [Submission(text, source=Source(outlet), published_at=day) for text, outlet, day in told]
    return [submit.submit_article(works.store, tenant, s).job for s in submissions]


def over(works: Works, tenant: str, jobs: list[Job]) -> None:
    def states() -> set[str]:
        return {read.get_job(works.store, tenant, job.id).status for job in jobs}

    wait_for(lambda: states() <= TERMINAL, 120)
    assert {"succeeded"} == states()


def events(works: Works, tenant: str) -> dict[str, tuple[Event, Comparison]]:
    """Return every event without what only this installation saw of it."""
    found = read.list_events(works.store, tenant, Filters(), limit=100).items
    return {e.id: (replace(e, revision=0), read.comparison_of(works.store, tenant, e.id)) for e in found}


def test_four_workers_in_any_order_tell_the_events_of_one(works: Works) -> None:
    alone = works.start_worker()
    over(works, "one", send(works, "one", TOLD))
    works.stop(alone)
    for _ in range(2):
        works.start_worker(concurrency=2)
    shuffled = [*TOLD, *GONE]
    random.Random(4).shuffle(shuffled)  # noqa: S311 - the same order every time
    jobs = send(works, "four", shuffled)
    over(works, "four", jobs)
    with_guests = events(works, "four")
    guests = [job.article_ids[0] for job, told in zip(jobs, shuffled, strict=True) if told in GONE]
    over(works, "four", [submit.delete_article(works.store, "four", article) for article in guests])
    expected = events(works, "one")
    assert 27 == sum(len(event.report_ids) for event, _ in expected.values())
    assert len(expected) < 27, "copies and later accounts have met"
    assert expected != with_guests, "the guests made a difference while they were there"
    assert expected == events(works, "four")
