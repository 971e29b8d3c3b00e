"""What a figure counts: the noun phrase behind it, found by known nouns and by the words that end a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.extraction.numerals import Token, read_numeral
from rashomon.knowledge.figures import CountedNoun, FigureWords, load_figure_words, singular

REACH = 8  # words from the figure to its noun
OPENERS = frozenset({"of", "more", "other", "others", "further", "additional", "the", "his", "their", "its", "these", "those"})
SIGNS = frozenset("“”\"'‘’#")  # quotation marks may stand inside: 29 "terrorist" camps


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase: `noun` its head in singular, `start`..`end` its place, `first` its first token."""

    noun: str
    start: int
    end: int
    first: int
    of: str
    of_class: str
    implicit: bool


def find_counted(text: str, tokens: Sequence[Token], at: int, *, one: bool, known_only: bool = False) -> Counted | None:
    """Return what is counted from token `at` on. `one` expects a singular; `known_only` refuses nouns of no table."""
    words = load_figure_words()
    run = _run(text, tokens, at, words)
    head = _head(tokens, run, words, one=one)
    if head is None and not known_only:
        head = _unknown_head(tokens, run, one=one)
    if head is None:
        return None
    first = next((i for i in run if tokens[i].lower not in OPENERS or i == head), head)
    return _counted(text, tokens, first, head, words)


def _run(text: str, tokens: Sequence[Token], at: int, words: FigureWords) -> list[int]:
    """The tokens that may belong to the noun phrase: up to a stop word, another figure, a sign or a gap."""
    run: list[int] = []
    opening = True
    for index in range(at, min(at + REACH, len(tokens))):
        token = tokens[index]
        if index > 0 and "\n" in text[tokens[index - 1].end : token.start]:
            break
        if opening and token.lower in OPENERS:
            run.append(index)
            continue
        opening = False
        if token.text in SIGNS and index > at:
            run.append(index)
            continue
        if token.lower in words.stops or not token.text[0].isalnum() or token.text[0].isdigit() or read_numeral(tokens, index):
            break
        run.append(index)
    return run


def _head(tokens: Sequence[Token], run: list[int], words: FigureWords, *, one: bool) -> int | None:
    """The first known noun in the number wanted that is not itself the first half of a compound."""
    fallback = None
    for place, index in enumerate(run):
        noun = _known(tokens[index].lower, words)
        if noun is None:
            continue
        if tokens[index].lower == noun.singular and not one and not _same_in_plural(noun, words):
            fallback = index  # "12 rebel positions": a singular is the first half, unless nothing follows
            continue
        following = _next_word(tokens, run, place)
        if one or following is None or _known(tokens[following].lower, words) is None:
            if not (one and following is not None and _known(tokens[following].lower, words) is not None):
                return index
        fallback = index
    return fallback


def _next_word(tokens: Sequence[Token], run: list[int], place: int) -> int | None:
    return next((i for i in run[place + 1 :] if tokens[i].text not in SIGNS), None)


def _known(word: str, words: FigureWords) -> CountedNoun | None:
    if word in words.nouns:
        return words.nouns[word]
    base, dash, last = word.rpartition("-")
    return words.nouns.get(last) if dash and base else None


def _same_in_plural(noun: CountedNoun, words: FigureWords) -> bool:
    return words.nouns.get(noun.singular + "s") is None and words.nouns.get(noun.singular + "es") is None


def _unknown_head(tokens: Sequence[Token], run: list[int], *, one: bool) -> int | None:
    """Without a known noun: the last plural-looking word in lower case, or for one thing the last word."""
    plain = [i for i in run if tokens[i].text not in SIGNS and tokens[i].lower not in OPENERS]
    if one or not plain:
        return plain[-1] if plain and tokens[plain[-1]].text.islower() else None
    plurals = [i for i in plain if tokens[i].lower.endswith("s") and singular(tokens[i].lower) != tokens[i].lower]
    return plurals[0] if plurals else None


def _counted(text: str, tokens: Sequence[Token], first: int, head: int, words: FigureWords) -> Counted:
    token = tokens[head]
    noun = _known(token.lower, words)
    start, end = tokens[first].start, token.end
    return Counted(
        noun=noun.singular if noun else singular(token.lower),
        start=start,
        end=end,
        first=first,
        of=(noun.of if noun and noun.of else text[start:end]) or "any",
        of_class=noun.of_class if noun else "other",
        implicit=bool(noun and noun.implicit),
    )
