"""A pytest plugin that starts a real service: `pytest_plugins = ["rashomon_sdk.testing"]` in your top `conftest.py`.

`rashomon_service` is a service of its own on a free port, for the whole test run; `rashomon` a client of it; `rashomon_faults`
a way to it that breaks as a test tells it to. It runs `rashomon run` of the environment that runs the tests, unless
`RASHOMON_COMMAND` names another.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator

import pytest

from rashomon_sdk import Client
from rashomon_sdk.testing.faults import Faults
from rashomon_sdk.testing.service import Service

__all__ = ["Faults", "Service", "rashomon", "rashomon_faults", "rashomon_service"]


@pytest.fixture(scope="session")
def rashomon_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Run a service with an empty database, and stop it when the test run ends."""
    named = os.environ.get("RASHOMON_COMMAND")
    command = shlex.split(named) if named else [sys.executable, "-m", "rashomon"]
    service = Service(command, tmp_path_factory.mktemp("rashomon"))
    try:
        service.start()
        yield service
    finally:
        service.stop()


@pytest.fixture
def rashomon(rashomon_service: Service) -> Iterator[Client]:
    """Give a client of the service."""
    with rashomon_service.client() as client:
        yield client


@pytest.fixture
def rashomon_faults(rashomon_service: Service) -> Iterator[Faults]:
    """Give a way to the service that breaks as it is told; without being told it only passes on."""
    with Faults(rashomon_service.url) as faults:
        yield faults
