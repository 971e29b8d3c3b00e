"""Lines are JSON, carry the request, and quote nobody: not an article, not a key, not what an error says."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

CANARY = "CANARY of an article"
START = "import logging, structlog; from rashomon.logs import configure; configure(role='worker', level='INFO')\n"


def lines_of(script: str) -> list[dict[str, Any]]:
    """Run a script in a process of its own, as each role is one, and return the lines of its log."""
    command = [sys.executable, "-c", START + script]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert "" == told.stdout
    return [json.loads(line) for line in told.stderr.splitlines()]


def test_a_line_says_who_in_which_request() -> None:
    ours, theirs = lines_of(
        "with structlog.contextvars.bound_contextvars(request_id='req_a', job_id='job_b'):\n"
        "    structlog.get_logger('ours').info('done', seconds=1)\n"
        "    logging.getLogger('theirs').warning('took %s', 'long')\n"
    )
    common = {"role": "worker", "request_id": "req_a", "job_id": "job_b"}
    assert {**common, "event": "done", "seconds": 1, "level": "info", "logger": "ours"}.items() <= ours.items()
    assert {**common, "event": "took long", "level": "warning", "logger": "theirs"}.items() <= theirs.items()
    assert ours["timestamp"].endswith("Z")


def test_an_error_is_known_by_its_kind_and_place_alone() -> None:
    told = lines_of(
        "def fail():\n"
        f"    int({CANARY!r})\n"
        "try:\n"
        "    fail()\n"
        "except ValueError as error:\n"
        "    structlog.get_logger('ours').exception('failed')\n"
        "    structlog.get_logger('ours').error('failed', exc_info=error)\n"
        "    logging.getLogger('theirs').exception('task %s raised %r', 'read', error)\n"
    )
    assert CANARY not in json.dumps(told)
    assert ["ValueError"] * 3 == [line["error"] for line in told]
    assert all(line["where"][-1].endswith(" fail") for line in told)
    assert ["failed", "failed", "task %s raised %r"] == [line["event"] for line in told]


def test_chatter_of_libraries_is_left_out() -> None:
    assert [] == lines_of(
        "logging.getLogger('urllib3.connectionpool').info('GET https://example.org/?q=secret')\n"
        "structlog.get_logger('ours').debug('detail')\n"
    )
