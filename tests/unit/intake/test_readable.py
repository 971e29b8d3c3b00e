from __future__ import annotations

import pytest

from rashomon.intake.readable import check_readable
from rashomon.records.problems import UnreadableError, UnsupportedLanguageError


@pytest.mark.parametrize(
    "text",
    [
        "Troops shelled the town of Bor on Monday, killing three people, the governor said.",
        "Clashes erupt Khan Shaykhun Maarrat al-Numan Sheikh Maskin Kafr Zeita Morek Latamneh Hama",
        "Al-Shabaab raid Baidoa Baardheere Dhusamareeb Galkacyo Kismaayo overnight seven soldiers dead Abdi Warsame Jama",
        "3 dead",
        "Troops left. المرصد السوري says so too, and the town is quiet now.",
    ],
)
def test_english_passes_however_short_and_full_of_names(text: str) -> None:
    assert "en" == check_readable(text)


@pytest.mark.parametrize("text", ["", " \n\t", "1234 5678", "…!?", "abc\0def", "\x01\x02\x03 data \x04\x05"])
def test_what_holds_no_words_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        check_readable(text)
    assert "unreadable_text" == caught.value.reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Les troupes ont repris la ville après plusieurs jours de combats, selon le gouverneur de la province voisine.",
            "French",
        ),
        (
            "Die Truppen haben am Dienstag drei Dörfer eingenommen und mindestens zehn Kämpfer getötet, teilte die Armee mit.",
            "German",
        ),
        (
            "Birlikler ilçeyi günlerce süren muharebelerden sonra ele geçirdi ve en az beş sivil öldü dedi vali dün gece.",
            "Turkish",
        ),
        ("Войска заняли город после нескольких дней боёв, сообщил губернатор.", "Cyrillic"),
        ("سيطرت القوات على البلدة بعد أيام من القتال بحسب المحافظ", "Arabic"),
    ],
)
def test_another_language_is_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(UnsupportedLanguageError, match=language):
        check_readable(text)


def test_the_clients_word_for_english_is_believed_unless_the_script_denies_it() -> None:
    assert "en" == check_readable(
        "Le gouverneur a parlé de la ville et des combats avec la presse pendant une heure", language="en"
    )
    with pytest.raises(UnsupportedLanguageError):
        check_readable("Войска заняли город", language="en-GB")


def test_a_text_announced_in_another_language_is_refused() -> None:
    with pytest.raises(UnsupportedLanguageError, match="'fr'"):
        check_readable("Troops left the town.", language="fr")
