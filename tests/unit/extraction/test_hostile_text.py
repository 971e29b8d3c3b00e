"""No text, however built, makes the finders slow: time grows with length, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from rashomon.extraction.figures import find_figures
from rashomon.extraction.sentences import split_block
from rashomon.extraction.times import find_times
from rashomon.extraction.weapons import find_weapons
from rashomon.knowledge.weapons import load_arsenal
from rashomon.records.page import Block

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


def cut(text: str) -> object:
    return list(split_block(text, Block(0, len(text), "body"), 0))


ARSENAL = load_arsenal()


def arm(text: str) -> object:
    return find_weapons(text, ARSENAL)


@pytest.mark.parametrize(
    ("find", "unit"),
    [(cut, "."), (cut, "?!"), (cut, "a.b "), (arm, "fighter, bomber, strike, "), (arm, "packed with a "), (arm, "a mine a b ")],
)
def test_eight_times_the_text_takes_eight_times_the_time(find: Callable[[str], object], unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit)))[:size] + "x"
        started = time.process_time()
        find(text)
        return time.process_time() - started

    seconds(1_000)
    share = 24 * max(min(seconds(8_000) for _ in range(3)), 0.004)  # a square would take 64 times as long
    assert any(seconds(64_000) < share for _ in range(2))


def test_a_sentence_goes_on_over_wrapped_lines_and_a_post_does_not() -> None:
    text = "Rebels shelled the town\nof Harib. Two were hurt\nby noon."
    body, post = ([text[s.start : s.end] for s in split_block(text, Block(0, len(text), kind), 0)] for kind in ("body", "post"))
    assert ["Rebels shelled the town\nof Harib.", "Two were hurt\nby noon."] == body
    assert ["Rebels shelled the town", "of Harib.", "Two were hurt", "by noon."] == post
