"""Words of happening that tell none here, and plain words that tell one when their context says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.extraction.conftest import Reads


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A shell hit a camp for displaced families near Marib on Monday, killing two people.", "evacuation"),
        ("The army accused allied Tuareg rebels of shelling the town of Kidal on Monday.", "alliance"),
        ("Hospitals in Kharkiv closed on Monday because of the danger of more air strikes.", "air_strike"),
        ("The ministry announced the release of a report on Goma on Monday.", "hostage_release"),
        ("The club lost Smith to a rival from Madrid on Monday.", "territory_gained"),
        ("Maiduguri was frequently bombed by Boko Haram.", "explosion"),
        ("Moscow has consistently denied shelling residential areas.", "shelling"),
        ("Soldiers captured a rebel commander in Goma on Monday.", "territory_gained"),
        ("Rescuers in Aleppo said they had taken away at least 30 bodies.", "abduction"),
        ("Four diplomats arrived in Kabul on Monday.", "evacuation"),
        ("The ministry told reporters to leave the hall in Kabul on Monday.", "evacuation"),
        ("A shell hit the Russian-occupied town of Tokmak on Monday.", "territory_gained"),
        ("Rebels fighting the junta shelled a barracks in Loikaw on Monday.", "armed_clash"),
        ("Drones hit Timbuktu as part of the operation against the jihadists.", "offensive"),
        ("The battle to retake Bakhmut has cost Ukraine 300 tanks.", "territory_gained"),
        ("The mayor of Bangui came under fire for his handling of the floods.", "violence"),
        ("Police sealed off the centre of Marseille after a robbery on Monday.", "siege"),
        ("A bus carrying 40 tourists crashed near Luxor on Monday.", "evacuation"),
        ("A drone crashed near Kassala on Monday without doing harm.", "air_strike"),
        ("The blast in Kabul on Monday bore the hallmarks of an assault by militants.", "violence"),
        ("The road to Gao was closed because of incessant raids by jihadists.", "armed_clash"),
        ("Debris of a downed drone fell on a road near Sumy on Monday.", "shootdown"),
        ("A shell killed two of the occupying soldiers in Tokmak on Monday.", "territory_gained"),
        ("In Ituri, where the militia regularly carries out raids, a bridge collapsed on Monday.", "armed_clash"),
        ("Police in Gao arrested a man wanted for bombings on Monday.", "explosion"),
        ("A bomb hit buses carrying people evacuated from besieged villages on Monday, killing 40.", "evacuation"),
        ("A bomb hit buses carrying people evacuated from besieged villages on Monday, killing 40.", "siege"),
        ("A motorcycle rigged with explosives killed two people in Mosul on Monday.", "mine_laying"),
        ("In a statement released on Monday, the army in Pemba denied the charge.", "hostage_release"),
    ],
)
def test_no_event_of_that_kind(reads: Reads, text: str, kind: str) -> None:
    assert kind not in [report.type for report in reads(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("About 5,000 people reached Bunia from Djugu on Monday.", "evacuation"),
        ("The fighting has driven 20,000 people from their homes in Kachin.", "evacuation"),
        ("The military ordered residents of Khan Younis to leave on Monday.", "evacuation"),
        ("Kenya sent 400 police officers to Port-au-Prince on Monday.", "deployment"),
        ("Nigerian soldiers rescued 30 women from Boko Haram captivity in Gwoza on Monday.", "hostage_release"),
        ("The government freed 12 opposition leaders from prison in Khartoum on Monday.", "hostage_release"),
        ("Troops rescued 16 kidnapped schoolgirls in Zamfara on Monday.", "hostage_release"),
        ("Special forces freed two hostages in Hudur on Monday.", "hostage_release"),
        ("The Houthis said they had secured the release of 150 prisoners in Marib on Monday.", "hostage_release"),
        ("The army's retaking of Sinjar in 2015 ended the campaign.", "territory_gained"),
        ("Aid agencies suspended their work in Goma on Monday.", "humanitarian_aid"),
        ("Gunmen took away 14 villagers near Kaduna on Monday.", "abduction"),
        ("The army carried out a tactical redeployment from Wad Madani on Monday.", "withdrawal"),
        ("Rebels fighting in Loikaw since Monday asked for help.", "armed_clash"),
        ("Government troops thwarted a Houthi infiltration attempt near Marib on Monday.", "armed_clash"),
        ("A police patrol came under fire near Agadez on Monday.", "armed_clash"),
        ("Two convoys were fired upon by rebels outside Bambari on Monday.", "armed_clash"),
        ("A grenade was hurled at a bus stop in Bujumbura on Monday.", "explosion"),
        ("Three rockets fell on the centre of Erbil on Monday.", "shelling"),
        ("A drone crashed into a block of flats in Kharkiv on Monday.", "air_strike"),
        ("Soldiers abandoned their posts in Sake on Monday.", "withdrawal"),
        ("The junta's troops have sealed off Loikaw since Monday.", "siege"),
        ("Thousands have fled Nyala since Monday.", "evacuation"),
        ("About 900 villagers left their homes near Djibo on Monday.", "evacuation"),
        ("Twenty buses carrying 1,100 people left Daraya on Monday.", "evacuation"),
        ("Two militants and a policeman died in an encounter with troops in Kulgam on Monday.", "armed_clash"),
        ("Bodies of 14 men were found in a well near Baidoa on Monday.", "violence"),
        ("Armenia and Azerbaijan swapped 30 prisoners on Monday.", "hostage_release"),
        ("Gunmen took nine pupils captive near Kaduna on Monday.", "abduction"),
        ("Two of the four engineers were released near Ubari on Monday.", "hostage_release"),
        ("Russian peacekeepers deployed to Lachin on Monday.", "deployment"),
        ("The district of Sangin has fallen under Taliban control, an official said on Monday.", "territory_gained"),
        ("The shelling on Monday sparked the flight of 3,000 people from Sake.", "evacuation"),
        ("Drones attacked Rostov on Monday. Fifteen were destroyed over the Sea of Azov.", "shootdown"),
        ("Charities planned a vigil for victims of the air strike on a hospital in Taiz on Monday.", "air_strike"),
        ("The rebels abducted and raped women in Masisi on Monday.", "sexual_violence"),
    ],
)
def test_an_event_of_that_kind(reads: Reads, text: str, kind: str) -> None:
    assert kind in [report.type for report in reads(text)]


@pytest.mark.parametrize(("place", "who"), [("Sagaing in Myanmar", "pdf"), ("Hakkari in Turkey", "pkk")])
def test_a_name_of_two_groups_goes_by_the_country(reads: Reads, place: str, who: str) -> None:
    """Two wars each have People's Defence Forces."""
    report = reads.one(f"The People's Defence Forces attacked a police post in {place} on Monday.")
    assert [p.actor.id for p in report.participants if p.role == "initiator" and p.actor] == [who]
