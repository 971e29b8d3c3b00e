from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.extraction.times import find_times


def said(text: str) -> list[tuple[str, str]]:
    return [(mention.kind, mention.text) for mention in find_times(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke on 6 June 2023.", [("date", "6 June 2023")]),
        ("The dam broke on June 6, 2023.", [("date", "June 6, 2023")]),
        ("Posted 2023-06-06T10:00Z", [("date", "2023-06-06")]),
        ("Posted 06/06/2023", [("date", "06/06/2023")]),
        ("Stamped 06.06.2023Share", [("date", "06.06.2023")]),
        ("Stamped Jun 062023 by the desk", [("date", "Jun 062023")]),
        ("on the 6th of June they left", [("date", "6th of June")]),
        ("seized on 23 OCT from rebels", [("date", "23 OCT")]),
        ("On Monday, June 5, shells fell", [("date", "Monday, June 5")]),
        ("from October 31 – November 1", [("range", "from October 31 – November 1")]),
        ("raids of June 5-9, 2023", [("range", "June 5-9, 2023")]),
        ("between 3 and 5 May", [("range", "between 3 and 5 May")]),
        ("on 3 and 4 June", [("range", "3 and 4 June")]),
        ("from Friday to Sunday", [("range", "from Friday to Sunday")]),
        ("between 2014 and 2020", [("range", "between 2014 and 2020")]),
        ("in April", [("date", "April")]),
        ("since March 2011", [("since", "since March 2011")]),
        ("Since the start of the operation there on September 30, jets", [("since", "September 30")]),
        ("by Friday", [("until", "by Friday")]),
        ("last Sunday night", [("weekday", "last Sunday night")]),
        ("Saturdays blast killed many", [("weekday", "Saturdays")]),
        ("in the last 24 hours", [("offset", "in the last 24 hours")]),
        ("over the past week", [("offset", "over the past week")]),
        ("hit overnight", [("offset", "overnight")]),
        ("two days ago", [("offset", "two days ago")]),
        ("earlier this month", [("offset", "earlier this month")]),
        ("two days later", [("anchor", "two days later")]),
        ("the following day", [("anchor", "the following day")]),
        ("Since then it has been shut", [("since", "Since then")]),
    ],
)
def test_a_time_is_found_with_the_words_that_say_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister may say that troops march on.",
        "Theresa May met General March and June Smith.",
        "The Sun newspaper and the Sunday Times agree.",
        "Prayers on Fridays and every Monday.",
        "Call 555-847-6592 for a Su-24 or T-90 of model 2015.",
        "They won 3-1, Resolution 2254 says.",
        "Black Friday was remembered.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [] == said(text)


def test_a_blank_line_parts_a_month_from_the_number_below_it() -> None:
    assert [("date", "April")] == said("Attacks in April\n\n21 people were killed")


def test_figures_that_allow_two_orders_are_marked() -> None:
    assert [True, False] == [m.swappable for m in find_times("03/04/2015 and 21/10/2015")]


def test_a_lost_comma_does_not_make_the_number_of_people_a_year() -> None:
    (mention,) = find_times("On May 25 2000 people fled")
    assert (5, 25, None) == (mention.month, mention.day, mention.year)


@given(st.text(alphabet=st.characters() | st.sampled_from("0123456789 ./-–MaySunOct"), max_size=300))
def test_every_span_quotes_the_text_and_none_overlap(text: str) -> None:
    mentions = find_times(text)
    assert all(text[m.start : m.end] == m.text != "" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
