"""Processes of the service: who is alive, from their own heart-beats in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Process:
    """A relay or worker; `silent_for` seconds since its last heart-beat by the database's clock."""

    id: str
    role: str
    host: str
    pid: int
    started_at: str
    silent_for: float
    facts: dict[str, Any]
