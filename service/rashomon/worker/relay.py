"""The relay: hands stored messages to the broker, and sweeps up what was lost on the way."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from typing import Protocol

import structlog
from celery import Celery
from kombu.exceptions import OperationalError

from rashomon.records.identity import random_id
from rashomon.records.problems import UnavailableError
from rashomon.records.work import Message
from rashomon.settings import Settings
from rashomon.worker.app import celery_of
from rashomon.worker.broker import TASKS, Broker
from rashomon.worker.figures import RelayFigures
from rashomon.workflows.ports import Store
from rashomon.workflows.sweep import sweep, tidy

AT_ONCE = 100  # messages between two looks at the outbox
LOOK_SECONDS = 1.0  # at the latest, when no bell rang
AWAY_SECONDS = 0.5  # between two tries while the broker or the database is away
TIDY_SECONDS = 300.0
_log = structlog.get_logger(__name__)


class Bell(Protocol):
    """Rings when something was committed."""

    def wait(self, seconds: float) -> None:
        """Return when it rings, after `seconds` at the latest."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class RingingStore(Store, Protocol):
    """A store with a bell."""

    def doorbell(self) -> Bell:
        """Return a new bell."""
        ...


def run(settings: Settings, store: RingingStore, stop: threading.Event) -> None:
    """Relay and sweep until `stop` is set. Survives an absent broker and an absent database; several may run at once."""
    figures = RelayFigures()
    sweeper = threading.Thread(target=_sweep_on, args=(settings, store, stop, figures), name="sweeper", daemon=True)
    sweeper.start()
    app, bell = celery_of(settings), store.doorbell()
    away = False
    try:
        while not stop.is_set():
            try:
                moved = publish(app, store)
            except (OperationalError, UnavailableError, OSError) as error:
                if not away:
                    _log.warning("cannot relay", error=type(error).__name__)
                away = True
                stop.wait(AWAY_SECONDS)
                continue
            away = False
            figures.published.inc(moved)
            if moved == 0:
                bell.wait(LOOK_SECONDS)
    finally:
        bell.close()
        app.close()
        sweeper.join(LOOK_SECONDS + settings.sweep_seconds + settings.broker_timeout)


def publish(app: Celery, store: Store) -> int:
    """Publish the oldest messages and strike them off; how many. What fails stays, what was sent is struck off first."""
    with store.reading() as unit:
        messages = unit.outbox.pending(AT_ONCE)
    sent: list[Message] = []
    try:
        for message in messages:
            _send(app, message)
            sent.append(message)
    finally:
        _strike_off(store, sent)
    return len(sent)


def _send(app: Celery, message: Message) -> None:
    args = (message.tenant, message.ref, message.attempt)
    app.send_task(TASKS[message.stage], args=args, queue=message.stage, retry=False, ignore_result=True)


def _strike_off(store: Store, sent: Sequence[Message]) -> None:
    if sent:
        with store.writing() as unit:
            unit.outbox.published(sent)


def _sweep_on(settings: Settings, store: Store, stop: threading.Event, figures: RelayFigures) -> None:
    process_id, broker, since_tidy = random_id("prc"), Broker(settings), TIDY_SECONDS
    while not stop.wait(settings.sweep_seconds):
        since_tidy += settings.sweep_seconds
        try:
            swept = sweep(store, max_attempts=settings.max_attempts, drained=broker.drained)
            figures.expired.inc(swept.expired)
            figures.asked_again.inc(swept.asked_again)
            figures.quarantined.inc(swept.quarantined)
            if swept.expired or swept.asked_again:
                _log.info("swept", expired=swept.expired, asked_again=swept.asked_again, quarantined=swept.quarantined)
            with store.writing() as unit:
                facts = {"broker": broker.answers()}
                unit.processes.beat(process_id, role="relay", host=socket.gethostname(), pid=os.getpid(), facts=facts)
            if since_tidy >= TIDY_SECONDS:
                tidy(store, keep_text_days=settings.keep_text_days)
                since_tidy = 0.0
        except UnavailableError as error:
            _log.warning("cannot sweep", reason=error.reason, cause=type(error.__cause__).__name__)
        except Exception as error:  # noqa: BLE001 - a sweeper that dies of one row would lose all others
            _log.error("sweep failed", error=type(error).__name__)
    broker.close()
