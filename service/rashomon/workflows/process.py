"""Working on a job: claim it, keep the lease alive, read or compare, and write the outcome under the claim's token."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.workflows.ports import Reader, Store


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is working and under which rules; seconds."""

    owner: str
    lease_seconds: float = 10.0
    heartbeat_seconds: float = 2.5
    article_seconds: float = 60.0
    max_attempts: int = 3


def process_article(store: Store, reader: Reader, tenant: str, job_id: str, *, attempt: int, shift: Shift) -> bool:
    """Read an article and store its reports with the message that asks for comparing; False when it was not ours to do."""
    raise NotImplementedError


def compare_reports(store: Store, tenant: str, job_id: str, *, attempt: int, shift: Shift) -> bool:
    """Compare what a job's article (or its removal) touches and end the job; False when it was not ours to do."""
    raise NotImplementedError
