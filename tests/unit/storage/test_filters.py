"""Each question finds what answers it and nothing else, for events and for reports, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from rashomon.comparison.world import World, world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.records.article import Source, Submission
from rashomon.records.problems import InvalidError
from rashomon.records.query import Filters
from rashomon.records.report import Actor, Claim, Claimant, Outcome, Participant, Report, Weapon
from rashomon.storage.database import Database
from rashomon.workflows import process, read, submit
from rashomon.workflows.ports import ReadArticle
from support.plain_reader import PlainReader

_AIR_FORCE = Actor("russia-air-force", "Russian Air Force", country="RU", part_of=("russia-armed-forces", "russia"))
SHIFT = process.Shift(owner="test")


@pytest.fixture(scope="session")
def world() -> World:
    return world_of(load_actors(None))


class DressedReader(PlainReader):
    """Adds to each report the parties, means and claims that its text names."""

    def read(self, **article: Any) -> ReadArticle:
        found = super().read(**article)
        return replace(found, reports=tuple(_dressed(report, article["text"]) for report in found.reports))


def _dressed(report: Report, text: str) -> Report:
    if "Russian" not in text:
        return report
    span = (0, 7)
    return replace(
        report,
        participants=(
            Participant("initiator", _AIR_FORCE, text="Russian", span=span),
            Participant("location_holder", Actor("islamic-state", "Islamic State"), text="Russian", span=span),
        ),
        weapons=(Weapon("su-34", "Su-34", "aircraft", "Russian", span),),
        claims=(Claim(Claimant("russia-mod", "Russian Ministry of Defence"), "asserts", None, ("",), "Russian", span),),
        outcome=Outcome("completed", "Russian", span),
    )


@dataclass(frozen=True)
class Shelf:
    """Two articles of two outlets about two events, read and compared."""

    store: Database
    homs: str
    kobane: str

    def events(self, **asked: Any) -> set[str]:
        found = read.list_events(self.store, "default", Filters(**asked), limit=10).items
        return {event.where[0].name for event in found}

    def reports(self, **asked: Any) -> set[str]:
        found = read.list_reports(self.store, "default", Filters(**asked), limit=10).items
        return {report.where[0].name for report in found}


@pytest.fixture
def shelf(store: Database, world: World) -> Shelf:
    homs = Submission(
        "Russian jets struck. 12 people were killed in Homs on 2015-10-20.", source=Source("Daily Post", "daily.example"),
        external_id="h-1", metadata={"desk": "east", "checked": True}, published_at="2015-10-21",
    )  # fmt: skip
    kobane = Submission("In the north 30 people were killed in Kobane on 2016-02-03.", source=Source("Other"))
    ids = [_processed(store, world, article) for article in (homs, kobane)]
    return Shelf(store, *ids)


def _processed(store: Database, world: World, article: Submission) -> str:
    job = submit.submit_article(store, "default", article).job
    assert process.process_article(store, DressedReader(), _no_judge, "default", job.id, attempt=1, shift=SHIFT)
    assert process.compare_reports(store, world, "default", job.id, attempt=1, shift=SHIFT)
    assert "succeeded" == read.get_job(store, "default", job.id).status
    return job.article_ids[0]


def _no_judge(_accounts: Any) -> tuple[()]:
    return ()


BOTH = {"Homs", "Kobane"}


QUESTIONS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, BOTH),
    ({"type": ("air_strike",)}, BOTH),
    ({"type": ("siege",)}, set()),
    ({"actor": "russia-air-force"}, {"Homs"}),
    ({"actor": "russian air force"}, {"Homs"}),
    ({"initiator": "russia"}, {"Homs"}),  # an air force acts for its state
    ({"initiator": "russia-armed-forces"}, {"Homs"}),
    ({"target": "russia"}, set()),
    ({"initiator": "islamic-state"}, set()),
    ({"holder": "Islamic State"}, {"Homs"}),
    ({"target": "islamic-state"}, set()),
    ({"weapon": "su-34"}, {"Homs"}),
    ({"weapon": "aircraft"}, {"Homs"}),
    ({"claimant": "russia-mod"}, {"Homs"}),
    ({"claimant": "RUSSIAN ministry of  defence"}, {"Homs"}),
    ({"outcome": "completed"}, {"Homs"}),
    ({"place": "kobanê"}, {"Kobane"}),
    ({"country": "sy", "admin1": "homs"}, {"Homs"}),
    ({"country": "IQ"}, set()),
    ({"bbox": (36.0, 34.0, 37.0, 35.0)}, {"Homs"}),
    ({"bbox": (170.0, -10.0, -170.0, 80.0)}, set()),
    ({"near": (36.9, 38.3, 20.0)}, {"Kobane"}),
    ({"near": (36.9, 38.3, 5000.0)}, BOTH),
    ({"near": (36.9, 38.3, 1.0)}, set()),
    ({"since": "2016-01-01"}, {"Kobane"}),
    ({"until": "2015-10-20"}, {"Homs"}),
    ({"since": "2015-10-20", "until": "2015-10-20", "within": True}, {"Homs"}),
    ({"undated": "only"}, set()),
    ({"date_basis": "explicit", "place_precision": "town"}, BOTH),
    ({"place_precision": "country"}, set()),
    ({"measure": "killed", "min": 20}, {"Kobane"}),
    ({"measure": "killed", "max": 20}, {"Homs"}),
    ({"measure": "injured", "max": 20}, set()),
    ({"source": "daily post"}, {"Homs"}),
    ({"source": "Daily.Example"}, {"Homs"}),
    ({"external_id": "h-1"}, {"Homs"}),
    ({"metadata": {"desk": "east", "checked": "true"}}, {"Homs"}),
    ({"metadata": {"desk": "west"}}, set()),
    ({"min_lineages": 1}, BOTH),
    ({"min_lineages": 2}, set()),
    ({"grading": ("single_source", "fair")}, BOTH),
    ({"grading": ("contested",)}, set()),
    ({"has_discrepancy": "killed"}, set()),
    ({"updated_since": "2015-01-01"}, BOTH),
    ({"updated_since": "2999-01-01T00:00:00+02:00"}, set()),
    ({"scope": "incident", "realis": "actual"}, BOTH),
    ({"realis": "denied"}, set()),
    ({"q": "kobane KILLED"}, {"Kobane"}),
    ({"q": "100%"}, set()),
]


def test_each_question_finds_its_events_and_reports(shelf: Shelf) -> None:
    of_events = [(asked, found) for asked, expected in QUESTIONS if (found := shelf.events(**asked)) != expected]
    of_reports = [(asked, found) for asked, expected in QUESTIONS if (found := shelf.reports(**asked)) != expected]
    assert ([], []) == (of_events, of_reports)


def test_an_article_is_asked_for_by_its_id(shelf: Shelf) -> None:
    assert {"Kobane"} == shelf.events(article_id=(shelf.kobane,)) == shelf.reports(article_id=(shelf.kobane,))
    assert BOTH == shelf.events(article_id=(shelf.kobane, shelf.homs))


def test_a_figure_is_listed_with_who_says_it_and_where(shelf: Shelf) -> None:
    figures = read.counts(shelf.store, "default", Filters(min=20), limit=10).items
    assert [(30, "Other", "Kobane", "2016-02-03")] == [
        (f.low, f.outlet, f.place and f.place.name, f.window.start) for f in figures
    ]
    assert figures[0].event_id is not None
    assert figures[0].lineage_id is not None


def test_events_page_in_each_order_without_gap_or_double(shelf: Shelf) -> None:
    for sort in read.EVENT_SORTS:
        asked = Filters(sort=sort)
        first = read.list_events(shelf.store, "default", asked, limit=1)
        second = read.list_events(shelf.store, "default", asked, limit=1, after=first.next_key)
        assert BOTH == {page.items[0].where[0].name for page in (first, second)}
        assert second.next_key is None


def test_an_unknown_order_is_refused(shelf: Shelf) -> None:
    with pytest.raises(InvalidError):
        shelf.events(sort="colour")


def test_another_tenant_finds_nothing(shelf: Shelf) -> None:
    assert () == read.list_events(shelf.store, "other", Filters(), limit=10).items
    assert () == read.list_reports(shelf.store, "other", Filters(), limit=10).items
    assert () == read.counts(shelf.store, "other", Filters(), limit=10).items


def test_reading_again_replaces_the_reports_and_keeps_the_event(shelf: Shelf, world: World) -> None:
    before = read.list_events(shelf.store, "default", Filters(place="Homs"), limit=1).items[0]
    job_id = read.get_article(shelf.store, "default", shelf.homs).job_id or ""
    with shelf.store.writing() as unit:
        unit.jobs.retry("default", job_id)
    assert process.process_article(shelf.store, DressedReader(), _no_judge, "default", job_id, attempt=1, shift=SHIFT)
    assert process.compare_reports(shelf.store, world, "default", job_id, attempt=1, shift=SHIFT)
    after = read.list_events(shelf.store, "default", Filters(place="Homs"), limit=2).items
    assert [before] == list(after)


def test_what_an_article_said_is_gone_when_it_is_deleted(shelf: Shelf, world: World) -> None:
    event = read.list_events(shelf.store, "default", Filters(place="Homs"), limit=1).items[0]
    job = submit.delete_article(shelf.store, "default", shelf.homs)
    assert {"Kobane"} == shelf.reports()
    assert process.compare_reports(shelf.store, world, "default", job.id, attempt=1, shift=SHIFT)
    assert {"Kobane"} == shelf.events()
    tombs = read.list_events(shelf.store, "default", Filters(updated_since="2015-01-01"), limit=10).items
    assert event.id in {found.id for found in tombs}
