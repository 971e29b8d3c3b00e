"""Who brings work while somebody writes is served by the next writer, with the others, and answers for itself alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from rashomon.storage.gathering import MOST, Gathering


class Writer:
    """Doubles numbers, a group at a time; the first group waits until it is told to go on, and a group with a 13 fails."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.began, self.go_on = threading.Event(), threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.groups.append(list(numbers))
        self.began.set()
        assert self.go_on.wait(20)
        if 13 in numbers:
            raise ValueError(numbers)
        return [2 * number for number in numbers]


def brought(writer: Writer, numbers: Sequence[int]) -> list[int | str]:
    """Bring the first number, the others while it is written, and return what became of each."""
    gathering = Gathering(writers=1)

    def bring(number: int) -> int | str:
        try:
            answer: int = gathering.bring(number, writer)
        except ValueError as error:
            return f"failed with {error}"
        return answer

    with ThreadPoolExecutor(len(numbers)) as pool:
        first = pool.submit(bring, numbers[0])
        assert writer.began.wait(20)
        others = [pool.submit(bring, number) for number in numbers[1:]]
        while len(gathering._waiting) < len(others):
            time.sleep(0.001)
        writer.go_on.set()
        return [first.result(20), *(other.result(20) for other in others)]


def test_who_comes_first_waits_for_nobody_and_the_others_are_written_together() -> None:
    writer = Writer()
    assert [2, 4, 6, 8, 10] == brought(writer, [1, 2, 3, 4, 5])
    assert [[1], [2, 3, 4, 5]] == [sorted(group) for group in writer.groups]


def test_a_group_that_fails_is_written_one_by_one_and_only_the_culprit_hears_of_it() -> None:
    writer = Writer()
    assert [2, 4, "failed with [13]", 8] == brought(writer, [1, 2, 13, 4])
    assert [[1], [2, 4, 13], [2], [4], [13]] == [writer.groups[0], sorted(writer.groups[1]), *sorted(writer.groups[2:])]


def test_no_group_grows_without_bound() -> None:
    writer = Writer()
    numbers = list(range(20, 21 + MOST + 5))
    assert [2 * number for number in numbers] == brought(writer, numbers)
    assert [1, MOST, 5] == [len(group) for group in writer.groups]


def test_what_a_lone_one_raises_is_its_own() -> None:
    writer = Writer()
    writer.go_on.set()
    gathering = Gathering(writers=1)
    with pytest.raises(ValueError, match="13"):
        gathering.bring(13, writer)
    assert 2 == gathering.bring(1, writer)
    assert [[13], [1]] == writer.groups


def test_as_many_write_side_by_side_as_there_are_writers() -> None:
    gathering, meeting = Gathering(writers=2), threading.Barrier(2, timeout=20)

    def write(numbers: Sequence[int]) -> list[int]:
        meeting.wait()  # for the other writer
        return [2 * number for number in numbers]

    with ThreadPoolExecutor(2) as pool:
        assert [2, 4] == list(pool.map(lambda number: gathering.bring(number, write), [1, 2]))
