"""Deciding: a person's word on an event, laid over the machine's record, which stays as it is.

`confirm` says that what the machine found at `path` (the whole event without one) stands, `correct` puts another value there,
`exclude` takes the event out of lists; the latest of the three at a path counts. `same_as` and `not_same_as` name another
event, or a report, in `value`: they bind the clustering, whatever its scores say. `comment` changes nothing.
"""

from __future__ import annotations

from typing import Any

from rashomon.records.comparing import Decision
from rashomon.records.decision import BINDING, DecisionDraft, EventDecision
from rashomon.records.event import Event
from rashomon.records.identity import random_id
from rashomon.records.plain import to_plain
from rashomon.records.pointer import fits, type_at, value_at
from rashomon.records.problems import ConflictError, FieldError, InvalidError, NotFoundError
from rashomon.records.query import Slice
from rashomon.records.work import NewJob
from rashomon.workflows.notify import announce
from rashomon.workflows.ports import Key, Store, Unit

# Names, memberships and what only comparing can know are nobody's to correct; `same_as` and `not_same_as` change members.
FIXED = frozenset(
    {"id", "revision", "report_ids", "merged_into", "authored", "sources", "discrepancies", "relations", "explain"}
)


def decide(
    store: Store, tenant: str, event_id: str, draft: DecisionDraft, *, author: str | None, request_id: str | None = None
) -> EventDecision:
    """Write a decision down; one that binds queues the comparison it asks for (`job_id`).

    NotFoundError, GoneError, ConflictError `event_merged`, InvalidError with a pointer to what does not fit.
    """
    with store.writing() as unit:
        event = _live(unit, tenant, event_id)
        was = _checked(event, draft)
        bound = _other_report(unit, tenant, event, draft) if draft.action in BINDING else None
        decision_id = random_id("dec")
        job_id = None if bound is None else _bind(unit, tenant, event, bound, draft, decision_id, request_id)
        made = EventDecision(
            id=decision_id,
            event_id=event.id,
            report_id=event.report_ids[0],
            action=draft.action,
            path=draft.path,
            value=draft.value,
            was=was,
            reason=draft.reason,
            author=author,
            lifted=False,
            job_id=job_id,
            created_at="",  # the database's clock says
        )
        _tell(unit, tenant, event, made)
        return unit.decisions.add(tenant, made)


def list_decisions(store: Store, tenant: str, event_id: str, *, limit: int, after: Key | None = None) -> Slice[EventDecision]:
    """List the audit trail of an event, oldest first; also of merged and withdrawn events. NotFoundError."""
    with store.reading() as unit:
        if not unit.events.some(tenant, (event_id,)):
            raise NotFoundError(f"There is no event {event_id}.")
        return unit.decisions.list(tenant, event_id, limit=limit, after=after)


def _live(unit: Unit, tenant: str, event_id: str) -> Event:
    event = unit.events.get(tenant, event_id)
    if event is None:
        raise NotFoundError(f"There is no event {event_id}.")
    if event.merged_into is not None:
        raise ConflictError(f"The event is part of {event.merged_into} by now: decide on that one.", reason="event_merged")
    return event


def _checked(event: Event, draft: DecisionDraft) -> Any:  # noqa: ANN401 - any JSON data
    """Return what the machine says at the path; InvalidError when the action has no such path or value."""
    if draft.action in ("confirm", "correct", "comment"):
        return _checked_value(event, draft)
    if draft.path:
        raise _invalid("/path", f"{draft.action} speaks of the event as a whole.")
    if draft.action == "exclude" and draft.value is not None:
        raise _invalid("/value", "exclude takes no value.")
    return None


def _checked_value(event: Event, draft: DecisionDraft) -> Any:  # noqa: ANN401 - any JSON data
    plain = to_plain(event)
    try:
        was = value_at(plain, draft.path) if draft.path else None
        kind = type_at(Event, draft.path) if draft.path else None
    except (LookupError, ValueError) as error:
        raise _invalid("/path", "A JSON pointer to a value of the event, such as /when/start.") from error
    if draft.action == "correct" and (not draft.path or draft.path.split("/")[1] in FIXED):
        raise _invalid("/path", "There is nothing to correct there.")
    if draft.action == "correct" and not fits(kind, draft.value):
        raise _invalid("/value", f"Not a value that {draft.path} can have.")
    if draft.action != "correct" and draft.value is not None:
        raise _invalid("/value", f"{draft.action} takes no value.")
    return was


def _other_report(unit: Unit, tenant: str, event: Event, draft: DecisionDraft) -> str:
    """Return the report that the founding report of `event` is told to be one event with, or not."""
    named = draft.value
    if not isinstance(named, str) or not named.startswith(("evt_", "rep_")):
        raise _invalid("/value", "The id of an event or of a report.")
    if named.startswith("evt_"):
        found = next(iter(unit.events.some(tenant, (named,))), None)
        report_id = found.report_ids[0] if found is not None and found.report_ids else None
        if found is not None and found.merged_into is not None:
            raise _invalid("/value", f"That event is part of {found.merged_into} by now.")
    else:
        report_id = named if unit.reports.get(tenant, named) is not None else None
    if report_id is None:
        raise _invalid("/value", f"There is no {named}.")
    if report_id == event.report_ids[0]:
        raise _invalid("/value", "That is this event itself, or its founding report.")
    return report_id


def _bind(  # noqa: PLR0913, PLR0917 - what is bound, by which decision, in whose request
    unit: Unit, tenant: str, event: Event, other: str, draft: DecisionDraft, decision_id: str, request_id: str | None
) -> str:
    left, right = sorted((event.report_ids[0], other))
    unit.decisions.bind(tenant, Decision(left, right, draft.action == "same_as"), decision_id)
    touched = sorted({report.article_id for report in unit.reports.some(tenant, (left, right))})
    job = NewJob(
        id=random_id("job"), kind="decision", article_id=touched[0], request_id=request_id, work={"article_ids": touched}
    )
    return unit.jobs.add(tenant, job).id


def _tell(unit: Unit, tenant: str, event: Event, made: EventDecision) -> None:
    data = {"event_id": event.id, "revision": event.revision, "change": "decided", "type": event.type}
    data |= {"grading": event.grading, "changes": ["authored"], "merged_into": None}
    announce(unit, tenant, "event.updated", {**data, "decision_id": made.id, "action": made.action})


def _invalid(pointer: str, told: str) -> InvalidError:
    return InvalidError("The decision does not fit the event.", errors=(FieldError(pointer, told),))
