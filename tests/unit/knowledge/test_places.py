"""The gazetteer finds a place under every spelling, builds itself when missing, and takes an installation's own places."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.knowledge import places, places_build
from rashomon.knowledge.geography import contains, distance_km
from rashomon.knowledge.place_names import full_key, keys_of, place_key, site_name, skeleton
from rashomon.knowledge.places import Gazetteer, refresh

GAZETTEER = Gazetteer()


@pytest.mark.parametrize(
    ("spellings", "name", "country"),
    [
        (("Deir Ezzor", "Deir ez-Zor", "Deir al-Zor", "Deir ez-Zour", "Dayr az Zawr"), "Deir ez-Zor", "SY"),
        (("Raqqa", "ar-Raqqa", "Raqqah", "Ar Raqqah"), "Raqqa", "SY"),
        (("Kweiris air base", "Kuweires Airbase", "Kuwayris military airport"), "Kuweires Air Base", "SY"),
        (("Hmeimim", "Khmeimim"), "Hmeimim Air Base", "SY"),
        (("Idlib", "Idleb"), "Idlib", "SY"),
        (("El Fasher", "al-Fashir", "Al Fasher"), "El Fasher", "SD"),
        (("Avdiivka", "Avdeevka"), "Avdiivka", "UA"),
        (("Hodeidah", "al-Hudaydah", "Hudaida"), "Hodeidah", "YE"),
        (("Kyiv", "Kiev"), "Kyiv", "UA"),
        (("Lashkar Gah", "Lashkargah"), "Lashkar Gah", "AF"),
    ],
)
def test_all_spellings_of_a_place_meet(spellings: tuple[str, ...], name: str, country: str) -> None:
    for spelling in spellings:
        found = [m.place for m in GAZETTEER.lookup((full_key(site_name(spelling)), *keys_of(spelling)))]
        assert (name, country) in {(p.name, p.country) for p in found}, spelling


def test_a_places_own_name_comes_before_another_places_alias() -> None:
    tiers = [m.tier for m in GAZETTEER.named("Aleppo")]
    assert sorted(tiers) == tiers
    assert GAZETTEER.named("Aleppo")[0].place.geonames_id == 170063


def test_an_unheard_spelling_matches_by_its_consonants_only() -> None:
    assert GAZETTEER.named("Saraaqeyb") == ()
    assert "Saraqib" in {m.place.name for m in GAZETTEER.similar("Saraaqeyb")}
    assert {m.tier for m in GAZETTEER.similar("Saraaqeyb")} == {3}


def test_two_consonants_are_too_few_to_match_on() -> None:
    assert skeleton("Ana") == ""
    assert GAZETTEER.similar("Ana") == ()


def test_a_province_bears_its_usual_english_name() -> None:
    assert {m.place.name for m in GAZETTEER.named("Nineveh") if m.place.level == "admin1"} == {"Nineveh"}
    assert "Donetsk" in {m.place.name for m in GAZETTEER.named("Donetsk Oblast") if m.place.level == "admin1"}


def test_states_are_known_by_adjective_and_capital() -> None:
    assert GAZETTEER.country_of_adjective("Syrian") == "SY"
    capital = GAZETTEER.capital_of("LY")
    assert capital is not None
    assert capital.name == "Tripoli"


def test_names_that_are_words_or_persons_are_told() -> None:
    assert GAZETTEER.also("march") == "word"
    assert GAZETTEER.also("hassan") == "person"
    assert GAZETTEER.also("aleppo") is None


def test_distance_and_containment() -> None:
    aleppo, damascus = GAZETTEER.named("Aleppo")[0].place, GAZETTEER.named("Damascus")[0].place
    syria = GAZETTEER.country("SY")
    assert syria is not None
    assert distance_km(aleppo, damascus) == pytest.approx(310, abs=15)
    assert contains(syria, "country", aleppo, "city")
    assert not contains(aleppo, "city", syria, "country")
    province = next(m.place for m in GAZETTEER.named("Aleppo") if m.place.level == "admin1")
    manbij = next(m.place for m in GAZETTEER.named("Manbij") if m.place.level == "city")
    assert contains(province, "admin1", manbij, "city")
    assert not contains(province, "admin1", damascus, "city")


@given(st.text(max_size=80))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert len(place_key(name)) <= len(full_key(name))
    assert isinstance(GAZETTEER.named(name), tuple)


def test_a_gazetteer_opened_before_a_fork_answers_in_the_child() -> None:
    GAZETTEER.named("Homs")
    child = os.fork()
    if child == 0:
        os._exit(0 if GAZETTEER.named("Hama") else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_missing_file_is_built_once_however_many_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def build(target: Path) -> None:
        built.append(target)
        target.write_bytes(places.ready_file().read_bytes())

    expected = places.ready_file()
    monkeypatch.setattr(places_build, "build", build)
    target = tmp_path / "places.sqlite"
    with ThreadPoolExecutor(4) as pool:
        assert [target] * 4 == list(pool.map(refresh, [target] * 4))
    assert built == [target]
    assert target.read_bytes() == expected.read_bytes()


def test_a_stale_file_is_told_from_a_current_one(tmp_path: Path) -> None:
    broken = tmp_path / "places.sqlite"
    broken.write_bytes(b"not a database")
    assert places._fingerprint(broken) is None
    assert places._fingerprint(tmp_path / "absent.sqlite") is None


def test_an_installation_adds_places_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text(
        "name\taliases\tlevel\tcountry\tadmin1\tlatitude\tlongitude\tgeonames_id\tsource\n"
        "Post Seventeen\tPost 17\tsite\tSY\tHoms\t34.1\t38.2\t\tours\n",
        encoding="utf-8",
    )
    own = Gazetteer(extra=tmp_path).named("Post 17")
    assert [("Post Seventeen", "SY", "Homs", 34.1)] == [
        (m.place.name, m.place.country, m.place.admin1, m.place.latitude) for m in own
    ]


def test_every_row_of_the_lists_names_its_source() -> None:
    for name in ("countries", "admin1", "admin2", "airfields", "supplement", "ambiguous", "ambiguous_more", "words"):
        assert all(row["source"] for row in places_build.rows(name)), name


def test_every_place_of_the_supplement_lies_on_earth_and_in_a_known_country() -> None:
    codes = {row["country"] for row in places_build.rows("countries")} | {""}
    for row in places_build.rows("supplement"):
        assert row["country"] in codes, row
        assert abs(float(row["latitude"])) <= 90, row
        assert abs(float(row["longitude"])) <= 180, row
