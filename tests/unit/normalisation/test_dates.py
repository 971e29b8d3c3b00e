from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.extraction.times import find_times
from rashomon.normalisation.dates import as_of, dateline_when, resolve_time, resolve_weekday, settle_day_order, year_hint_of
from rashomon.records.report import When

WEDNESDAY = date(2023, 6, 14)
HEADING = When("2015-10-27", "2015-11-05", "day_range", "explicit")
ANCHOR = When("2023-06-06", "2023-06-06", "day", "explicit")


def when(text: str, **given_facts: object) -> tuple[str | None, str | None]:
    (mention,) = find_times(text)
    resolved = resolve_time(mention, **{"published": WEDNESDAY, **given_facts})  # type: ignore[arg-type]
    return resolved.start, resolved.end


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "basis"),
    [
        ("on 6 June 2022", "2022-06-06", "2022-06-06", "day", "explicit"),
        ("on 6 June", "2023-06-06", "2023-06-06", "day", "explicit"),
        ("on 30 December", "2022-12-30", "2022-12-30", "day", "explicit"),
        ("from June 5 to June 9", "2023-06-05", "2023-06-09", "day_range", "explicit"),
        ("December 30 - January 2, 2023", "2022-12-30", "2023-01-02", "day_range", "explicit"),
        ("on Tuesday", "2023-06-13", "2023-06-13", "day", "relative"),
        ("on Wednesday", "2023-06-14", "2023-06-14", "day", "relative"),
        ("last Wednesday", "2023-06-07", "2023-06-07", "day", "relative"),
        ("on Saturday night", "2023-06-10", "2023-06-10", "day", "relative"),
        ("from Friday to Sunday", "2023-06-09", "2023-06-11", "day_range", "relative"),
        ("overnight", "2023-06-13", "2023-06-14", "day_range", "relative"),
        ("yesterday", "2023-06-13", "2023-06-13", "day", "relative"),
        ("in the last 24 hours", "2023-06-13", "2023-06-14", "day_range", "relative"),
        ("in the past 48 hours", "2023-06-12", "2023-06-14", "day_range", "relative"),
        ("over the past week", "2023-06-08", "2023-06-14", "week", "relative"),
        ("last week", "2023-06-05", "2023-06-11", "week", "relative"),
        ("in recent days", "2023-06-07", "2023-06-14", "week", "relative"),
        ("in recent weeks", "2023-05-15", "2023-06-14", "month", "relative"),
        ("last weekend", "2023-06-10", "2023-06-11", "day_range", "relative"),
        ("three days ago", "2023-06-11", "2023-06-11", "day", "relative"),
        ("earlier this month", "2023-06-01", "2023-06-14", "month", "relative"),
        ("last month", "2023-05-01", "2023-05-31", "month", "relative"),
        ("last year", "2022-01-01", "2022-12-31", "year", "relative"),
        ("in April", "2023-04-01", "2023-04-30", "month", "relative"),
        ("in November", "2022-11-01", "2022-11-30", "month", "relative"),
        ("last November", "2022-11-01", "2022-11-30", "month", "relative"),
        ("in April 2017", "2017-04-01", "2017-04-30", "month", "explicit"),
        ("in late December 2016", "2016-12-21", "2016-12-31", "month", "explicit"),
        ("in 2013", "2013-01-01", "2013-12-31", "year", "explicit"),
        ("in early 2011", "2011-01-01", "2011-04-30", "year", "explicit"),
        ("since February 24, 2022", "2022-02-24", "2023-06-14", "day_range", "explicit"),
        ("since March 2011", "2011-03-01", "2023-06-14", "month", "explicit"),
        ("since Monday", "2023-06-12", "2023-06-14", "day_range", "relative"),
    ],
)
def test_words_become_dates(text: str, start: str, end: str, precision: str, basis: str) -> None:
    (mention,) = find_times(text)
    resolved = resolve_time(mention, published=WEDNESDAY)
    assert (start, end, precision, basis) == (resolved.start, resolved.end, resolved.precision, resolved.basis)
    assert text[resolved.span[0] : resolved.span[1]] == resolved.text if resolved.span else False


