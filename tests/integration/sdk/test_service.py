"""The client and a real service: from a submission to a contradiction, through faults in between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon_sdk import Client, InvalidRequestError, NotFoundError, RateLimitedError, WaitTimeoutError
from rashomon_sdk.records import Job
from rashomon_sdk.testing import Faults, Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

WIRE = {
    "text": "Shelling of the town of Kharabu killed 12 people on 3 May 2016, rescue workers said.",
    "source": "Wire of the Coast", "published_at": "2016-05-04", "external_id": "wire-1",
}  # fmt: skip
ACCOUNTS = [
    {
        "text": "Air strikes on the Syrian town of Maarrat al-Numan killed 37 people on Tuesday, rescue workers said.",
        "source": "Coast Wire", "published_at": "2016-04-20", "external_id": "coast-1",
    },
    {
        "text": "An air strike killed 44 people at a market in the Syrian town of Maarat al-Numan on 19 April, activists said.",
        "source": "Hill Post", "published_at": "2016-04-20", "external_id": "hill-1",
    },
    {"text": "", "external_id": "empty-1"},
]  # fmt: skip


@pytest.fixture(scope="module")
def submitted(rashomon_service: Service) -> dict[str, str]:
    """External id -> article id of the accounts, once they are read."""
    with rashomon_service.client() as client:
        told = list(client.articles.submit_many(ACCOUNTS))
        client.jobs.wait(str(told[0].batch_id), timeout=300)
    return {str(row.external_id): row.article_id for row in told if row.article_id}


def test_a_batch_tells_what_became_of_each_article(rashomon: Client, submitted: dict[str, str]) -> None:
    told = list(rashomon.articles.submit_many(ACCOUNTS))
    assert ["known", "known", "refused"] == [row.outcome for row in told]
    assert submitted["coast-1"] == told[0].article_id
    assert "/text" in {error["pointer"] for error in told[2].problem.errors} if told[2].problem else False


def test_two_accounts_of_one_strike_become_one_event_with_its_disagreement(rashomon: Client, submitted: dict[str, str]) -> None:
    ids = list(submitted.values())
    [event] = [event for event in rashomon.events.list(article_id=ids) if event.sources.articles == 2]
    assert {37, 44} == {figure.low for count in event.counts if count.measure == "killed" for figure in count.reported}
    rows = {row.field: row for row in rashomon.events.comparison(event.id).rows}
    assert {"Coast Wire", "Hill Post"} == {cell.outlet for cell in rows["killed"].cells if cell.value is not None}


def test_every_span_of_a_report_holds_the_words_it_says(rashomon: Client, submitted: dict[str, str]) -> None:
    article = rashomon.articles.get(submitted["coast-1"])
    [report] = rashomon.articles.reports(article.id)
    counts = [count for count in report.counts if count.span]
    assert counts
    for count in counts:
        assert count.span
        assert article.text
        assert article.text[count.span[0] : count.span[1]] == count.text


def test_lists_go_on_over_pages_and_from_a_cursor(rashomon: Client, submitted: dict[str, str]) -> None:
    ids = list(submitted.values())
    pager = rashomon.articles.list(limit=1)
    first = next(pager.pages())
    rest = list(rashomon.articles.list(limit=1, cursor=pager.cursor))
    assert set(ids) <= {article.id for article in [*first, *rest]}


def test_a_job_is_told_of_while_it_runs(rashomon: Client) -> None:
    job = rashomon.articles.submit(**WIRE)  # type: ignore[arg-type]
    seen: list[Job] = []
    assert "succeeded" == rashomon.jobs.wait(job, progress=seen.append, timeout=300).status
    assert seen
    assert "succeeded" == list(rashomon.jobs.stream(job))[-1].status


def test_waiting_too_long_leaves_the_job_in_hand(rashomon: Client) -> None:
    job = rashomon.articles.submit(text="Mortar fire hit the port of Adan on 2 June 2016.", source="Coast Wire")
    with pytest.raises(WaitTimeoutError) as caught:
        rashomon.jobs.wait(Job.from_json({"id": job.id, "kind": "article", "status": "running"}), timeout=0)
    assert caught.value.job.id == job.id


def test_lent_texts_are_compared_and_not_kept(rashomon: Client) -> None:
    lent = [
        {"text": "Rockets killed 5 people in the city of Taiz on 9 July 2016, a doctor said."},
        {"text": "Rocket fire on Taiz killed 9 people on 9 July 2016, residents said."},
    ]
    before = len(list(rashomon.articles.list()))
    job = rashomon.jobs.wait(rashomon.comparisons.create(articles=lent), timeout=300)
    assert rashomon.comparisons.get(job.id).comparisons
    assert before == len(list(rashomon.articles.list()))


def test_an_export_is_a_map(rashomon: Client, submitted: dict[str, str], tmp_path: Path) -> None:
    file = rashomon.events.export("geojson", article_id=list(submitted.values())).save(tmp_path / "events.geojson")
    found = json.loads(file.read_text("utf-8"))
    assert "FeatureCollection" == found["type"]
    assert found["features"]


def test_an_export_is_a_frame_with_points(rashomon: Client, submitted: dict[str, str]) -> None:
    found = rashomon.events.export("csv", article_id=list(submitted.values())).to_geodataframe()
    assert "2016-04-19" in {day.date().isoformat() for day in found.date_start.dropna()}
    assert 44 == found.killed_high.max()
    assert found.geometry.notna().any()


def test_what_is_wrong_is_named(rashomon: Client) -> None:
    with pytest.raises(NotFoundError):
        rashomon.events.get("evt_nothere")
    with pytest.raises(InvalidRequestError) as caught:
        rashomon.articles.submit(text="a", published_at="yesterday")
    assert ["/published_at"] == [error["pointer"] for error in caught.value.errors]
    assert caught.value.request_id


def test_a_lost_answer_submits_nothing_twice(rashomon_service: Service, rashomon_faults: Faults) -> None:
    rashomon_faults.lose_answer()
    with Client(rashomon_faults.url, api_key=rashomon_service.api_key) as client:
        job = client.articles.submit(text="Two shells fell on the airfield of Sirte on 1 May 2016.", source="Coast Wire")
        posts = [line for line in rashomon_faults.passed if line == "POST /v1/articles"]
        assert 2 == len(posts)
        same = [article for article in client.articles.list(source="Coast Wire") if article.job_id == job.id]
    assert 1 == len(same)


def test_a_refused_connection_is_tried_again(rashomon_service: Service, rashomon_faults: Faults) -> None:
    rashomon_faults.refuse(2)
    with Client(rashomon_faults.url, api_key=rashomon_service.api_key) as client:
        assert client.vocabulary.get().types


def test_a_long_pause_is_left_to_the_caller(rashomon_service: Service, rashomon_faults: Faults) -> None:
    rashomon_faults.answer(429, retry_after=3600)
    with Client(rashomon_faults.url, api_key=rashomon_service.api_key) as client, pytest.raises(RateLimitedError) as caught:
        client.vocabulary.get()
    assert 3600 == caught.value.retry_after
