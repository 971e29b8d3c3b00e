"""Given a sentence of news, expect the event it tells, with who, whom, where, when and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.records.report import Report

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads


def parties(report: Report, role: str) -> set[str]:
    return {p.actor.id for p in report.participants if p.role == role and p.actor}


def figures(report: Report) -> set[tuple[str, int | None, int | None]]:
    return {(c.measure, c.low, c.high) for c in report.counts}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Turkish jets bombed positions near Kobani on Sunday.", "air_strike"),
        ("Artillery shells hit the main hospital in Nyala, killing two patients.", "shelling"),
        ("A car bomb exploded outside a hotel in Mogadishu on Friday.", "explosion"),
        ("A suicide bomber blew himself up at a mosque in Peshawar.", "suicide_bombing"),
        ("Philippine troops clashed with Abu Sayyaf gunmen on Jolo on Friday.", "armed_clash"),
        ("The army launched an offensive to retake the city of Bambari.", "offensive"),  # the goal is not yet taken
        ("M23 rebels have captured the town of Kibumba from government troops.", "territory_gained"),
        ("Gunmen abducted 87 people from Kajuru in Nigeria's Kaduna state.", "abduction"),
        ("Mexican marines seized 15 rifles in Culiacan.", "weapons_seizure"),  # arms are taken, no place
        ("About 200 soldiers retreated from Myawaddy.", "withdrawal"),
        ("Food aid reached the town of Douma on Monday.", "humanitarian_aid"),
        ("Police arrested 40 protesters in Yangon.", "arrest"),
        ("Pro-government forces have besieged Eastern Ghouta since 2013.", "siege"),
        ("Ukraine's air force shot down a Russian drone over Odesa.", "shootdown"),
    ],
)
def test_kind(reads: Reads, text: str, kind: str) -> None:
    assert kind == reads.one(text).type


def test_active_sentence_with_results_is_one_event(reads: Reads) -> None:
    report = reads.one("Russian warplanes bombed a market in Idlib, killing at least 12 people and wounding 30 others.")
    assert parties(report, "initiator") == {"russia-air-force"}
    assert {"infrastructure", "civilians"} <= parties(report, "target")
    assert figures(report) == {("killed", 12, None), ("injured", 30, 30)}


def test_passive_and_agent(reads: Reads) -> None:
    report = reads.one("Twelve villagers were killed in the Tillaberi region by fighters of the Islamic State group.")
    assert parties(report, "target") >= {"civilians"}
    assert figures(report) == {("killed", 12, 12)}


def test_headline_without_were_has_victims_not_killers(reads: Reads) -> None:
    report = reads.one("Five soldiers killed in ambush near Djibo")
    assert parties(report, "initiator") == set()
    assert figures(report) == {("killed", 5, 5)}


def test_nominal_event_with_owner_and_object(reads: Reads) -> None:
    report = reads.one("Israel's bombardment of Khan Younis killed 20 people.")
    assert parties(report, "initiator") == {"israel"}
    assert figures(report) == {("killed", 20, 20)}


def test_light_verb_lends_its_subject(reads: Reads) -> None:
    report = reads.one("The Syrian army began an offensive in Latakia province.")
    assert report.type == "offensive"
    assert parties(report, "initiator") == {"syria-military"}
    assert report.outcome.value == "begun"


def test_list_style_counts_each_thing(reads: Reads) -> None:
    report = reads("Near Mosul, five strikes hit two depots; destroyed three vehicles; and damaged 29 supply routes.")[0]
    assert {("strikes", 5, 5), ("vehicles_destroyed", 3, 3), ("targets_hit", 29, 29)} <= figures(report)


def test_separate_places_are_separate_events(reads: Reads) -> None:
    reports = reads("The army shelled El Fasher while its jets bombed Nyala, 300 km away.")
    assert [r.type for r in reports] == ["shelling", "air_strike"]


def test_the_attack_in_the_next_sentence_is_the_same_event(reads: Reads) -> None:
    reports = reads("A car bomb exploded in Mogadishu on Friday. The attack left dozens of people wounded.")
    assert len(reports) == 1
    assert ("injured", 24, None) in figures(reports[0])


def test_denial_is_a_second_voice_about_the_event(reads: Reads) -> None:
    report = reads.one(
        "At least 30 villagers were massacred by Rapid Support Forces fighters in Wad al-Noura, a local resistance committee "
        "said. The RSF denied attacking civilians."
    )
    assert report.realis == "actual"
    assert {(c.claimant.id, c.stance) for c in report.claims} >= {("rsf", "denies")}


def test_an_effect_is_that_of_the_blow_told_in_its_own_paragraph(reads: Reads) -> None:
    reports = reads(
        "Burkina Faso: Militants ambushed an army convoy near Djibo on 15 August, killing 12 soldiers.\n\n"
        "Niger: Seventeen soldiers were killed in an attack by militants near Koutougou on 15 August. "
        "More than 100 militants were killed during the retreat, the defence ministry said."
    )
    assert [{figure[1] for figure in figures(r) if figure[0] == "killed"} for r in reports] == [{12}, {17, 101}]


def test_a_strike_with_a_day_of_its_own_is_another_one(reads: Reads) -> None:
    reports = reads("Warplanes bombed Omdurman, residents said. On Friday, a drone strike hit a bus station in the city.")
    assert [{w.id for w in r.weapons} for r in reports] == [{"warplane"}, {"drone"}]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Eight insurgents were killed near Bosso on Monday, the army said.", "armed_clash"),
        ("An army post near Djibo was attacked on Monday. The gunmen killed four soldiers.", "armed_clash"),
        ("Rebels stormed a barracks in Loikaw on Monday.", "armed_clash"),
        ("Ukraine set an oil depot on fire in Tuapse with drones on Monday.", "air_strike"),
        ("The war in Sudan has killed 15,000 people and displaced eight million since April 2023.", "violence"),
        ("Since 2011 thousands are believed to have been killed and millions more displaced in Syria.", "violence"),
        ("The army continued to advance in Bahri on Monday.", "offensive"),
        ("British gunfire struck a woman in Basra on Monday.", "violence"),
        ("A law student was gunned down in Mosul on Monday.", "attack_on_civilians"),
        ("A suicide car bomber killed three policemen in Ramadi on Monday.", "suicide_bombing"),
        ("Two people were killed and six injured in Mahajiriya on Monday.", "violence"),
        ("Government troops engaged in a battle with the Taliban in Nad Ali on Monday.", "armed_clash"),
    ],
)
def test_who_hurt_whom_and_with_what_settles_the_kind(reads: Reads, text: str, kind: str) -> None:
    assert kind == reads.one(text).type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen attacked an oilfield near Sabha on Monday, abducting four engineers.", "abduction"),
        ("Bandits killed seven villagers and abducted 12 in Zamfara on Monday.", "attack_on_civilians"),
        ("Two guards were kidnapped in a raid on a mine near Kidal on Monday.", "abduction"),
        ("A raid on a hotel in Bamako which killed 20 people shook Mali on Monday.", "armed_clash"),
        ("Jets struck a camp near Kismayo on Monday, the ministry said, killing about 150 fighters.", "air_strike"),
        ("An operation by the army near Arish on Monday resulted in the killing of nine militants.", "offensive"),
        ("Troops detained 14 suspects during operations near Samarra on Monday.", "arrest"),
        ("A roadside bomb targeting soldiers exploded near Afgoye on Monday.", "explosion"),
        ("The militia launched rocket attacks on Ganja on Monday.", "shelling"),
    ],
)
def test_what_raiders_did_and_what_came_of_it_is_one_event(reads: Reads, text: str, kind: str) -> None:
    assert kind == reads.one(text).type


@pytest.mark.parametrize(
    "text",
    [
        "An army post near Djibo was attacked on Monday. The gunmen killed four soldiers.",
        "Jets struck a village near Ranya on Monday. Six people died in the raid, a doctor in nearby Soran said.",
        "Attacks by the army left 17 civilians dead in Idlib on Monday and another 35 injured, a monitor said.",
        "Militants stormed a post in Kunduz province. The attack on the post in Ali Abad began late on Monday.",
        "A bomb hit a convoy near Afgoye on Monday. Five soldiers were killed in the attack, the group said.",
        "Twelve men were killed in a raid on Kafr Sousa in Damascus on Monday.\n\nTwelve men were killed by shelling in Damascus.",
    ],
)
def test_told_again_in_other_words(reads: Reads, text: str) -> None:
    assert len(reads(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit a market in El Fasher on Monday. The conflict has resulted in 15,550 deaths.",
        "Shells killed 31 people in Aleppo on Monday. In all, 198 people were killed in Syria on Monday.",
        "A bomb killed two soldiers in Baghdad on Monday.\n\nGunmen killed eight soldiers in Baghdad on Monday.",
        "A shell killed three people in Donetsk on Monday. Some 14,000 people had died by 2022.",
    ],
)
def test_another_toll_is_another_event(reads: Reads, text: str) -> None:
    assert len(reads(text)) == 2


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Turkey will launch a ground operation against the YPG in northern Syria.", "planned"),
        ("The Taliban denied that their fighters had executed 16 civilians in Ghor province.", "denied"),
        ("Soldiers foiled a suicide attack on a base in Maiduguri.", "attempted"),
        ("The RSF denied the charge and accused the army of bombing El Fasher with warplanes on Monday.", "actual"),
        ("Kyiv rejected the report and said Russian missiles hit Kharkiv on Monday.", "actual"),
    ],
)
def test_realis(reads: Reads, text: str, realis: str) -> None:
    assert realis == reads.one(text).realis


@pytest.mark.parametrize(
    "text",
    [
        "An attack on the town could kill many people.",  # a hypothesis about nobody
        "The report does not give the number of aircraft employed in a strike.",  # about the word
        "The company launched a marketing campaign in March.",
        "The striker hit the target twice in the first half.",
    ],
)
def test_no_happening_no_report(reads: Reads, text: str) -> None:
    assert reads(text) == ()


def test_holder_of_a_place_takes_no_part(reads: Reads) -> None:
    report = reads.one("Russian jets struck the ISIS-held town of Albu Kamal.")
    assert "islamic-state" in parties(report, "location_holder")


def test_claim_of_responsibility_names_the_doer(reads: Reads) -> None:
    report = reads.one("Gunmen ambushed a convoy near Djibo, killing 15 soldiers. JNIM claimed responsibility for the ambush.")
    assert "jnim" in parties(report, "initiator")


def test_condemning_is_no_account_of_it(reads: Reads) -> None:
    report = reads.one("A bomb killed 12 people in Quetta. The Pope condemned the attack.")
    assert report.claims == ()


def test_speaker_of_a_final_said_without_comma(reads: Reads) -> None:
    report = reads.one("Six militants and three soldiers were killed on Jolo on Friday the military said")
    assert [c.claimant.id for c in report.claims] == ["philippines-military"]


def test_part_of_a_figure_points_at_the_whole(reads: Reads) -> None:
    report = reads.one("An air strike killed 58 people, including 11 children, in Taiz.")
    whole, part = report.counts[:2]
    assert (whole.low, part.low, part.part_of) == (58, 11, whole.id)


def test_a_blow_days_before_is_another_event(reads: Reads) -> None:
    reports = reads("Two days after an air strike, three nurses were killed in Khartoum on Monday.")
    assert {"air_strike", "violence"} == {r.type for r in reports}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The blast in Mogadishu was caused by a suicide attacker who detonated a vest.", "suicide_bombing"),
        ("Nine soldiers died in fighting near Kidal on Monday.", "armed_clash"),
        ("Boko Haram gunmen attacked the base in Rann to seize weapons.", "armed_clash"),
    ],
)
def test_cause_means_and_aim_belong_to_one_event(reads: Reads, text: str, kind: str) -> None:
    assert kind == reads.one(text).type
