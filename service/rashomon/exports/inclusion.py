"""Which events a codebook counts: rules in order, the first that objects names the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rashomon.exports import table
from rashomon.records.event import Event

HEADER = ("event_id", "reason", "detail")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `objects` says whether an event is left out; `reason` is stable, `detail` one sentence."""

    reason: str
    detail: str
    objects: Callable[[Event], bool]


def objection(event: Event, rules: tuple[Rule, ...]) -> Rule | None:
    """Return the first rule that leaves the event out, None when it is counted."""
    return next((rule for rule in rules if rule.objects(event)), None)


def excluded(events: Iterable[Event], rules: tuple[Rule, ...]) -> Iterator[str]:
    """Yield the events left out, one a line, with the reason."""
    found = ((event, objection(event, rules)) for event in events)
    return table.write(HEADER, ((event.id, rule.reason, rule.detail) for event, rule in found if rule))
