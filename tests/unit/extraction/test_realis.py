"""Whether it happened: what is to stop goes on, what is aimed at or made possible has not happened yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads


@pytest.mark.parametrize(
    ("text", "kind", "realis"),
    [
        ("Egypt urged Israel to stop its air strikes on Rafah.", "air_strike", "actual"),
        ("The troops failed to halt the M23 advance on Sake.", "offensive", "actual"),
        ("Moscow began an air campaign in Mali aimed at helping the junta.", "air_strike", "actual"),
        ("Officials do not know if the blast in Quetta was caused by a bomb.", "explosion", "actual"),
        ("Fighters prevented aid convoys from reaching Kadugli.", "humanitarian_aid", "actual"),
        ("A Russian offensive on Kharkiv is imminent.", "offensive", "planned"),
        ("Ethiopian troops tried to storm the town of Adwa on Monday.", "violence", "attempted"),
        ("The army will attack Lashio.", "violence", "planned"),
        ("The army set up a siege of Loikaw on Monday.", "siege", "actual"),
        ("Doctors planned a vigil on Monday for the victims of the air strike on Taiz.", "air_strike", "actual"),
    ],
)
def test_mode(reads: Reads, text: str, kind: str, realis: str) -> None:
    report = reads.one(text)
    assert (kind, realis) == (report.type, report.realis)


def test_a_try_then_told_as_done_was_done(reads: Reads) -> None:
    report = reads.one("M23 rebels attempted to seize the airport in Goma. After seizing it, M23 closed the runway.")
    assert (report.type, report.realis) == ("territory_gained", "actual")


def test_a_force_and_its_state_are_one_doer(reads: Reads) -> None:
    report = reads.one("Russia bombed Kharkiv on Tuesday. The Russian air force carried out the strikes on Kharkiv at dawn.")
    assert report.type == "air_strike"


@pytest.mark.parametrize(
    "text",
    [
        "Losing the valley will weaken the group's ability to launch attacks in Kabul.",
        "Doctors said 29 patients in El Fasher will die if they are not allowed to leave.",
        "Egypt urged Israel not to bomb Rafah.",
    ],
)
def test_what_merely_could_be_is_no_event(reads: Reads, text: str) -> None:
    assert reads(text) == ()
