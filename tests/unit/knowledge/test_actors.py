"""What is known of actors: the tree, what generic words mean in a country, interests, and a user's own rows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rashomon.extraction.actors import find_actors
from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.tables import read_table
from rashomon.knowledge.types import load_types


@cache
def lexicon() -> ActorLexicon:
    return load_actors()


def test_every_id_that_a_row_names_exists() -> None:
    known = lexicon()
    named = {i for k in known.known.values() for i in (*k.actor.part_of, *k.speaks_for, *k.allied, *k.member_of)}
    named |= {row["id"] for row in read_table("persons")}
    named |= {t for choices in known.in_country.values() for t in choices.values() if not t.startswith("*")}
    assert [] == sorted(i for i in named if known.get(i) is None)


def test_every_suffix_that_a_generic_word_asks_for_exists() -> None:
    asked = {t[1:] for choices in lexicon().in_country.values() for t in choices.values() if t.startswith("*")}
    assert set() == asked - set(lexicon().by_suffix)


def test_every_row_names_its_source() -> None:
    tables = ("actors", "persons", "states", "force_words", "generic_actors", "actor_words", "weapons", "telling", "type_codes")
    assert [] == [(t, row) for t in tables for row in read_table(t) if not row["source"]]


def test_every_sector_has_a_side() -> None:
    sectors = {k.actor.sector for k in lexicon().known.values()} | {f.sector for f in lexicon().by_suffix.values()}
    assert set() == sectors - set(load_types().sides) - {None}


def test_two_states_never_share_an_id() -> None:
    roots = [state.root for state in lexicon().states.values()]
    assert len(roots) == len(set(roots))


@pytest.mark.parametrize(
    ("generic", "country", "expected"),
    [
        ("rebels", "SY", "syria-rebels"),
        ("rebels", "ML", "mali-rebels"),
        ("rebels", None, "rebels"),
        ("government", "SY", "syria-government"),
        ("government", "NE", "niger"),
        ("army", "SD", "sudan-military"),
        ("coalition", "YE", "saudi-coalition"),
        ("kurdish-forces", "IQ", "peshmerga"),
        ("civilians", "SY", "civilians"),
        ("taliban", "AF", "taliban"),
    ],
)
def test_generic_words_mean_somebody_in_a_country(generic: str, country: str | None, expected: str) -> None:
    actor = lexicon().get(generic)
    assert actor is not None
    assert expected == lexicon().specialise(actor, country).id


def test_a_composed_id_has_an_actor_again() -> None:
    actor = lexicon().get("south-sudan-air-force")
    assert actor is not None
    assert ("South Sudanese air force", "SS") == (actor.name, actor.country)
    assert lexicon().get("atlantis-air-force") is None


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("russia", "russia", "same"),
        ("russia", "russia-air-force", "parent"),
        ("russia-air-force", "russia", "child"),
        ("us", "us-coalition", "child"),  # a member of an alliance
        ("us-military", "us-coalition", "child"),
        ("russia", "ukraine", "unrelated"),
    ],
)
def test_who_belongs_to_whom(one: str, other: str, relation: str) -> None:
    assert relation == lexicon().related(one, other)


@pytest.mark.parametrize(
    ("who", "sides", "expected"),
    [
        ("russia-mod", ["russia-air-force"], True),
        ("sana", ["syria-military"], True),  # whose voice it is
        ("russia-mod", ["syria-government"], True),  # an ally
        ("sohr", ["syria-government", "syria-rebels"], False),  # independent
        ("un", ["israel", "hamas"], False),
    ],
)
def test_who_has_a_stake(who: str, sides: list[str], *, expected: bool) -> None:
    assert expected == lexicon().party_to(who, sides)


def test_a_users_own_rows_are_read_and_go_first(tmp_path: Path) -> None:
    header = "id,name,aliases,parent,sector,country,since,until,speaks_for,allied,member_of,source\n"
    rows = "river-guard,River Guard,{River|Stream} Guard{s|},,militia,ML,,,,,,own\nm23,Our M23,M23,,rebel,CD,,,,,,own\n"
    (tmp_path / "actors.csv").write_text(header + rows, encoding="utf-8")
    own = load_actors(tmp_path)
    found = find_actors("Stream Guards fought M23 and Hezbollah", own)
    assert ["river-guard", "m23", "hezbollah"] == [m.actor.id for m in found]
    assert "Our M23" == found[1].actor.name
