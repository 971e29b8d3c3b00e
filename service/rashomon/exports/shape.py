"""What every writer takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rashomon.records.event import Event
from rashomon.records.report import Report


def _no_reports(_: Event) -> tuple[Report, ...]:
    return ()


def _no_event(_: str) -> Event | None:
    return None


@dataclass(frozen=True, slots=True)
class Shape:
    """How to write: `show` makes a record plain data, `coarse` maps wide places too.

    `reports_of` gives an event's reports, `event_of` the event of an id, None when there is none to ask.
    """

    show: Callable[[Any], dict[str, Any]]
    coarse: bool = False
    reports_of: Callable[[Event], tuple[Report, ...]] = _no_reports
    event_of: Callable[[str], Event | None] = _no_event


Writer = Callable[[Iterable[Any], Shape], Iterator[str]]
