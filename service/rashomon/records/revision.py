"""Revisions: what this installation saw of an event, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

RevisionKind = Literal["created", "updated", "merged", "split", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of an event: `changes` lists the fields, `document` is the event after it (None once withdrawn)."""

    event_id: str
    revision: int
    kind: RevisionKind
    at: str
    changes: tuple[str, ...]
    other_event_id: str | None  # merged into, or split off
    document: dict[str, Any] | None
