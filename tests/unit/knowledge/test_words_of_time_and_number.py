from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.knowledge.figures import load_figure_words, plural, singular
from rashomon.knowledge.tables import read_table
from rashomon.knowledge.times import load_time_words

CLASSES = {
    "people",
    "military_objects",
    "camps",
    "positions",
    "command_posts",
    "depots",
    "vehicles",
    "buildings",
    "aircraft",
    "other",
}


@pytest.mark.parametrize("name", ["times", "figures", "counted_nouns", "furniture", "english"])
def test_every_row_names_its_source(name: str) -> None:
    assert all(row["source"] for row in read_table(name))


def test_counted_nouns_use_the_classes_of_the_data_dictionary() -> None:
    assert CLASSES == {noun.of_class for noun in load_figure_words().nouns.values()}


def test_vague_amounts_have_the_bounds_of_the_data_dictionary() -> None:
    vague = load_figure_words().vague
    expected = {
        "dozens": 24,
        "several": 3,
        "a number": 2,
        "multiple": 2,
        "tens": 20,
        "scores": 40,
        "hundreds": 200,
        "thousands": 2000,
    }
    assert expected == {word: vague[word].low for word in expected}
    assert all(vague[word].high is None for word in expected)


def test_the_calendar_is_complete() -> None:
    words = load_time_words()
    assert set(range(1, 13)) == set(words.months.values())
    assert set(range(7)) == set(words.weekdays.values())


def test_a_users_own_rows_go_first(tmp_path: Path) -> None:
    (tmp_path / "counted_nouns.csv").write_text(
        "singular,plural,of,of_class,implicit,source\nskiff,,,vehicles,yes,us\n", encoding="utf-8"
    )
    assert "skiff" == read_table("counted_nouns", extra=tmp_path)[0]["singular"]


@pytest.mark.parametrize(
    ("one", "many"), [("depot", "depots"), ("factory", "factories"), ("clash", "clashes"), ("bus", "buses")]
)
def test_plurals_are_regular(one: str, many: str) -> None:
    assert many == plural(one)


@pytest.mark.parametrize(
    ("many", "one"), [("camps", "camp"), ("convoys", "convoy"), ("bodies", "body"), ("iraqis", "iraqi"), ("glass", "glass")]
)
def test_singulars_are_regular(many: str, one: str) -> None:
    assert one == singular(many)
