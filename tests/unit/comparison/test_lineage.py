"""Copies, boilerplate versions and abridged copies are one text; the next issue of a form letter is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparison.lineage import containment, descend, fingerprints, lineage_id, lineages
from rashomon.records.comparing import Prints

STORY = (
    "At least 43 people, most of them villagers, were killed on Friday when a truck exploded beside 20 waiting buses, a monitor said. "
    "Rescuers pulled 17 survivors from burning wrecks while ambulances queued along the motorway for hours. "
    "No group claimed the attack. The evacuation of 5,000 residents had stalled since Thursday over the release of 60 prisoners. "
    "Negotiators from both sides met again after nightfall and agreed to let the remaining convoys pass."
)
FURNITURE = "Home World Sport Subscribe to our newsletter Photo: smoke rises over the road Share this Read more Most popular "
LETTER = (
    "On {day} aircraft of the alliance carried out {n} strikes against the enemy. Near the river {a} strikes hit a tactical unit and "
    "destroyed {b} positions. All aircraft returned to base safely. A strike as defined in these releases means one or more kinetic "
    "events in roughly the same location to produce a single effect. The destruction of such targets further limits the ability of "
    "the group to project terror and to conduct operations across the wider region and beyond."
)


def prints(name: str, text: str, published: str | None = "2016-04-15") -> Prints:
    return Prints(name, name, published, None, fingerprints(text))


@pytest.mark.parametrize(
    ("other", "same", "because"),
    [
        (STORY, True, "an exact copy"),
        (STORY.replace(",", "").replace("'", ""), True, "lost commas change no word, and 5000 is 5,000"),
        (STORY.upper(), True, "case is no difference"),
        (FURNITURE * 3 + STORY + FURNITURE, True, "page furniture around the story"),
        (" ".join(STORY.split()[:45]), True, "an abridged copy is contained"),
        (STORY.replace("At least 43", "At least 68"), True, "a later toll in the same text"),
        (FURNITURE * 3, False, "furniture alone"),
        (
            "A truck exploded beside buses on Friday and killed many villagers, according to a monitor of the war.",
            False,
            "own words",
        ),
    ],
)
def test_copies_of_one_text_descend_from_it(*, other: str, same: bool, because: str) -> None:
    assert same is descend(prints("a", STORY), prints("b", other)), because


def test_the_next_issue_of_a_form_letter_is_another_text() -> None:
    first = LETTER.format(day="8 January", n=34, a=15, b=6)
    next_day = LETTER.format(day="9 January", n=26, a=12, b=7)
    assert containment(fingerprints(first), fingerprints(next_day)) > 0.5, "or the case is not hard"
    assert not descend(prints("a", first), prints("b", next_day))


def test_a_text_repeated_after_years_is_not_news_copied() -> None:
    assert not descend(prints("a", STORY, "2016-04-15"), prints("b", STORY, "2018-04-15"))
    assert descend(prints("a", STORY, "2016-04-15"), prints("b", STORY, None)), "unknown publication excludes nothing"


def test_lineages_are_transitive_and_named_after_the_earliest() -> None:
    half, other_half = " ".join(STORY.split()[:50]), " ".join(STORY.split()[30:])
    found = lineages([prints("a", half, "2016-04-17"), prints("b", STORY, "2016-04-16"), prints("c", other_half, None)])
    assert {"a": lineage_id("b"), "b": lineage_id("b"), "c": lineage_id("b")} == found


@given(st.text(max_size=400), st.text(max_size=400))
def test_containment_is_a_symmetrical_share(left: str, right: str) -> None:
    one, other = fingerprints(left), fingerprints(right)
    assert containment(one, other) == containment(other, one)
    assert 0 <= containment(one, other) <= 1


@given(st.text())
def test_fingerprints_fit_a_signed_64_bit_column(text: str) -> None:
    assert all(0 <= p < 2**63 for p in fingerprints(text))


def test_a_long_text_has_bounded_fingerprints_that_still_compare() -> None:
    words = [f"word{i % 7919}x{i * i % 104729}" for i in range(60_000)]
    book, excerpt = " ".join(words), " ".join(words[:30_000])
    assert len(fingerprints(book)) <= 4000
    assert containment(fingerprints(book), fingerprints(excerpt)) > 0.9
