"""Where an answer leads: links of the contract from the ids that an answer holds to the operations that take them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
# Which operations answer with ids, and where in the answer each stands.
SUPPLIES: dict[str, dict[str, str]] = {
    "submitArticle": {"job_id": "/id", "article_id": "/article_ids/0"},
    "submitBatch": {"job_id": "/id"},
    "requestComparison": {"job_id": "/id", "comparison_id": "/id"},
    "deleteArticle": {"job_id": "/id"},
    "listJobs": {"job_id": "/data/0/id"},
    "listArticles": {"article_id": "/data/0/id", "lineage_id": "/data/0/lineage_id"},
    "listReports": {"report_id": "/data/0/id", "article_id": "/data/0/article_id", "event_id": "/data/0/event_id"},
    "listEvents": {"event_id": "/data/0/id", "report_id": "/data/0/report_ids/0"},
    "createWebhookEndpoint": {"endpoint_id": "/endpoint/id"},
    "listWebhookEndpoints": {"endpoint_id": "/data/0/id"},
    "pingWebhookEndpoint": {"delivery_id": "/id"},
    "listDeliveries": {"delivery_id": "/data/0/id"},
    "createKey": {"key_id": "/key/id"},
}


def add_links(paths: Json) -> None:
    """Give every answer in `paths` that supplies an id its links to the operations that take it."""
    takers: dict[str, list[str]] = {}
    for path in paths.values():
        for parameter in path.get("parameters", ()):
            takers.setdefault(parameter["name"], []).extend(
                operation["operationId"] for operation in path.values() if isinstance(operation, dict)
            )
    for path in paths.values():
        for operation in path.values():
            if isinstance(operation, dict) and operation["operationId"] in SUPPLIES:
                _link(operation, takers)


def _link(operation: Json, takers: dict[str, list[str]]) -> None:
    links = {
        taker: {"operationId": taker, "parameters": {name: f"$response.body#{pointer}"}}
        for name, pointer in SUPPLIES[operation["operationId"]].items()
        for taker in takers[name]
    }
    for status, reply in operation["responses"].items():
        if status.startswith("2"):
            reply["links"] = dict(sorted(links.items()))
