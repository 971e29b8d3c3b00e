"""What holds for every answer: problems, keys, limits, headers, health; and jobs, streams, webhooks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from rashomon.api.problems import REASONS
from rashomon.api.services import Quota
from rashomon.records.problems import FieldError, InvalidError
from rashomon.storage.database import Database
from rashomon.workflows.keys import create_key, revoke_key


def bearer(database: Database, *scopes: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {create_key(database, 'default', name='t', scopes=scopes).secret}"}


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/v1/nowhere", 404, "not_found"),
        ("GET", "/v1//articles", 404, "not_found"),
        ("GET", "/v1/articles/", 404, "not_found"),
        ("PUT", "/v1/articles", 405, "method_not_allowed"),
        ("DELETE", "/v1/events", 405, "method_not_allowed"),
        ("GET", "/readyz?for=tea", 422, "invalid"),
    ],
)
def test_every_refusal_is_problem_details(client: FlaskClient, method: str, path: str, status: int, reason: str) -> None:
    answer = client.open(path, method=method, headers={"X-Request-Id": "my-id"})

    assert (status, "application/problem+json") == (answer.status_code, answer.content_type)
    assert (status, reason, "my-id", f"/docs/problems#{reason}") == tuple(
        answer.json[name] for name in ("status", "reason", "request_id", "type")
    )
    assert {"type", "title", "status", "detail", "reason", "request_id", "retryable", "errors"} == set(answer.json)
    assert ("Allow" in answer.headers) == (status == 405)


def test_a_fault_of_ours_tells_nothing_of_its_inside(make_app: Any) -> None:
    def broken() -> dict[str, Any]:
        raise RuntimeError("secret path /etc")

    answer = make_app(vocabulary=broken).test_client().get("/v1/vocabulary")

    assert (500, "internal_error", True) == (answer.status_code, answer.json["reason"], answer.json["retryable"])
    assert "secret" not in answer.text


def test_every_reason_is_in_the_catalogue(client: FlaskClient) -> None:
    page = client.get("/docs/problems").text

    assert all(f'<tr id="{reason}">' in page for reason in REASONS)


@pytest.mark.parametrize(
    "value", [None, "", "Bearer", "Bearer rsh_no", "Basic abc", "Bearer " + "x" * 500, "Bearer rsh_a_b\x00"]
)
def test_without_a_known_key_it_is_401(make_app: Any, value: str | None) -> None:
    headers = {} if value is None else {"Authorization": value}

    answer = (
        make_app({"auth": "on"})
        .test_client()
        .get("/v1/events", environ_overrides={f"HTTP_{k.upper()}": v for k, v in headers.items()})
    )

    assert (401, "unauthenticated") == (answer.status_code, answer.json["reason"])
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("read", "GET", "/v1/events", 200),
        ("read", "POST", "/v1/articles", 403),
        ("submit", "POST", "/v1/articles", 202),
        ("submit", "GET", "/v1/events", 403),
        ("read", "GET", "/v1/keys", 403),
        ("admin", "GET", "/v1/keys", 200),
        ("read", "GET", "/v1/webhook-endpoints", 403),
    ],
)
def test_a_key_does_what_its_scope_says(
    make_app: Any, database: Database, scope: str, method: str, path: str, status: int
) -> None:
    body = {"text": "Shells fell."} if method == "POST" else None

    assert (
        status
        == make_app({"auth": "on"})
        .test_client()
        .open(path, method=method, json=body, headers=bearer(database, scope))
        .status_code
    )


def test_a_revoked_key_is_nobody(make_app: Any, database: Database) -> None:
    made = create_key(database, "default", name="t", scopes=("read",))
    client = make_app({"auth": "on"}).test_client()
    headers = {"Authorization": f"Bearer {made.secret}"}

    assert 200 == client.get("/v1/events", headers=headers).status_code
    revoke_key(database, "default", made.key.id)
    assert 401 == client.get("/v1/events", headers=headers).status_code


def test_keys_are_made_rotated_and_revoked_over_http(make_app: Any, database: Database) -> None:
    client, admin = make_app({"auth": "on"}).test_client(), bearer(database, "admin")
    made = client.post("/v1/keys", json={"name": "desk", "scopes": ["read"]}, headers=admin)
    assert 201 == made.status_code
    rotated = client.post(f"/v1/keys/{made.json['key']['id']}/rotate", headers=admin).json
    assert 401 == client.get("/v1/events", headers={"Authorization": f"Bearer {made.json['secret']}"}).status_code
    assert 200 == client.get("/v1/events", headers={"Authorization": f"Bearer {rotated['secret']}"}).status_code
    assert 204 == client.delete(f"/v1/keys/{rotated['key']['id']}", headers=admin).status_code
    assert rotated["secret"] not in client.get("/v1/keys", headers=admin).text


class Strict:
    """Lets one request through."""

    def __init__(self) -> None:
        self.left = 1

    def take(self, _: str) -> Quota:
        self.left -= 1
        return Quota(limit=1, window=60, remaining=max(0, self.left), reset=42, exceeded=self.left < 0)


def test_too_many_requests_are_429_and_say_when(make_app: Any) -> None:
    client = make_app(limiter=Strict()).test_client()

    first, second = client.get("/v1/events"), client.get("/v1/events")

    assert (200, '"key";q=1;w=60', '"key";r=0;t=42') == (
        first.status_code,
        first.headers["RateLimit-Policy"],
        first.headers["RateLimit"],
    )
    assert (429, "rate_limited", "42") == (second.status_code, second.json["reason"], second.headers["Retry-After"])


def test_no_answer_of_the_limiter_lets_requests_through(make_app: Any) -> None:
    class Away:
        def take(self, _: str) -> None:
            return None

    assert 200 == make_app(limiter=Away()).test_client().get("/v1/events").status_code


def test_browsers_are_told_not_to_guess_and_not_to_share(client: FlaskClient) -> None:
    answer = client.get("/v1/events", headers={"Origin": "https://elsewhere.example"})

    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_sharing_is_for_named_origins_only(make_app: Any) -> None:
    client = make_app({"cors_origins": "https://desk.example"}).test_client()
    asked = {"Origin": "https://desk.example", "Access-Control-Request-Method": "POST"}

    preflight = client.options("/v1/articles", headers=asked)
    other = client.options("/v1/articles", headers={**asked, "Origin": "https://elsewhere.example"})

    assert "https://desk.example" == preflight.headers["Access-Control-Allow-Origin"]
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in other.headers


def test_readiness_is_about_the_promise_and_processing_about_the_rest(make_app: Any) -> None:
    client = make_app(broker_answers=lambda: False).test_client()

    assert (200, "away") == (client.get("/readyz").status_code, client.get("/readyz").json["checks"]["broker"])
    assert 503 == client.get("/readyz?for=processing").status_code
    assert 200 == client.get("/livez").status_code


def test_figures_are_given_in_the_format_of_prometheus(client: FlaskClient) -> None:
    client.get("/v1/events")
    client.get("/nowhere/at/all")

    found = {
        (sample.labels["operation"], sample.labels["status"])
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
        if sample.name == "rashomon_http_requests_total"
    }
    assert {("listEvents", "200"), ("none", "404")} <= found


def test_the_docs_need_no_other_host(client: FlaskClient) -> None:
    page = client.get("/docs")

    assert "http" not in page.text.replace("HTTP contract", "").replace("http contract", "")
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js"):
        assert f"/docs/static/{name}" in page.text
        with client.get(f"/docs/static/{name}") as file:
            assert 200 == file.status_code
    assert 404 == client.get("/docs/static/../app.py").status_code
    assert "3.1.0" == client.get("/openapi.json").json["openapi"]


def job_of(client: FlaskClient) -> Any:
    return client.post("/v1/articles", json={"text": "Shells fell on the harbour."}).json


def post(client: FlaskClient, path: str) -> tuple[int, str]:
    answer = client.post(path)
    return answer.status_code, answer.json.get("status") if answer.status_code < 400 else answer.json["reason"]


def test_a_job_is_cancelled_once_and_retried(client: FlaskClient) -> None:
    path = f"/v1/jobs/{job_of(client)['id']}"

    assert (200, "cancelled") == post(client, f"{path}/cancel")
    assert (409, "job_finished") == post(client, f"{path}/cancel")
    assert (202, "queued") == post(client, f"{path}/retry")
    assert (409, "job_not_retryable") == post(client, f"{path}/retry")


def test_a_stream_tells_each_state_once_and_ends_with_the_job(client: FlaskClient) -> None:
    job = job_of(client)
    client.post(f"/v1/jobs/{job['id']}/cancel")

    told = client.get(f"/v1/jobs/{job['id']}/stream")
    name = next(line for line in told.text.splitlines() if line.startswith("id: ")).removeprefix("id: ")
    again = client.get(f"/v1/jobs/{job['id']}/stream", headers={"Last-Event-ID": name})

    assert "text/event-stream" == told.mimetype
    assert "cancelled" == json.loads(next(line for line in told.text.splitlines() if line.startswith("data: "))[6:])["status"]
    assert "data:" not in again.text


def test_streams_are_counted_and_given_back(make_app: Any) -> None:
    app: Flask = make_app({"wait_threads": 1})
    client = app.test_client()
    job = job_of(client)
    held = client.get(f"/v1/jobs/{job['id']}/stream", buffered=False)

    refused = client.get(f"/v1/jobs/{job['id']}/stream")
    waited = client.get(f"/v1/jobs/{job['id']}", headers={"Prefer": "wait=5"})

    assert (503, "too_many_streams") == (refused.status_code, refused.json["reason"])
    assert "Preference-Applied" not in waited.headers  # no slot: the preference is ignored
    held.close()
    client.post(f"/v1/jobs/{job['id']}/cancel")
    assert 200 == client.get(f"/v1/jobs/{job['id']}/stream").status_code


def test_waits_end_when_the_process_is_asked_to(make_app: Any) -> None:
    app: Flask = make_app()
    app.extensions["rashomon"].waits.close()
    client = app.test_client()

    assert "queued" == client.get(f"/v1/jobs/{job_of(client)['id']}", headers={"Prefer": "wait=30"}).json["status"]


ENDPOINT = {"url": "https://hooks.example.org/r", "event_types": ["event.created"], "filters": {"type": ["air_strike"]}}


def test_a_webhook_endpoint_lives_its_life(client: FlaskClient) -> None:
    made = client.post("/v1/webhook-endpoints", json=ENDPOINT)
    path = made.headers["Location"]
    assert (201, True) == (made.status_code, made.json["secret"].startswith("whsec_"))
    assert "whsec_" not in client.get(path).text
    tag = client.get(path).headers["ETag"]
    assert 428 == client.patch(path, json={"enabled": False}).status_code
    assert 412 == client.patch(path, json={"enabled": False}, headers={"If-Match": '"another"'}).status_code
    changed = client.patch(path, json={"enabled": False}, headers={"If-Match": tag})
    assert (200, False, ENDPOINT["url"]) == (changed.status_code, changed.json["enabled"], changed.json["url"])
    assert [] == client.get(f"{path}/deliveries").json["data"]
    assert (204, 404) == (client.delete(path).status_code, client.get(path).status_code)


def test_an_endpoint_gets_fresh_keys_a_ping_and_what_failed(client: FlaskClient) -> None:
    made = client.post("/v1/webhook-endpoints", json=ENDPOINT)
    path = made.headers["Location"]

    assert made.json["secret"] != client.post(f"{path}/rotate-secret").json["secret"]
    ping = client.post(f"{path}/ping")
    assert (202, "endpoint.ping", "pending") == (ping.status_code, ping.json["event_type"], ping.json["status"])
    assert [ping.json["id"]] == [row["id"] for row in client.get(f"{path}/deliveries").json["data"]]
    assert {"messages": 0} == client.post(f"{path}/recover", json={"since": "2026-01-01"}).json
    assert 202 == client.post(f"/v1/deliveries/{ping.json['id']}/redeliver").status_code
    assert 422 == client.post(f"{path}/recover", json={}).status_code


def test_callback_keys_stay_until_they_are_rotated(client: FlaskClient) -> None:
    first = client.get("/v1/webhook-endpoints/callback").json

    assert first == client.get("/v1/webhook-endpoints/callback").json
    assert first != client.post("/v1/webhook-endpoints/callback/rotate-secret").json


def test_an_address_that_may_not_be_called_is_refused_with_its_place(make_app: Any) -> None:
    def never(url: str) -> None:
        raise InvalidError(f"{url} is not public.", errors=(FieldError("", "x"),))

    client = make_app(may_send=never).test_client()

    hook = client.post("/v1/webhook-endpoints", json=ENDPOINT)
    article = client.post("/v1/articles", json={"text": "Shells fell.", "callback_url": "http://10.0.0.1/x"})

    assert (422, "callback_refused", "/url") == (hook.status_code, hook.json["reason"], hook.json["errors"][0]["pointer"])
    assert (422, "/callback_url") == (article.status_code, article.json["errors"][0]["pointer"])


def test_a_comparison_of_lent_texts_is_queued_and_theirs_are_not_articles(client: FlaskClient) -> None:
    asked = {"articles": [{"text": "Ten died in Homs."}, {"text": "Twelve died in Homs."}]}

    made = client.post("/v1/comparisons", json=asked)

    assert (202, "comparison") == (made.status_code, made.json["kind"])
    found = client.get(f"/v1/comparisons/{made.json['id']}").json
    assert ("queued", None) == (found["job"]["status"], found["comparisons"])
    assert [] == client.get("/v1/articles").json["data"]
    assert 422 == client.post("/v1/comparisons", json={"articles": asked["articles"][:1]}).status_code
    assert 404 == client.post("/v1/comparisons", json={"article_ids": ["art_a", "art_b"]}).status_code
