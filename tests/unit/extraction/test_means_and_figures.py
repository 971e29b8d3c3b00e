"""What was used is told from what was hit, and figures from long lists go to the verb that rules them."""

from __future__ import annotations

import pytest

from rashomon.records.report import Report
from rashomon.workflows.reading import ArticleReader

USED = (
    ("Russian forces destroyed two Leopard tanks, three mortars, an ammunition depot and a drone near Avdiivka.", set()),
    ("Two T-72 tanks, three pickup trucks and an IED workshop were destroyed in the strikes near Mocha.", set()),
    ("The jets destroyed a factory producing drones in Isfahan.", {"warplane"}),
    ("Warplanes hit the village and helicopters dropped barrel bombs on Maarat.", {"warplane", "barrel-bomb"}),
    ("An attack by al-Shabab using a car bomb killed nine in Mogadishu.", {"car-bomb"}),
    ("A drone strike on a camp near Kidal killed 11 fighters and destroyed three vehicles.", {"drone"}),
    ("In Mali, French forces conducted 12 strikes using attack, fighter and remotely piloted aircraft.", {"warplane", "drone"}),
    ("A Su-34 bomber attacked a depot near Kupiansk with a guided bomb.", {"su-34", "guided-bomb"}),
    ("A Su-25 ground-support fighter jet group destroyed a compound near Bakhmut.", {"su-25"}),
    ("Two aid workers were killed when their car hit a mine near Dolo.", {"landmine"}),
    ("Having a single jet drop a bomb on a lone truck is one strike.", set()),  # says what a strike is
    ("Enemy losses near Kupyansk amounted to 240 servicemen, two tanks and a howitzer.", set()),
    ("An improvised explosive device planted on the road killed four soldiers near Sevare.", {"ied"}),
    ("Soldiers seized a drone, 20 rockets and a cache of rifles near Hays.", set()),
    ("A man was arrested near Mandera when police found that his truck was loaded with explosives.", set()),
    ("Russia launched 70 Shahed drones and two Kinzhal missiles at Kyiv.", {"shahed-136", "kinzhal"}),
    ("Snipers shot dead two protesters in Bahri.", set()),  # says who they are
    ("Rebels fired 30 Grad rockets at Tripoli airport, wounding four.", {"grad"}),
)

