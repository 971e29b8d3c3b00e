"""Figures of workers and relays for the monitor, in files that the web process gathers (PROMETHEUS_MULTIPROC_DIR)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram

BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120)


class WorkFigures:
    """How long each stage takes, by how it went: `worked`, `not_ours` (somebody else has it), `left` (to the sweeper)."""

    def __init__(self) -> None:
        self._stages = Histogram(
            "rashomon_stage_seconds", "Seconds of one attempt at a stage.", ("stage", "outcome"), buckets=BUCKETS,
            registry=CollectorRegistry(),
        )  # fmt: skip

    @contextmanager
    def timed(self, stage: str) -> Iterator[list[str]]:
        """Time the block; it puts the outcome into the list that it is given."""
        outcome, began = ["left"], time.perf_counter()
        try:
            yield outcome
        finally:
            self._stages.labels(stage, outcome[-1]).observe(time.perf_counter() - began)


class RelayFigures:
    """What the relay published and what the sweeper set right."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self.published = Counter("rashomon_messages_published", "Messages handed to the broker.", registry=registry)
        self.expired = Counter("rashomon_leases_expired", "Jobs taken back from workers that were lost.", registry=registry)
        self.asked_again = Counter("rashomon_messages_asked_again", "Messages lost on the way.", registry=registry)
        self.quarantined = Counter("rashomon_jobs_quarantined", "Jobs given up after their last attempt.", registry=registry)
