"""Traces for OpenTelemetry, off unless asked for: a request, its jobs, their stages and the messages about their end are one.

Nothing is stored for it. A trace is named after its request, whose id goes with the job and its messages anyway, and the span
that stands for a job after the job's id; so every process knows the parent of what it does. Spans hold ids and kinds, no words.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

Tell = Callable[..., None]
"""Adds attributes to a span."""
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-[0-9a-f]{2}")
_OF_CALLER = re.compile(r"trace-(?P<trace>[0-9a-f]{32})")
_names: ContextVar[tuple[str | None, str | None]] = ContextVar("names", default=(None, None))  # request, job: for the next ids


@dataclass(frozen=True)
class Tracing:
    """How this process and its children trace; `exporter` None: what the `OTEL_*` variables say, over OTLP."""

    role: str
    exporter: Any = None

    @property
    def provider(self) -> Any:  # noqa: ANN401 - an optional package's
        """Return the provider of this very process: the thread that sends does not survive a fork."""
        return _provider(self, os.getpid())


_tracing: Tracing | None = None


def configure(*, role: str, wanted: str, exporter: Any = None) -> None:  # noqa: ANN401 - an optional package's
    """Trace from now on if `wanted` is "on". ValueError when that cannot be."""
    global _tracing  # noqa: PLW0603 - tracing, like logging, is the whole process's
    if wanted not in ("on", "off"):
        raise ValueError(f"RASHOMON_TRACING must be on or off, not {wanted!r}")
    _tracing = Tracing(role, exporter) if wanted == "on" else None
    if _tracing:
        try:
            import opentelemetry.sdk.trace  # noqa: F401, PLC0415 - optional
        except ImportError as error:
            raise ValueError("RASHOMON_TRACING=on needs the extra: pip install 'rashomon[tracing]'") from error


def request_id_of(traceparent: str) -> str | None:
    """Return the request id for a caller that traces and names none: it carries the caller's trace on."""
    found = _TRACEPARENT.fullmatch(traceparent) if _tracing else None
    return f"trace-{found['trace']}" if found else None


def span(
    name: str, *, kind: str = "INTERNAL", request_id: str | None = None, job_id: str | None = None, **about: object
) -> AbstractContextManager[Tell]:
    """Record the block as a span below its job, else first in its request's trace; gives a function that adds to it."""
    return _span(_tracing, name, kind, request_id, job_id, about) if _tracing else _silence()


def job(job_id: str, *, request_id: str | None, kind: str) -> None:
    """Record that a job was queued: the span that its stages and messages hang on, below the request under way."""
    if _tracing is None:
        return
    from opentelemetry.trace import SpanKind  # noqa: PLC0415 - optional

    with _named(request_id, job_id):
        attributes = _plain({"job_id": job_id, "kind": kind, "request_id": request_id})
        _tracing.provider.get_tracer("rashomon").start_span("job", kind=SpanKind.PRODUCER, attributes=attributes).end()


def flush() -> None:
    """Send what waits: for processes that end without a word."""
    if _tracing:
        _tracing.provider.force_flush(2000)


@contextmanager
def _silence() -> Iterator[Tell]:
    yield lambda **_: None


@contextmanager
def _span(
    tracing: Tracing, name: str, kind: str, request_id: str | None, job_id: str | None, about: dict[str, object]
) -> Iterator[Tell]:
    from opentelemetry.trace import SpanKind, StatusCode  # noqa: PLC0415 - optional

    tracer = tracing.provider.get_tracer("rashomon")
    attributes = _plain({"request_id": request_id, "job_id": job_id, **about})
    with (
        _named(request_id, None),
        tracer.start_as_current_span(
            name, context=_below(request_id, job_id), kind=SpanKind[kind], attributes=attributes,
            record_exception=False, set_status_on_exception=False,
        ) as made,
    ):  # fmt: skip
        try:
            yield lambda **more: made.set_attributes(_plain(more))
        except BaseException as error:
            made.set_status(StatusCode.ERROR, type(error).__name__)  # what it says may quote an article
            raise


def _below(request_id: str | None, job_id: str | None) -> Any:  # noqa: ANN401 - an optional package's
    """Return the context of a job's span, of which this process knows only the name; an empty one without a job."""
    from opentelemetry.context import Context  # noqa: PLC0415 - optional
    from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, set_span_in_context  # noqa: PLC0415

    if request_id is None or job_id is None:
        return Context()
    ids = SpanContext(_trace_of(request_id), _span_of(job_id), is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(ids), Context())


@contextmanager
def _named(request_id: str | None, job_id: str | None) -> Iterator[None]:
    before = _names.set((request_id, job_id))
    try:
        yield
    finally:
        _names.reset(before)


def _trace_of(request_id: str) -> int:
    of_caller = _OF_CALLER.fullmatch(request_id)
    return int(of_caller["trace"] if of_caller else hashlib.sha256(request_id.encode()).hexdigest()[:32], 16)


def _span_of(job_id: str) -> int:
    return int(hashlib.sha256(job_id.encode()).hexdigest()[:16], 16)


def _plain(about: dict[str, object]) -> dict[str, Any]:
    return {f"rashomon.{name}": value for name, value in about.items() if value is not None}


@functools.cache
def _provider(tracing: Tracing, _pid: int) -> Any:  # noqa: ANN401 - an optional package's
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - optional, like all below
    from opentelemetry.sdk.trace import RandomIdGenerator, TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor  # noqa: PLC0415

    class Ids(RandomIdGenerator):  # type: ignore[misc]  # mypy does not look into an optional package
        """Names traces and jobs' spans after what they are about."""

        def generate_trace_id(self) -> int:
            request_id, _ = _names.get()
            return super().generate_trace_id() if request_id is None else _trace_of(request_id)

        def generate_span_id(self) -> int:
            _, job_id = _names.get()
            return super().generate_span_id() if job_id is None else _span_of(job_id)

    named = {"service.name": os.environ.get("OTEL_SERVICE_NAME", f"rashomon-{tracing.role}")}
    provider = TracerProvider(resource=Resource.create(named), id_generator=Ids())
    if tracing.exporter is None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415

        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    else:
        provider.add_span_processor(SimpleSpanProcessor(tracing.exporter))
    return provider
