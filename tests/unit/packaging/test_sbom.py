"""The bill of materials is valid CycloneDX and names all that the lock installs and the wheel carries."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[3]
LOCK = (ROOT / "requirements/service.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("sbom") / "bill.json"
    subprocess.run([sys.executable, str(ROOT / "requirements/sbom.py"), str(target)], check=True)
    return target.read_text("utf-8")


@pytest.fixture(scope="module")
def bill(written: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written)
    return read


def test_it_is_what_the_standard_calls_one(written: str) -> None:
    assert None is JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)


def test_it_names_every_locked_package_with_its_hashes(bill: dict[str, Any]) -> None:
    pinned = set(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))
    named = {(c["name"], c["version"]): c for c in bill["components"] if c["purl"].startswith("pkg:pypi/")}
    assert pinned == set(named)
    hashes = [h["content"] for c in named.values() for r in c["externalReferences"] for h in r["hashes"]]
    assert sorted(re.findall(r"sha256:(\w{64})", LOCK)) == sorted(hashes)
    installed = [c for c in named.values() if "scope" not in c]
    assert [] == [c["name"] for c in installed if "licenses" not in c]


def test_it_knows_who_asks_for_what(bill: dict[str, Any]) -> None:
    wants = {row["ref"].partition("@")[0]: {w.partition("@")[0] for w in row["dependsOn"]} for row in bill["dependencies"]}
    assert {"pkg:pypi/flask", "pkg:pypi/celery"} <= wants["pkg:pypi/rashomon"]
    assert {"pkg:pypi/jinja2", "pkg:pypi/werkzeug"} <= wants["pkg:pypi/flask"]


def test_what_the_wheel_carries_is_where_the_bill_says(bill: dict[str, Any]) -> None:
    paths = [p["value"] for c in bill["components"] for p in c.get("properties", ()) if p["name"] == "rashomon:path"]
    assert 2 == len(paths)
    assert [] == [path for path in paths if not (ROOT / path).exists()]
