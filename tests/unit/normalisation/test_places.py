"""A name becomes the place that the article means, and one that nobody knows keeps its words without coordinates."""

from __future__ import annotations

import pytest

from rashomon.extraction.places import find_places
from rashomon.knowledge.places import Gazetteer
from rashomon.normalisation.places import acled_geo_precision, place_context, resolve_places, ucdp_where_prec
from rashomon.records.report import Where

GAZETTEER = Gazetteer()


def places(text: str, *countries: str) -> tuple[Where, ...]:
    mentions = find_places(text, GAZETTEER)
    return resolve_places(mentions, place_context(mentions, countries, GAZETTEER), GAZETTEER)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Protests in Tripoli and Benghazi shook Libya.", "Tripoli", "LY"),
        ("Clashes in Tripoli spread to Beirut and Sidon in Lebanon.", "Tripoli", "LB"),
        ("Fighters from Marib and Taiz met in Hodeidah.", "Marib", "YE"),
        ("A strike hit Houla, near Bint Jbeil in southern Lebanon.", "Houla", "LB"),
        ("A strike hit Houla, near Homs in Syria.", "Houla", "SY"),
        ("Gunmen shot traders in Banki and in Bama, Borno state.", "Banki", "NG"),  # a Russian city once bore the name
    ],
)
def test_the_article_decides_between_places_of_one_name(text: str, name: str, country: str) -> None:
    assert (name, country) in {(w.name, w.country) for w in places(text)}


def test_a_province_beside_its_town_is_the_towns_admin1() -> None:
    (where,) = places("A blast hit Sarmin, Idlib province.")
    assert ("Sarmin", "Idlib", "SY", "town") == (where.name, where.admin1, where.country, where.precision)
    assert (where.latitude, where.longitude) == (pytest.approx(35.9, abs=0.05), pytest.approx(36.72, abs=0.05))


def test_the_word_province_means_the_province() -> None:
    (where,) = places("Fighting raged in Homs province.")
    assert ("admin1", "Homs") == (where.precision, where.admin1)


def test_a_part_of_a_country_has_no_point() -> None:
    (where,) = places("Villages burned in southern Libya.")
    assert ("Southern Libya", "region", "LY", None) == (where.name, where.precision, where.country, where.latitude)


def test_consonants_match_only_where_vowels_go_unwritten() -> None:
    (where,) = places("Jets bombed Naung Kan village in Myanmar.", "MM")[:1]
    assert ("Naung Kan", "context") == (where.name, where.basis)


def test_an_unknown_place_lies_in_the_holder_of_the_articles_country() -> None:
    where = places("Rebels raided the village of Qaryat Unknown in Beni. Troops came from Goma and Bunia in Congo.")[0]
    assert ("CD", "North Kivu") == (where.country, where.admin1)


def test_an_unknown_quarter_stands_at_its_town() -> None:
    text = "Fighters entered El Fasher in Sudan at dawn. Shells fell on the Hay Unar neighbourhood."
    where = next(w for w in places(text) if w.name == "Hay Unar")
    assert (pytest.approx(13.63, abs=0.1), 15.0, "SD") == (where.latitude, where.radius_km, where.country)


def test_a_namesake_far_from_the_town_beside_it_is_not_believed() -> None:
    where = places("A rickshaw blew up at a check post in Bannu's Jani Khel area in Pakistan.")
    assert ("Jani Khel", "PK") in {(w.name, w.country) for w in where}  # one is in Afghanistan


def test_what_is_held_comes_before_what_holds_it() -> None:
    where = places("Army jets bombed Kanbalu township's Zaw Tein and Ma Kwe villages in Myanmar before dawn.", "MM")
    assert ["Zaw Tein", "Ma Kwe", "Kanbalu"] == [w.name for w in where][:3]


def test_a_quarter_of_a_city_abroad_is_not_believed() -> None:
    text = "Gunmen in the Yarmouk neighbourhood of Baghdad shot two traders. Iraq sent troops to Mosul, Ramadi and Fallujah."
    where = next(w for w in places(text, "IQ") if w.name == "Yarmouk")
    assert "IQ" == where.country


def test_a_site_without_coordinates_stands_at_its_town_and_says_how_roughly() -> None:
    (where,) = places("Shells hit Kostiantynivka railway station in Ukraine.")
    assert ("site", None, 15.0) == (where.precision, where.geonames_id, where.radius_km)
    assert where.latitude == pytest.approx(48.53, abs=0.1)


def test_an_unknown_village_keeps_its_name_and_the_province_beside_it() -> None:
    where = places("Gunmen burned the village of Qaryat Unknown, Idlib province.")[0]
    assert ("Qaryat Unknown", None, None, "SY", "Idlib") == (
        where.name,
        where.geonames_id,
        where.latitude,
        where.country,
        where.admin1,
    )
    assert where.basis == "context"


def test_a_village_abroad_is_not_believed_to_be_meant() -> None:
    found = places("Rebels shelled Homs, Hama and Idlib in Syria, near Troyville.")
    assert {"SY"} == {w.country for w in found}


def test_a_match_by_consonants_is_marked() -> None:
    where = next(w for w in places("In Syria, the army left Idlib. Fighting went on near Saraaqeyb.") if w.text == "Saraaqeyb")
    assert ("Saraqib", "similar spelling only") == (where.name, where.alternates[0]["why"])


def test_distance_is_the_uncertainty() -> None:
    (where,) = places("It fell 20 km east of Palmyra.")
    assert ("near", 20.0) == (where.relation, where.radius_km)


def test_codebooks_precision() -> None:
    assert (acled_geo_precision(()), ucdp_where_prec(())) == (3, 6)
    town, near = places("They took Sarmin in Syria."), places("It fell 20 km east of Palmyra.")
    assert (acled_geo_precision(town), ucdp_where_prec(town)) == (1, 1)
    assert (acled_geo_precision(near), ucdp_where_prec(near)) == (2, 2)
