"""Who did it and to whom, in the ways that news has of saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads

    from rashomon.records.report import Report


def _who(report: Report, role: str) -> set[str]:
    return {p.actor.id for p in report.participants if p.role == role and p.actor}


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("A car bomb blamed on al-Shabaab killed nine people in Mogadishu on Monday.", "al-shabaab"),
        ("The suicide attack, which officials blamed on the Taliban, killed 12 soldiers in Quetta on Monday.", "taliban"),
        ("Multiple attacks, also claimed by Boko Haram, killed 35 people in Maiduguri on Monday.", "boko-haram"),
        ("Western governments pinned the blame for the sarin attack in Douma on the Syrian army.", "syria-military"),
    ],
)
def test_on_whom_it_is_blamed_is_told_to_have_done_it(reads: Reads, text: str, initiator: str) -> None:
    report = reads.one(text)
    assert _who(report, "initiator") == {initiator}
    assert initiator not in _who(report, "target")


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("The Houthis said they had fired missiles at Eilat on Monday.", "houthis"),
        ("Kenya said its warplanes bombed al-Shabaab camps in Gedo on Monday.", "kenya"),
        ("A spokesman for the Arakan Army, Khaing Thukha, said its fighters captured Ann on Monday.", "arakan-army"),
        ("Hamas said its fighters attacked a tank in Rafah on Monday and that they killed two soldiers.", "hamas"),
    ],
)
def test_they_and_their_fighters_are_who_speaks(reads: Reads, text: str, initiator: str) -> None:
    assert _who(reads.one(text), "initiator") == {initiator}


def test_it_is_the_subject_of_the_sentence_before(reads: Reads) -> None:
    _, shelling = reads("RSF fighters seized Babanusa on Monday. They also shelled El Fasher.")
    assert _who(shelling, "initiator") == {"rsf"}


def test_a_monitor_counts_what_others_did(reads: Reads) -> None:
    assert not _who(reads.one("The monitor said it had recorded 12 air strikes on Idlib on Monday."), "initiator")


def test_own_troops_are_hit_by_others(reads: Reads) -> None:
    report = reads.one("The Malian army said the rebels attacked its troops in Kidal on Monday, killing two.")
    assert "mali-military" in _who(report, "target")
    assert "mali-military" not in _who(report, "initiator")


def test_fighters_lost_are_the_speakers(reads: Reads) -> None:
    report = reads.one("Al-Shabaab said three of its fighters were killed by Somali troops in Bulo Burde on Monday.")
    assert _who(report, "target") == {"al-shabaab"}
    assert _who(report, "initiator") == {"somalia-military"}


def test_people_moved_under_a_deal_are_no_party_to_it(reads: Reads) -> None:
    reports = reads(
        "More than 3,000 people are set for evacuation from Mariupol under the deal between Russia and Ukraine on Monday."
    )
    assert all("civilians" not in _who(r, "initiator") for r in reports)


@pytest.mark.parametrize(
    "told",
    [
        "The Ethiopian army denied its warplanes had bombed Mekelle on Monday.",
        "The TPLF accused the Ethiopian army of bombing Mekelle with warplanes on Monday.",
    ],
)
def test_nobody_inherits_from_what_did_not_happen_or_is_an_accusation(reads: Reads, told: str) -> None:
    reports = reads(f"{told} On Tuesday, a drone strike hit a market in Togoga.")
    struck = next(r for r in reports if [w.name for w in r.where] == ["Togoga"])
    assert _who(struck, "initiator") == set()


@pytest.mark.parametrize(
    ("text", "taker", "loser"),
    [
        ("The Iraqi army lost Sinjar to Islamic State on Monday.", "islamic-state", "iraq-military"),
        ("The Congolese army lost control of Goma to M23 on Monday.", "m23", "dr-congo-military"),
    ],
)
def test_to_whom_a_place_is_lost_takes_it(reads: Reads, text: str, taker: str, loser: str) -> None:
    report = reads.one(text)
    assert (_who(report, "initiator"), _who(report, "target")) == ({taker}, {loser})


@pytest.mark.parametrize(
    ("text", "initiators"),
    [
        ("Missiles fired by the Houthis hit a market in Marib on Monday.", {"houthis"}),
        ("Four soldiers were killed by a mine planted by al-Shabaab near Kismayo on Monday.", {"al-shabaab"}),
        ("US and British aircraft carried out two strikes on Hodeidah on Monday.", {"us-air-force", "uk-air-force"}),
        ("Hamas-led gunmen attacked Sderot on Monday.", {"hamas"}),
        ("Russia's defence ministry said it had shot down nine drones over Kursk on Monday.", {"russia"}),
    ],
)
def test_who_sent_or_led_it_did_it(reads: Reads, text: str, initiators: set[str]) -> None:
    assert _who(reads.one(text), "initiator") == initiators


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A suicide bomber attacked a bus carrying policemen in Quetta on Monday.", "pakistan-police"),
        ("The Russian army shot down two Ukrainian drones over Kursk on Monday.", "ukraine"),
        ("The rebels shelled a base for African Union troops in Kismayo on Monday.", "african-union"),
        ("The army recaptured parts of Khartoum from the RSF on Monday.", "rsf"),
    ],
)
def test_whose_it_is_and_who_is_in_it_is_hit(reads: Reads, text: str, target: str) -> None:
    assert target in _who(reads.one(text), "target")


def test_a_state_is_its_forces_named_beside_it(reads: Reads) -> None:
    report = reads.one("Turkish strikes killed six people in Zakho on Monday. Turkish warplanes struck houses there on Monday.")
    assert _who(report, "initiator") == {"turkey-air-force"}


def test_attackers_who_die_are_not_whom_they_attacked(reads: Reads) -> None:
    report = reads.one("Al-Shabaab attacked a base in Kismayo on Monday, and 22 of the attackers were killed.")
    assert _who(report, "target") == {"military-objects"}


@pytest.mark.parametrize(
    ("text", "initiators"),
    [
        ("Shelling killed seven people in El Fasher on Monday, said the doctors, who blamed the RSF.", {"rsf"}),
        ("The city of El Fasher has been under siege by the RSF since April.", {"rsf"}),
        ("Kenyan forces broke with custom on Monday by shelling Bardera.", {"kenya-military"}),
        ("Tehran fired five missiles at Haifa on Monday.", {"iran"}),
        ("The army's 19th Brigade attacked Sirte in Libya on Monday.", {"libya-military"}),
    ],
)
def test_who_did_it_is_heard_from_afar(reads: Reads, text: str, initiators: set[str]) -> None:
    assert _who(reads.one(text), "initiator") == initiators


def test_sides_stand_behind_the_verb_of_a_clash(reads: Reads) -> None:
    report = reads.one("Clashes erupted in Sirte on Monday between the M23 and forces loyal to Khalifa Haftar.")
    assert _who(report, "initiator") == {"m23"}
    assert _who(report, "target") == {"lna"}


def test_a_bomber_hits_what_he_drives_into(reads: Reads) -> None:
    report = reads.one("A suicide bomber rammed a car into a check post in Bannu on Monday.")
    assert _who(report, "target") == {"military-objects"}


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Government warplanes bombed a rebel-held area near Zakho on Monday.", {"iraq-rebels"}),
        ("Warplanes bombed pro-Haftar forces near Sirte on Monday.", {"lna"}),
        ("A drone struck the Saudi Hospital in El Fasher on Monday.", {"infrastructure"}),
        ("Four soldiers were killed near Gao on Monday, according to the monitor.", {"mali-military"}),
    ],
)
def test_who_is_hit_is_told_by_whose_it_is(reads: Reads, text: str, targets: set[str]) -> None:
    assert _who(reads.one(text), "target") == targets


def test_the_iran_backed_group_is_the_one_named_last(reads: Reads) -> None:
    *_, fire = reads("Hezbollah shelled Haifa on Monday. On Tuesday the Iran-backed group fired rockets at Acre.")
    assert _who(fire, "initiator") == {"hezbollah"}
