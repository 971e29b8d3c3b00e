"""Two tenants over every operation of the contract: what is one's own is nobody else's, whether it is named or listed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from rashomon.storage.database import Database
from rashomon.workflows.keys import create_key

DOCUMENT = yaml.safe_load((Path(__file__).parents[3] / "openapi.yaml").read_text("utf-8"))
METHODS = ("get", "post", "patch", "delete")
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if method in METHODS and path.startswith("/v1/")
}
NAMED = sorted(name for name, (_, path, _) in OPERATIONS.items() if "{" in path)
LISTS = sorted(name for name, (method, path, _) in OPERATIONS.items() if method == "GET" and "{" not in path)
OF_NOBODY = {"getVocabulary"}  # the same for everybody
BODIES: dict[str, Any] = {
    "decideEvent": {"action": "confirm"},
    "changeWebhookEndpoint": {"enabled": False},
    "recoverDeliveries": {"since": "2015-01-01"},
}
HOOK = {"url": "https://hooks.example.org/r"}


class House:
    """What the north owns, and a client with a key for each tenant."""

    def __init__(self, client: FlaskClient, database: Database, tell: Callable[..., Any]) -> None:
        self.client = client
        keys = {t: create_key(database, t, name=t, scopes=("read", "submit", "admin")) for t in ("north", "south")}
        self.bearer = {tenant: {"Authorization": f"Bearer {made.secret}"} for tenant, made in keys.items()}
        told = tell(1, tenant="north")
        texts = [{"text": "Ten died in Homs."}, {"text": "Twelve died in Homs."}]
        made = {
            "endpoint_id": self.as_("north", "POST", "/v1/webhook-endpoints", HOOK)["endpoint"]["id"],
            "comparison_id": self.as_("north", "POST", "/v1/comparisons", {"articles": texts})["id"],
        }
        self.ids = {
            **made,
            "article_id": told.article_ids[0],
            "report_id": told.report_ids[0],
            "event_id": told.event_ids[0],
            "job_id": self.as_("north", "GET", "/v1/jobs?kind=article")["data"][0]["id"],
            "key_id": keys["north"].key.id,
            "lineage_id": self.as_("north", "GET", f"/v1/articles/{told.article_ids[0]}")["lineage_id"],
            "delivery_id": self.as_("north", "POST", f"/v1/webhook-endpoints/{made['endpoint_id']}/ping")["id"],
        }

    def ask(self, tenant: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.open(path, method=method, json=body, headers={**self.bearer[tenant], **headers})

    def as_(self, tenant: str, method: str, path: str, body: Any = None) -> Any:
        answer = self.ask(tenant, method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.json

    def path(self, template: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda name: self.ids[name[1]], template)


@pytest.fixture
def house(make_app: Any, database: Database, tell: Callable[..., Any]) -> House:
    return House(make_app({"auth": "on"}).test_client(), database, tell)


@pytest.mark.parametrize("name", NAMED)
def test_what_another_tenant_owns_is_answered_like_what_is_not_there(house: House, name: str) -> None:
    method, template, _ = OPERATIONS[name]
    path, headers = house.path(template), {"If-Match": "*"} if method == "PATCH" else {}
    missing = re.sub(r"_[a-z0-9]+", "_" + "0" * 26, path.removeprefix("/v1/"))

    asked = house.ask("south", method, path, BODIES.get(name), **headers)
    nothing = house.ask("south", method, f"/v1/{missing}", BODIES.get(name), **headers)

    assert (404, 404) == (asked.status_code, nothing.status_code)
    assert without_ids(nothing.json) == without_ids(asked.json)


@pytest.mark.parametrize("name", sorted(set(NAMED) - {"deleteArticle"}))
def test_the_owner_is_answered(house: House, name: str) -> None:
    """Else the test above would pass for an operation that finds nothing ever."""
    method, template, _ = OPERATIONS[name]
    path = house.path(template)
    if name == "retryJob":
        house.as_("north", "POST", f"{path.removesuffix('/retry')}/cancel")
    if name == "streamJob":
        house.as_("north", "POST", f"{path.removesuffix('/stream')}/cancel")  # so that it ends
    tag = house.ask("north", "GET", path).headers.get("ETag") if method == "PATCH" else None
    answer = house.ask("north", method, path, BODIES.get(name), **({"If-Match": tag} if tag else {}))
    assert answer.status_code < 300, answer.text


@pytest.mark.parametrize("name", LISTS)
def test_lists_show_nothing_of_another_tenant(house: House, name: str) -> None:
    path = OPERATIONS[name][1]
    theirs, own = house.ask("south", "GET", path).text, house.ask("north", "GET", path).text
    assert [] == [ident for ident in house.ids.values() if ident in theirs]
    told = json.loads(own).get("data")
    assert name in OF_NOBODY or told or name in {"getCallbackKeys", "listCounts", "listDiscrepancies"}, "nothing to hide"


def test_a_cursor_of_one_tenant_opens_nothing_of_it_to_another(house: House) -> None:
    house.as_("north", "POST", "/v1/articles", {"text": "A second article of the north."})
    cursor = house.as_("north", "GET", "/v1/articles?limit=1")["next_cursor"]
    answer = house.ask("south", "GET", f"/v1/articles?limit=1&cursor={cursor}")
    assert answer.status_code == 422 or [] == answer.json["data"]


def test_the_same_words_are_two_articles_and_one_key_two_requests(house: House) -> None:
    body, key = {"text": "Both tell this."}, {"Idempotency-Key": "same"}
    north, south = (house.ask(t, "POST", "/v1/articles", body, **key) for t in ("north", "south"))
    assert (202, 202) == (north.status_code, south.status_code)
    assert north.json["id"] != south.json["id"]


def test_a_comparison_of_another_tenants_article_finds_none(house: House) -> None:
    own = house.as_("south", "POST", "/v1/articles", {"text": "Own."})["article_ids"][0]
    asked = house.ask("south", "POST", "/v1/comparisons", {"article_ids": [own, house.ids["article_id"]]})
    assert 404 == asked.status_code


def without_ids(problem: dict[str, Any]) -> str:
    return re.sub(r"\b[a-z]{3}_[a-z0-9]+", "…", json.dumps({k: v for k, v in problem.items() if k != "request_id"}))
