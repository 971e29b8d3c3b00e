"""What follows from an answer: delivered, try again and when, or never again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rashomon.records.webhook import DeliveryStatus
from rashomon.webhooks.post import Answer

MINUTE, HOUR = 60.0, 3600.0
# Seconds before each try, counted from the try before; the schedule that Standard Webhooks recommends, 75 hours in all.
SCHEDULE = (0.0, 5.0, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
JITTER = 0.1  # a tenth to either side: messages that failed together must not come back together
LONGEST_WAIT = 24 * HOUR  # what we grant a Retry-After
GONE = 410


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a message; `next_in` seconds, None when there is no further try. `gone`: send nothing more there."""

    status: DeliveryStatus
    next_in: float | None = None
    gone: bool = False


def judge(answer: Answer, number: int, *, spread: Callable[[float, float], float] = random.uniform) -> Verdict:
    """Judge the answer to a message's try `number` (from 1). Only 2xx is success; a redirect is not.

    `Retry-After` can put a try off, never bring it forward: a receiver that names one second would use up all tries at once.
    """
    if answer.status_code is not None and 200 <= answer.status_code < 300:
        return Verdict("delivered")
    if answer.status_code == GONE:
        return Verdict("failed", gone=True)
    if number >= len(SCHEDULE):
        return Verdict("failed")
    planned = SCHEDULE[number] * spread(1 - JITTER, 1 + JITTER)
    asked = min(answer.retry_after or 0.0, LONGEST_WAIT)
    return Verdict("pending", max(planned, asked))
