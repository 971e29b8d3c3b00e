"""What follows from an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.webhooks.post import Answer
from rashomon.webhooks.schedule import SCHEDULE, Verdict, judge


def answer(status: int | None, *, retry_after: float | None = None) -> Answer:
    return Answer(status, None if status else "Nobody answered in time.", retry_after, 0.1)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_2xx_is_delivered(status: int) -> None:
    assert Verdict("delivered") == judge(answer(status), 1)


@pytest.mark.parametrize("status", [None, 100, 199, 300, 301, 302, 307, 308, 400, 401, 404, 409, 429, 500, 502, 503, 504, 599])
def test_anything_else_is_tried_again(status: int | None) -> None:
    assert judge(answer(status), 1).status == "pending"


def test_410_ends_it_and_the_endpoint() -> None:
    assert Verdict("failed", gone=True) == judge(answer(410), 1)


def test_the_whole_schedule() -> None:
    waits = [judge(answer(500), number, spread=lambda _low, _high: 1.0).next_in for number in range(1, 11)]
    assert waits == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, None]
    assert SCHEDULE[0] == 0
    assert judge(answer(500), 10) == judge(answer(None), 11) == Verdict("failed")  # 11: a redelivery by hand


@given(number=st.integers(1, 9))
def test_jitter_stays_within_a_tenth(number: int) -> None:
    wait = judge(answer(500), number).next_in or 0.0
    assert SCHEDULE[number] * 0.9 <= wait <= SCHEDULE[number] * 1.1


def test_retry_after_puts_a_try_off_but_never_brings_it_forward() -> None:
    assert judge(answer(503, retry_after=60), 1).next_in == 60
    late = judge(answer(503, retry_after=1), 5, spread=lambda _low, _high: 1.0)
    assert late.next_in == 18000


def test_retry_after_is_granted_a_day_at_most() -> None:
    assert judge(answer(429, retry_after=1e12), 1).next_in == 86400