@pytest.mark.parametrize(
    "text", ["on Tuesday", "last week", "overnight", "on 6 June", "in April", "since Monday", "until Friday"]
)
def test_nothing_is_guessed_without_a_day_of_writing(text: str) -> None:
    assert (None, None) == when(text, published=None)


@pytest.mark.parametrize("text", ["two days later", "until Friday", "in recent months", "months ago", "999 decades ago"])
def test_what_the_text_does_not_settle_stays_unknown(text: str) -> None:
    assert (None, None) == when(text)


def test_a_section_heading_gives_the_year() -> None:
    assert ("2015-11-05", "2015-11-05") == when("on November 5", published=None, heading=HEADING)


def test_the_only_year_of_the_text_is_a_hint() -> None:
    hint = year_hint_of(find_times("It began on 15 October 2015. On 23 October it ended."))
    assert ("2015-10-23", "2015-10-23") == when("on 23 October", published=None, year_hint=hint)


def test_two_years_in_the_text_are_no_hint() -> None:
    assert year_hint_of(find_times("On 15 October 2015 and 3 May 2016.")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the day before", "2023-06-05"),
        ("two days later", "2023-06-08"),
        ("the same day", "2023-06-06"),
        ("a week later", "2023-06-13"),
    ],
)
def test_anchored_times_count_from_their_anchor(text: str, expected: str) -> None:
    assert (expected, expected) == when(text, anchor=ANCHOR)


def test_since_then_runs_from_the_anchor_to_the_day_of_writing() -> None:
    assert ("2023-06-06", "2023-06-14") == when("since then", anchor=ANCHOR)


def test_an_exact_anchor_stands_for_a_missing_day_of_writing() -> None:
    assert ("2023-06-05", "2023-06-06") == when("in the last 24 hours", published=None, anchor=ANCHOR)


def test_plans_look_ahead() -> None:
    assert ("2023-06-16", "2023-06-16") == when("on Friday", direction="future")
    assert ("2023-06-30", "2023-06-30") == when("on 30 June", direction="future")


def test_a_date_soon_to_come_is_not_moved_to_last_year() -> None:
    assert (None, None) == when("on 30 June")


def test_news_looks_back() -> None:
    assert date(2023, 6, 11) == resolve_weekday(6, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("03/04/2015 and 21/10/2015", None, (4, 3)),
        ("03/04/2015 and 10/21/2015", None, (3, 4)),
        ("03/04/2015", date(2015, 4, 5), (4, 3)),
        ("03/04/2015", date(2015, 3, 6), (3, 4)),
    ],
)
def test_evidence_settles_the_order_of_day_and_month(text: str, published: date | None, expected: tuple[int, int]) -> None:
    first = settle_day_order(find_times(text), published=published)[0]
    assert expected == (first.month, first.day)


def test_without_evidence_the_order_stays_open_and_the_date_unknown() -> None:
    (mention,) = settle_day_order(find_times("03/04/2015"), published=None)
    assert resolve_time(mention, published=None).start is None


def test_the_dateline_rule_is_the_day_before_to_the_day() -> None:
    assert When("2023-06-13", "2023-06-14", "day_range", "dateline") == dateline_when(WEDNESDAY)
    assert When() == dateline_when(None)


def test_as_of_prefers_the_text_over_the_heading_over_the_post_over_publication() -> None:
    own = When("2015-10-01", "2015-10-02", "day_range", "explicit", "1-2 October", (0, 11))
    assert "2015-10-02" == as_of(own=own, heading=HEADING).date
    assert ("2015-11-05", "heading") == (as_of(heading=HEADING, post="2015-10-21").date, as_of(heading=HEADING).basis)
    assert ("2015-10-21", "post") == (as_of(post="2015-10-21", published="2015-10-22").date, as_of(post="2015-10-21").basis)
    assert ("2015-10-22", "given") == (as_of(published="2015-10-22", published_basis="given").date, "given")
    assert as_of().date is None


@given(st.text(max_size=120), st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)))
def test_intervals_are_never_reversed(text: str, published: date) -> None:
    for mention in find_times("since Monday 3 May in 1999 or " + text):
        resolved = resolve_time(mention, published=published)
        assert (resolved.start is None) == (resolved.end is None)
        assert resolved.start is None or resolved.end is None or resolved.start <= resolved.end
