"""Setting right what was lost: a job whose worker died runs again, a message that the broker lost is sent again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.records.job import JobError
from rashomon.workflows.notify import announce_ended
from rashomon.workflows.ports import Store

STAGES = ("reading", "comparing")
WORKER_LOST = JobError("worker_lost", "The worker stopped before the job was done.", retryable=True)
PATIENCE_SECONDS = 3.0  # a message that left a drained queue and was not claimed by then was lost on its way


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep set right."""

    expired: int = 0
    asked_again: int = 0
    quarantined: int = 0


def sweep(store: Store, *, max_attempts: int, drained: Callable[[str], bool]) -> Swept:
    """Sweep once. `drained(stage)`: whether the broker holds no message of that queue (False when it cannot be asked)."""
    empty = {stage: drained(stage) for stage in STAGES}  # asked before, not inside, a transaction
    with store.reading() as unit:
        overdue = unit.sweeps.overdue()
        stranded = [s for s in STAGES if unit.sweeps.stranded(s, older_than=PATIENCE_SECONDS, drained=empty[s])]
    if not overdue and not stranded:
        return Swept()
    with store.writing() as unit:
        expired, ended = unit.sweeps.expire(WORKER_LOST, max_attempts=max_attempts) if overdue else (0, ())
        announce_ended(unit, ended)
        asked = sum(unit.sweeps.ask_again(s, older_than=PATIENCE_SECONDS, drained=empty[s]) for s in stranded)
    return Swept(expired, asked, sum(end.status == "quarantined" for end in ended))


def tidy(store: Store, *, keep_text_days: float | None = None) -> int:
    """Forget first answers and ad hoc results after their day, texts after theirs (None: never); return how many went."""
    with store.writing() as unit:
        gone = unit.sweeps.tidy()
    return gone if keep_text_days is None else gone + _drop_texts(store, keep_text_days)


def _drop_texts(store: Store, days: float) -> int:
    gone = 0
    while True:
        with store.reading() as unit:
            if not unit.sweeps.has_old_texts(days):
                return gone
        with store.writing() as unit:  # one short transaction after the other: others write in between
            dropped = unit.sweeps.drop_texts(days)
        if dropped == 0:  # what is left, somebody else holds: next time
            return gone
        gone += dropped
