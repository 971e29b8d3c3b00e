"""Every example of `openapi.yaml`, executed: sent to a real server, and its answer held against what the document shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
import yaml
from jsonschema import Draft202012Validator

from rashomon.storage.database import open_database
from rashomon.workflows import keys
from support.api_process import serving
from support.telling import tell

DOCUMENT = yaml.safe_load((Path(__file__).parents[2] / "openapi.yaml").read_text("utf-8"))
METHODS = ("get", "post", "patch", "delete")
PROBLEM = "application/problem+json"
SHOWN_HOST, NOBODYS_HOST = "hooks.example.org", "192.0.2.1"  # the shown one is not known to every name server
LAST = ("retryJob", "deleteArticle", "cancelJob", "rotateKey", "deleteWebhookEndpoint")  # what they touch is gone or another
OPERATIONS = sorted(
    (
        (path, method, operations[method])
        for path, operations in DOCUMENT["paths"].items()
        for method in METHODS
        if method in operations
    ),
    key=lambda found: found[2]["operationId"] in LAST,
)


ENVIRONMENT = {"RASHOMON_AUTH": "on", "RASHOMON_WAIT_LIMIT": "1", "RASHOMON_WEBHOOK_ALLOW": f"{NOBODYS_HOST}/32"}


@dataclass
class Place:
    """A server with something in it, and for each id of the examples the id that stands for it there."""

    url: str
    headers: dict[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **kwargs: Any) -> requests.Response:
        headers = {**self.headers, **kwargs.pop("headers", {})}
        return requests.request(method, self.url + path, headers=headers, timeout=20, **kwargs)

    def made(self, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self.ask("POST", path, json=body)
        assert answer.ok, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("examples")
    url = f"sqlite:///{folder}/rashomon.db"
    with serving(url, folder, environment=ENVIRONMENT) as server:
        store = open_database(url)
        told = tell(store, 20)
        key = keys.create_key(store, "default", name="examples", scopes=("read", "submit", "admin")).secret
        store.close()
        yield furnished(
            Place(server.url, {"Authorization": f"Bearer {key}"}), told.article_ids, told.report_ids, told.event_ids
        )


def furnished(place: Place, articles: tuple[str, ...], reports: tuple[str, ...], events: tuple[str, ...]) -> Place:
    """Make one of everything that an address names; a job that is over, so that it can be retried and streamed."""
    endpoint = place.made("/v1/webhook-endpoints", {"url": f"https://{NOBODYS_HOST}/"})["endpoint"]["id"]
    job = place.ask("GET", f"/v1/articles/{articles[0]}").json()["job_id"]
    place.made(f"/v1/jobs/{job}/cancel")
    comparison = place.made("/v1/comparisons", {"article_ids": list(articles[:2])})
    place.ids = {
        "article_id": articles[1], "report_id": reports[0], "event_id": events[0], "job_id": job,
        "lineage_id": place.ask("GET", f"/v1/articles/{articles[1]}").json()["lineage_id"], "comparison_id": comparison["id"],
        "endpoint_id": endpoint, "delivery_id": place.made(f"/v1/webhook-endpoints/{endpoint}/ping")["id"],
        "key_id": place.made("/v1/keys", {"name": "spare", "scopes": ["read"]})["key"]["id"],
    }  # fmt: skip
    return place


def address(place: Place, path: str, operation: dict[str, Any]) -> str:
    """Return the address with the ids that exist here, and with every parameter that has an example."""
    ids = place.ids
    if operation["operationId"] == "revokeKey":
        ids = {**ids, "key_id": place.made("/v1/keys", {"name": "spare", "scopes": ["read"]})["key"]["id"]}
    if operation["operationId"] == "cancelJob":
        ids = {**ids, "job_id": place.made("/v1/articles", {"text": "Something to be cancelled."})["id"]}
    given = [(p["name"], p["example"]) for p in operation.get("parameters", ()) if p["in"] == "query" and "example" in p]
    return path.format(**ids) + (f"?{urlencode(given)}" if given else "")


def request_of(place: Place, where: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Return the example body and header fields."""
    headers = {p["name"]: p["example"] for p in operation.get("parameters", ()) if p["in"] == "header" and "example" in p}
    if "428" in operation["responses"]:
        headers["If-Match"] = place.ask("GET", where).headers["ETag"]
    if "requestBody" not in operation:
        return {"headers": headers}
    ((media, content),) = operation["requestBody"]["content"].items()
    example = content["example"]
    text = example if isinstance(example, str) else json.dumps(example)
    shown = json.dumps(DOCUMENT["components"]["schemas"]["Article"]["example"]["id"])
    text = text.replace(SHOWN_HOST, NOBODYS_HOST)
    return {
        "data": text.replace(shown, json.dumps(place.ids["article_id"])).encode(),
        "headers": {**headers, "Content-Type": media},
    }


