"""Cut a text into words, numbers and signs, and read a numeral in digits or words ("1.5 million", "half a dozen")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rashomon.knowledge.figures import FigureWords, load_figure_words

TOKEN = re.compile(
    r"(?<![^\W_])\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?(?![^\W_]|,\d)"  # 1,200
    r"|(?<![^\W_])\d{1,2}(?:,\d{2}){1,3},\d{3}(?![^\W_]|,\d)"  # 1,50,000
    r"|(?<![^\W_])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\w)"  # 1 200 with a hard space
    r"|(?<![^\W_])\d{1,12}(?:\.\d{1,3})?(?![^\W_]|[-'’][^\W\d_])"  # 40000, 1.5
    r"|[^\W_]{1,60}(?:[-'’][^\W_]{1,60}){0,8}"  # words, Su-24, 12-year-old, twenty-five
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """A word, number or sign with its place. A tuple, because a text makes thousands of them."""

    start: int
    end: int
    text: str
    lower: str


LONGEST_NUMERAL = 10  # words
LARGEST = 10**12  # above this no report counts anything


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from tokens `first` to `last`. `scale` is the hundred or million said last, to lend to "2 to 3 million"."""

    first: int
    last: int
    low: int | None
    high: int | None
    scale: int = 1
    vague: bool = False


def tokens_of(text: str) -> list[Token]:
    """Every token of the text in order."""
    return [Token(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'")) for m in TOKEN.finditer(text)]


def read_numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Return the numeral that begins at token `at`, the longest reading, or None."""
    word = tokens[at].lower
    if not word[0].isdecimal() and word not in numeral_openers() and word.partition("-")[0] not in numeral_openers():
        return None
    words = load_figure_words()
    return _vague(tokens, at, words) or _digits(tokens, at, words) or _spelled(tokens, at, words)


def _vague(tokens: Sequence[Token], at: int, words: FigureWords) -> Numeral | None:
    """Read "Dozens", "several hundred", "a number of": a floor without a ceiling."""
    if tokens[at].lower not in _vague_openers():
        return None
    for length in (4, 3, 2, 1):
        phrase = " ".join(token.lower for token in tokens[at : at + length])
        amount = words.vague.get(phrase)
        if amount is None or len(tokens) < at + length:
            continue
        last, low = at + length - 1, amount.low
        following = tokens[last + 1].lower if last + 1 < len(tokens) else ""
        scale = words.scales.get(following)
        if scale is not None and amount.high is None and low < 20:
            return Numeral(at, last + 1, low * scale, None, scale, vague=True)
        if following == "of" or not amount.needs_of:
            return Numeral(at, last, low, amount.high, vague=amount.high is None)
    return None


@lru_cache(maxsize=1)
def numeral_openers() -> frozenset[str]:
    """Every word that a numeral in words can begin with; "twenty-five" begins with "twenty"."""
    words = load_figure_words()
    return _vague_openers() | frozenset(words.numbers) | {"a", "an"}


@lru_cache(maxsize=1)
def _vague_openers() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in load_figure_words().vague)


def _digits(tokens: Sequence[Token], at: int, words: FigureWords) -> Numeral | None:
    """Digits with separators, then "million" and the like; a decimal without such a word is no count."""
    text = tokens[at].text
    if not text[0].isdecimal() or (not text.isascii() and not re.fullmatch(r"[\d\u00a0\u2009\u202f]+", text)):
        return None
    plain = re.sub(r"[,\u00a0\u2009\u202f]", "", text)
    if _goes_on(tokens, at):
        value = int(plain + tokens[at + 1].text)
        return Numeral(at, at + 1, value, value)
    if not re.fullmatch(r"\d{1,15}(?:\.\d{1,3})?", plain):
        return None
    scale = words.scales.get(tokens[at + 1].lower, 1) if at + 1 < len(tokens) else 1
    value = round(float(plain) * scale) if "." in plain else int(plain) * scale
    if "." in plain and scale == 1:
        return None
    return Numeral(at, at + (scale > 1), value, value, scale) if value <= LARGEST else None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a plain space parts thousands: "some 1 500", only behind a qualifier, since "7 300" may be two figures."""
    if not at or at + 1 >= len(tokens) or tokens[at - 1].lower not in _qualifier_ends():
        return False
    here, behind = tokens[at], tokens[at + 1]
    groups = re.fullmatch(r"[1-9]\d{0,2}", here.text) and re.fullmatch(r"\d{3}", behind.text)
    return groups is not None and behind.start == here.end + 1


@lru_cache(maxsize=1)
def _qualifier_ends() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in load_figure_words().before)


def _spelled(tokens: Sequence[Token], at: int, words: FigureWords) -> Numeral | None:
    """Read "twenty-five", "two hundred and six", "a dozen", adding up from left to right."""
    article = tokens[at].lower in ("a", "an") and at + 1 < len(tokens) and tokens[at + 1].lower in words.scales
    group = 1 if article else _word(tokens[at].lower, words)
    if group is None:
        return None
    total, last, scale, open_tens = 0, at, 1, group >= 20
    for index in range(at + 1, min(at + LONGEST_NUMERAL, len(tokens))):
        word = tokens[index].lower
        number = _word(word, words)
        if word in words.scales:
            scale = words.scales[word]
            total, group = (total, group * scale) if scale <= 100 else (total + group * scale, 0)
            last, open_tens = index, True
        elif number is not None and open_tens and (number < 10 or scale > 1):
            group, last, open_tens = group + number, index, number >= 20 and number % 10 == 0
        elif word != "and" or not _links(tokens, index, last, words) or scale < 100:
            break
    value = total + group
    return Numeral(at, last, value, value, scale) if value <= LARGEST else None


def _links(tokens: Sequence[Token], index: int, last: int, words: FigureWords) -> bool:
    """Whether this "and" stands inside a numeral: "two hundred and six"."""
    return last == index - 1 and index + 1 < len(tokens) and _word(tokens[index + 1].lower, words) is not None


def _word(word: str, words: FigureWords) -> int | None:
    """One number word, "twenty-five" included."""
    if word in words.numbers:
        return words.numbers[word]
    tens, _, unit = word.partition("-")
    if unit and words.numbers.get(tens, 0) >= 20 and 0 < words.numbers.get(unit, 0) < 10:
        return words.numbers[tens] + words.numbers[unit]
    return None
