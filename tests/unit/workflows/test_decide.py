"""What people decide stands beside what the machine found, binds the clustering and outlives new readings."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.comparison.world import World, world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.records.article import Source, Submission
from rashomon.records.decision import DecisionDraft, EventDecision
from rashomon.records.event import Event
from rashomon.records.problems import ConflictError, InvalidError, NotFoundError
from rashomon.records.query import Filters
from rashomon.records.report import Report
from rashomon.storage.database import Database
from rashomon.workflows import process, read, submit
from rashomon.workflows.decide import decide, list_decisions
from support.plain_reader import PlainReader

SHIFT = process.Shift(owner="test")
HOMS = "12 people were killed in Homs on 2015-10-20."
KOBANE = "In the north, as told there, 30 people were killed in Kobane on 2016-02-03."


class Scene:
    """A database in which articles are read and compared at once."""

    def __init__(self, store: Database, world: World) -> None:
        self.store = store
        self.world = world

    def tell(self, text: str, source: str = "Daily Post") -> Event:
        job = submit.submit_article(self.store, "default", Submission(text, source=Source(source))).job
        self.read(job.id)
        return self.event_of(read.reports_of(self.store, "default", job.article_ids[0])[0])

    def read(self, job_id: str) -> None:
        assert process.process_article(self.store, PlainReader(), lambda _: (), "default", job_id, attempt=1, shift=SHIFT)
        self.compare(job_id)

    def compare(self, job_id: str | None) -> None:
        assert job_id is not None
        assert process.compare_reports(self.store, self.world, "default", job_id, attempt=1, shift=SHIFT)
        assert "succeeded" == read.get_job(self.store, "default", job_id).status

    def event_of(self, report: Report) -> Event:
        now = read.get_report(self.store, "default", report.id).event_id
        assert now is not None
        return read.get_event(self.store, "default", now)

    def decide(self, event: Event, action: Any, path: str = "", value: Any = None) -> EventDecision:
        draft = DecisionDraft(action, path, value, "because")
        return decide(self.store, "default", event.id, draft, author="key_a")

    def events(self, **asked: Any) -> set[str]:
        return {e.id for e in read.list_events(self.store, "default", Filters(**asked), limit=10).items}

    def again(self, event: Event) -> Event:
        return read.get_event(self.store, "default", event.id)

    def trail(self, event: Event) -> list[tuple[str, bool]]:
        found = list_decisions(self.store, "default", event.id, limit=10).items
        return [(decision.action, decision.lifted) for decision in found]


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(load_actors(None))


@pytest.fixture
def scene(store: Database, world: World) -> Scene:
    return Scene(store, world)


def test_a_correction_stands_beside_the_machines_value(scene: Scene) -> None:
    event = scene.tell(HOMS)
    made = scene.decide(event, "correct", "/when/start", "2015-10-19")
    told = scene.again(event)
    assert told.when.start == "2015-10-20"
    assert told.authored is not None
    correction = told.authored.corrections[0]
    assert ("/when/start", "2015-10-19", "2015-10-20", "key_a", "because") == (
        correction.path, correction.value, correction.was, correction.author, correction.reason,
    )  # fmt: skip
    assert (made.id, made.created_at) == (correction.decision_id, correction.decided_at)
    listed = read.list_events(scene.store, "default", Filters(), limit=10).items
    assert [told.authored] == [one.authored for one in listed]


def test_the_latest_word_at_a_place_counts_and_the_trail_keeps_all(scene: Scene) -> None:
    event = scene.tell(HOMS)
    scene.decide(event, "correct", "/when/start", "2015-10-19")
    scene.decide(event, "correct", "/when/end", "2015-10-21")
    scene.decide(event, "correct", "/when/start", "2015-10-18")
    scene.decide(event, "confirm", "/when/end")
    scene.decide(event, "comment", "/label")
    authored = scene.again(event).authored
    assert authored is not None
    assert [("/when/start", "2015-10-18")] == [(c.path, c.value) for c in authored.corrections]
    assert ("/when/end",) == authored.confirmed
    assert [("correct", True), ("correct", True), ("correct", False), ("confirm", False), ("comment", False)] == scene.trail(
        event
    )


def test_an_excluded_event_leaves_the_lists_until_it_is_confirmed(scene: Scene) -> None:
    out, stays = scene.tell(HOMS), scene.tell(KOBANE)
    with scene.store.reading() as unit:
        before = unit.now()
    scene.decide(out, "exclude")
    assert {stays.id} == scene.events()
    assert {out.id} == scene.events(excluded="only")
    assert {out.id, stays.id} == scene.events(excluded="include")
    assert {out.id} == scene.events(updated_since=before)  # a mirror learns of it
    told = scene.again(out).authored
    assert told is not None
    assert told.excluded
    scene.decide(out, "confirm")
    assert {out.id, stays.id} == scene.events()


def test_two_events_told_to_be_one_are_one_until_told_otherwise(scene: Scene) -> None:
    homs, kobane = scene.tell(HOMS), scene.tell(KOBANE)
    scene.decide(kobane, "correct", "/when/start", "2016-02-02")
    made = scene.decide(homs, "same_as", value=kobane.id)
    assert "queued" == read.get_job(scene.store, "default", made.job_id or "").status
    scene.compare(made.job_id)
    (one,) = (read.get_event(scene.store, "default", i) for i in scene.events())
    assert {*homs.report_ids, *kobane.report_ids} == set(one.report_ids)
    assert one.authored is not None  # what was said of either is said of both
    assert ["/when/start"] == [c.path for c in one.authored.corrections]
    third = scene.tell("Elsewhere in Syria 3 people were killed in Sarmin on 2015-12-01.")
    assert {one.id, third.id} == scene.events()  # the word holds through comparisons that follow
    other = next(i for i in one.report_ids if i != one.report_ids[0])
    apart = scene.decide(one, "not_same_as", value=other)
    scene.compare(apart.job_id)
    assert {homs.id, kobane.id, third.id} == scene.events()
    assert ("same_as", True) in scene.trail(one)


def test_accounts_told_apart_stay_apart(scene: Scene) -> None:
    first = scene.tell(HOMS)
    second = scene.tell(f"{HOMS} So says the governor of the province, who was there.", source="Other Post")
    together = set(first.report_ids) | set(second.report_ids)
    assert together == set(scene.again(second).report_ids)
    founder, other = scene.again(second).report_ids
    scene.compare(scene.decide(scene.again(second), "not_same_as", value=other).job_id)
    assert 2 == len(scene.events())
    scene.tell(f"Third: {HOMS}", source="Third Post")
    events = [read.get_event(scene.store, "default", i) for i in scene.events()]
    assert not any({founder, other} <= set(event.report_ids) for event in events)


def test_decisions_outlive_a_reading_that_tells_it_otherwise(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    homs, kobane = scene.tell(HOMS), scene.tell(KOBANE)
    scene.decide(homs, "correct", "/when/start", "2015-10-19")
    scene.compare(scene.decide(homs, "same_as", value=kobane.id).job_id)
    monkeypatch.setattr("support.plain_reader.content_id", lambda *parts: "rep_" + "".join(map(str, parts))[-20:].lower())
    article_id = read.get_report(scene.store, "default", homs.report_ids[0]).article_id
    job_id = read.get_article(scene.store, "default", article_id).job_id or ""
    with scene.store.writing() as unit:
        unit.jobs.retry("default", job_id)
    scene.read(job_id)
    report = read.reports_of(scene.store, "default", article_id)[0]
    assert report.id not in homs.report_ids
    now = scene.event_of(report)
    assert now.authored is not None
    assert ["2015-10-19"] == [c.value for c in now.authored.corrections]
    assert {report.id, *kobane.report_ids} == set(now.report_ids)


REFUSED = [
    ("correct", "/when/start", 12, "/value"),
    ("correct", "/grading", "certain", "/value"),
    ("correct", "/where/0", {"name": "Homs"}, "/value"),
    ("correct", "/id", "evt_x", "/path"),
    ("correct", "", {}, "/path"),
    ("correct", "/where/99/name", "Homs", "/path"),
    ("confirm", "/nothing", None, "/path"),
    ("confirm", "/label", "x", "/value"),
    ("exclude", "/when", None, "/path"),
    ("exclude", "", 1, "/value"),
    ("same_as", "", "evt_unknown", "/value"),
    ("same_as", "", None, "/value"),
]


@pytest.mark.parametrize(("action", "path", "value", "pointer"), REFUSED)
def test_what_does_not_fit_is_refused(scene: Scene, action: str, path: str, value: Any, pointer: str) -> None:
    event = scene.tell(HOMS)
    with pytest.raises(InvalidError) as refused:
        scene.decide(event, action, path, value)
    assert [pointer] == [error.pointer for error in refused.value.errors]
    assert [] == scene.trail(event)


def test_an_event_is_not_its_own_twin_and_an_absorbed_one_takes_no_word(scene: Scene) -> None:
    homs, kobane = scene.tell(HOMS), scene.tell(KOBANE)
    with pytest.raises(InvalidError):
        scene.decide(homs, "same_as", value=homs.id)
    scene.compare(scene.decide(homs, "same_as", value=kobane.id).job_id)
    absorbed = next(e for e in (homs, kobane) if e.id not in scene.events())
    with pytest.raises(ConflictError) as refused:
        scene.decide(absorbed, "confirm")
    assert "event_merged" == refused.value.reason


def test_another_tenant_has_no_say(scene: Scene) -> None:
    event = scene.tell(HOMS)
    for tenant in ("other",):
        with pytest.raises(NotFoundError):
            decide(scene.store, tenant, event.id, DecisionDraft("confirm"), author=None)
        with pytest.raises(NotFoundError):
            list_decisions(scene.store, tenant, event.id, limit=1)
