"""Decisions: what people say of an event, kept beside what the machine found and never in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

DecisionAction = Literal["confirm", "correct", "same_as", "not_same_as", "exclude", "comment"]
BINDING: tuple[DecisionAction, ...] = ("same_as", "not_same_as")  # these bind the clustering
STANDING: tuple[DecisionAction, ...] = ("confirm", "correct", "exclude")  # the latest of these at a path lifts those before it


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What a client decides: `path` is a JSON pointer into the event, "" the event as a whole."""

    action: DecisionAction
    path: str = ""
    value: Any = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EventDecision:
    """One entry of the audit trail; nothing is ever taken out of it.

    `event_id` is the event as it was named then, `report_id` its founding report, with which the decision goes wherever
    comparing puts it. `was` is the machine's value at `path` then. `author` is the key that decided, null without
    authentication. `lifted`: a later decision stands in its place. `job_id`: the comparison that it asked for.
    """

    id: str
    event_id: str
    report_id: str
    action: DecisionAction
    path: str
    value: Any
    was: Any
    reason: str | None
    author: str | None
    lifted: bool
    job_id: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that a person puts in the place of the machine's; `was` is what the machine had said then."""

    path: str
    value: Any
    was: Any
    reason: str | None
    author: str | None
    decision_id: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class Authored:
    """What people say of an event as it stands now: excluded or not, the paths confirmed, the values corrected."""

    excluded: bool
    confirmed: tuple[str, ...]
    corrections: tuple[Correction, ...]
