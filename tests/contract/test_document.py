"""The committed contract is what the code says, is valid OpenAPI 3.1, and its examples hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from rashomon.api.document import as_yaml, document
from rashomon.api.problems import REASONS
from rashomon.records.webhook import EVENT_TYPES

COMMITTED = Path(__file__).parents[2] / "openapi.yaml"
METHODS = ("get", "post", "patch", "delete")


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return document()


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in contract["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def test_the_committed_file_is_what_the_code_says() -> None:
    assert as_yaml() == COMMITTED.read_text(encoding="utf-8"), "write it anew: python -m rashomon.api.document openapi.yaml"


def test_it_is_valid_openapi(contract: dict[str, Any]) -> None:
    validate(contract)
    validate(yaml.safe_load(COMMITTED.read_text(encoding="utf-8")))


def test_every_operation_has_its_own_name_a_summary_and_its_refusals(contract: dict[str, Any]) -> None:
    found = list(operations(contract))
    names = [operation["operationId"] for _, _, operation in found]

    assert len(names) == len(set(names))
    for path, method, operation in found:
        assert operation["summary"], (method, path)
        assert {"401", "403", "406", "429", "500", "503"} <= set(operation["responses"]), (method, path)
        assert ("404" in operation["responses"]) or "{" not in path, (method, path)


def test_every_example_fits_its_schema(contract: dict[str, Any]) -> None:
    checked = 0
    for path, method, operation in operations(contract):
        bodies = {"request": operation.get("requestBody", {}), **operation["responses"]}
        for name, body in bodies.items():
            for media, content in body.get("content", {}).items():
                schema = {**content["schema"], "components": contract["components"]}
                problems = [f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema).iter_errors(content["example"])]
                assert [] == problems, (method, path, name, media)
                checked += 1
    assert checked > 50


def test_every_webhook_and_every_reason_is_told(contract: dict[str, Any]) -> None:
    assert {*EVENT_TYPES, "endpoint.ping"} == set(contract["webhooks"])
    responses = contract["components"]["responses"].values()
    told = " ".join([contract["info"]["description"], *(response["description"] for response in responses)])
    assert all(f"`{reason}`" in told for reason in REASONS)


def test_every_parameter_is_described(contract: dict[str, Any]) -> None:
    for path, method, operation in operations(contract):
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (method, path, parameter["name"])
