"""Refuse what cannot be read: nothing, no words, no text, or a language that is surely not English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import Any

from rashomon.knowledge.english import load_english_words
from rashomon.records.problems import UnreadableError, UnsupportedLanguageError

SAMPLE = 4000  # code points that are enough to know a language
CONTROL_SHARE = 0.02  # above this it is no text
STRANGE = frozenset({"Cc", "Cs", "Co", "Cn"})
LATIN_SHARE = 0.5  # below this share of its letters a text is in another script
SURELY_ENGLISH = 0.18  # share of frequent English words; English news has a third, its neighbours under a tenth
HARDLY_ENGLISH = 0.10
SURE = 0.9  # confidence of the identifier below which nobody is refused
ENOUGH_WORDS = 12  # shorter texts are all names as often as not
WORD = re.compile(r"[^\W\d_]{1,40}")
READ_LANGUAGE = "en"


def check_readable(text: str, *, language: str | None = None) -> str:
    """Return the ISO code of the language that the text is read in ("en").

    Raises UnreadableError for an empty text, one without words or one that looks like binary data, and
    UnsupportedLanguageError when it is surely not English. Doubt is for the author: short texts and texts full of foreign
    names pass. `language` is the client's word: "en" is believed unless the script contradicts it.
    """
    _check_text(text)
    if language is not None and language.split("-")[0].lower() != READ_LANGUAGE:
        raise UnsupportedLanguageError(f"Only English is read so far; the request says {language!r}.")
    script = _other_script(text)
    if script is not None:
        raise UnsupportedLanguageError(f"Only English is read so far; this text is written in {script} script.")
    other = None if language is not None else _other_language(text)
    if other is not None:
        raise UnsupportedLanguageError(f"Only English is read so far; this text looks like {other}.")
    return READ_LANGUAGE


def _check_text(text: str) -> None:
    if not text.strip():
        raise UnreadableError("The text is empty.")
    strange = sum(times for character, times in Counter(text).items() if _is_strange(character))
    if "\0" in text or strange > CONTROL_SHARE * len(text):
        raise UnreadableError("The text looks like binary data.")
    if WORD.search(text) is None:
        raise UnreadableError("The text holds no words.")


def _is_strange(character: str) -> bool:
    """Whether no writer types it: controls, surrogates, private and unassigned code points, and the decoder's "?"."""
    return character == "\ufffd" or (unicodedata.category(character) in STRANGE and character not in "\t\n\r\x0b\x0c\x85")


def _other_script(text: str) -> str | None:
    """Return the script that most letters are in, when most are not Latin."""
    scripts: Counter[str] = Counter()
    for character, times in Counter(text[: 10 * SAMPLE]).items():
        if character.isalpha():
            scripts["LATIN" if character.isascii() else unicodedata.name(character, "UNKNOWN").split()[0]] += times
    if scripts["LATIN"] >= LATIN_SHARE * scripts.total():
        return None
    return scripts.most_common(1)[0][0].capitalize()


def _other_language(text: str) -> str | None:
    """Return the name of the language, when the text is long enough to tell and it is surely not English."""
    words = [m.group().lower() for m in islice(WORD.finditer(text), 800)]
    known = load_english_words()
    share = sum(word in known.function_words for word in words) / len(words)
    if len(words) < ENOUGH_WORDS or share >= SURELY_ENGLISH:
        return None
    if share >= HARDLY_ENGLISH:
        return None
    best, second = _identifier().rank(" ".join(words))[:2]  # two, for neighbours such as Danish and Norwegian
    if READ_LANGUAGE in (best[0], second[0]) or best[1] + second[1] < SURE:
        return known.languages[best[0]] if best[0] != READ_LANGUAGE and best[1] >= SURE else None
    return known.languages[best[0]]


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - the package ships no types
    """Return the identifier with its packed model, loaded at the first doubtful text only (a third of a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(load_english_words().languages))
    return identifier
