"""What changed: events as they will be against events as stored, as created, updated, split, merged and withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from rashomon.records.comparing import EventChange
from rashomon.records.event import Event
from rashomon.workflows.retelling import Ground, Retold

UNSEEN = frozenset({"revision", "merged_into", "authored", "explain"})  # a difference in these alone is no change of the event
SEEN = tuple(field.name for field in fields(Event) if field.name not in UNSEEN)


def changes_of(ground: Ground, told: Sequence[Retold]) -> tuple[EventChange, ...]:
    """Return the changes of the events `told`, and the end of stored ones that are no more, sorted by event id."""
    live = {*ground.of.values(), *(t.event.id for t in told)}
    changes = [c for t in told if (c := _change(t, ground.stored, ground.were)) is not None]
    ended = [e for e in ground.stored.values() if e.id not in live and e.report_ids and e.merged_into is None]
    changes += [_end(event, ground.of) for event in ended]
    return tuple(sorted(changes, key=lambda c: c.event.id))


def _change(told: Retold, stored: Mapping[str, Event], were: Mapping[str, str]) -> EventChange | None:
    event, last = told.event, stored.get(told.event.id)
    revision = last.revision + 1 if last else 1
    if last is not None and last.report_ids and last.merged_into is None:
        differing = tuple(n for n in SEEN if getattr(event, n) != getattr(last, n))
        if not differing:
            return None
        return EventChange(replace(event, revision=revision, merged_into=None), "updated", differing, None, told.comparison)
    parent = were.get(event.report_ids[0])
    split = parent is not None and parent != event.id
    fresh = replace(event, revision=revision, merged_into=None)
    return EventChange(fresh, "split" if split else "created", (), parent if split else None, told.comparison)


def _end(event: Event, of: Mapping[str, str]) -> EventChange:
    """Say what became of an event whose id is no more: merged into the one with its founding report, else with most of it."""
    heirs = Counter(of[r] for r in event.report_ids if r in of)
    if not heirs:
        last = replace(event, revision=event.revision + 1, report_ids=(), relations=())
        return EventChange(last, "withdrawn", ("report_ids",), None, None)
    heir = of.get(event.report_ids[0]) or min(heirs, key=lambda e: (-heirs[e], e))
    merged = replace(event, revision=event.revision + 1, merged_into=heir)
    return EventChange(merged, "merged", ("merged_into",), heir, None)
