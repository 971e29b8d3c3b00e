"""The contract as one document: what flask-smorest gathers from the code, completed and put in a fixed order.

`python -m rashomon.api.document FILE` writes `openapi.yaml`; a test holds the committed file equal to it, byte for byte.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from rashomon.api import callers
from rashomon.api.examples import example_of, load_examples
from rashomon.api.links import add_links
from rashomon.api.problems import MEDIA_TYPE, REASONS, RETRYABLE
from rashomon.records.webhook import EVENT_TYPES
from rashomon.settings import Settings
from rashomon.workflows.hook_care import PING

Json = dict[str, Any]
METHODS = ("get", "post", "patch", "delete")
ABOUT = (
    "Rashomon reads news articles about armed conflict, extracts event reports with the exact words behind every value, "
    "compares the accounts of each event across sources, and serves the records. Errors are RFC 9457 problem details; "
    "`reason` is stable and listed at `/docs/problems`. A method that an address has not is 405 `method_not_allowed`."
)
THEIRS = ("Error", "PaginationMetadata")  # flask-smorest's own, not used here
ALWAYS = ("401", "403", "406", "429", "431", "500", "503")
WITH_BODY = ("400", "408", "413", "415", "422")
OF_NO_OPERATION = frozenset({"405"})
ALSO = {
    "submitArticle": ("409",), "submitBatch": ("409",), "requestComparison": ("404", "409"), "deleteArticle": ("412",),
    "cancelJob": ("409", "412"), "retryJob": ("409",), "getEvent": ("410",), "compareEvent": ("410",),
    "decideEvent": ("409", "410"),
    "getComparison": ("410",),
    "changeWebhookEndpoint": ("412", "428"), "deleteWebhookEndpoint": ("412",),
}  # fmt: skip
NO_LOCATION = frozenset({"decideEvent", "createKey", "rotateKey", "redeliver", "pingWebhookEndpoint", "recoverDeliveries"})
HEADER_NOTES = {
    "ETag": "Strong validator of this representation.",
    "Location": "The job, or the resource made.",
    "Link": "`rel=next`: the next page.",
    "Idempotency-Replayed": "`true` when an Idempotency-Key brought the first answer back.",
    "Retry-After": "Seconds to wait before sending again.",
    "Preference-Applied": "The wait that was granted.",
}
IDEMPOTENT = ("submitArticle", "submitBatch", "requestComparison")
PREFER = ("submitArticle", "requestComparison")
ONCE = {
    "name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "Names this call: sent again with the same body it brings the first answer back.",
}  # fmt: skip
WAIT = {
    "name": "Prefer", "in": "header", "schema": {"type": "string"}, "description": "`wait=N`: answer when the job is over.",
    "example": "wait=10",
}  # fmt: skip


def complete(gathered: Json) -> Json:
    """Return the whole document, in a fixed order."""
    spec = deepcopy(gathered)
    spec["info"] = {**spec["info"], "description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}
    schemas = {name: schema for name, schema in spec["components"]["schemas"].items() if name not in THEIRS}
    for operations in spec["paths"].values():
        tags = {tag for method in METHODS if method in operations for tag in operations[method]["tags"]}
        for method in METHODS:
            if method in operations:
                _complete(operations[method], method, next(iter(tags)), in_path=bool(operations.get("parameters")))
        for parameter in operations.get("parameters", ()):
            parameter["example"] = load_examples()["ids"][parameter["name"]]
    add_links(spec["paths"])
    statuses = {str(kind.status) for kind in REASONS.values()} - OF_NO_OPERATION
    return {
        "openapi": spec["openapi"],
        "info": spec["info"],
        "servers": [{"url": "/", "description": "This service."}],
        "tags": sorted(spec["tags"], key=lambda tag: tag["name"]),
        "paths": dict(sorted(spec["paths"].items())),
        "webhooks": {name: _webhook(name) for name in (*EVENT_TYPES, PING)},
        "components": {
            "responses": {status: _refusal(status) for status in sorted(statuses)},
            "schemas": {name: _told(name, schemas[name]) for name in sorted(schemas)},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "An API key, `rsh_...`."}},
        },
    }


def _complete(operation: Json, method: str, tag: str, *, in_path: bool) -> None:
    name = operation["operationId"]
    parameters = [_parameter(parameter) for parameter in operation.get("parameters", ())]
    parameters += [ONCE] * (name in IDEMPOTENT) + [WAIT] * (name in PREFER)
    operation["parameters"] = sorted(parameters, key=lambda p: (p["in"], p["name"]))
    if not operation["parameters"]:
        del operation["parameters"]
    scope = callers.NEEDED[tag][method != "get"]
    operation["security"] = [{"key": []}]
    operation["description"] = f"{operation.get('description', '')}\n\nNeeds the scope `{scope}`.".strip()
    operation["responses"] = _responses(operation, in_path=in_path)
    body = operation.get("requestBody")
    if body:
        for content in body["content"].values():
            content["example"] = load_examples()["requests"][name]


def _responses(operation: Json, *, in_path: bool) -> Json:
    good = {status: reply for status, reply in operation["responses"].items() if status.startswith("2")}
    query = any(parameter["in"] == "query" for parameter in operation.get("parameters", ()))
    refused = {*ALWAYS, *ALSO.get(operation["operationId"], ())}
    refused |= {"404"} if in_path else set()
    refused |= {"414", "422"} if query else set()
    refused |= set(WITH_BODY) if "requestBody" in operation else set()
    for status, reply in good.items():
        for media, content in reply.get("content", {}).items():
            content["example"] = example_of(operation["operationId"], media, content["schema"])
        if headers := _headers(operation, status):
            reply["headers"] = {name: {"description": HEADER_NOTES[name], "schema": {"type": "string"}} for name in headers}
    not_modified = (
        {"304": {"description": "Not changed since the state that `If-None-Match` names."}} if _is_read(operation) else {}
    )
    return dict(sorted({**good, **not_modified, **{s: {"$ref": f"#/components/responses/{s}"} for s in refused}}.items()))


def _is_read(operation: Json) -> bool:
    return str(operation["operationId"]).startswith(("get", "list", "compare"))


def _headers(operation: Json, status: str) -> list[str]:
    name = operation["operationId"]
    found = ["ETag"] if _is_read(operation) else []
    found += ["Link"] if name.startswith("list") and "limit" in [p["name"] for p in operation.get("parameters", ())] else []
    found += ["Location"] if status in {"201", "202"} and name not in NO_LOCATION else []
    found += ["Idempotency-Replayed"] if name in IDEMPOTENT else []
    return found + (["Preference-Applied"] if name in {*PREFER, "getJob"} else [])


def _parameter(parameter: Json) -> Json:
    schema = parameter.get("schema", {})
    if isinstance(schema.get("type"), list):  # null counts as not given in a body; a query has no null
        schema["type"] = schema["type"][0]
    if parameter["name"] == "metadata":
        parameter.update(style="form", explode=True)
        schema["propertyNames"] = {"pattern": r"^metadata\.[^,&=]{1,60}$"}
        schema["additionalProperties"] = {"type": "string", "minLength": 1}
    if parameter["name"] == "fields":
        parameter.update(style="form", explode=False)
    if "enum" not in schema and "example" in schema:
        parameter["example"] = schema.pop("example")
    return parameter


def _refusal(status: str) -> Json:
    reasons = [reason for reason, kind in REASONS.items() if str(kind.status) == status]
    kind = REASONS[reasons[0]]
    example = {
        "type": f"/docs/problems#{reasons[0]}", "title": kind.title, "status": kind.status, "detail": kind.meaning,
        "reason": reasons[0], "request_id": load_examples()["ids"]["request_id"],
        "retryable": kind.status in RETRYABLE,
        "errors": [],
    }  # fmt: skip
    headers = {"Retry-After": {"description": HEADER_NOTES["Retry-After"], "schema": {"type": "integer"}}}
    return {
        "description": f"{kind.title}. Reasons: {', '.join(f'`{reason}`' for reason in reasons)}.",
        **({"headers": headers} if status in {"429", "503"} else {}),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


def _webhook(name: str) -> Json:
    header = {"in": "header", "required": True, "schema": {"type": "string"}}
    return {
        "post": {
            "operationId": "on" + "".join(part.capitalize() for part in name.split(".")),
            "summary": f"Sent to endpoints that want `{name}`.",
            "description": "Signed as Standard Webhooks has it. Anything but 2xx counts as not delivered.",
            "parameters": [{"name": f"webhook-{part}", **header} for part in ("id", "timestamp", "signature")],
            "requestBody": {
                "required": True,
                "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/WebhookMessage"},
                    "example": load_examples()["webhooks"][name],
                }},
            },
            "responses": {"2XX": {"description": "Taken."}, "410": {"description": "Never again: the endpoint is disabled."}},
            "security": [],
        }
    }  # fmt: skip


def _told(name: str, schema: Json) -> Json:
    """Return a component with its example, when there is one."""
    record = load_examples()["records"].get(name)
    return {**schema, "example": record} if record is not None else schema


def document() -> Json:
    """Return the contract of the code as it stands."""
    from rashomon.api.app import bare_app  # noqa: PLC0415 - the application completes its own document with this module

    _, contract = bare_app(Settings())
    return complete(contract.spec.to_dict())


def as_yaml() -> str:
    """Return the contract as the committed file has it."""
    import yaml  # noqa: PLC0415 - only whoever writes the file needs it

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
            return True

    text: str = yaml.dump(document(), Dumper=Plain, sort_keys=False, allow_unicode=True, width=120)
    return text


def main(arguments: list[str]) -> int:
    """Print the document, write it to a file, or with `--check FILE` say whether the file is what the code says."""
    text = as_yaml()
    if arguments[:1] == ["--check"] and len(arguments) == 2:
        if Path(arguments[1]).read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write(f"{arguments[1]} is not what the code says: write it anew\n")
        return 1
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
