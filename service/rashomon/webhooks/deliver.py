"""Sending one message once: claim it, sign it, post it, and write down what came of it under the claim."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

import rashomon
from rashomon import tracing
from rashomon.records.webhook import Attempt, Sending
from rashomon.webhooks.post import TOTAL_SECONDS, Answer
from rashomon.webhooks.schedule import Verdict, judge
from rashomon.webhooks.sign import signatures
from rashomon.webhooks.vault import SealedError, Vault

LEASE_SECONDS = TOTAL_SECONDS + 10.0  # a claim outlives the longest send; after that somebody else may try
ENDPOINT_SHARE = 4  # messages under way to one endpoint; to a failing one only a single one, so it holds one thread at most
FAILING_DAYS = 5
GONE = "The receiver answered 410."
FAILING = f"Every try failed for {FAILING_DAYS} days."
HEADERS = {"Content-Type": "application/json", "User-Agent": f"Rashomon/{rashomon.__version__}", "Accept-Encoding": "identity"}

Outcome = Literal["delivered", "pending", "failed", "skipped"]


class Desk(Protocol):
    """The messages as whoever sends them sees them; every answer and every time is the database's."""

    def due(self, limit: int, *, share: int) -> tuple[tuple[str, str], ...]:
        """Return (tenant, delivery id) of unclaimed messages whose hour has come, longest waiting first.

        At most `share` for one receiver, so that those of a slow one hide nobody else's.
        """
        ...

    def take(self, tenant: str, delivery_id: str, *, seconds: float, share: int) -> Sending | None:
        """Claim a message whose hour has come, for so many seconds.

        None when it is not due, is claimed, or its endpoint has `share` under way already (a failing one: one); then it stays
        due. A message to a disabled endpoint ends as failed, untried.
        """
        ...

    def settle(self, sending: Sending, attempt: Attempt, *, status: str, next_in: float | None) -> bool:
        """Note a try; False, and nothing is written, when the claim is lost."""
        ...

    def failing_for(self, sending: Sending, *, delivered: bool) -> float:
        """Note on the endpoint how a try went; return the seconds since which all tries failed, 0.0 when the last succeeded."""
        ...

    def disable(self, tenant: str, endpoint_id: str, reason: str) -> bool:
        """Disable an endpoint and end what waits for it; False when it is disabled already."""
        ...


class CallbackKeys(Protocol):
    """Where a tenant's keys for callback addresses are kept."""

    def keep_callback_keys(self, tenant: str, sealed: bytes, *, former: bytes | None) -> bytes:
        """Store keys in place of `former` and return those that count: somebody else may be faster."""
        ...


class Unit(Protocol):
    """The part of a transaction that sending needs."""

    @property
    def desk(self) -> Desk: ...  # noqa: D102
    @property
    def hooks(self) -> CallbackKeys: ...  # noqa: D102

    def now(self) -> str:
        """Return the database's time."""
        ...


U_co = TypeVar("U_co", bound=Unit, covariant=True)


class Store(Protocol[U_co]):
    """The database."""

    def reading(self) -> AbstractContextManager[U_co]:
        """Open a consistent view."""
        ...

    def writing(self) -> AbstractContextManager[U_co]:
        """Open one short transaction."""
        ...


class Posting(Protocol):
    """Whatever carries a message; `post.Poster` outside of tests."""

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send once; never raises for what the receiver or the network does."""
        ...


V = TypeVar("V", bound=Unit)


@dataclass(frozen=True, slots=True)
class Courier(Generic[V]):
    """Delivers messages. `announce(unit, tenant, event_type, data)` leaves a message, here that an endpoint was disabled."""

    store: Store[V]
    vault: Vault
    poster: Posting
    announce: Callable[[V, str, str, dict[str, Any]], None]
    clock: Callable[[], float] = time.time

    def deliver(self, tenant: str, delivery_id: str) -> Outcome:
        """Try a message once if its hour has come; doing this twice, or in two places, sends it once."""
        with self.store.writing() as unit:
            sending = unit.desk.take(tenant, delivery_id, seconds=LEASE_SECONDS, share=ENDPOINT_SHARE)
            if sending is None:
                return "skipped"
            began = unit.now()
            if sending.sealed is None:
                sending = replace(sending, sealed=unit.hooks.keep_callback_keys(tenant, self.vault.mint().sealed, former=None))
        answer = self._send(sending)
        verdict = judge(answer, sending.number)
        attempt = Attempt(sending.number, began, answer.status_code, answer.error, answer.seconds)
        with self.store.writing() as unit:
            if not unit.desk.settle(sending, attempt, status=verdict.status, next_in=verdict.next_in):
                return "skipped"
            self._judge_endpoint(unit, sending, verdict)
        return verdict.status

    def due(self, limit: int) -> tuple[tuple[str, str], ...]:
        """Return (tenant, delivery id) of messages to `deliver` now, no more for one receiver than may be under way."""
        with self.store.reading() as unit:
            return unit.desk.due(limit, share=ENDPOINT_SHARE)

    def _send(self, sending: Sending) -> Answer:
        body = json.dumps(sending.payload, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            pairs = self.vault.open(sending.sealed or b"")
        except SealedError as error:
            return Answer(None, f"The message could not be signed: {error}.", None, 0.0)
        keys = [key for pair in pairs for key in (pair.secret, pair.private_key)]
        timestamp = int(self.clock())
        headers = HEADERS | {
            "webhook-id": sending.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signatures(keys, sending.message_id, timestamp, body),
        }
        told = sending.payload.get("data", {})
        about = {"request_id": told.get("request_id"), "job_id": told.get("job_id"), "delivery_id": sending.delivery_id}
        with tracing.span("webhook", kind="CLIENT", attempt=sending.number, **about) as tell:
            answer = self.poster.post(sending.url, body, headers)
            tell(status=answer.status_code, error=answer.error)
        return answer

    def _judge_endpoint(self, unit: V, sending: Sending, verdict: Verdict) -> None:
        if sending.endpoint_id is None:
            return  # a job's own address: nothing else is sent there
        failing = unit.desk.failing_for(sending, delivered=verdict.status == "delivered")
        reason = GONE if verdict.gone else FAILING if failing >= FAILING_DAYS * 86400 else None
        if reason is not None and unit.desk.disable(sending.tenant, sending.endpoint_id, reason):
            data = {"endpoint_id": sending.endpoint_id, "reason": reason}
            self.announce(unit, sending.tenant, "endpoint.disabled", data)
