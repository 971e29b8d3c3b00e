"""The server that the client's tests talk to."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from support.scripted import Scripted


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    with Scripted() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()
