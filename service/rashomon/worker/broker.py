"""The broker: how to speak to it (never without a time-out), what the queues are called, and how full they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import redis

from rashomon.settings import Settings

# stage → task; the queue has the name of the stage
TASKS: Mapping[str, str] = {
    "reading": "rashomon.read",
    "comparing": "rashomon.compare",
}
QUEUES = tuple(TASKS)


def transport_options(settings: Settings) -> dict[str, Any]:
    """Return kombu's options: every socket call ends, and a broker that is away is an error at once, not a silent wait."""
    return {
        "socket_timeout": settings.broker_timeout,
        "socket_connect_timeout": settings.broker_timeout,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "retry_on_timeout": False,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.2,
        "visibility_timeout": 3600,  # nothing is acknowledged late, so nothing waits for it
    }


class Broker:
    """Looks at the broker, beside Celery. A Redis or Valkey that is away is None or False, no error."""

    def __init__(self, settings: Settings) -> None:
        seconds = settings.broker_timeout
        self._client = redis.Redis.from_url(settings.broker_url, socket_timeout=seconds, socket_connect_timeout=seconds)

    def answers(self) -> bool:
        """Whether the broker answers."""
        try:
            return bool(self._client.ping())
        except redis.RedisError:
            return False

    def waiting(self, queue: str) -> int | None:
        """Return how many messages a queue holds; None when the broker does not say."""
        try:
            return int(self._client.llen(queue))
        except redis.RedisError:
            return None

    def drained(self, queue: str) -> bool:
        """Whether a queue is known to be empty."""
        return self.waiting(queue) == 0

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
