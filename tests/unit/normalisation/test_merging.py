"""Which sentences of an article tell one happening, and which tell two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.knowledge.signs import BASE, load_signs
from rashomon.normalisation.merging import QUESTIONS, WEIGHED
from support.article_reader import one_reader

if TYPE_CHECKING:
    from rashomon.records.report import Report


def read(text: str) -> tuple[Report, ...]:
    return (
        one_reader()
        .read(text=text, title=None, published_at="2024-05-15", language="en", article_id="art_one", source=None)
        .reports
    )


def test_the_signs_of_the_table_are_those_that_are_asked() -> None:
    assert load_signs("merging").keys() == {BASE, "shared", "nothing_shared", *WEIGHED, *QUESTIONS}


@pytest.mark.parametrize(
    "told_on",
    [
        "The militants who attacked the checkpoint came on motorbikes, the army said.",
        "A guard and two policemen were shot dead in the raid.",
        "No group claimed the attack.",
    ],
)
def test_what_goes_on_about_the_story_is_no_second_happening(told_on: str) -> None:
    [report] = read(f"Gunmen attacked a police checkpoint near Gao on Monday, killing three people. {told_on}")
    assert [3] == [count.low for count in report.counts if count.of == "any"]


def test_one_sentence_may_tell_of_two_towns_and_two_sides() -> None:
    text = "Ukrainian drones hit a refinery in Saratov overnight, while a Russian missile wounded six people in Odesa."
    assert [["Saratov"], ["Odesa"]] == [[place.name for place in report.where] for report in read(text)]


def test_another_place_another_day_is_another_happening() -> None:
    text = (
        "Rebels shelled Sarmin on Monday, killing four people.\n\n"
        "On Sunday rebels shelled Taftanaz, killing two.\n\nRebels also shelled Binnish on Saturday."
    )
    assert ["Sarmin", "Taftanaz", "Binnish"] == [report.where[0].name for report in read(text)]


def test_history_beside_the_story_is_not_the_story() -> None:
    text = (
        "Air strikes by the Syrian army hit a refugee camp near Idlib on Monday, an official said. Its planes dropped three bombs.\n\n"
        "Syria has been at war since early 2011, when the army fired on protesters who called for reforms."
    )
    days = [report.when.start for report in read(text)]
    assert "2024-05-13" == days[0]
    assert [] == [day for day in days[1:] if day and day > "2012"]


def test_a_ministry_that_tells_of_its_strikes_is_of_the_state_that_strikes() -> None:
    [report] = read("Russia has stepped up its air strikes on rebels in Syria, its defence ministry has announced.")
    assert ["russia"] == [p.actor.id for p in report.participants if p.role == "initiator" and p.actor]
