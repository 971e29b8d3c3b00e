"""Events and reports over HTTP: read, listed, paged, in every format, compared."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from rashomon.api.describe import components

Tell = Callable[..., Any]


def test_an_event_comes_with_every_field_and_explains_only_when_asked(client: FlaskClient, tell: Tell) -> None:
    event_id = tell().event_ids[0]

    event = client.get(f"/v1/events/{event_id}").json

    assert set(components()["Event"]["properties"]) - {"explain"} == set(event)
    assert "explain" in client.get(f"/v1/events/{event_id}?explain=true").json


def test_a_report_points_into_the_text_that_was_sent(client: FlaskClient, tell: Tell) -> None:
    told = tell()
    text = client.get(f"/v1/articles/{told.article_ids[0]}").json["text"]

    report = client.get(f"/v1/articles/{told.article_ids[0]}/reports").json["data"][0]

    assert told.event_ids[0] == report["event_id"]
    for value in (*report["counts"], *report["where"], *report["participants"], *report["weapons"], report["when"]):
        assert value["text"] == text[slice(*value["span"])]


def test_pages_of_events_hold_each_event_once(client: FlaskClient, tell: Tell) -> None:
    there = tell(7).event_ids
    seen, path = [], "/v1/events?limit=3&sort=when"
    while path:
        page = client.get(path).json
        seen += [event["id"] for event in page["data"]]
        path = f"/v1/events?limit=3&sort=when&cursor={page['next_cursor']}" if page["has_more"] else ""

    assert list(there) == seen


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("since=2017-04-03&until=2017-04-05", 3),
        ("type=air_strike", 7),
        ("type=shelling", 0),
        ("country=sy", 7),
        ("country=FR", 0),
        ("place=Sarmin", 7),
        ("place=172349", 7),
        ("bbox=36,35,37,36", 7),
        ("bbox=0,0,1,1", 0),
        ("near=35.9,36.7,10", 7),
        ("near=35.9,40,10", 0),
        ("measure=killed&min=12", 7),
        ("measure=killed&min=200", 0),
        ("grading=fair", 7),
        ("grading=contested", 0),
        ("has_discrepancy=killed", 7),
        ("has_discrepancy=contradiction", 0),
        ("min_lineages=2", 7),
        ("min_lineages=3", 0),
        ("undated=only", 0),
        ("updated_since=2999-01-01", None),
        ("updated_since=2020-01-01", 7),
    ],
)
def test_a_filter_finds_what_it_should(client: FlaskClient, tell: Tell, query: str, expected: int | None) -> None:
    tell(7)

    answer = client.get(f"/v1/events?{query}")

    assert (422 if expected is None else 200) == answer.status_code
    assert expected == (len(answer.json["data"]) if expected is not None else None)


def test_a_page_of_json_is_304_when_nothing_changed(client: FlaskClient, tell: Tell) -> None:
    tell(5)
    first = client.get("/v1/events?limit=2")

    assert first.json["has_more"]
    assert 304 == client.get("/v1/events?limit=2", headers={"If-None-Match": first.headers["ETag"]}).status_code
    tell(6)
    assert 200 == client.get("/v1/events?limit=2", headers={"If-None-Match": first.headers["ETag"]}).status_code


def test_ndjson_streams_all_of_them(client: FlaskClient, tell: Tell) -> None:
    there = tell(5).event_ids

    answer = client.get("/v1/events?sort=when", headers={"Accept": "application/x-ndjson"})

    assert list(there) == [json.loads(line)["id"] for line in answer.text.splitlines()]
    assert "ETag" not in answer.headers
    assert 2 == len(client.get("/v1/events?format=ndjson&limit=2").text.splitlines())


def test_csv_has_one_line_per_event(client: FlaskClient, tell: Tell) -> None:
    there = tell(3).event_ids

    rows = list(csv.DictReader(io.StringIO(client.get("/v1/events?format=csv&sort=when").text)))

    assert list(there) == [row["id"] for row in rows]
    assert ("Sarmin", "12", "20") == (rows[0]["place"], rows[0]["killed_low"], rows[0]["killed_high"])


def test_geojson_is_a_feature_collection_of_points(client: FlaskClient, tell: Tell) -> None:
    tell(2)

    answer = client.get("/v1/events", headers={"Accept": "application/geo+json"})

    collection = json.loads(answer.text)
    assert ("application/geo+json", "FeatureCollection", 2) == (
        answer.mimetype,
        collection["type"],
        len(collection["features"]),
    )
    assert {"type": "Point", "coordinates": [36.72, 35.9]} == collection["features"][0]["geometry"]


@pytest.mark.parametrize("columns", ["acled", "ucdp"])
def test_codebook_columns_say_where_the_events_left_out_are(client: FlaskClient, tell: Tell, columns: str) -> None:
    tell(2)

    answer = client.get(f"/v1/events?format={columns}")
    left_out = client.get(answer.headers["Link"].split(">")[0].lstrip("<"))

    counted = list(csv.DictReader(io.StringIO(answer.text)))
    excluded = list(csv.DictReader(io.StringIO(left_out.text)))
    assert 2 == len(counted) + len(excluded)
    assert all(row["reason"] for row in excluded)


@pytest.mark.parametrize("columns", ["acled", "ucdp"])
def test_codebook_columns_can_be_had_value_by_value_with_their_rules(client: FlaskClient, tell: Tell, columns: str) -> None:
    tell(1)

    counted = list(csv.DictReader(io.StringIO(client.get(f"/v1/events?format={columns}").text)))
    explained = list(csv.DictReader(io.StringIO(client.get(f"/v1/events?format={columns}&rows=explained").text)))

    assert [value for row in counted for value in row.values()] == [line["value"] for line in explained]
    assert all(line["rule"] for line in explained)


def test_a_format_nobody_offers_is_406(client: FlaskClient) -> None:
    answer = client.get("/v1/events", headers={"Accept": "application/pdf"})

    assert (406, "not_acceptable") == (answer.status_code, answer.json["reason"])
    assert 406 == client.post("/v1/articles", json={"text": "a"}, headers={"Accept": "text/csv"}).status_code
    assert [] == client.get("/v1/articles").json["data"]  # refused before anything was stored


@pytest.mark.parametrize(("fmt", "words"), [("html", "<q>At least 12</q>"), ("md", "| At least 12 |"), ("csv", "At least 12")])
def test_a_comparison_can_be_read_as_a_page(client: FlaskClient, tell: Tell, fmt: str, words: str) -> None:
    event_id = tell().event_ids[0]

    assert words in client.get(f"/v1/events/{event_id}/comparison?format={fmt}").text
    assert "update" == client.get(f"/v1/events/{event_id}/comparison").json["rows"][0]["verdict"]


def test_counts_and_discrepancies_are_rows_over_all_events(client: FlaskClient, tell: Tell) -> None:
    tell(3)

    counts = client.get("/v1/counts?measure=killed").json["data"]
    assert [12, 12, 12] == [row["low"] for row in counts]
    assert 4 == len(client.get("/v1/counts?format=csv").text.splitlines())
    assert ["killed"] * 3 == [row["discrepancy"]["field"] for row in client.get("/v1/discrepancies").json["data"]]


def test_a_lineage_names_its_articles_and_an_event_its_history(client: FlaskClient, tell: Tell) -> None:
    told = tell()
    lineage_id = client.get(f"/v1/articles/{told.article_ids[0]}").json["lineage_id"]

    assert told.article_ids[0] == client.get(f"/v1/lineages/{lineage_id}").json["founder_id"]
    assert ["created"] == [r["kind"] for r in client.get(f"/v1/events/{told.event_ids[0]}/history").json["data"]]


@pytest.mark.parametrize("path", ["events", "reports", "articles", "lineages", "jobs", "comparisons"])
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    assert 404 == client.get(f"/v1/{path}/evt_nothing").status_code
    assert 404 == client.get(f"/v1/{path}/%00").status_code


def test_a_decision_is_kept_beside_the_event(client: FlaskClient, tell: Tell) -> None:
    event_id = tell().event_ids[0]
    before = client.get(f"/v1/events/{event_id}")
    body = {"action": "correct", "path": "/when/start", "value": "2017-03-31", "reason": "misprint"}
    made = client.post(f"/v1/events/{event_id}/decisions", json=body)
    after = client.get(f"/v1/events/{event_id}")

    assert (201, "2017-03-31", False) == (made.status_code, made.json["value"], made.json["lifted"])
    assert before.json["when"] == after.json["when"]
    assert (None, "2017-03-31") == (before.json["authored"], after.json["authored"]["corrections"][0]["value"])
    assert before.headers["ETag"] != after.headers["ETag"]
    assert [made.json] == client.get(f"/v1/events/{event_id}/decisions").json["data"]


def test_a_decision_that_does_not_fit_names_the_place(client: FlaskClient, tell: Tell) -> None:
    address = f"/v1/events/{tell().event_ids[0]}/decisions"
    for body, pointer in (
        ({"action": "guess"}, "/action"),
        ({"action": "correct", "path": "when"}, "/path"),
        ({"action": "correct", "path": "/when/start", "value": [1]}, "/value"),
    ):
        refused = client.post(address, json=body)
        assert (422, pointer) == (refused.status_code, refused.json["errors"][0]["pointer"])
