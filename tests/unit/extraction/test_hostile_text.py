"""No text, however built, makes the finders slow: time grows with length, not with its square."""

from __future__ import annotations

import time

import pytest

from rashomon.extraction.figures import find_figures
from rashomon.extraction.times import find_times

MIB = 1 << 20
SECONDS = 60  # a quadratic pattern needs hours; the margin is for slow machines


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", [" ", "\n", "a", "1", "1,", "since ", "May ", "the last ", "one hundred and ", "more than ", "("]
)
def test_a_mebibyte_of_one_thing_is_read_in_time(unit: str) -> None:
    text = unit * (MIB // len(unit))
    started = time.process_time()
    find_figures(text, times=find_times(text))
    assert time.process_time() - started < SECONDS
