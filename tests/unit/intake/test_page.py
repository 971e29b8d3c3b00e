from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.intake.lines import lines_of
from rashomon.intake.page import read_page

STORY = "Government troops shelled the town of Bor on Monday, killing three people, officials said. Residents fled north."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in read_page(text, title).blocks]


def test_a_page_dump_is_parted_into_story_and_furniture() -> None:
    text = f"World\nShells fall on a market in Bor\nSubscribe\n{STORY}\nRead more: Talks stall in Juba\nShare this\n"
    assert [
        ("furniture", "World"),
        ("headline", "Shells fall on a market in Bor"),
        ("furniture", "Subscribe"),
        ("body", STORY),
        ("furniture", "Read more: Talks stall in Juba"),
        ("furniture", "Share this"),
    ] == kinds(text)


def test_captions_and_their_repetitions_are_no_story() -> None:
    text = f"© Wire / A. Nim A burnt bus near Bor.\nA burnt bus near Bor.\n\n{STORY}\n\nSmoke over Bor (Photo: AFP)\n"
    assert ["caption", "caption", "body", "caption"] == [kind for kind, _ in kinds(text)]


def test_an_embedded_post_keeps_its_own_date() -> None:
    text = f"{STORY}\nOur jets hit a depot #Bor pic.example/x1\n— Ministry (@ministry) October 21, 2015\n{STORY}"
    blocks = read_page(text).blocks
    assert ["body", "post", "body"] == [block.kind for block in blocks]
    assert "2015-10-21" == blocks[1].date
    assert text[blocks[1].start :].startswith("Our jets")
    assert read_page(text).published is None  # a post dates itself, not the article


def test_list_entries_and_the_heading_they_stand_under_stay_apart() -> None:
    text = f"{STORY}\nUpper Nile\n• Near Kodok, two raids hit a depot.\n• Near Melut, one raid hit a bridge and a truck.\n"
    assert [
        ("body", STORY),
        ("heading", "Upper Nile"),
        ("item", "Near Kodok, two raids hit a depot."),
        ("item", "Near Melut, one raid hit a bridge and a truck."),
    ] == kinds(text)


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    text = (
        "Government troops shelled the town of Bor on Monday morning and\n"
        "killed at least three people who had gathered at the well, the\n"
        "governor said.\n"
    )
    assert [("body", text.strip())] == kinds(text)


def test_a_dateline_is_cut_and_gives_place_agency_and_day() -> None:
    text = f"JUBA, August 3, 2016 (AFP) - {STORY}"
    page = read_page(text)
    assert [("dateline", "JUBA, August 3, 2016 (AFP) -"), ("body", STORY)] == kinds(text)
    assert page.dateline_place is not None
    assert "JUBA" == text[slice(*page.dateline_place)]
    assert ("AFP", "2016-08-03") == (page.outlet, page.published)


def test_one_line_dumps_lose_header_foreign_headline_and_link_list() -> None:
    text = (
        f"03.08.2016 Get short URL 0 612 {STORY} REUTERS A. Nim Rebels Seize Another Town Near Bor As Talks Stall JUBA (Wire) "
        "The governor asked for help. Related Army Calls Up Reserves In Juba Tags Bor Juba"
    )
    assert [STORY, "The governor asked for help."] == [words for kind, words in kinds(text) if kind == "body"]


def test_a_number_that_begins_the_story_is_not_taken_for_a_counter() -> None:
    assert ("body", "4 people were killed in Bor on Monday.") in kinds(
        "Published April 29 2017 4 people were killed in Bor on Monday."
    )


def test_the_title_is_known_again_without_its_signs() -> None:
    text = f"Shells fall on Bor's market kill 3 {STORY}"
    assert ("headline", "Shells fall on Bor's market kill 3") == kinds(text, "Shells fall on Bor's market, kill 3")[0]


def test_a_sentence_with_a_picture_credit_is_a_caption() -> None:
    text = f"{STORY} Smoke rises over the old market. (Wire and Agencies) The governor asked for help."
    assert ("caption", "Smoke rises over the old market. (Wire and Agencies)") in kinds(text)


def test_an_agency_named_in_the_story_is_no_credit() -> None:
    text = f"{STORY} The state agency (SANA) said troops left. Others denied it."
    assert ["body"] == [kind for kind, _ in kinds(text)]


def test_author_notes_and_sign_offs_are_furniture() -> None:
    assert "furniture" == kinds(f"{STORY}\n{STORY}\nJane Nim is a reporter based in Juba. Follow her on the web.")[-1][0]
    page = read_page(f"{STORY} --Reuters")
    assert ("furniture", "Reuters") == (page.blocks[-1].kind, page.outlet)


def test_what_is_not_surely_furniture_stays_reporting() -> None:
    text = "Rebels take Kodok\nThe army left at dawn\n\nTags of the dead were found. Share of the blame fell on both sides."
    assert {"headline", "heading", "body"} == {kind for kind, _ in kinds(text)}


def test_a_given_date_is_believed_over_the_text() -> None:
    page = read_page(f"Published 3 August 2016 {STORY}", published_at="2016-08-05T10:00:00Z")
    assert ("2016-08-05", "given", None) == (page.published, page.published_basis, page.published_span)


@given(st.text(alphabet=st.characters() | st.sampled_from("\n .()AFP@-—©2016/08"), max_size=400))
def test_blocks_lie_in_order_inside_the_text(text: str) -> None:
    blocks = read_page(text).blocks
    assert all(0 <= block.start < block.end <= len(text) for block in blocks)
    assert all(a.end <= b.start for a, b in pairwise(blocks))


@given(
    st.lists(
        st.sampled_from([STORY, "Share this", "3 August 2016", "• Near Kodok, two raids hit a depot.", "Upper Nile"]),
        max_size=12,
    )
)
def test_no_sentence_of_the_story_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    told = "\n".join(words for kind, words in kinds(text) if kind not in ("furniture", "caption"))
    assert lines.count(STORY) == told.count(STORY)


WRAPPED = """Rebels fired rockets at an army outpost on the edge of the
town of Harib before dawn, and the garrison answered with
artillery until noon.

A doctor at the field hospital counted eleven wounded, most of
them conscripts.

The road to the pass was closed for the second day by order of
Captain Nasser of the district police.
"""


def test_a_wrapped_line_that_ends_before_a_name_goes_on_where_others_surely_do() -> None:
    assert WRAPPED.strip().split("\n\n") == [WRAPPED[block.start : block.end] for block in read_page(WRAPPED).blocks]


def test_broken_lines_without_blank_lines_join_up_to_where_a_sentence_closes() -> None:
    story = (
        "Army shells a market town in the hills",
        "At least six people died on\nWednesday when shells hit a market\nin the hills, residents said.",
        "The\narmy said nothing of it, nor did\nthe militia that holds the town.",
    )
    assert list(story) == [line.text for line in lines_of("\n".join(story))]


def test_short_lines_that_had_room_are_not_wrapped() -> None:
    listed = WRAPPED + "\nKilled on Monday: two soldiers\nWounded on Monday: nine\n"
    assert ["Killed on Monday: two soldiers", "Wounded on Monday: nine"] == [
        listed[block.start : block.end] for block in read_page(listed).blocks
    ][3:]
