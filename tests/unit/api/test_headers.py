"""Headers that a request may bring: Prefer, Idempotency-Key; and the days that an article may name."""

from __future__ import annotations

import pytest

from rashomon.api.idempotency import fingerprint, idempotency_key
from rashomon.api.prefer import wait_seconds
from rashomon.api.schemas.fields import read_moment
from rashomon.records.problems import ProblemError


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, 0),
        ("wait=10", 10),
        ("respond-async, wait=10", 10),
        ('WAIT="5"', 5),
        ("wait=600", 30),  # capped
        ("wait=-1", 0),
        ("wait=soon", 0),  # not understood: ignored, as RFC 7240 has it
        ("await=10", 0),
        ("wait=99999999999999999999", 0),
    ],
)
def test_prefer_wait_is_read_as_the_standard_has_it(header: str | None, expected: float) -> None:
    assert expected == wait_seconds(header, limit=30)


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, None), ("abc", "abc"), ('"abc"', "abc"), (" a b ", "a b"), ('"a\\"b"', 'a"b'), ("k" * 255, "k" * 255)],
)
def test_a_key_quoted_or_not_is_one_key(header: str | None, expected: str | None) -> None:
    assert expected == idempotency_key(header)


@pytest.mark.parametrize("header", ["", '""', "k" * 256, "grüße", "a\tb", '" a"'])
def test_an_unusable_key_is_refused(header: str) -> None:
    with pytest.raises(ProblemError) as raised:
        idempotency_key(header)
    assert raised.value.reason == "invalid_idempotency_key"


def test_the_same_call_laid_out_differently_has_one_fingerprint() -> None:
    assert fingerprint("POST", "/a", {"x": 1, "y": 2}) == fingerprint("POST", "/a", {"y": 2, "x": 1})
    assert fingerprint("POST", "/a", {"x": 1}) != fingerprint("POST", "/b", {"x": 1})
    assert fingerprint("POST", "/a", {"x": 1}) != fingerprint("POST", "/a", {"x": "1"})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2017-04-16", "2017-04-16"),
        ("20170416", "2017-04-16"),
        ("2017-W15-7", "2017-04-16"),
        ("2017W157", "2017-04-16"),
        ("2017-106", "2017-04-16"),
        ("2016-366", "2016-12-31"),
        ("2017-04-16T10:15", "2017-04-16T10:15:00"),
        ("2017-04-16 10:15:30", "2017-04-16T10:15:30"),
        ("20170416T101530Z", "2017-04-16T10:15:30+00:00"),
        ("2017-04-16T10:15:30.5+03:00", "2017-04-16T10:15:30.500000+03:00"),
        ("2017-W15-7T10:15Z", "2017-04-16T10:15:00+00:00"),
    ],
)
def test_any_iso_form_that_names_a_day_is_read(given: str, expected: str) -> None:
    assert expected == read_moment(given).isoformat()


@pytest.mark.parametrize(
    "given", ["2017", "2017-04", "2017-366", "2017-000", "16/04/2017", "2017-4-6", "today", "٢٠١٧-٠٤-١٦", "0000-01-01", ""]
)
def test_what_names_no_day_is_no_publication_date(given: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_moment(given)
