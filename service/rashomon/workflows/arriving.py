"""Articles that arrive at the same time, each in a request of its own, stored in one transaction: most are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.records.job import Job
from rashomon.records.plain import to_plain
from rashomon.workflows.admitting import Entry, admit_new
from rashomon.workflows.once import Idempotency, Overtaken, keep_answer
from rashomon.workflows.ports import Store, Unit

Arrival = tuple[Entry, Idempotency | None]


def taken_as_new(store: Store, entry: Entry, idempotency: Idempotency | None) -> Job | None:
    """Store the article with those that arrive beside it and return its job.

    None, and nothing stored, when its text, its external_id or its key is known: then it is to be looked at by itself.
    """
    try:
        return store.together((entry, idempotency), _take_new)
    except Overtaken:
        return None


def answer_of(job: Job, created: bool) -> Mapping[str, Any]:  # noqa: FBT001 - what `admit` returns
    """Return the answer to a submission as it is kept for its key."""
    return {"job": to_plain(job), "created": created}


def _take_new(unit: Unit, arrivals: Sequence[Arrival]) -> list[Job | None]:
    turns = _with_unused_keys(unit, arrivals)
    found: list[Job | None] = [None] * len(arrivals)
    for turn, job in zip(turns, admit_new(unit, [arrivals[turn][0] for turn in turns]), strict=True):
        found[turn] = job
        entry, idempotency = arrivals[turn]
        if job and idempotency:
            keep_answer(unit, entry.tenant, idempotency, answer_of(job, created=True))
    return found


def _with_unused_keys(unit: Unit, arrivals: Sequence[Arrival]) -> list[int]:
    """Return the places of those without a key, and of the first with a key that nobody used.

    In the order of their texts: groups that are stored side by side wait for each other's articles, but not in a circle.
    """
    keys = [idempotency and (entry.tenant, idempotency.key) for entry, idempotency in arrivals]
    used = unit.replies.used({key for key in keys if key})
    free = [place for place, key in enumerate(keys) if key is None or (key not in used and key not in keys[:place])]
    return sorted(free, key=lambda place: (arrivals[place][0].tenant, arrivals[place][0].submission.text))
