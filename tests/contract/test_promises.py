"""What API.md's headers promise, asked of a real server with everything switched on: keys, limits, CORS, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from contract.fuzz import database
from rashomon.storage.database import open_database
from rashomon.workflows import keys
from support.api_process import serving
from support.servers import ValkeyServer
from support.telling import tell

DESK = "https://desk.example"
LIMIT = 30


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a function that asks with a fresh key, so that no test uses up another's limit."""
    folder: Path = tmp_path_factory.mktemp("promises")
    valkey = ValkeyServer()
    valkey.start()
    environment = {
        "RASHOMON_AUTH": "on", "RASHOMON_CORS_ORIGINS": DESK, "RASHOMON_RATE_LIMIT": f"{LIMIT}/3600",
        "RASHOMON_BROKER_URL": valkey.url,
    }  # fmt: skip
    with database(request.param, folder) as url, serving(url, folder, environment=environment) as server:
        store = open_database(url)
        tell(store, 7)

        def caller() -> Any:
            secret = keys.create_key(store, "default", name="t", scopes=("read", "submit", "admin")).secret

            def ask(method: str, path: str, **kwargs: Any) -> requests.Response:
                headers = {"Authorization": f"Bearer {secret}", **kwargs.pop("headers", {})}
                return requests.request(method, server.url + path, headers=headers, timeout=30, **kwargs)

            return ask

        yield caller
        store.close()
    valkey.remove()


@pytest.mark.slow
def test_what_is_unchanged_is_304_per_representation(place: Any) -> None:
    ask = place()
    first = ask("GET", "/v1/events?limit=2")
    again = ask("GET", "/v1/events?limit=2", headers={"If-None-Match": first.headers["ETag"]})
    html = ask("GET", f"/v1/events/{first.json()['data'][0]['id']}/comparison", headers={"Accept": "text/html"})
    data = ask("GET", f"/v1/events/{first.json()['data'][0]['id']}/comparison")

    assert not first.headers["ETag"].startswith("W/")
    assert (304, b"") == (again.status_code, again.content)
    assert "Accept" in first.headers["Vary"]
    assert "Authorization" in first.headers["Vary"]
    assert "private, no-cache" == first.headers["Cache-Control"]
    assert html.headers["ETag"] != data.headers["ETag"]
    assert (200, b"") == ((head := ask("HEAD", "/v1/events?limit=2")).status_code, head.content)
    assert first.headers["ETag"] == head.headers["ETag"]
    assert "ETag" not in ask("GET", "/v1/events?format=csv").headers


@pytest.mark.slow
def test_pages_follow_their_links_and_a_cursor_is_of_its_query(place: Any) -> None:
    ask = place()
    seen, path = [], "/v1/events?limit=3&sort=when"
    while path:
        answer = ask("GET", path)
        seen += [event["id"] for event in answer.json()["data"]]
        path = answer.links["next"]["url"] if answer.json()["has_more"] else ""
        if path:
            cursor = answer.json()["next_cursor"]
    assert 7 == len(seen) == len(set(seen))
    assert "invalid_cursor" == ask("GET", f"/v1/events?sort=-when&cursor={cursor}").json()["reason"]
    assert "invalid_cursor" == ask("GET", f"/v1/events?sort=when&cursor={cursor[:-1]}").json()["reason"]


@pytest.mark.slow
def test_a_key_of_a_call_brings_its_first_answer_back(place: Any) -> None:
    ask = place()
    body = {"text": "Two shells fell beside the mill."}
    first = ask("POST", "/v1/articles", json=body, headers={"Idempotency-Key": '"mill-1"'})
    again = ask("POST", "/v1/articles", json=body, headers={"Idempotency-Key": "mill-1"})
    other = ask("POST", "/v1/articles", json={"text": "Three."}, headers={"Idempotency-Key": "mill-1"})

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert "true" == again.headers["Idempotency-Replayed"]
    assert (422, "idempotency_key_reused") == (other.status_code, other.json()["reason"])


@pytest.mark.slow
def test_a_change_needs_the_state_it_was_made_of(place: Any) -> None:
    ask = place()
    path = "/v1/articles/" + ask("POST", "/v1/articles", json={"text": "It will go."}).json()["article_ids"][0]

    assert 412 == ask("DELETE", path, headers={"If-Match": '"another"'}).status_code
    assert 202 == ask("DELETE", path, headers={"If-Match": ask("GET", path).headers["ETag"]}).status_code
    assert 404 == ask("GET", path).status_code


@pytest.mark.slow
def test_a_key_has_its_number_of_requests_and_is_told(place: Any) -> None:
    ask, other = place(), place()
    answers = [ask("GET", "/v1/jobs?limit=1") for _ in range(LIMIT + 1)]

    assert [200] * LIMIT + [429] == [answer.status_code for answer in answers]
    assert f'"key";q={LIMIT};w=3600' == answers[0].headers["RateLimit-Policy"]
    assert answers[0].headers["RateLimit"].startswith(f'"key";r={LIMIT - 1};t=')
    assert (True, "rate_limited") == (answers[-1].json()["retryable"], answers[-1].json()["reason"])
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert 200 == other("GET", "/v1/jobs?limit=1").status_code


@pytest.mark.slow
def test_only_the_named_origin_may_share(place: Any) -> None:
    ask = place()
    asked = {"Origin": DESK, "Access-Control-Request-Method": "POST", "Authorization": ""}
    preflight = ask("OPTIONS", "/v1/articles", headers=asked)
    foreign = ask("GET", "/v1/events", headers={"Origin": "https://elsewhere.example"})

    assert (200, DESK) == (preflight.status_code, preflight.headers["Access-Control-Allow-Origin"])
    assert "Idempotency-Key" in preflight.headers["Access-Control-Allow-Headers"]
    assert "ETag" in ask("GET", "/v1/events", headers={"Origin": DESK}).headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in foreign.headers
    assert "Origin" in foreign.headers["Vary"]
