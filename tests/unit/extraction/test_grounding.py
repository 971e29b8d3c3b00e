"""Every value quotes the text, whatever the text; hostile text takes no more than its share of time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.records.plain import to_plain
from rashomon.records.problems import UnreadableError
from support.article_reader import one_reader

if TYPE_CHECKING:
    from rashomon.records.report import Report

NEWS = """killed wounded 12 at least dozens of rebels army Syrian Russian jets air strike in near Aleppo Kharkiv Goma on Monday
said the a according to , . ; " “ ” denied will attack captured town village five soldiers İstanbul ﬀ é ' ISIS-held KILLED BOMB
truce talks besieged claimed responsibility for overnight since 2013 including children"""
WORDS = st.sampled_from([*NEWS.split(), "\n\n", "\U0001d504"])

# Each alone makes a report; what stands between them must not shift a span.
CLAUSES = (
    "Russian warplanes bombed the village of Sarmin on Monday, killing at least 12 civilians including four children. ",
    "“Our forces took three villages near Goma,” the army said.\n\n",
    "İSTANBUL, 14 May: KURDISH FIGHTERS KILLED IN SHELLING OF KOBANE\n",
    "According to residents, dozens were reportedly wounded in Khartoum. ",
    "M23 rebels denied shelling the camp. ",
)


def spans(value: Any) -> Iterator[tuple[int, int, str | None]]:
    if isinstance(value, dict):
        if value.get("span"):
            yield value["span"][0], value["span"][1], value.get("text")
        if "quote" in value:
            yield value["start"], value["end"], value["quote"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def read(text: str) -> tuple[Report, ...]:
    """Read as English; what is no text has no reports."""
    try:
        read = one_reader().read(
            text=text, title=None, published_at="2024-05-15", language="en", article_id="art_fuzz", source=None
        )
    except UnreadableError:
        return ()
    return read.reports


def assert_grounded(text: str) -> None:
    for report in read(text):
        for start, end, quoted in spans(to_plain(report)):
            assert 0 <= start < end <= len(text)
            assert quoted is None or text[start:end] == quoted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_values_quote_the_text_of_any_news_like_words(text: str) -> None:
    assert_grounded(text)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=6), st.lists(st.text(max_size=12), min_size=6, max_size=6))
def test_values_quote_the_text_between_any_characters(clauses: list[str], between: list[str]) -> None:
    assert_grounded("".join(noise + clause for noise, clause in zip(between, clauses, strict=False)) + between[-1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_values_quote_any_text(text: str) -> None:
    assert_grounded(text)


def test_same_text_same_reports() -> None:
    text = "Rebels killed 12 soldiers near Goma. The attack was claimed by M23. Two hospitals were hit in Bukavu."
    assert to_plain(list(read(text))) == to_plain(list(read(text)))


def test_ids_within_an_article_differ() -> None:
    reports = read("Jets bombed Homs and rebels shelled Aleppo. Gunmen killed 3 in Taiz. A bomb hit Aden. Troops took Marib.")
    assert len({r.id for r in reports}) == len(reports)


@pytest.mark.parametrize(
    "piece",
    [
        "killed ",
        "12 people were killed in Aleppo. ",
        "“",
        "according to ",
        "(((((",
        "a-" * 3,
        "In Aleppo, the army said, ",
        "\n",
        "Attack\n\n",
        "ISIS-held ",
    ],
)
@pytest.mark.slow
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        started = time.process_time()
        read(text)
        return time.process_time() - started

    seconds(2_000)
    small, large = seconds(6_000), seconds(48_000)
    assert large < 8 * 3 * max(small, 0.05)


ZALGO = "".join(letter + "\u0301\u0321\u0489" * 4 for letter in "killed ")
HOSTILE = {
    "one sentence without an end": "rebels killed 12 soldiers near Aleppo and ",
    "no spaces": "killedaleppo",
    "thousands of numbers": "killed 12, 13, 14 and 15, ",
    "number words": "twenty-five hundred and ",
    "brackets inside brackets": "(killed [in {",
    "quotes inside quotes": "“he said ‘they said ",
    "combining marks": ZALGO,
    "right to left": "\u202eقتل 12\u202c killed in ",
    "emoji": "💥 12 killed in Aleppo 🚀👨\u200d👩\u200d👧! ",
    "the same places": "Aleppo, Idlib, Homs, ",
    "owners": "Syria's army's ",
    "a heading a line": "Attack In Aleppo\n\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_hostile_text_takes_more_than_its_share(unit: str) -> None:
    """Eight times the text may take sixteen times the time: twice that of a line, far below the 64 of a square."""

    def seconds(size: int) -> float:
        text = f"Rebels killed 12 people. {(unit * (size // len(unit) + 1))[:size]}x"
        started = time.process_time()
        assert_grounded(text)
        return time.process_time() - started

    seconds(2_000)
    share = 16 * max(min(seconds(4_000) for _ in range(2)), 0.03)
    assert any(seconds(32_000) < share for _ in range(2))  # once more when a busy machine failed the first
