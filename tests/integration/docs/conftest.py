"""A service for the documents: each starts with an empty one, as its reader does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon_sdk.testing import Service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    running = Service([sys.executable, "-m", "rashomon"], tmp_path / "data")
    (tmp_path / "data").mkdir()
    try:
        running.start()
        yield running
    finally:
        running.stop()
