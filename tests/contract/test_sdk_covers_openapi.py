"""The client against the contract: each operation has its method, each filter its name, each field its place in a record."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import yaml

from rashomon_sdk import Client, filters, records
from rashomon_sdk.records import Record

DOCUMENT = yaml.safe_load((Path(__file__).parents[2] / "openapi.yaml").read_text("utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
ARTICLE = {"text": "Shells fell on the harbour at dawn, residents said."}

CALLS: dict[str, Callable[[Client], Any]] = {
    "submitArticle": lambda c: c.articles.submit(**ARTICLE),
    "submitBatch": lambda c: c.articles.submit_batch([ARTICLE]),
    "listArticles": lambda c: next(iter(c.articles.list())),
    "getArticle": lambda c: c.articles.get("art_1"),
    "deleteArticle": lambda c: c.articles.delete("art_1"),
    "listArticleReports": lambda c: next(iter(c.articles.reports("art_1"))),
    "requestComparison": lambda c: c.comparisons.create(articles=[ARTICLE]),
    "getComparison": lambda c: c.comparisons.get("job_1"),
    "listCounts": lambda c: next(iter(c.counts.list())),
    "redeliver": lambda c: c.webhook_endpoints.redeliver("dlv_1"),
    "listDiscrepancies": lambda c: next(iter(c.discrepancies.list())),
    "listEvents": lambda c: next(iter(c.events.list())),
    "getEvent": lambda c: c.events.get("evt_1"),
    "compareEvent": lambda c: c.events.comparison("evt_1"),
    "decideEvent": lambda c: c.events.decide("evt_1", "confirm"),
    "listEventDecisions": lambda c: next(iter(c.events.decisions("evt_1"))),
    "listEventHistory": lambda c: next(iter(c.events.history("evt_1"))),
    "listJobs": lambda c: next(iter(c.jobs.list())),
    "getJob": lambda c: c.jobs.get("job_1"),
    "cancelJob": lambda c: c.jobs.cancel("job_1"),
    "listJobItems": lambda c: next(iter(c.jobs.items("job_1"))),
    "retryJob": lambda c: c.jobs.retry("job_1"),
    "streamJob": lambda c: next(c.jobs.stream("job_1")),
    "createKey": lambda c: c.keys.create("desk", scopes=["read"]),
    "listKeys": lambda c: c.keys.list()[0],
    "revokeKey": lambda c: c.keys.revoke("key_1"),
    "rotateKey": lambda c: c.keys.rotate("key_1"),
    "getLineage": lambda c: c.lineages.get("lin_1"),
    "listReports": lambda c: next(iter(c.reports.list())),
    "getReport": lambda c: c.reports.get("rep_1"),
    "getVocabulary": lambda c: c.vocabulary.get(),
    "createWebhookEndpoint": lambda c: c.webhook_endpoints.create("https://example.com/hook"),
    "listWebhookEndpoints": lambda c: next(iter(c.webhook_endpoints.list())),
    "getCallbackKeys": lambda c: c.webhook_endpoints.callback_keys(),
    "rotateCallbackKeys": lambda c: c.webhook_endpoints.rotate_callback_keys(),
    "getWebhookEndpoint": lambda c: c.webhook_endpoints.get("whe_1"),
    "changeWebhookEndpoint": lambda c: c.webhook_endpoints.update("whe_1", enabled=True),
    "deleteWebhookEndpoint": lambda c: c.webhook_endpoints.delete("whe_1"),
    "listDeliveries": lambda c: next(iter(c.webhook_endpoints.deliveries("whe_1"))),
    "pingWebhookEndpoint": lambda c: c.webhook_endpoints.ping("whe_1"),
    "recoverDeliveries": lambda c: c.webhook_endpoints.recover("whe_1", since="2026-01-01"),
    "rotateWebhookSecret": lambda c: c.webhook_endpoints.rotate_secret("whe_1"),
}
RECORDS = {  # where the document's name is another
    "BatchResult": "Batch",
    "Secret": "NewWebhookEndpoint",
    "Endpoint": "WebhookEndpoint",
    "Delivery": "WebhookDelivery",
    "Attempt": "WebhookAttempt",
    "NewKey": "NewApiKey",
}
ASKED = {
    "Decision",
    "Submission",
    "SubmittedSource",
    "ComparisonRequest",
    "NewEndpoint",
    "EndpointChange",
    "KeyRequest",
    "Recover",
}
UNWRAPPED = {"KeyList", "Recovered", "JobSent", "WebhookMessage"}  # the client hands out what is inside
FILTERS = {
    "listArticles": filters.ArticleFilters,
    "listJobs": filters.JobFilters,
    "listReports": filters.ReportListFilters,
    "listEvents": filters.EventFilters,
    "listCounts": filters.ReportFilters,
    "listDiscrepancies": filters.DiscrepancyFilters,
}
PAGING = {"cursor", "limit", "format", "rows"}  # arguments of their own


class Documented(requests.adapters.BaseAdapter):
    """Answers each request with the document's own example, and remembers which operations were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        method, path = str(request.method), urlsplit(str(request.url)).path
        operation = operation_at(method, path)
        self.asked.append(operation["operationId"])
        status = next(code for code in sorted(operation["responses"], reverse=True) if code.startswith("2"))
        kind, media = next(iter((operation["responses"][status].get("content") or {"": {}}).items()))
        response = requests.Response()
        response.status_code, response.headers["Content-Type"] = int(status), kind
        response.raw = io.BytesIO(example_of(kind, media))
        return response

    def close(self) -> None:
        """Hold nothing."""


