"""Filters: read into the record, refused with a pointer when they cannot be meant."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from rashomon.api.arguments import read_query
from rashomon.api.views.events import EventListQuery
from rashomon.records.query import Filters


def read(**given: list[str]) -> Filters:
    schema = EventListQuery()
    return schema.load(read_query({name.replace("__", "."): values for name, values in given.items()}, schema))["filters"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Filters()),
        ({"type": ["air_strike,shelling"]}, Filters(type=("air_strike", "shelling"))),
        ({"type": ["air_strike", "shelling"]}, Filters(type=("air_strike", "shelling"))),
        ({"country": ["sy"]}, Filters(country="SY")),
        ({"bbox": ["35,33.5,42.4,37.3"]}, Filters(bbox=(35.0, 33.5, 42.4, 37.3))),
        ({"bbox": ["170,-20,-170,-10"]}, Filters(bbox=(170.0, -20.0, -170.0, -10.0))),  # across the date line
        ({"near": ["36.2,37.1,25"]}, Filters(near=(36.2, 37.1, 25.0))),
        (
            {"since": ["2017-04-01"], "until": ["2017-04-30"], "within": ["true"]},
            Filters(since="2017-04-01", until="2017-04-30", within=True),
        ),
        ({"measure": ["killed"], "min": ["10"]}, Filters(measure="killed", min=10)),
        ({"updated_since": ["2026-01-05T10:00:00+02:00"]}, Filters(updated_since="2026-01-05T08:00:00.000Z")),
        ({"updated_since": ["2026-01-05"]}, Filters(updated_since="2026-01-05T00:00:00.000Z")),
        ({"metadata__desk": ["world"]}, Filters(metadata={"desk": "world"})),
        (
            {"undated": ["only"], "coarse": ["include"], "sort": ["-updated"]},
            Filters(undated="only", coarse="include", sort="-updated"),
        ),
    ],
)
def test_a_query_becomes_filters(given: dict[str, list[str]], expected: Filters) -> None:
    assert expected == read(**given)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("actr=russia", "/query/actr"),
        ("limit=0", "/query/limit"),
        ("limit=201", "/query/limit"),
        ("limit=1_0", "/query/limit"),
        ("limit=%D9%A1", "/query/limit"),  # an Arabic one is no ASCII digit
        ("limit=1&limit=2", "/query/limit"),
        ("since=yesterday", "/query/since"),
        ("since=2017-05-01&until=2017-04-01", "/query/until"),
        ("bbox=1,2,3", "/query/bbox"),
        ("bbox=0,10,5,-10", "/query/bbox"),
        ("bbox=nan,0,1,1", "/query/bbox"),
        ("near=91,0,1", "/query/near"),
        ("near=1,1,1e3", "/query/near"),
        ("min=3", "/query/measure"),
        ("measure=killed&min=5&max=4", "/query/max"),
        ("grading=certain", "/query/grading/0"),
        ("within=yes", "/query/within"),
        ("actor=%00", "/query/actor"),
        ("cursor=abc", "/query/cursor"),
        ("fields=id,nothing%20like%20it", "/query/fields/1"),
        ("metadata=x", "/query/metadata"),
        ("sort=colour", "/query/sort"),
        ("format=xlsx", "/query/format"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused_where_it_stands(client: FlaskClient, query: str, pointer: str) -> None:
    answer = client.get(f"/v1/events?{query}")

    assert (422, [pointer]) == (answer.status_code, [error["pointer"] for error in answer.json["errors"]])
