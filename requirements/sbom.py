"""The bill of materials as CycloneDX JSON: every package that the lock installs, what asks for it, and what the wheel carries.

    python requirements/sbom.py dist/rashomon.cdx.json

The same lock gives the same bytes: nothing is looked up or dated. Licences are those that the installed packages state.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VERSION = re.search(r'"(.+)"', (HERE.parent / "service/rashomon/__init__.py").read_text("utf-8").partition("__version__")[2])
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))? \\\n(?P<rest>(?:[ #].*\n)*)", re.MULTILINE)


def bill(lock: str, bundled: list[dict[str, str]]) -> dict[str, Any]:
    """Return the bill of a lock and of what stands in the package itself."""
    root = f"pkg:pypi/rashomon@{VERSION[1] if VERSION else 'unknown'}"
    pins = list(PIN.finditer(lock))
    refs = {pin["name"]: f"pkg:pypi/{pin['name'].lower()}@{pin['version']}" for pin in pins}
    wants: dict[str, list[str]] = {root: [row["purl"] for row in bundled], **{ref: [] for ref in refs.values()}}
    for pin in pins:
        for asker in re.findall(r"^ +#(?: via)? +([\w.-]+)", pin["rest"], re.MULTILINE):
            wants[refs.get(asker, root)].append(refs[pin["name"]])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(hashlib.sha256(lock.encode()).hexdigest()[:32])}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": root, "name": "rashomon", "version": root.rpartition("@")[2], "purl": root,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*(_package(pin, refs[pin["name"]]) for pin in pins), *map(_carried, bundled)],
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(wanted))} for ref, wanted in sorted(wants.items())],
    }  # fmt: skip


def _package(pin: re.Match[str], ref: str) -> dict[str, Any]:
    files = [{"alg": "SHA-256", "content": digest} for digest in re.findall(r"sha256:([0-9a-f]{64})", pin["rest"])]
    found = {
        "type": "library", "bom-ref": ref, "name": pin["name"], "version": pin["version"], "purl": ref,
        "externalReferences": [
            {"type": "distribution", "url": f"https://pypi.org/project/{pin['name']}/{pin['version']}/", "hashes": files}
        ],
    }  # fmt: skip
    if licence := next(_licences(pin["name"]), None):
        found["licenses"] = [licence]
    if pin["marker"]:
        found["scope"] = "optional"
        found["properties"] = [{"name": "rashomon:marker", "value": pin["marker"]}]
    return found


def _licences(name: str) -> Iterator[dict[str, Any]]:
    """Yield what an installed package says of its licence, the exact before the vague."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return  # for another platform
    if expression := told.get("License-Expression"):
        yield {"expression": expression}
    for classifier in told.get_all("Classifier") or ():
        if classifier.startswith("License :: "):
            yield {"license": {"name": classifier.rpartition(" :: ")[2]}}
    if licence := told.get("License"):
        yield {"license": {"name": licence.partition("\n")[0][:80]}}


def _carried(row: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "machine-learning-model" if row["where"].endswith(".msgpack.xz") else "library",
        "bom-ref": row["purl"], "name": row["name"], "version": row["version"], "purl": row["purl"],
        "licenses": [{"license": {"id": row["licence"]}}],
        "properties": [{"name": "rashomon:path", "value": row["where"]}],
    }  # fmt: skip


def main(target: Path) -> None:
    """Write the bill of the service's lock."""
    with (HERE / "bundled.csv").open(encoding="utf-8") as file:
        made = bill((HERE / "service.txt").read_text("utf-8"), list(csv.DictReader(file)))
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
