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
        ("Kabul: Gunmen killed four policemen in Kunduz on Monday.", "Kunduz"),
        ("SANAA, May 14 Gunmen killed four policemen in Taiz.", "Taiz"),
        ("(Adds toll) GOMA, Democratic Republic of Congo, May 14 (Reuters) - Gunmen killed four people in Oicha.", "Oicha"),
        ("Fighters shelled Marib on Monday, killing three civilians, a medic in Aden said.", "Marib"),
        ("Militants raided Patikul on Monday, a military spokesman in Zamboanga told reporters.", "Patikul"),
        ("Gunmen killed 22 villagers in Dosso on Monday, activists told a news agency in Cairo.", "Dosso"),
        ("BOGOTÁ, Colombia - A bomb exploded outside a police station in Cali on Monday.", "Cali"),
    ],
)
def test_place_is_not_where_the_teller_sits(reads: Reads, text: str, place: str) -> None:
    assert [place] == [w.name for w in reads.one(text).where]


def test_place_that_is_besieged_is_also_where_the_blow_fell(reads: Reads) -> None:
    strike = next(
        r for r in reads("Militants killed six people in a drone strike on the besieged city of Kadugli.") if r.counts
    )
    assert ["Kadugli"] == [w.name for w in strike.where]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen raided Kutum and Mellit on Monday. Militia fighters killed nine people in the two towns.",
            ["Kutum", "Mellit"],
        ),
        ("Militants killed nine people in two besieged towns. Aid has not reached Kutum and Mellit.", ["Kutum", "Mellit"]),
        ("Islamist gunmen attacked a hotel in the capital, killing nine people. Mali has sent in troops to Gao.", []),
        ("Security forces in Mali stormed a hotel in the capital on Monday.", ["Bamako"]),
        ("Gunmen fled Kutum on Monday. The town, the last in the Darfur region, was captured by the army.", ["Kutum"]),
        ("Ethiopia withdrew its troops from Somalia on Monday.", ["Somalia"]),
        ("Rebels fought a rival government based in Tobruk.", []),
    ],
)
def test_place_that_words_point_at(reads: Reads, text: str, expected: list[str]) -> None:
    where = [w.name for w in reads(text)[-1 if "Monday. " in text else 0].where]
    assert expected == where[: max(1, len(expected))]


def test_when_behind_a_month_shares_it(reads: Reads) -> None:
    reports = reads("Rebels took Kutum in May last year when the army withdrew from the town.")
    assert ["2023-05-01", "2023-05-01"] == [r.when.start for r in reports]


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


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Rebels burned a clinic in Oicha in the night from Sunday to Monday.", "2024-05-12", "2024-05-13"),
        ("Since dawn, fighters have fired nine rockets at Donetsk.", "2024-05-15", "2024-05-15"),
        ("The war, which broke out in April 2023, has killed 15,000 people in Sudan.", "2023-04-01", "2024-05-15"),
        ("A drone burned a depot near Tokmak, a town held by Russia since 2022.", "2024-05-14", "2024-05-15"),
        ("The blast was the deadliest attack in Mogadishu since October 2017.", "2024-05-14", "2024-05-15"),  # only ranked
        ("Gunmen raided Kutum in July last year, killing five people.", "2023-07-01", "2023-07-31"),
        ("Fighters have killed 300 people in Ituri since the start of the year.", "2024-01-01", "2024-05-15"),
        ("Last month the militia claimed an attack on a hotel in Kismayo that killed nine.", "2024-04-01", "2024-04-30"),
        ("The town of Kutum has been occupied by militia fighters since May 3.", "2024-05-03", "2024-05-03"),
        ("Police shot three men dead and wounded six in Kutum on Monday.", "2024-05-13", "2024-05-13"),
        ("Gunmen shot three men, all born in 1957, dead in Kutum on Monday.", "2024-05-13", "2024-05-13"),
        ("Gunmen killed three men in Kutum late last night.", "2024-05-14", "2024-05-14"),
    ],
)
def test_days_of_an_event_are_those_of_its_own_clause(reads: Reads, text: str, start: str, end: str) -> None:
    when = reads.one(text).when
    assert (start, end) == (when.start, when.end)


