"""Traces cost nothing and need nothing while they are off; on, a job's stages hang below their request, wherever they run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from rashomon import tracing

CANARY = "CANARY of an article"


@pytest.fixture
def spans() -> Iterator[Any]:
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    kept = memory.InMemorySpanExporter()
    tracing.configure(role="test", wanted="on", exporter=kept)
    yield kept
    tracing.configure(role="test", wanted="off")


def test_off_nothing_is_loaded_and_nothing_is_told() -> None:
    script = (
        "import sys; from rashomon import tracing; tracing.configure(role='api', wanted='off')\n"
        "with tracing.span('reading', request_id='req_a', job_id='job_a') as tell: tell(status=200)\n"
        "tracing.job('job_a', request_id='req_a', kind='article'); tracing.flush()\n"
        "assert tracing.request_id_of('00-' + '1' * 32 + '-' + '2' * 16 + '-01') is None\n"
        "assert not [name for name in sys.modules if name.startswith('opentelemetry')]"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_on_without_the_extra_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(ValueError, match=r"rashomon\[tracing\]"):
        tracing.configure(role="api", wanted="on")
    with pytest.raises(ValueError, match="on or off"):
        tracing.configure(role="api", wanted="maybe")
    tracing.configure(role="api", wanted="off")


def test_what_is_done_elsewhere_hangs_below_the_job_of_its_request(spans: Any) -> None:
    with tracing.span("submitArticle", kind="SERVER", request_id="req_a"):
        tracing.job("job_a", request_id="req_a", kind="article")
    with tracing.span("reading", request_id="req_a", job_id="job_a"):
        pass  # another process, which knows the two ids alone

    job, request, reading = spans.get_finished_spans()
    assert request.parent is None
    assert request.context.span_id == job.parent.span_id
    assert job.context.span_id == reading.parent.span_id
    assert 1 == len({span.context.trace_id for span in (job, request, reading)})


def test_another_request_is_another_trace_and_a_second_try_another_span(spans: Any) -> None:
    for request_id, job_id in (("req_a", "job_a"), ("req_a", "job_a"), ("req_b", "job_b"), (None, "job_c")):
        with tracing.span("reading", request_id=request_id, job_id=job_id):
            pass
    told = spans.get_finished_spans()
    assert 4 == len({span.context.span_id for span in told})
    assert 3 == len({span.context.trace_id for span in told})


def test_a_caller_that_traces_finds_its_request_in_its_own_trace(spans: Any) -> None:
    request_id = tracing.request_id_of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    with tracing.span("submitArticle", request_id=request_id):
        pass
    assert 0x4BF92F3577B34DA6A3CE929D0E0E4736 == spans.get_finished_spans()[0].context.trace_id
    assert tracing.request_id_of("00-short-01") is None


def test_a_failure_is_known_by_its_kind_alone(spans: Any) -> None:
    with pytest.raises(ValueError, match=CANARY), tracing.span("reading", request_id="req_a", job_id="job_a", error=None):
        raise ValueError(CANARY)
    told = spans.get_finished_spans()[0]
    assert "ValueError" == told.status.description
    assert CANARY not in told.to_json()
