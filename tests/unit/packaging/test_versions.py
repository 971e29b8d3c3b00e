"""One version for all: both packages, the contract and the newest chapter of the changelog."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import rashomon
import rashomon_sdk

ROOT = Path(__file__).parents[3]


def test_everything_is_of_one_version() -> None:
    contract = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["info"]["version"]
    newest = re.findall(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"))[0]
    assert {rashomon.__version__} == {rashomon_sdk.__version__, contract, newest}
