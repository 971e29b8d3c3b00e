"""Given a sentence of news, expect the event where and when it happened, not where or when somebody spoke of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels attacked an army post near Bunia on Monday, the ministry in Kinshasa said.", "Bunia"),
        ("KABUL: Gunmen killed four policemen in Kunduz on Monday.", "Kunduz"),
        ("Fighters shelled Marib on Monday, killing three civilians, a medic in Aden said.", "Marib"),
        ("Militants raided Patikul on Monday, a military spokesman in Zamboanga told reporters.", "Patikul"),
        ("Gunmen killed 22 villagers in Dosso on Monday, activists told a news agency in Cairo.", "Dosso"),
        ("BOGOTÁ, Colombia - A bomb exploded outside a police station in Cali on Monday.", "Cali"),
    ],
)
def test_place_is_not_where_the_teller_sits(reads: Reads, text: str, place: str) -> None:
    assert [place] == [w.name for w in reads.one(text).where]


def test_entry_is_dated_by_the_day_it_opens_with(reads: Reads) -> None:
    text = "9 May. Gunmen ambushed a convoy near Gao, killing 14 soldiers.\n\n11 May. A car bomb exploded in Bourem."
    assert ["2024-05-09", "2024-05-11"] == [r.when.start for r in reads(text)]


def test_talks_are_dated_by_the_day_beside_their_place(reads: Reads) -> None:
    assert "2024-05-13" in {r.when.start for r in reads("Envoys of Sudan and the RSF held talks in Jeddah on Monday.")}


def test_day_before_a_closing_teller_is_the_day_of_the_event(reads: Reads) -> None:
    report = reads.one("Gunmen killed 22 villagers in Dosso, in the south of Niger, on Monday, a security source said.")
    assert ("2024-05-13", "relative") == (report.when.start, report.when.basis)


def test_day_of_the_telling_is_not_the_day_of_the_event(reads: Reads) -> None:
    report = reads.one("Shells hit the market of Kutum on Saturday, killing nine people, an elder said on Tuesday.")
    assert "2024-05-11" == report.when.start
