"""The real roles send the spans of one submission, from its request to its webhook, as one trace over OTLP."""

from __future__ import annotations

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

from support.receivers import Receiver, receiving
from support.servers import free_port

otlp = pytest.importorskip("opentelemetry.proto.collector.trace.v1.trace_service_pb2", reason="needs the extra `tracing`")

CANARY = "Xanthippeville"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def spans_of(collector: Receiver) -> Iterator[tuple[str, Any]]:
    """Yield service and span of all that came."""
    with collector.lock:
        arrived = list(collector.received)
    for message in arrived:
        for resource in otlp.ExportTraceServiceRequest.FromString(message.body).resource_spans:
            service = next(a.value.string_value for a in resource.resource.attributes if a.key == "service.name")
            yield from ((service, span) for scope in resource.scope_spans for span in scope.spans)


@pytest.mark.slow
def test_one_submission_is_one_trace_through_every_role(tmp_path: Path) -> None:
    with receiving() as collector, receiving() as receiver:
        environment = {
            **os.environ, "RASHOMON_TRACING": "on", "RASHOMON_WEBHOOK_ALLOW": "loopback", "OTEL_BSP_SCHEDULE_DELAY": "200",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        }  # fmt: skip
        port = free_port()
        command = [sys.executable, "-m", "rashomon", "run", "--data", str(tmp_path / "data"), "--port", str(port)]
        with (tmp_path / "out").open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
        try:
            _use(f"http://127.0.0.1:{port}", tmp_path, process, callback=receiver.url)
            wanted = {"submitArticle", "job", "reading", "comparing", "webhook"}
            end = time.monotonic() + 20
            while wanted - {span.name for _, span in spans_of(collector)} and time.monotonic() < end:
                time.sleep(0.2)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
        told = {span.name: (service, span) for service, span in spans_of(collector)}
        written = b"".join(message.body for message in collector.received)
    assert wanted == set(told)
    assert {TRACE} == {span.trace_id.hex() for _, span in told.values()}
    assert told["submitArticle"][1].span_id == told["job"][1].parent_span_id
    assert {told["job"][1].span_id} == {told[name][1].parent_span_id for name in ("reading", "comparing", "webhook")}
    assert {"rashomon-api": 2, "rashomon-worker": 2, "rashomon-relay": 1} == _count(service for service, _ in told.values())
    assert CANARY.encode() not in written


def _use(url: str, folder: Path, process: subprocess.Popen[bytes], *, callback: str) -> None:
    deadline = time.monotonic() + 150
    while b"is ready" not in (folder / "out").read_bytes():
        assert process.poll() is None, (folder / "out").read_text()
        assert time.monotonic() < deadline, "not ready"
        time.sleep(0.2)
    key = (folder / "data" / "api-key").read_text("ascii").strip()
    with requests.Session() as session:
        session.trust_env = False
        body = {"text": f"Shells killed 3 people in {CANARY}, near Homs, on 20 October 2015.", "callback_url": callback}
        headers = {"Authorization": f"Bearer {key}", "Prefer": "wait=20", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
        assert "succeeded" == session.post(f"{url}/v1/articles", json=body, headers=headers, timeout=40).json()["status"]


def _count(names: Iterator[str]) -> dict[str, int]:
    found = list(names)
    return {name: found.count(name) for name in set(found)}