def test_what_is_told_behind_days_after_came_first(reads: Reads) -> None:
    reports = reads("Gunmen raided Afgoye on Monday, two days after soldiers bombed Marka.")
    assert {"2024-05-13", "2024-05-11"} == {r.when.start for r in reports}


def test_since_then_goes_back_to_the_time_said_last(reads: Reads) -> None:
    text = "The city has been under siege by the RSF since April 2024. Since then 300 people have been killed there."
    assert ("2024-04-01", "2024-05-15") == (reads(text)[-1].when.start, reads(text)[-1].when.end)


def test_place_named_like_a_word_is_one_behind_near(reads: Reads) -> None:
    assert ["Sake"] == [w.name for w in reads.one("Rebels clashed with Congolese soldiers near Sake on Monday.").where]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The army took the town of Sake on Monday. Rebels shelled the town two days later.", "Sake"),
        ("A drone hit Beirut airport on Monday. Two workers died at the airport.", "Rafic Hariri International Airport"),
        ("Gunmen attacked villages in Ituri province. At least 30 people were killed in the province.", "Ituri"),
        ("Sudan has been torn by war since 2023, and thousands of people have been killed.", "Sudan"),
        ("More than 9,000 people have been killed since the Ukrainian conflict began.", "Ukraine"),
        ("The army moved troops from Chad to Niger on Monday.", "Niger"),
        ("About 300 people were evacuated from Shendi to Atbara on Monday.", "Shendi"),
        ("The government in Bamako sent 200 soldiers to Menaka on Monday.", "Menaka"),
        ("Moscow launched nine missiles at Odesa on Monday.", "Odesa"),
    ],
)
def test_place_is_the_scene(reads: Reads, text: str, place: str) -> None:
    assert place == reads(text)[-1].where[0].name


def test_place_and_what_holds_it_belong_to_one_event(reads: Reads) -> None:
    assert "Basra" == reads.one("Results of the 3 May Basra, Iraq airstrike inquiry come later.").where[0].name


def test_stretch_of_time_behind_a_teller_is_that_of_the_event(reads: Reads) -> None:
    report = reads.one("Residents reported shelling in Kutum from 3 to 5 May.")
    assert ("2024-05-03", "2024-05-05") == (report.when.start, report.when.end)


@pytest.mark.parametrize(
    "text",
    [
        "A delegation visited Ituri, an area that has seen clashes between the army and militias.",
        "Benghazi is the last stronghold of rebels fighting the government in Cyrenaica.",
        "Al-Shabaab has carried out several bombings in Mogadishu in the past.",
        "The talks follow recent advances by the Myanmar army near Lashio.",
    ],
)
def test_backdrop_is_not_dated_by_the_day_of_publication(reads: Reads, text: str) -> None:
    assert {None} == {r.when.start for r in reads(text)}


def test_what_has_lasted_so_long_runs_until_the_day_of_writing(reads: Reads) -> None:
    when = reads.one("Kutum has been under siege by the RSF for more than two years.").when
    assert ("2022-05-15", "2024-05-15") == (when.start, when.end)


def test_attack_aimed_at_something_is_no_plan(reads: Reads) -> None:
    report = reads.one("The army began an air campaign in Marib on 3 May aimed at cutting supply lines.")
    assert ("actual", "2024-05-03") == (report.realis, report.when.start)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Gunmen attacked a bus near Kaya, killing nine people on Monday.", "2024-05-13", "2024-05-13"),
        (
            "Myanmar has been locked in war since February 2021 begun by a junta which shot protesters.",
            "2021-02-01",
            "2021-02-28",
        ),
    ],
)
def test_day_of_one_word_of_a_chain_is_that_of_the_others(reads: Reads, text: str, start: str, end: str) -> None:
    assert {(start, end)} == {(r.when.start, r.when.end) for r in reads(text)}


def test_what_the_first_sentence_tells_is_news_whatever_its_kind(reads: Reads) -> None:
    text = "Troops have withdrawn from Tessalit, a base in northern Mali.\n\nRebels and the army signed a truce in Ansongo."
    assert [("2024-05-14", "2024-05-15"), (None, None)] == [(r.when.start, r.when.end) for r in reads(text)]
