"""Cursors: they bring back exactly what was put in, for the question they were made for, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.api.cursors import Cursors
from rashomon.records.problems import InvalidError

CURSORS = Cursors(b"one secret")
keys = st.lists(st.none() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])), max_size=4).map(
    tuple
)


@given(keys, st.text())
def test_a_cursor_brings_its_key_back_and_is_always_the_same(key: tuple[object, ...], question: str) -> None:
    cursor = CURSORS.write(key, question=question)

    assert key == CURSORS.read(cursor, question=question)
    assert cursor == CURSORS.write(key, question=question)


@given(keys, st.text(), st.text())
def test_a_cursor_holds_for_its_own_question_only(key: tuple[object, ...], question: str, other: str) -> None:
    if question == other:
        return
    with pytest.raises(InvalidError):
        CURSORS.read(CURSORS.write(key, question=question), question=other)


@given(keys, st.integers(0, 400), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_cursor_changed_in_one_place_is_refused(key: tuple[object, ...], place: int, letter: str) -> None:
    cursor = CURSORS.write(key, question="q")
    changed = cursor[: place % len(cursor)] + letter + cursor[place % len(cursor) + 1 :]
    if changed == cursor:
        return
    with pytest.raises(InvalidError):
        CURSORS.read(changed, question="q")


@given(st.text(max_size=100))
def test_any_text_is_refused_as_a_cursor(text: str) -> None:
    with pytest.raises(InvalidError) as raised:
        CURSORS.read(text, question="q")
    assert raised.value.reason == "invalid_cursor"


def test_another_installation_reads_no_cursor_of_ours() -> None:
    with pytest.raises(InvalidError):
        Cursors(b"another secret").read(CURSORS.write((1,), question="q"), question="q")