def fits(data: Any, schema: dict[str, Any]) -> list[str]:
    whole = {**schema, "components": DOCUMENT["components"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(data)]


def media_of(operation: dict[str, Any]) -> list[str]:
    good = next(reply for status, reply in sorted(operation["responses"].items()) if status.startswith("2"))
    return list(good.get("content", {"": {}}))


EXECUTED = [(path, method, operation, media) for path, method, operation in OPERATIONS for media in media_of(operation)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "method", "operation", "media"),
    EXECUTED,
    ids=[f"{op['operationId']} {media}".strip() for _, _, op, media in EXECUTED],
)
def test_an_example_does_what_the_document_shows(
    place: Place, path: str, method: str, operation: dict[str, Any], media: str
) -> None:
    where = address(place, path, operation)
    asked = request_of(place, where, operation)
    asked["headers"].update({"Accept": media} if media else {})

    answer = place.ask(method.upper(), where, **asked)

    assert answer.status_code < 300, answer.text
    documented = operation["responses"][str(answer.status_code)].get("content", {})
    if not media:
        assert (b"", {}) == (answer.content, documented)
        return
    shown = documented[media]
    assert media == answer.headers["Content-Type"].partition(";")[0]
    if media == "application/json":
        assert [] == fits(answer.json(), shown["schema"])
        assert set(shown["example"]) <= set(answer.json())
    elif media == "text/csv" and operation["operationId"] != "compareEvent":
        assert shown["example"].splitlines()[0] == answer.text.splitlines()[0]
    else:
        assert answer.text


PROVOKED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "400": ("POST", "/v1/articles", {"data": b"{", "headers": {"Content-Type": "application/json"}}),
    "401": ("GET", "/v1/events", {"headers": {"Authorization": "Bearer rsh_nobody"}}),
    "404": ("GET", "/v1/events/evt_nothing", {}),
    "405": ("PUT", "/v1/events", {}),
    "406": ("GET", "/v1/events", {"headers": {"Accept": "application/pdf"}}),
    "409": ("POST", "/v1/jobs/{job_id}/cancel", {}),
    "412": ("DELETE", "/v1/webhook-endpoints/{endpoint_id}", {"headers": {"If-Match": '"another"'}}),
    "413": ("POST", "/v1/articles", {"json": {"text": "a" * 9_000_000}}),
    "414": ("GET", "/v1/events?q=" + "a" * 5000, {}),
    "415": ("POST", "/v1/articles", {"data": b"{}", "headers": {"Content-Type": "text/plain"}}),
    "422": ("POST", "/v1/articles", {"json": {}}),
    "428": ("PATCH", "/v1/webhook-endpoints/{endpoint_id}", {"json": {"enabled": True}}),
    "431": ("GET", "/v1/events", {"headers": {"X-Long": "a" * 9000}}),
}


@pytest.mark.slow
@pytest.mark.parametrize("status", PROVOKED)
def test_a_refusal_is_as_the_document_shows(place: Place, status: str) -> None:
    """403, 408, 410, 429, 500 and 503 need another server or another state; their tests are with what brings them about."""
    method, path, asked = PROVOKED[status]

    # examples run before: what they deleted is made anew
    place.ids["endpoint_id"] = place.made("/v1/webhook-endpoints", {"url": f"https://{NOBODYS_HOST}/"})["endpoint"]["id"]
    job = place.made("/v1/articles", {"text": f"Something to be refused with {status}."})["id"]
    place.made(f"/v1/jobs/{job}/cancel")
    answer = place.ask(method, path.format(**{**place.ids, "job_id": job}), **asked)

    assert (status, PROBLEM) == (str(answer.status_code), answer.headers["Content-Type"])
    assert [] == fits(answer.json(), {"$ref": "#/components/schemas/Problem"})
    if status != "405":  # of no operation
        shown = DOCUMENT["components"]["responses"][status]
        assert f"`{answer.json()['reason']}`" in shown["description"]
        assert set(shown["content"][PROBLEM]["example"]) == set(answer.json())
