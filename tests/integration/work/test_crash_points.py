"""A worker that dies right before or right after each of its commits: the job is done once all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.records.query import Filters
from rashomon.workflows import read
from support.works import Works, wait_for

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("commit", ["claims the reading", "stores the reports", "claims the comparing", "stores the events"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_that_dies_at_a_commit_costs_an_attempt_and_no_more(
    works: Works, tmp_path: Path, moment: str, commit: str
) -> None:
    number = ["claims the reading", "stores the reports", "claims the comparing", "stores the events"].index(commit) + 1
    works.settings = replace(works.settings, lease_seconds=2.0, heartbeat_seconds=0.5)  # so that the test is soon over
    died = tmp_path / "died"
    works.start_worker(environment={"CRASH_AT": f"{moment}:{number}:{died}"})
    job = works.submit("12 people were killed in Homs on 2015-10-20.")
    assert ["succeeded"] == works.finished(job, within=60)
    assert died.exists() or wait_for(died.exists, 5) is None  # after the last commit the job is over before the worker is
    assert 1 == len(read.reports_of(works.store, "default", job.article_ids[0]))
    (event,) = read.list_events(works.store, "default", Filters(), limit=10).items
    assert ["created"] == [r.kind for r in read.event_history(works.store, "default", event.id, limit=10).items]
