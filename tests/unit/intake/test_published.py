from __future__ import annotations

import pytest

from rashomon.intake.page import read_page

STORY = " Government troops shelled the town of Bor on Monday, killing three people, officials said. Residents fled north."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Published 3 August 2016" + STORY, "3 August 2016"),
        ("Date of publication 3 August 2016" + STORY, "3 August 2016"),
        ("Last updated at Aug 032016 Rebels shell market." + STORY, "Aug 032016"),
        ("Posted: Aug 3, 2016 2:20 PM ET | Last Updated: Aug 4, 2016" + STORY, "Aug 3, 2016"),
        ("Shells fall\nUpdated 03/08/2016\n" + STORY + " It began on 28/07/2016.", "03/08/2016"),
        ("Shells fall\nAugust 3, 2016 |\nBy Jane Nim\n" + STORY, "August 3, 2016"),
        ("Wed, 03 Aug 2016 14:20 GMT\nShells fall\n" + STORY, "Wed, 03 Aug 2016"),
        ("Wed 3 Aug 2016 Death toll rises to 3." + STORY, "Wed 3 Aug 2016"),
        ("03.08.2016Get short URL 0 612" + STORY + " It began on 28.07.2016.", "03.08.2016"),
        ("Shells fall 03 Aug 2016 14:20 GMT" + STORY, "03 Aug 2016"),
        ("Shells fall By Jane Nim August 3 2016" + STORY, "August 3 2016"),
        ("2016-08-03 14:22:01" + STORY, "2016-08-03"),
        ("JUBA, Aug 3, 2016 (AFP) -" + STORY, "Aug 3, 2016"),
        ("Shells fall\n08/03/2016\n\n" + STORY + " It began on July 28, 2016.", "08/03/2016"),
        ("https://news.example/2016/08/03/shells\nShells fall\n" + STORY, "2016/08/03"),
        ("https://news.example/story/20160803/shells\nShells fall\n" + STORY, "20160803"),
        ("https://news.example/2016/aug/03/shells\nShells fall\n" + STORY, "2016/aug/03"),
        ("Shells fall\nWorld Wednesday 03/August/2016 20:34 PM\n" + STORY, "Wednesday 03/August/2016"),
        ("Shells fall\nWed Aug 3 09:22:11 2016\n" + STORY, "Wed Aug 3 09:22:11 2016"),
        ("Shells fall\n3 august 2016\n" + STORY, "3 august 2016"),
        (STORY + "\nPublished on 3 August 2016\nShare", "3 August 2016"),
    ],
)
def test_the_day_of_publication_is_read_from_the_page(text: str, words: str) -> None:
    page = read_page(text)
    assert page.published_span is not None
    assert ("2016-08-03", "text", words) == (page.published, page.published_basis, text[slice(*page.published_span)])


@pytest.mark.parametrize(
    "text",
    [
        "On 3 August 2016 the army shelled the town. Three died.",
        "The army, which took the town on 3 August 2016, has shelled it.",
        "Since the offensive of 3 August 2016 the army has held the town.",
        "Raids in the north: 3 August 2016 - 9 August 2016\nThe army shelled the town.",
        "Shells fall\n03/04/2016\n\nTroops shelled the town, killing three.",
    ],
)
def test_a_date_of_the_story_or_of_two_readings_is_not_the_publication_date(text: str) -> None:
    page = read_page(text)
    assert (None, None, None) == (page.published, page.published_basis, page.published_span)


def test_the_first_weekday_told_settles_day_and_month() -> None:
    assert "2016-04-03" == read_page("Shells fall\n03/04/2016\n\nTroops shelled the town on Sunday, killing three.").published
    assert "2016-03-04" == read_page("Shells fall\n03/04/2016\n\nTroops shelled the town on Friday, killing three.").published
