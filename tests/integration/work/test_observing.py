"""The real roles under `rashomon run`: what the monitor sees, one request through all logs, and no word or secret in any."""

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
import requests
from prometheus_client.parser import text_string_to_metric_families

from support.servers import free_port

pytestmark = pytest.mark.slow
CANARIES = ("Xanthippeville", "zugzwangword", "callback-canary", "qcanary")
TEXT = "The monitor said that 12 people were killed in an air strike on Homs, near Xanthippeville, on 20 October 2015. zugzwangword."
REQUEST = "req_followed_through_all"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    data, port = tmp_path_factory.mktemp("observed"), free_port()
    command = [sys.executable, "-m", "rashomon", "run", "--data", str(data), "--port", str(port)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASHOMON_")}
    with (data / "run.out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=kept)
    deadline = time.monotonic() + 150
    while b"is ready" not in (data / "run.out").read_bytes():
        assert process.poll() is None, (data / "run.out").read_text()
        assert time.monotonic() < deadline, "not ready"
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}", data
    process.send_signal(signal.SIGINT)
    assert 0 == process.wait(60)


@pytest.fixture(scope="module")
def used(service: tuple[str, Path]) -> tuple[dict[str, float], dict[str, list[dict[str, Any]]], str]:
    """Use the service in good and in bad ways; return its figures, its logs by role, and all that it wrote."""
    url, data = service
    key = (data / "api-key").read_text("ascii").strip()
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update({"Authorization": f"Bearer {key}", "X-Request-Id": REQUEST})
        body = {"text": TEXT, "source": {"name": "Harbour Daily"}}
        job = session.post(f"{url}/v1/articles", json=body, headers={"Prefer": "wait=20"}, timeout=40).json()
        assert "succeeded" == job["status"], job
        refused = {"text": f"{CANARIES[1]} again", "callback_url": "http://callback-canary.invalid/x?token=callback-canary"}
        assert 422 == session.post(f"{url}/v1/articles", json=refused, timeout=10).status_code
        assert 200 == session.get(f"{url}/v1/events", params={"q": "qcanary"}, timeout=10).status_code
        as_json = {"Content-Type": "application/json"}
        broken = session.post(f"{url}/v1/articles", data=f"{{{CANARIES[0]}", headers=as_json, timeout=10)
        assert 400 == broken.status_code
        made = session.post(
            f"{url}/v1/webhook-endpoints", json={"url": "https://hooks.example.org/callback-canary"}, timeout=10
        )
        time.sleep(1)
        text = session.get(f"{url}/metrics", timeout=10).text
    written = "\n".join(file.read_text("utf-8", "replace") for file in (data / "log").glob("*.log"))
    for secret in (key, (data / "secret-key").read_text().strip(), made.json().get("secret") or "no endpoint"):
        assert secret not in written
    files = {role: data / "log" / f"{role}.log" for role in ("api", "relay", "worker")}
    logs = {role: [json.loads(line) for line in file.read_text("utf-8").splitlines()] for role, file in files.items()}
    return _figures(text), logs, written


def _figures(text: str) -> dict[str, float]:
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(v for k, v in sorted(sample.labels.items()) if k not in ("pid", "le"))
            found[f"{sample.name}[{labels}]"] = sample.value
    return found


def test_one_request_is_followed_through_every_role(used: Any) -> None:
    _, logs, _ = used
    for role in ("api", "worker"):
        assert any(line.get("request_id") == REQUEST for line in logs[role]), role
    over = [line for line in logs["worker"] if line["event"] == "task over"]
    assert {"reading", "comparing"} == {line["stage"] for line in over}
    assert all(line["role"] == role for role, told in logs.items() for line in told)


def test_no_log_holds_a_word_of_an_article(used: Any) -> None:
    _, _, written = used
    assert [] == [word for word in CANARIES if word in written]


def test_the_monitor_sees_every_process(used: Any) -> None:
    figures, _, _ = used
    for stage in ("reading", "comparing"):
        assert 1 == figures[f"rashomon_stage_seconds_count[worked,{stage}]"]
    assert 2 <= figures["rashomon_messages_published_total[]"]
    assert 1 == figures["rashomon_jobs[succeeded]"] == figures["rashomon_database_up[]"]
    assert 0 == figures["rashomon_jobs[quarantined]"] == figures["rashomon_outbox_lag_seconds[]"]
    assert 1 == figures["rashomon_http_requests_total[POST,submitArticle,200]"]  # it waited for the end
    assert 1 == figures["rashomon_http_requests_total[POST,submitArticle,422]"]
    names = {name.partition("[")[0] for name in figures}
    assert {"rashomon_oldest_queued_seconds", "rashomon_leases_overdue", "rashomon_webhook_oldest_pending_seconds"} <= names
    assert {"rashomon_leases_expired_total", "rashomon_jobs_retried", "rashomon_jobs_quarantined_total"} <= names
