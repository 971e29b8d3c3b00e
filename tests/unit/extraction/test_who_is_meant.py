"""Whom news means when it names them in passing: holders of places, allies, some of the dead, the foe told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads

    from rashomon.records.report import Report


def _who(report: Report, role: str) -> set[str]:
    return {p.actor.id for p in report.participants if p.role == role and p.actor}


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Government troops launched an offensive against the rebel-held town of Zakho on Monday.", {"iraq-rebels"}),
        ("Ethiopian forces retook a town controlled by the TPLF in Tigray on Monday.", {"tplf"}),
        ("The army shelled the rebel-held town of Goma on Monday, killing 30 people.", {"civilians"}),
    ],
)
def test_ground_is_taken_from_who_holds_it(reads: Reads, text: str, targets: set[str]) -> None:
    assert _who(reads.one(text), "target") == targets


@pytest.mark.parametrize(
    ("text", "initiators"),
    [
        ("The evacuation deal was brokered on Monday by rebel ally Sudan and junta backer Russia.", {"sudan", "russia"}),
        ("Nine people were killed in Russian or Syrian government airstrikes on Monday.", {"russia", "syria-government"}),
        ("The offensive of the M23 began in North Kivu on Monday.", {"m23"}),
        ("Nine people were killed in the army's shelling of Kadugli on Monday.", {"sudan-military"}),
    ],
)
def test_all_who_did_it_are_named(reads: Reads, text: str, initiators: set[str]) -> None:
    assert _who(reads(text)[0], "initiator") == initiators


def test_names_stand_apart_where_a_list_lost_its_commas(reads: Reads) -> None:
    report = reads.one("A ceasefire deal was agreed by Turkey Russia and Iran in July.")
    assert _who(report, "initiator") | _who(report, "target") == {"turkey", "russia", "iran"}


def test_some_of_the_dead_are_named_behind_including(reads: Reads) -> None:
    report = reads.one("A car bomb killed 30 people including three aid workers in Mogadishu on Monday.")
    assert {"civilians", "aid-workers"} <= _who(report, "target")


def test_an_advance_goes_against_the_foe_told_last(reads: Reads) -> None:
    *_, advance = reads(
        "Somali troops clashed with al-Shabaab in Beledweyne on Monday. Somali troops also captured Adale on Friday."
    )
    assert _who(advance, "target") == {"al-shabaab"}


@pytest.mark.parametrize(
    ("text", "backer"),
    [
        ("Malian soldiers, supported by Wagner mercenaries, attacked the village of Moura on Monday.", "wagner"),
        ("Militias backed by Rwandan troops captured Rutshuru on Monday.", "rwanda-military"),
        ("Kenyan troops alongside Somali forces captured Ras Kamboni on Monday.", "somalia-military"),
    ],
)
def test_who_is_with_the_doer_does_it_too(reads: Reads, text: str, backer: str) -> None:
    assert _who(reads.one(text), "co_initiator") == {backer}


def test_the_group_is_the_one_named_before(reads: Reads) -> None:
    report = reads("Boko Haram lost Bama in March. The group retreated from Gwoza on Monday.")[-1]
    assert _who(report, "initiator") == {"boko-haram"}


def test_a_bomber_of_nobody_named_is_no_party(reads: Reads) -> None:
    assert not _who(reads.one("A suicide bomber killed nine people in Mogadishu on Monday."), "initiator")
    named = reads.one("A Taliban suicide bomber killed nine people in Kabul on Monday.")
    assert _who(named, "initiator") == {"taliban"}


def test_who_leaves_a_besieged_town_was_besieged(reads: Reads) -> None:
    reports = reads("Hundreds of civilians were evacuated from Mariupol, which was besieged by Russian troops, on Monday.")
    siege = next(r for r in reports if r.type == "siege")
    assert _who(siege, "target") == {"civilians"}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Prime Minister Abiy Ahmed raised the dam in a meeting with Egyptian officials.", {"ethiopia", "egypt"}),
        ("US officials said progress had been made during talks with the Taliban.", {"us", "taliban"}),
    ],
)
def test_who_speaks_in_talks_is_a_side(reads: Reads, text: str, sides: set[str]) -> None:
    report = reads.one(text)
    assert _who(report, "initiator") | _who(report, "target") == sides


def test_an_offensive_goes_against_whom_it_is_to_fight(reads: Reads) -> None:
    report = reads.one("The army launched an offensive to combat the ADF in Ituri on Monday.")
    assert _who(report, "target") == {"adf"}


def test_a_blow_hits_what_its_verb_works_on(reads: Reads) -> None:
    assert _who(reads.one("Two air strikes disabled a bridge near Kherson on Monday."), "target") == {"infrastructure"}