def operation_at(method: str, path: str) -> dict[str, Any]:
    templates = sorted(DOCUMENT["paths"], key=lambda text: text.count("{"))  # literal paths win
    found = next(text for text in templates if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", text), path))
    operation: dict[str, Any] = DOCUMENT["paths"][found][method.lower()]
    return operation


def example_of(kind: str, media: dict[str, Any]) -> bytes:
    example = media.get("example", "")
    if kind == "text/event-stream":
        return "".join(f"{name}: {value}\n" for name, value in example.items()).encode() + b"\n"
    return example.encode() if isinstance(example, str) else json.dumps(example).encode()


def operations() -> dict[str, dict[str, Any]]:
    methods = ("get", "post", "put", "patch", "delete")
    return {path[m]["operationId"]: path[m] for path in DOCUMENT["paths"].values() for m in methods if m in path}


def unknown_fields(record: object, path: str = "") -> Iterator[str]:
    if isinstance(record, tuple | list):
        for part in record:
            yield from unknown_fields(part, path)
    elif isinstance(record, Record):
        yield from (f"{path}/{name}" for name in record.extra)
        for field in fields(record):
            if field.name not in ("extra", "raw"):
                yield from unknown_fields(getattr(record, field.name), f"{path}/{field.name}")


def test_each_operation_has_a_method() -> None:
    assert set(operations()) == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_the_method_calls_its_operation_and_knows_each_field_of_the_answer(name: str) -> None:
    with Client("http://service.example", api_key="rsh_test") as client:
        documented = Documented()
        client._transport._session().mount("http://", documented)
        answer = CALLS[name](client)
    assert name in documented.asked
    assert [] == list(unknown_fields(answer))


@pytest.mark.parametrize("name", FILTERS)
def test_the_filters_of_a_list_are_the_documented_parameters(name: str) -> None:
    documented = {parameter["name"] for parameter in operations()[name]["parameters"] if parameter["in"] == "query"}
    assert documented - PAGING == set(FILTERS[name].__annotations__)


def served_schemas() -> list[str]:
    whole = [name for name in SCHEMAS if not name.endswith(("Page", "Fields"))]
    return [name for name in whole if name not in ASKED | UNWRAPPED]


@pytest.mark.parametrize("name", served_schemas())
def test_a_record_has_the_fields_of_its_schema(name: str) -> None:
    kind = getattr(records, RECORDS.get(name, name))
    mine = {field.name.rstrip("_") for field in fields(kind)} - {"extra", "raw"}
    assert set(SCHEMAS[name]["properties"]) == mine
