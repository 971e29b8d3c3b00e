"""Whose army "the army" is, and who stands on which side of a clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads

    from rashomon.records.report import Report


def _who(report: Report, role: str) -> set[str]:
    return {p.actor.id for p in report.participants if p.role == role and p.actor}


def test_the_army_is_the_one_named_last(reads: Reads) -> None:
    """The place alone would make it the army of Lebanon."""
    reports = reads(
        "The Israeli army shelled Khiam in southern Lebanon on Monday. On Tuesday the army shelled Marjayoun in southern Lebanon."
    )
    assert [_who(r, "initiator") for r in reports] == [{"israel-military"}, {"israel-military"}]


def test_with_no_army_named_the_place_decides(reads: Reads) -> None:
    assert _who(reads.one("The army shelled Saada in Yemen on Monday."), "initiator") == {"yemen-military"}


def test_allies_stand_on_one_side_of_a_clash(reads: Reads) -> None:
    report = reads.one("The Congolese army and Wazalendo fighters clashed with the M23 near Sake on Monday.")
    assert _who(report, "initiator") == {"dr-congo-military", "wazalendo"}
    assert _who(report, "target") == {"m23"}
