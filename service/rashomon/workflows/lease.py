"""Holding a job: claimed, kept alive by a heart-beat while the work is done, and given back in order when it fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rashomon import tracing
from rashomon.records.job import JobError
from rashomon.records.problems import UnavailableError
from rashomon.records.work import Claim
from rashomon.workflows.failures import told
from rashomon.workflows.notify import announce_ended
from rashomon.workflows.ports import Store

GRACE_SECONDS = 15.0  # after the time limit the heart stops, whatever the process does: the lease then runs out by itself


class LostError(Exception):
    """The claim is gone: somebody else has the job, or it was cancelled. Roll back and write nothing."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is working and under which rules; seconds. `overtime` are the errors that say that the time limit was reached."""

    owner: str
    lease_seconds: float = 10.0
    heartbeat_seconds: float = 2.5
    article_seconds: float = 60.0
    max_attempts: int = 3
    overtime: tuple[type[BaseException], ...] = (TimeoutError,)


@contextmanager
def holding(store: Store, claim: Claim, shift: Shift) -> Iterator[None]:
    """Keep the lease of `claim` alive inside the block.

    When the block raises SystemExit (the process is being stopped) the job is handed back and the exit goes on; any other
    error gives the attempt up and is swallowed once it is written down. LostError means that nothing is ours to write.
    Unavailable storage is raised again: nothing can be written down, and the lease runs out by itself.
    """
    stop = threading.Event()
    heart = threading.Thread(target=_beat, args=(store, claim, shift, stop), name=f"lease-{claim.job_id}", daemon=True)
    heart.start()
    try:
        with tracing.span(
            claim.stage, kind="CONSUMER", request_id=claim.request_id, job_id=claim.job_id, attempt=claim.attempt
        ):
            yield
    except LostError:
        pass
    except SystemExit:
        _hand_back(store, claim)
        raise
    except UnavailableError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, it ends this attempt and is written down
        _give_up(store, claim, told(error, overtime=isinstance(error, shift.overtime)), shift)
    finally:
        stop.set()
        heart.join(shift.heartbeat_seconds)


def _beat(store: Store, claim: Claim, shift: Shift, stop: threading.Event) -> None:
    deadline = time.monotonic() + shift.article_seconds + GRACE_SECONDS
    while not stop.wait(shift.heartbeat_seconds) and time.monotonic() < deadline:
        try:
            with store.writing() as unit:
                if not unit.leases.renew(claim, shift.lease_seconds):
                    return
        except UnavailableError:
            continue  # the next beat may get through; if none does the lease runs out, as it should


def _hand_back(store: Store, claim: Claim) -> None:
    with store.writing() as unit:
        unit.leases.hand_back(claim)


def _give_up(store: Store, claim: Claim, error: JobError, shift: Shift) -> None:
    with store.writing() as unit:
        announce_ended(unit, unit.leases.again(claim, error, max_attempts=shift.max_attempts))
