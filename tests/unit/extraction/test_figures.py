from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.extraction.figures import find_figures

Bounds = tuple[str, int | None, int | None, str]


def bounds(text: str) -> list[Bounds]:
    return [(f.text, f.low, f.high, f.qualifier) for f in find_figures(text) if not f.implicit and not f.ratio]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("58 people died", ("58", 58, 58, "exact")),
        ("at least 58 people died", ("at least 58", 58, None, "at_least")),
        ("no fewer than 37 farmers", ("no fewer than 37", 37, None, "at_least")),
        ("well over 830 targets", ("well over 830", 831, None, "more_than")),
        ("toll tops 38,300 people", ("tops 38,300", 38301, None, "more_than")),
        ("over two lakh people", ("over two lakh", 200001, None, "more_than")),
        ("1,50,000 people", ("1,50,000", 150000, 150000, "exact")),
        ("up to 40 fighters", ("up to 40", None, 40, "at_most")),
        ("fewer than 40 fighters", ("fewer than 40", None, 39, "at_most")),
        ("about 200 soldiers", ("about 200", 200, 200, "about")),
        ("almost 8,000 raids", ("almost 8,000", 8000, 8000, "about")),
        ("20 to 30 rebels", ("20 to 30", 20, 30, "range")),
        ("20-30 rebels", ("20-30", 20, 30, "range")),
        ("between 3 and 5 tanks", ("between 3 and 5", 3, 5, "range")),
        ("2 to 3 million people", ("2 to 3 million", 2000000, 3000000, "range")),
        ("50+ dead", ("50+", 50, None, "at_least")),
        ("12 or so huts", ("12 or so", 12, 12, "about")),
        ("dozens of buses", ("dozens", 24, None, "vague")),
        ("several villages", ("several", 3, None, "vague")),
        ("several hundred men", ("several hundred", 300, None, "vague")),
        ("several dozen wounded", ("several dozen", 36, None, "vague")),
        ("a number of leaders", ("a number", 2, None, "vague")),
        ("multiple checkpoints", ("multiple", 2, None, "vague")),
        ("tens of tons of grain", ("tens", 20, None, "vague")),
        ("tens of thousands of people", ("tens of thousands", 20000, None, "vague")),
        ("scores of huts", ("scores", 40, None, "vague")),
        ("hundreds of huts", ("hundreds", 200, None, "vague")),
        ("half a dozen rockets", ("half a dozen", 6, 6, "exact")),
        ("more than a dozen rockets", ("more than a dozen", 13, None, "more_than")),
        ("one hundred and twenty-five sheep", ("one hundred and twenty-five", 125, 125, "exact")),
        ("1.5 million people", ("1.5 million", 1500000, 1500000, "exact")),
        ("some 1 500 families", ("some 1 500", 1500, 1500, "about")),
        ("six (6) soldiers", ("six (6)", 6, 6, "exact")),
        ("no one was hurt", ("no one", 0, 0, "exact")),
        ("no civilians were hurt", ("no", 0, 0, "exact")),
        ("not a single casualty", ("not a single", 0, 0, "exact")),
    ],
)
def test_bounds_follow_the_words(text: str, expected: Bounds) -> None:
    assert [expected] == bounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "casualties were reported",
        "many huts burned",
        "Resolution 1701 and Highway 5 and Hill 101",
        "the 5th Division, a third raid",
        "the Su-24 and the 12-year-old",
        "won 3-1",
        "a 4 x 4 car park at 14:30",
        "one of them",
        "in 2015",
        "Amina, 34, said",
        "no bridges to burn",
    ],
)
def test_no_figure_is_no_figure(text: str) -> None:
    assert [] == bounds(text)


@pytest.mark.parametrize(
    "text",
    ["30 per cent of it", "15% of it", "$2 million", "€500,000", "10 km away", "aged 12", "20 years", "at 10 a.m. sharp"],
)
def test_measures_are_marked_as_such(text: str) -> None:
    assert [True] == [f.ratio for f in find_figures(text, times=())]


def test_a_rise_is_two_figures_and_no_range() -> None:
    assert [("43", 43, 43, "exact"), ("112", 112, 112, "exact")] == bounds("the toll rose from 43 to 112")


@pytest.mark.parametrize(
    ("text", "noun", "phrase", "of", "of_class"),
    [
        ("29 “desert” training camps", "camp", "“desert” training camps", "desert training camps", "camps"),
        ("11 others hurt", "other", "others", "any", "people"),
        ("15 other civilians", "civilian", "civilians", "civilians", "people"),
        ("18 moderate local rebels", "rebel", "moderate local rebels", "combatants", "people"),
        ("17 Kenyan and Ethiopian troops", "troop", "Kenyan and Ethiopian troops", "combatants", "people"),
        ("two army command posts", "post", "army command posts", "army command posts", "command_posts"),
        ("five strikes engaged four units", "strike", "strikes", "strikes", "other"),
        ("16 allied aircraft fired rockets", "aircraft", "allied aircraft", "allied aircraft", "aircraft"),
        ("20 injured", "injured", "injured", "any", "people"),
        ("16 Ruritanians died", "ruritanian", "Ruritanians", "any", "people"),
        ("three ammunition depots", "depot", "ammunition depots", "ammunition depots", "depots"),
    ],
)
def test_the_counted_noun_is_known(text: str, noun: str, phrase: str, of: str, of_class: str) -> None:
    figure = find_figures(text)[0]
    assert (noun, of, of_class) == (figure.noun, figure.of, figure.of_class)
    assert figure.noun_start is not None
    assert phrase == text[figure.noun_start : figure.noun_end]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("destroyed an ammunition depot", "depot"),
        ("hit a rocket propelled grenade launcher", "launcher"),
        ("another militant", "militant"),
    ],
)
def test_one_without_a_figure_is_implicit(text: str, noun: str) -> None:
    assert [(True, 1, 1, noun)] == [(f.implicit, f.low, f.high, f.noun) for f in find_figures(text)]


def test_a_group_of_fifteen_is_fifteen() -> None:
    assert [15] == [f.low for f in find_figures("a group of 15 men")]


def test_dates_hold_no_figures() -> None:
    assert [("5", 5, 5, "exact")] == bounds("On 12 May 2017 in the last 24 hours 5 men died two days later")


@given(st.text(alphabet=st.characters() | st.sampled_from("0123456789 ,.-dozens of a hundred"), max_size=300))
def test_every_span_quotes_the_text_and_none_overlap(text: str) -> None:
    figures = find_figures(text)
    assert all(text[f.start : f.end] == f.text != "" for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))
    assert all(f.low is None or f.high is None or f.low <= f.high for f in figures)
