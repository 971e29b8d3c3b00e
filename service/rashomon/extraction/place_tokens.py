"""Words of a text with what the search for places asks: where they stand, whether capitalised, what is before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.knowledge.place_words import PlaceWords
from rashomon.records.report import Span

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019\u02bc\u2018`\u02bf\u00b4\u2010\u2011][^\W_]+)*")
_OWNING = tuple(mark + s for mark in "'\u2019\u02bc`\u00b4" for s in "sS")
_SPACES = " \t\u00a0\u2009\u202f"
LOUD_SHARE = 0.7  # of the longer words of a line capitalised: a headline, where capitals say nothing
LOUD_WORDS = 4  # shorter lines are names, not headlines


@dataclass(slots=True)
class Token:
    """A word; `before` is what stands between it and the word before, without spaces (a line feed when a line ends there)."""

    start: int
    end: int
    text: str
    low: str
    before: str
    capital: bool
    possessive: bool
    taken: Span | None = None
    loud: bool = False

    @property
    def joined(self) -> bool:
        """Only spaces divide it from the word before."""
        return not self.before


def tokens_of(text: str, words: PlaceWords, taken: Iterable[Span]) -> list[Token]:
    """Return the words of a text, `taken` ones marked with the span that holds them, headline words as loud."""
    found: list[Token] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        owned = word.endswith(_OWNING)
        if owned:
            word, end = word[:-2], end - 2
        between = text[at:start].strip(_SPACES)
        before = "\n" if "\n" in between or "\r" in between else between
        found.append(Token(start, end, word, word.lower(), before, _capital(word, words), owned))
        at = match.end()
    _mark_taken(found, sorted(taken))
    _mark_loud(found)
    return found


def _capital(word: str, words: PlaceWords) -> bool:
    """Capitalised, also behind an article: al-Bab, ez-Zor, d'Ivoire."""
    hyphen = "-" in word
    if word[0].isupper():
        return not (hyphen and word.endswith(words.suffixes))
    if not hyphen and "'" not in word and "’" not in word:
        return False
    head, _, rest = word.replace("’", "-").replace("'", "-").partition("-")
    return bool(rest) and rest[0].isupper() and (head in words.particles or head == "d")


def _mark_taken(tokens: Sequence[Token], spans: Sequence[Span]) -> None:
    starts = [start for start, _ in spans]
    for token in tokens:
        at = bisect_right(starts, token.start) - 1
        if at >= 0 and spans[at][1] > token.start:
            token.taken = spans[at]


def _mark_loud(tokens: Sequence[Token]) -> None:
    first = 0
    for at in range(1, len(tokens) + 1):
        if at == len(tokens) or tokens[at].before == "\n":
            line = tokens[first:at]
            longer = [t for t in line if len(t.low) > 3]
            if len(line) > LOUD_WORDS and sum(t.capital for t in longer) >= LOUD_SHARE * len(longer):
                for token in line:
                    token.loud = True
            first = at