COUNTED = (
    (
        "Near Tikrit, five strikes destroyed three buildings, two mortar systems and four armed trucks.",
        {("strikes", 5), ("targets_destroyed", 3), ("weapons_destroyed", 2), ("vehicles_destroyed", 4)},
    ),
    ("An air strike destroyed a bridge near Kherson.", set()),  # one thing alone says what was hit, not how many
    ("Rescuers pulled 25 bodies from the rubble after an air strike on a market in Hodeidah.", {("killed", 25)}),
    ("More than 60 soldiers were killed and wounded in an ambush near Goma.", {("other", 61)}),  # a joint figure
    ("It was one of the deadliest attacks in Borno, where gunmen killed 40 villagers.", {("killed", 40)}),
    ("Multiple air strikes on Sanaa killed nine people.", {("killed", 9)}),  # the plural says as much as "multiple"
    ("Three rounds of peace talks between the army and the rebels in Jeddah failed.", {("other", 3)}),
    ("Toll in Beirut blast hits 43\n\nAt least 43 people were killed in a blast in Beirut on Monday.", {("killed", 43)}),
    ("A drone strike in El Obeid killed 12 people, two medics told the agency.", {("killed", 12)}),  # tellers are not counted
    ("The number of victims of the Peshawar bombing is at least 60; 150 are wounded.", {("killed", 60), ("injured", 150)}),
    ("Police put the number of abducted students at 41 after gunmen raided a school in Kaduna.", {("captured", 41)}),
    ("The number of martyrs of the strike on Kandahar rose to 18 from 11.", {("killed", 18), ("killed", 11)}),
    ("Gunmen killed three of the nine hostages near Kidal.", {("killed", 3)}),
    ("A blast hit Kano on Friday. The previous death toll was 20 with 50 others injured.", {("killed", 20), ("injured", 50)}),
    ("Ukraine's air force shot down 49 of 63 drones launched by Russia at Odesa.", {("aircraft", 49)}),
    ("Air defence systems destroyed 44 drones over the Bryansk region overnight.", {("aircraft", 44)}),
    (
        "Russian losses came to 1,100 troops, five tanks and 14 artillery systems.",
        {
            ("other", 1100),
            ("vehicles_destroyed", 5),
            ("weapons_destroyed", 14),
        },
    ),
    ("Around 200 gunmen stormed the village of Kuru, killing 14 people.", {("fighters", 200), ("killed", 14)}),
    ("The paramilitaries captured 85 soldiers at the base in Babanusa.", {("captured", 85)}),
    ("Rebels killed at least 600 people in Kasai and displaced 1.4 million.", {("killed", 600), ("displaced", 1_400_000)}),
    ("Soldiers seized a drone, 20 rockets and two mortars near Hays.", {("other", 20), ("other", 2)}),
    ("Air defence shot down 38 out of the 52 drones over Odesa.", {("aircraft", 38)}),
    ("Gunmen kill six, abduct nine in Kaduna", {("killed", 6), ("captured", 9)}),
    ("Five killed, 16 hurt in Quetta blast", {("killed", 5), ("injured", 16)}),
    ("Shelling of Nikopol killed one and injured four people.", {("killed", 1), ("injured", 4)}),
    ("Guerrillas killed two soldiers and wounded another near Tame.", {("killed", 2), ("injured", 1)}),
    ("An officer and six soldiers were martyred in a raid near Tank.", {("killed", 1), ("killed", 6)}),
    ("Some 900 people were killed and about 70 taken hostage in the attack on Baga.", {("killed", 900), ("captured", 70)}),
    ("The strike killed four children, ranging in age from 3 to 12, in Jabalia.", {("killed", 4)}),
    ("Eight children from one family were killed in a strike on Rafah.", {("killed", 8)}),
    ("There were 14 dead in the blast in Herat, while a doctor said 31 people had come to the clinic.", {("killed", 14)}),
    ("Several dozen armed men attacked the market of Tera, killing nine people.", {("fighters", 36), ("killed", 9)}),
    ("Militiamen executed 17 Fulani herders in Ersa.", {("killed", 17)}),
    ("More than 90 insurgents surrendered to troops near Bama.", {("captured", 91)}),
    ("The militia fired 210 mortar shells and 30 rockets at Martuni.", {("projectiles", 210), ("projectiles", 30)}),
    ("Russia lost 900 troops and 12 tanks near Avdiivka.", {("killed", 900), ("vehicles_destroyed", 12)}),
    (
        "A raid killed nine in Palma, bringing to 310 the number of people killed there since May.",
        {("killed", 9)},
    ),  # not its toll
    ("Militants fired 90 drones, of which 71 were shot down over Erbil.", {("aircraft", 90), ("aircraft", 71)}),
    ("Staff had received the bodies of 12 people shot by troops near Khan Younis.", {("killed", 12)}),
    ("Three of the wounded succumbed to their injuries after a shell hit a market in Nyala.", {("killed", 3)}),
    ("A dozen fighters died and five are missing after the bombing of Sirte.", {("killed", 12), ("missing", 5)}),
    ("Shelling killed nine people in Tawila, our digest 310 says.", {("killed", 9)}),
    ("Some 3,000 people were moved from six villages to a base near Goma.", {("evacuated", 3000)}),
    (
        "The mayor listed 29 dead, including six women, and 40 wounded in the raid on Um Sunut.",
        {
            ("killed", 29),
            ("killed", 6),
            ("injured", 40),
        },
    ),
    ("The coalition struck its allies in Tabqa, killing 18 rebels fighting against the group.", {("killed", 18)}),
    ("A shell killed girls aged six, nine and eleven in Sake.", set()),
    ("Both artillery strikes and air raids hit Khartoum on Sunday.", set()),
    ("Air defences shot down 17 drones over Kyiv overnight.", {("aircraft", 17)}),
    ("Soldiers raided a camp near Marka, seizing 30 rifles and two trucks.", {("other", 30), ("other", 2)}),
    ("Turkish jets carried out strikes on seven shelters near Qandil.", {("targets_hit", 7)}),
    ("The Malian army lost seven soldiers in an ambush near Tessit.", {("killed", 7)}),
    ("The strike levelled six homes in Jenin.", {("targets_destroyed", 6)}),
    ("The army liberated dozens of villages in Kordofan.", {("places_taken", 24)}),
    ("Ethiopian forces withdrew from Mekelle, where thousands of people have since gone hungry.", set()),
    ("Helicopters fired 12 rockets at Kobane, wounding four people.", {("projectiles", 12), ("injured", 4)}),
    ("A car bomb hit a market in Mosul, killing at least 20 people and wounding 35 others.", {("killed", 20), ("injured", 35)}),
)


@pytest.fixture(scope="module")
def reader() -> ArticleReader:
    return ArticleReader()


def _read(reader: ArticleReader, text: str) -> tuple[Report, ...]:
    return reader.read(text=text, title=None, published_at="2024-03-10", language=None, article_id="a1", source=None).reports


@pytest.mark.parametrize(("text", "weapons"), USED)
def test_means_are_what_was_used(reader: ArticleReader, text: str, weapons: set[str]) -> None:
    assert {w.id for r in _read(reader, text) for w in r.weapons} == weapons


@pytest.mark.parametrize(("text", "figures"), COUNTED)
def test_figures_measure_what_became_of_the_counted(
    reader: ArticleReader, text: str, figures: set[tuple[str, int | None]]
) -> None:
    assert {(c.measure, c.low) for r in _read(reader, text) for c in r.counts} == figures


def test_a_toll_belongs_to_the_blow_before_it_not_to_an_earlier_one_with_a_toll(reader: ArticleReader) -> None:
    text = (
        "A drone strike near Kidal killed 15 fighters on Saturday. Nobody else was injured.\n\n"
        "In Bamako, a roadside bomb hit a police car on Sunday evening. Two officers lost their lives."
    )
    figures = {r.type: {(c.measure, c.low) for c in r.counts} for r in _read(reader, text)}
    assert figures == {"air_strike": {("killed", 15), ("injured", 0)}, "explosion": {("killed", 2)}}


def test_the_raid_after_an_air_strike_is_of_the_air(reader: ArticleReader) -> None:
    (report,) = _read(reader, "Warplanes bombed the port of Mocha on Sunday. The raid killed nine dockers, doctors said.")
    assert (report.type, {(c.measure, c.low) for c in report.counts}) == ("air_strike", {("killed", 9)})
