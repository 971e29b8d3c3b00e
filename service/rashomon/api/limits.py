"""Requests per key, counted in the broker's database and open when it is away: a limit must not become an outage."""

from __future__ import annotations

import time
from typing import Any

import structlog
from flask import Response, g

from rashomon.api.services import Quota, state
from rashomon.records.problems import ProblemError

_log = structlog.get_logger(__name__)


class RedisLimiter:
    """A fixed window of `limit` requests in `window` seconds, in any Redis-protocol server."""

    def __init__(self, redis: Any, *, limit: int, window: int) -> None:  # noqa: ANN401 - redis-py's client
        self._redis, self._limit, self._window = redis, limit, window

    def take(self, who: str) -> Quota | None:
        """Count one request; None when the server does not answer."""
        now = time.time()
        turn = int(now // self._window)
        try:
            with self._redis.pipeline(transaction=True) as pipe:
                pipe.incr(f"rashomon:rate:{who}:{turn}")
                pipe.expire(f"rashomon:rate:{who}:{turn}", self._window + 1)
                used = int(pipe.execute()[0])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the counter, the request goes on
            _log.warning("requests are not counted", error=str(error))
            return None
        reset = max(1, round((turn + 1) * self._window - now))
        return Quota(self._limit, self._window, max(0, self._limit - used), reset, exceeded=used > self._limit)


def read_rate(setting: str) -> tuple[int, int]:
    """Return requests and seconds of a setting such as `120/60`; ValueError when it is not one."""
    limit, _, window = setting.partition("/")
    if not (limit.isdecimal() and window.isdecimal() and int(limit) and int(window)):
        raise ValueError(f"RASHOMON_RATE_LIMIT must be requests/seconds such as 120/60, not {setting!r}")
    return int(limit), int(window)


class RateLimitedError(ProblemError):
    """The key has used up its requests."""

    reason = "rate_limited"
    retryable = True

    def __init__(self, quota: Quota) -> None:
        super().__init__(f"This key may send {quota.limit} requests in {quota.window} s.")
        self.headers = {"Retry-After": str(quota.reset)}


def count(who: str) -> None:
    """Count this request against `who`; RateLimitedError when there are too many."""
    limiter = state().services.limiter
    quota = limiter.take(who) if limiter else None
    g.quota = quota
    if quota and quota.exceeded:
        raise RateLimitedError(quota)


def add_headers(response: Response) -> Response:
    """Tell the client its limit (RateLimit header fields of the IETF draft)."""
    quota: Quota | None = g.get("quota")
    if quota:
        response.headers["RateLimit-Policy"] = f'"key";q={quota.limit};w={quota.window}'
        response.headers["RateLimit"] = f'"key";r={quota.remaining};t={quota.reset}'
    return response
