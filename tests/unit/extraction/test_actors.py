"""Who a text names: given these words, expect these actors."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.extraction.actors import find_actors
from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.actors import ActorLexicon
from rashomon.records.mention import ActorMention


@cache
def lexicon() -> ActorLexicon:
    return load_actors()


def told(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.actor.id) for m in find_actors(text, lexicon())]


def only(text: str) -> ActorMention:
    (mention,) = find_actors(text, lexicon())
    return mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jabhat an-Nusra attacked", ("Jabhat an-Nusra", "nusra-front")),
        ("al Nusra attacked", ("al Nusra", "nusra-front")),
        ("Hayat Tahrir al Sham attacked", ("Hayat Tahrir al Sham", "hts")),
        ("Da’esh attacked", ("Da’esh", "islamic-state")),
        ("Boko Haram gunmen attacked", ("Boko Haram gunmen", "boko-haram")),
        ("the March 23 Movement attacked", ("March 23 Movement", "m23")),
        ("fighters from Hezbollah attacked", ("fighters from Hezbollah", "hezbollah")),
        ("forces loyal to Khalifa Haftar advanced", ("forces loyal to Khalifa Haftar", "lna")),
        ("Rwanda-backed M23 rebels advanced", ("Rwanda-backed M23 rebels", "m23")),
    ],
)
def test_groups_are_known_by_every_spelling(text: str, expected: tuple[str, str]) -> None:
    assert [expected] == told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chadian troops advanced", "chad-military"),
        ("Thai soldiers advanced", "thailand-military"),
        ("Bolivian police advanced", "bolivia-police"),
        ("Greek fighter jets took off", "greece-air-force"),
        ("Peru's navy sailed", "peru-navy"),
        ("Perus navy sailed", "peru-navy"),  # a lost apostrophe
        ("the army of Chile advanced", "chile-military"),
        ("Nepal's defence ministry spokesman Ram Thapa said", "nepal-mod"),
        ("Kyiv's forces advanced", "ukraine-military"),
        ("Turkish-backed rebels advanced", "turkey-backed-rebels"),
        ("Russian Su-34 attack jets struck", "russia-air-force"),
    ],
)
def test_any_state_composes_with_its_forces(text: str, expected: str) -> None:
    assert expected == only(text).actor.id


def test_a_force_says_what_it_is_part_of() -> None:
    assert ("ukraine-military", "ukraine") == only("Ukrainian warplanes struck").actor.part_of
    assert "ukraine" == only("Ukrainian warplanes struck").actor.side


def test_the_name_after_a_title_belongs_to_the_mention() -> None:
    assert [("Russian Foreign Minister Sergei Lavrov", "russia-mfa")] == told("Russian Foreign Minister Sergei Lavrov said no.")


def test_fighters_from_a_country_are_not_its_army() -> None:
    assert ("fighters from Iraq", "iraq-military") not in told("Shiite fighters from Iraq came")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("ISIS-held territory", "holder"),
        ("rebel-held areas", "holder"),
        ("government-controlled districts", "holder"),
        ("non-ISIS targets", "excluded"),
        ("Russian strikes", "adjective"),
        ("the opposition's demands", "possessive"),
    ],
)
def test_words_around_a_name_say_in_what_part_it_stands(text: str, flag: str) -> None:
    assert getattr(only(text), flag)


def test_rebels_who_held_a_town_are_its_past_owners_not_an_adjective() -> None:
    assert not only("Rebels held Zabadani").holder


@pytest.mark.parametrize(
    "text",
    [
        "He is glad",  # IS
        "They told us who it was",  # US, WHO
        "TELL US WHO IS THERE",  # all of it shouted
        "a house in Syria fell",  # a place
        "in northern Iraq",
        "He was in Moscow",  # a capital that does nothing
        "a Russian-made rocket",
        "the Turkish border",
        "the anti-ISIS campaign",  # against them is not by them
    ],
)
def test_words_that_only_look_like_actors_name_nobody(text: str) -> None:
    assert [] == [m.actor.id for m in find_actors(text, lexicon()) if m.how != "thing"]


@pytest.mark.parametrize("text", ["Moscow denied it", "talks between Moscow and Ankara", "They accused Moscow"])
def test_a_capital_that_acts_is_its_state(text: str) -> None:
    assert "russia" == find_actors(text, lexicon())[0].actor.id


def test_a_capitalised_acronym_is_read() -> None:
    assert [("WHO", "who"), ("US troops", "us-military")] == told("The WHO thanked US troops")


def test_things_hit_are_things() -> None:
    assert [("thing", "infrastructure"), ("thing", "military-objects")] == [
        (m.how, m.actor.id) for m in find_actors("They hit a field hospital and an ammunition depot", lexicon())
    ]


def test_a_phrase_does_not_cross_a_full_stop_or_a_new_line_with_a_capital() -> None:
    assert ["turkey", "military-objects"] == [i for _, i in told("He praised the Turkish. Tanks came")]
    assert "syria-military" not in [i for _, i in told("Syrian\nArmy\n")]


@given(st.text(max_size=200))
def test_every_mention_quotes_the_text_in_order(text: str) -> None:
    end = 0
    for mention in find_actors(text, lexicon()):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end


@pytest.mark.parametrize("unit", ["Syrian ", "Syria-", "fighters of the ", "non-", "US ", "al-", "forces loyal to ", "a's "])
def test_hostile_repetition_stays_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        find_actors(text, lexicon())
        return time.process_time() - started

    short = max(min(seconds(10_000) for _ in range(3)), 0.02)
    assert min(seconds(80_000) for _ in range(3)) < 24 * short  # eight times the text; squared it would be 64 times


def test_a_person_introduced_by_a_title_is_known_again_by_the_last_name() -> None:
    text = "Peru's defence minister Ana Quispe spoke. Later Quispe denied it; activist Samir el-Hallak agreed. Ana Quispe left."
    text += " Hallak stayed."
    assert [
        ("Peru's defence minister Ana Quispe", "peru-mod"),
        ("Quispe", "peru-mod"),
        ("activist Samir el-Hallak", "activists"),
        ("Ana Quispe", "peru-mod"),
        ("Hallak", "activists"),
    ] == told(text)


def test_a_person_is_introduced_by_what_stands_behind_the_comma() -> None:
    text = "We left, Samir el-Hallak, an activist, said. It is quiet, Hallak added."
    assert [("Samir el-Hallak", "activists"), ("activist", "activists"), ("Hallak", "activists")] == told(text)


def test_a_place_before_a_comma_is_no_person() -> None:
    assert [("resident", "civilians")] == told("In Deir Ezzor, a resident said so")


def test_a_word_behind_many_is_not_their_name() -> None:
    assert [("activists", "activists")] == told("activists Aleppo")


@pytest.mark.parametrize(
    ("text", "stranger", "because"),
    [
        ("the Ministry of Defence said", "uk", "every state has a Ministry of Defence"),
        ("the People's Defence Forces attacked", "pkk", "the name is Myanmar's before it is a wing of the PKK"),
    ],
)
def test_a_name_that_many_bear_is_not_given_to_one_far_away(text: str, stranger: str, because: str) -> None:
    assert stranger not in [actor for _, actor in told(text)], because


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lebanese group Hezbollah fired", ("Lebanese group Hezbollah", "hezbollah")),
        ("the al-Qaeda affiliate al-Nusra Front attacked", ("al-Qaeda affiliate al-Nusra Front", "nusra-front")),
        ("al-Qaeda-linked al-Shabaab attacked", ("al-Qaeda-linked al-Shabaab", "al-shabaab")),
        ("Hamas-led gunmen stormed", ("Hamas-led gunmen", "hamas")),
        ("Islamic State-affiliated fighters attacked", ("Islamic State-affiliated fighters", "fighters-unspecified")),
        ("separatist fighters with the Balochistan Liberation Army", (None, "bla")),
    ],
)
def test_words_that_say_of_whom_a_group_is_go_with_its_name(text: str, expected: tuple[str | None, str]) -> None:
    mention = only(text)
    assert expected[1] == mention.actor.id
    assert mention.text == (expected[0] or mention.text)


def test_two_states_share_the_force_behind_them() -> None:
    assert [("Ugandan", "uganda-military"), ("Congolese troops", "dr-congo-military")] == told(
        "Ugandan and Congolese troops met"
    )


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Al-Shabaab took Adale. The militants burned it.", "al-shabaab"),
        ("Al-Shabaab took Adale. Insurgents burned it.", "al-shabaab"),
        ("Al-Shabaab took Adale. Unidentified gunmen burned Ceel Dheer.", "terrorists-unspecified"),
        ("The RSF left. Residents said the militia had looted homes.", "rsf"),
        ("The M23 and the ADF met. Rebels attacked Beni.", "rebels"),
    ],
)
def test_the_militants_are_the_group_named_last(text: str, last: str) -> None:
    assert last in [ident for said, ident in told(text) if said not in ("homes", "Residents")][-1:]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The Somali National Army (SNA) left. SNA troops came back.", ("SNA troops", "somalia-military")),
        ("Authorities in Niamey", ("Authorities in Niamey", "niger")),
        (
            "the 59th Brigade of the Armed Forces of Ukraine",
            ("59th Brigade of the Armed Forces of Ukraine", "ukraine-military"),
        ),
        ("Ukraine's 3rd Assault Brigade", ("3rd Assault Brigade", "ukraine-military")),
        ("An Israeli strike hit Tyre. The army said so.", ("army", "israel-military")),
    ],
)
def test_acronyms_seats_and_units_stand_for_whose_they_are(text: str, last: tuple[str, str]) -> None:
    assert last == told(text)[-1]


def test_a_capital_that_is_struck_does_not_act() -> None:
    assert [] == told("The attack on Kabul was over")


def test_the_end_of_an_unknown_name_is_no_army() -> None:
    assert [] == told("the Ruritanian People's Liberation Army left")
    assert [("Army", "army")] == told("The Army left")
