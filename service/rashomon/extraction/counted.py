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
    """A counted noun phrase: `noun` its head in singular, `start`..`end` its place, `first` and `last` its tokens."""

    noun: str
    start: int
    end: int
    first: int
    last: int
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
    first = next((i for i in run if i == head or tokens[i].lower not in OPENERS), head)
    return _counted(text, tokens, first, head, words)


def _run(text: str, tokens: Sequence[Token], at: int, words: FigureWords) -> list[int]:
    """Return the tokens that may belong to the noun phrase: up to a stop word, another figure, a sign or a line break."""
    run: list[int] = []
    opening = True
    for index in range(at, min(at + REACH, len(tokens))):
        token = tokens[index]
        if index > 0 and "\n" in text[tokens[index - 1].end : token.start]:
            break
        if token.text in SIGNS or (opening and token.lower in OPENERS):
            run.append(index)
            continue
        nominal = opening and token.lower in words.nominal
        if not nominal and _ends(tokens, index, words) and not _joins(tokens, run, index, words):
            break
        opening = False
        run.append(index)
    return run


def _ends(tokens: Sequence[Token], index: int, words: FigureWords) -> bool:
    token = tokens[index]
    plain = token.text[0].isalnum() and not token.text.isdecimal()
    return not plain or token.lower in words.stops or read_numeral(tokens, index) is not None


def _joins(tokens: Sequence[Token], run: list[int], index: int, words: FigureWords) -> bool:
    """Whether "and" or a comma stands between two words that describe one noun: "Kenyan and Ethiopian troops"."""
    if tokens[index].lower not in ("and", ",") or not run or tokens[run[-1]].lower in OPENERS:
        return False
    if any(_known(tokens, i, words) for i in run) or (tokens[index].text == "," and not tokens[run[-1]].text[0].isupper()):
        return False
    for later in range(index + 1, min(index + 4, len(tokens))):
        if _known(tokens, later, words):
            return later > index + 1
        if tokens[later].lower != "and" and _ends(tokens, later, words):
            return False
    return False


def _head(tokens: Sequence[Token], run: list[int], words: FigureWords, *, one: bool) -> int | None:
    """Return the known noun that is counted, not one that is the first half of a compound.

    Of several it is the first in the number wanted that no known noun follows; "two rockets hit buildings" counts rockets.
    """
    known = [(place, index) for place, index in enumerate(run) if _known(tokens, index, words)]
    if not known:
        return None
    if one:
        return _single_head(tokens, run, known)
    for place, index in known:
        following = _next_word(tokens, run, place)
        plural = not _is_singular(tokens, index, words)
        compound = following is not None and _known(tokens, following, words) is not None
        if plural and not (compound and not _is_singular(tokens, following or 0, words)):  # "12 people shot" are no shots
            return index
    return known[-1][1]


def _single_head(tokens: Sequence[Token], run: list[int], known: list[tuple[int, int]]) -> int:
    """Read "A rocket-propelled grenade launcher": on over nouns and participles to the last noun."""
    head_place, head = known[0]
    for place, index in known[1:]:
        between = [tokens[i].lower for i in run[head_place + 1 : place] if tokens[i].text not in SIGNS]
        if any(not word.endswith("ed") for word in between):
            break
        head_place, head = place, index
    return head


def _next_word(tokens: Sequence[Token], run: list[int], place: int) -> int | None:
    return next((i for i in run[place + 1 :] if tokens[i].text not in SIGNS), None)


def _known(tokens: Sequence[Token], index: int, words: FigureWords) -> CountedNoun | None:
    """Return the table's noun at this token: two words before one ("command post"), and the last part of a hyphened word."""
    word = tokens[index].lower
    if index and (pair := words.nouns.get(f"{tokens[index - 1].lower} {word}")):
        return pair
    if word in words.nouns:
        return words.nouns[word]
    base, dash, last = word.rpartition("-")
    return words.nouns.get(last) if dash and base else None


def _is_singular(tokens: Sequence[Token], index: int, words: FigureWords) -> bool:
    """Whether the form is the singular of a noun that has another plural."""
    noun = _known(tokens, index, words)
    if noun is None or not noun.singular.lower().endswith(tokens[index].lower.rpartition("-")[2]):
        return False
    return noun.plural != noun.singular


def _unknown_head(tokens: Sequence[Token], run: list[int], *, one: bool) -> int | None:
    """Without a known noun: the first plural-looking word, or for one thing the last word in lower case."""
    plain = [i for i in run if tokens[i].text not in SIGNS and tokens[i].lower not in OPENERS]
    if one or not plain:
        return plain[-1] if plain and tokens[plain[-1]].text.islower() else None
    plurals = [i for i in plain if tokens[i].lower.endswith("s") and singular(tokens[i].lower) != tokens[i].lower]
    return plurals[0] if plurals else None


def _plain(phrase: str) -> str:
    """Return the phrase on one line without quotation marks."""
    return " ".join("".join(c for c in phrase if c not in SIGNS).split())


def _counted(text: str, tokens: Sequence[Token], first: int, head: int, words: FigureWords) -> Counted:
    token = tokens[head]
    noun = _known(tokens, head, words)
    start, end = tokens[first].start, token.end
    people = token.text[0].isupper() and token.lower.endswith(words.demonyms)
    return Counted(
        noun=noun.singular.split()[-1] if noun else singular(token.lower),
        start=start,
        end=end,
        first=first,
        last=head,
        of=noun.of if noun and noun.of else "any" if people and not noun else _plain(text[start:end]),
        of_class=noun.of_class if noun else "people" if people else "other",
        implicit=bool(noun and noun.implicit),
    )
