"""Which codes a report gets under which circumstances, row by row of the data dictionary."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.types import load_types
from rashomon.normalisation.codes import TESTS, Circumstances, codes
from rashomon.records.report import Actor, Weapon

SYRIA = Actor("syria-military", "Syrian forces", "military", "SY", ("syria-government",))
RUSSIA = Actor("russia-air-force", "Russian air force", "military", "RU", ("russia-military", "russia"))
UKRAINE = Actor("ukraine-military", "Ukrainian forces", "military", "UA", ("ukraine",))
ISIS = Actor("islamic-state", "Islamic State", "jihadist")
REBELS = Actor("syria-rebels", "Syrian rebels", "rebel", "SY")
PEOPLE = Actor("civilians", "Civilians", "civilian")


def weapon(ident: str, class_: str) -> Weapon:
    return Weapon(ident, ident, class_, ident, (0, len(ident)))


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        ("air_strike", {}, "Air/drone strike"),
        ("shelling", {}, "Shelling/artillery/missile attack"),
        ("shelling", {"words": "exchanged fire", "initiators": [SYRIA], "targets": [REBELS]}, "Armed clash"),
        ("explosion", {}, "Remote explosive/landmine/IED"),
        ("explosion", {"weapons": [weapon("grenade", "explosive")]}, "Grenade"),
        ("explosion", {"words": "went off early"}, "Disrupted weapons use"),
        ("explosion", {"words": "went off early", "killed": 3}, "Remote explosive/landmine/IED"),
        ("suicide_bombing", {}, "Suicide bomb"),
        ("territory_gained", {"initiators": [SYRIA], "targets": [ISIS], "country": "SY"}, "Government regains territory"),
        ("territory_gained", {"initiators": [REBELS], "country": "SY"}, "Non-state actor overtakes territory"),
        (
            "territory_gained",
            {"initiators": [RUSSIA], "targets": [UKRAINE], "country": "UA"},
            "Non-state actor overtakes territory",
        ),
        ("territory_gained", {"initiators": [UKRAINE], "targets": [RUSSIA], "country": "UA"}, "Government regains territory"),
        ("territory_gained", {"initiators": [SYRIA], "words": "handed over"}, "Non-violent transfer of territory"),
        ("abduction", {"killed": 1}, "Attack"),
        ("abduction", {}, "Abduction/forced disappearance"),
        ("shootdown", {"weapons": [weapon("drone", "drone")]}, "Disrupted weapons use"),
        (
            "shootdown",
            {"weapons": [weapon("s-200", "system"), weapon("su-24", "aircraft")]},
            "Shelling/artillery/missile attack",
        ),
        ("shootdown", {}, "Armed clash"),
        ("violence", {"targets": [PEOPLE]}, "Attack"),
        ("violence", {"targets": [PEOPLE, ISIS]}, "Armed clash"),
        ("deployment", {"words": "opened a new base"}, "Headquarters or base established"),
        ("withdrawal", {"words": "withdrew from the town"}, "Non-violent transfer of territory"),
        ("withdrawal", {"words": "flew half of its jets home"}, "Change to group/activity"),
        ("evacuation", {"words": "left under a deal"}, "Agreement"),
        ("evacuation", {"words": "fled"}, "Other"),
        ("arrest", {"initiators": [SYRIA]}, "Arrests"),
        ("arrest", {"initiators": [ISIS]}, "Abduction/forced disappearance"),
        ("negotiation", {"words": "peace talks"}, "Agreement"),
    ],
)
def test_acled_sub_event(kind: str, told: dict[str, Any], expected: str) -> None:
    assert expected == codes(kind, Circumstances(**told))["acled"]["sub_event_type"]


def test_a_militia_that_fights_for_the_state_regains_territory_for_it() -> None:
    lexicon = load_actors()
    hezbollah = lexicon.known["hezbollah"].actor
    told = Circumstances(initiators=[hezbollah], targets=[ISIS], country="SY", lexicon=lexicon)
    assert "Government regains territory" == codes("territory_gained", told)["acled"]["sub_event_type"]


@pytest.mark.parametrize(
    ("kind", "told", "plover", "cameo"),
    [
        ("air_strike", {}, ("ASSAULT", "aerial"), "195"),
        ("air_strike", {"weapons": [weapon("mq-9", "drone")]}, ("ASSAULT", "drone"), "1952"),
        ("air_strike", {"weapons": [weapon("kab-500", "munition")]}, ("ASSAULT", "aerial"), "1951"),
        ("agreement", {"words": "a ceasefire"}, ("RETREAT", "ceasefire"), "0871"),
        ("agreement", {"words": "a ceasefire", "outcome": "broken"}, ("ASSAULT", None), "196"),
        ("agreement", {}, ("AGREE", None), "057"),
        ("siege", {}, ("COERCE", "restrict"), "191"),
        ("siege", {"outcome": "lifted"}, ("RETREAT", "access"), "0872"),
        ("alliance", {"outcome": "split"}, ("SANCTION", None), "16"),
        ("evacuation", {"words": "forcibly deported"}, ("COERCE", "deport"), None),
        ("humanitarian_aid", {"outcome": "blocked"}, ("COERCE", "withhold"), None),
        ("attack_on_civilians", {"words": "tortured to death"}, ("ASSAULT", "torture"), "18"),
        ("property_destruction", {"initiators": [ISIS]}, ("ASSAULT", "destroy"), "18"),
    ],
)
def test_plover_and_cameo(kind: str, told: dict[str, Any], plover: tuple[str, str | None], cameo: str | None) -> None:
    found = codes(kind, Circumstances(**told))
    assert plover == (found["plover"]["event"], found["plover"]["mode"])
    assert cameo == found["cameo"]


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        ("air_strike", {"initiators": [RUSSIA], "targets": [REBELS]}, 1),
        ("armed_clash", {"initiators": [REBELS], "targets": [ISIS]}, 2),
        ("suicide_bombing", {"initiators": [ISIS], "targets": [PEOPLE]}, 3),
        ("attack_on_civilians", {"initiators": [ISIS], "targets": [PEOPLE]}, 3),
        ("explosion", {}, None),  # nobody is named
        ("agreement", {"initiators": [SYRIA], "targets": [REBELS]}, None),
    ],
)
def test_ucdp_kind_of_violence(kind: str, told: dict[str, Any], expected: int | None) -> None:
    assert {"type_of_violence": expected} == codes(kind, Circumstances(**told))["ucdp"]


def test_a_type_outside_a_codebook_has_no_code() -> None:
    assert codes("vote") == {"acled": None, "plover": None, "cameo": None, "ucdp": {"type_of_violence": None}}


def test_every_test_that_a_row_names_exists_and_none_is_idle() -> None:
    named = {test for rows in load_types().rows.values() for row in rows for test in row.tests}
    assert named == set(TESTS)


def test_the_last_row_of_a_type_that_always_has_a_code_asks_nothing() -> None:
    conditional = {("negotiation", "acled"), ("evacuation", "plover"), ("arrest", "acled")}
    assert [] == [key for key, rows in load_types().rows.items() if rows[-1].tests and key not in conditional]
