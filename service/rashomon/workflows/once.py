"""The same request twice takes effect once: its first answer is kept in the transaction that made it true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.records.problems import InvalidError, UnavailableError
from rashomon.workflows.ports import Store, Unit

TRIES = 5  # losing the race for one key again and again does not happen by chance


@dataclass(frozen=True, slots=True)
class Idempotency:
    """A client's Idempotency-Key and a digest of what it sent with it (method, path, body)."""

    key: str
    fingerprint: str


class Overtaken(Exception):  # noqa: N818 - no error: somebody else answers
    """Another request with the same key was faster."""


def once(
    store: Store, tenant: str, idempotency: Idempotency | None, take: Callable[[Unit], Mapping[str, Any]]
) -> tuple[Mapping[str, Any], bool]:
    """Run `take` in one writing unit, or return its first answer and True when this request was answered before."""
    for _ in range(TRIES):
        try:
            with store.writing() as unit:
                kept = None if idempotency is None else _first_answer(unit, tenant, idempotency)
                if kept is not None:
                    return kept, True
                answer = take(unit)
                if idempotency is not None:
                    keep_answer(unit, tenant, idempotency, answer)
                return answer, False
        except Overtaken:
            continue
    raise UnavailableError("Too many requests with this Idempotency-Key at once.")


def keep_answer(unit: Unit, tenant: str, idempotency: Idempotency, answer: Mapping[str, Any]) -> None:
    """Keep the first answer to a key; Overtaken when another request was faster (then roll back and find its answer)."""
    job_id = answer["job"]["id"] if "job" in answer else None
    if not unit.replies.keep(tenant, idempotency.key, idempotency.fingerprint, answer, job_id):
        raise Overtaken


def _first_answer(unit: Unit, tenant: str, idempotency: Idempotency) -> Mapping[str, Any] | None:
    kept = unit.replies.find(tenant, idempotency.key)
    if kept is None:
        return None
    fingerprint, answer = kept
    if fingerprint != idempotency.fingerprint:
        raise InvalidError("This Idempotency-Key came with another request.", reason="idempotency_key_reused")
    return answer
