"""`rashomonctl` as a script calls it: a process, its words and its exit code, against a real service."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon_sdk.testing import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

LINES = [
    {
        "external_id": "c1", "source": "Gulf Courier", "published_at": "2016-08-11",
        "text": "Air strikes on the Yemeni city of Taiz killed 15 people on Wednesday, a doctor said.",
    },
    {
        "external_id": "c2", "source": "Highland News", "published_at": "2016-08-11",
        "text": "Air strikes on Taiz on 10 August killed 6 people, residents of the city said.",
    },
]  # fmt: skip


def ctl(service: Service, *arguments: str, given: str = "", key: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RASHOMON_URL": service.url, "RASHOMON_API_KEY": key or service.api_key, "COLUMNS": "120"}
    command = [sys.executable, "-m", "rashomon_sdk", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, env=environment, timeout=400, check=False)


def rows(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert 0 == ran.returncode, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.fixture(scope="module")
def accounts(rashomon_service: Service, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    file = tmp_path_factory.mktemp("accounts") / "accounts.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    return rows(ctl(rashomon_service, "submit", str(file), "--json"))


def test_what_is_submitted_is_read_when_the_command_returns(accounts: list[dict[str, Any]]) -> None:
    assert ["succeeded", "succeeded"] == [row["status"] for row in accounts]


def test_two_sources_side_by_side(rashomon_service: Service, accounts: list[dict[str, Any]]) -> None:
    assert accounts
    [event] = rows(
        ctl(rashomon_service, "events", "--place", "Taiz", "--since", "2016-08-10", "--until", "2016-08-10", "--json")
    )
    ran = ctl(rashomon_service, "compare", event["id"])
    assert 0 == ran.returncode
    assert "Gulf Courier" in ran.stdout
    assert "Highland News" in ran.stdout
    [killed] = [line for line in ran.stdout.splitlines() if line.startswith(" ≠ killed")]
    assert "15" in killed
    assert "6" in killed


def test_a_refused_article_is_told_and_the_exit_code_says_so(rashomon_service: Service) -> None:
    ran = ctl(rashomon_service, "submit", "-", "--as", "jsonl", "--json", given='{"text": ""}\n')
    assert 1 == ran.returncode
    assert "refused" == json.loads(ran.stdout)["status"]


def test_a_journal_leaves_out_what_was_taken(rashomon_service: Service, tmp_path: Path) -> None:
    file, journal = tmp_path / "a.jsonl", tmp_path / "taken"
    file.write_text('{"text": "Mortar fire hit the Yemeni port of Mocha on 2 June 2016.", "external_id": "j1"}\n', "utf-8")
    arguments = ("submit", str(file), "--journal", str(journal), "--json")
    assert ["succeeded"] == [row["status"] for row in rows(ctl(rashomon_service, *arguments))]
    assert ["skipped"] == [row["status"] for row in rows(ctl(rashomon_service, *arguments))]


def test_exports_are_whole_files(rashomon_service: Service, accounts: list[dict[str, Any]], tmp_path: Path) -> None:
    assert accounts
    out = tmp_path / "events.geojson"
    assert 0 == ctl(rashomon_service, "events", "--format", "geojson", "--out", str(out)).returncode
    assert "FeatureCollection" == json.loads(out.read_text("utf-8"))["type"]


def test_failures_have_exit_codes_of_their_own(rashomon_service: Service) -> None:
    assert 4 == ctl(rashomon_service, "compare", "evt_nothere").returncode
    assert 4 == ctl(rashomon_service, "events", key="rsh_wrong").returncode
    assert 2 == ctl(rashomon_service, "events", "--colour", "blue").returncode
    assert (
        6
        == ctl(
            rashomon_service, "submit", "-", "--timeout", "0", given="Rockets hit the town of Zabid on 4 June 2016."
        ).returncode
    )
    assert 3 == ctl(rashomon_service, "--url", "http://127.0.0.1:9", "wait", "job_1").returncode


def test_listening_prints_verified_messages_and_removes_its_endpoint(rashomon_service: Service) -> None:
    environment = {**os.environ, "RASHOMON_URL": rashomon_service.url, "RASHOMON_API_KEY": rashomon_service.api_key}
    command = [sys.executable, "-u", "-m", "rashomon_sdk", "listen", "--json", "--count", "1", "--type", "job.succeeded"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as listening:
        assert listening.stderr
        assert listening.stdout
        while "endpoint" not in listening.stderr.readline():
            assert listening.poll() is None
        ctl(rashomon_service, "submit", "-", given="Shells fell on the airfield of Sirte on 7 May 2016, residents said.")
        assert "job.succeeded" == json.loads(listening.stdout.readline())["type"]
        assert 0 == listening.wait(30)
    with rashomon_service.client() as client:
        assert [] == [endpoint for endpoint in client.webhook_endpoints.list() if endpoint.description == "rashomonctl listen"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let a child hear SIGINT: what a shell starts in the background inherits that it is ignored, tests included."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_following_shows_what_is_found_and_ends_when_interrupted(
    rashomon_service: Service, accounts: list[dict[str, Any]]
) -> None:
    assert accounts
    environment = {**os.environ, "RASHOMON_URL": rashomon_service.url, "RASHOMON_API_KEY": rashomon_service.api_key}
    command = [sys.executable, "-u", "-m", "rashomon_sdk", "discrepancies", "--follow", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as following:
        assert following.stdout
        assert "discrepancy" in json.loads(following.stdout.readline())
        time.sleep(0.5)
        following.send_signal(signal.SIGINT)
        try:
            assert 130 == following.wait(30)
        finally:
            following.kill()
