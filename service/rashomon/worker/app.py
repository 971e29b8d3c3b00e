"""The Celery application: configured in one table, given its tasks by whoever has something to work with."""

from __future__ import annotations

from typing import Any

from celery import Celery
from kombu.entity import Queue

from rashomon.settings import Settings
from rashomon.worker.bench import Bench, WorkerServices
from rashomon.worker.broker import QUEUES, TASKS, transport_options
from rashomon.worker.life import follow
from rashomon.worker.tasks import add_tasks

HARD_LIMIT_AFTER = 10.0  # seconds after the soft limit: code that does not listen is killed


def celery_of(settings: Settings) -> Celery:
    """Return an application that can send tasks and has none of its own: for the relay."""
    app = Celery("rashomon", set_as_current=False)
    app.conf.update(configuration(settings))
    return app


def make_celery(settings: Settings, services: WorkerServices) -> Celery:
    """Return the worker's application. `services` are used when a worker starts, not before."""
    app = celery_of(settings)
    bench = Bench(settings, services)
    add_tasks(app, bench)
    follow(bench)
    return app


def configuration(settings: Settings) -> dict[str, Any]:
    """Return Celery's settings, each with the reason for it."""
    return {
        "broker_url": settings.broker_url,
        "broker_transport_options": transport_options(settings),
        "broker_connection_timeout": settings.broker_timeout,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,  # a worker waits for its broker as long as it takes
        "broker_pool_limit": 4,
        # what is sent: ids as JSON, no result, no schedule
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "result_backend": None,
        "task_queues": tuple(Queue(name) for name in QUEUES),  # type: ignore[no-untyped-call]  # kombu has no types
        "task_default_queue": QUEUES[0],
        "task_create_missing_queues": False,
        "task_routes": {task: {"queue": stage} for stage, task in TASKS.items()},
        # acknowledged on arrival: a lost task is found again in the job table within seconds, redelivery takes minutes
        "task_acks_late": False,
        "worker_prefetch_multiplier": 1,
        "worker_disable_prefetch": True,  # a message is taken when somebody is free for it
        "task_soft_time_limit": settings.article_seconds,
        "task_time_limit": settings.article_seconds + HARD_LIMIT_AFTER,
        # less chatter, fewer ways to go deaf
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_max_tasks_per_child": 1000,  # whatever leaks, leaks not for ever
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "enable_utc": True,
    }
