"""Which means a text names: given these words, expect these weapons."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.extraction.weapons import find_weapons
from rashomon.knowledge.weapons import Arsenal, load_arsenal


@cache
def arsenal() -> Arsenal:
    return load_arsenal()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Su-34s dropped KAB-500 bombs", ["su-34", "kab-500", "bomb"]),
        ("a Sukhoi Su-24 jet", ["su-24", "warplane"]),
        ("T-72B3 tanks", ["t-72", "tank"]),  # no table names the T-72
        ("an F-117A took off", ["f-117"]),
        ("an S-125 battery", ["s-125"]),
        ("a suicide car bomb", ["car-bomb"]),
        ("a truck packed with explosives", ["truck-bomb"]),
        ("a van that was packed with 300 kg of explosives", ["car-bomb"]),
        ("an explosives-laden white pickup and a bomb-rigged boat", ["car-bomb", "naval-drone"]),
        ("attack, transport and surveillance helicopters", ["helicopter", "helicopter"]),
        ("a mine buried in a field exploded", ["landmine"]),
        ("a coal mine collapsed and a strike hit the gold mine", []),
        ("Tomahawk cruise missiles", ["tomahawk"]),
        ("Shahed-type drones", ["shahed-136"]),
        ("barrel bombs and chlorine gas", ["barrel-bomb", "chlorine"]),
        ("a rocket-propelled grenade", ["rpg"]),
        ("he joined the MI-6", []),  # an office, not a helicopter
        ("a B-1 visa and the T-shirt", []),
        ("a tow truck", []),
    ],
)
def test_names_and_model_numbers_are_found(text: str, expected: list[str]) -> None:
    assert expected == [m.id for m in find_weapons(text, arsenal())]


def test_an_unlisted_model_has_the_class_of_its_series() -> None:
    (mention,) = find_weapons("a Yak-130 landed", arsenal())
    assert ("yak-130", "Yak-130", "aircraft") == (mention.id, mention.name, mention.class_)


@given(st.text(max_size=200))
def test_every_mention_quotes_the_text_without_overlap(text: str) -> None:
    end = 0
    for mention in find_weapons(text, arsenal()):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
