"""What the web room stands on: the ports it calls, chosen in `bootstrap`, and the state of this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask import current_app

from rashomon.api.cursors import Cursors
from rashomon.api.waits import Waits
from rashomon.settings import Settings
from rashomon.workflows.hook_care import Reveal
from rashomon.workflows.notify import Mint
from rashomon.workflows.ports import Store


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of a caller's requests: `limit` in `window` seconds, `remaining` now, more in `reset` seconds."""

    limit: int
    window: int
    remaining: int
    reset: int
    exceeded: bool


class Limiter(Protocol):
    """Counts requests per caller."""

    def take(self, who: str) -> Quota | None:
        """Count one request; None when nothing can be counted now (then it is let through)."""
        ...


def _anything(_: str) -> None:
    """Refuse no address: for processes that send nothing."""


@dataclass(frozen=True, slots=True)
class Services:
    """The ports. `may_send` raises InvalidError for an address that webhooks are not sent to."""

    store: Store
    mint: Mint
    reveal: Reveal
    vocabulary: Callable[[], Mapping[str, Any]]
    broker_answers: Callable[[], bool]
    may_send: Callable[[str], None] = _anything
    limiter: Limiter | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a running application holds."""

    settings: Settings
    services: Services
    cursors: Cursors
    waits: Waits


def state() -> State:
    """Return what the current application holds."""
    held: State = current_app.extensions["rashomon"]
    return held


def store() -> Store:
    """Return the current application's database."""
    return state().services.store
