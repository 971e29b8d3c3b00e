"""The words of figures: numbers, vague amounts with their bounds, qualifiers, units that are no count, and counted nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.knowledge.tables import Row, read_table
from rashomon.records.report import Qualifier


@dataclass(frozen=True, slots=True)
class Amount:
    """A word that is an amount by itself, with closed bounds."""

    low: int
    high: int | None
    needs_of: bool  # "a number of" is an amount, "a number" is not


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """A thing that reports count. `of` is the data dictionary's word for people; None: the noun phrase says it."""

    singular: str
    plural: str
    of: str | None
    of_class: str
    implicit: bool  # "a tank" is read as one


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Everything by its lower-case words; phrases are joined by one space."""

    numbers: Mapping[str, int]  # zero to ninety
    scales: Mapping[str, int]  # hundred, thousand, dozen, ...
    vague: Mapping[str, Amount]  # "several", "a number of"
    before: Mapping[str, Qualifier | str]  # qualifier phrases before the figure
    after: Mapping[str, Qualifier | str]  # "or more", "or so"
    zero: frozenset[str]  # "no", "without": before counted people
    nominal: frozenset[str]  # "three wounded": right behind a figure they are people, elsewhere they end the phrase
    demonyms: tuple[str, ...]  # endings of plural names of peoples
    nobody: frozenset[str]  # "no one", "none"
    units: frozenset[str]  # behind a number they make it a measure, no count
    money: frozenset[str]
    labels: frozenset[str]  # "Resolution 2254", "Highway 5": the number is a name
    stops: frozenset[str]  # words that end a noun phrase
    tolls: Mapping[str, str]  # "the number of victims": what it measures
    harms: frozenset[str]  # "killed one and wounded another": right behind them a lone word is somebody
    change: frozenset[str]  # "rose from 43 to 112": two figures, not a range
    nouns: Mapping[str, CountedNoun]  # by singular and plural form


@lru_cache(maxsize=1)
def load_figure_words() -> FigureWords:
    """Read the tables once for the process."""
    rows = read_table("figures")

    def of(kind: str) -> dict[str, Row]:
        return {row["word"].lower(): row for row in rows if row["class"] == kind}

    return FigureWords(
        numbers={word: int(row["low"]) for word, row in of("number").items()},
        scales={word: int(row["low"]) for word, row in of("scale").items()},
        vague={word: _amount(row) for word, row in of("vague").items()},
        before={word: row["means"] for word, row in of("before").items()},
        after={word: row["means"] for word, row in of("after").items()},
        zero=frozenset(of("zero")),
        nominal=frozenset(of("nominal")),
        demonyms=tuple(of("demonym")),
        nobody=frozenset(of("nobody")),
        units=frozenset(of("unit")),
        money=frozenset(of("money")),
        labels=frozenset(row["word"] for row in rows if row["class"] == "label"),
        stops=frozenset(of("stop")),
        tolls={word: row["means"] for word, row in of("toll").items()},
        harms=frozenset(of("harm")),
        change=frozenset(of("change")),
        nouns=_nouns(),
    )


def _amount(row: Row) -> Amount:
    return Amount(low=int(row["low"]), high=int(row["high"]) if row["high"] else None, needs_of=row["means"] == "needs_of")


def _nouns() -> dict[str, CountedNoun]:
    nouns: dict[str, CountedNoun] = {}
    for row in read_table("counted_nouns"):
        one = row["singular"].lower()
        many = row["plural"].lower() or plural(one)
        noun = CountedNoun(one, many, row["of"] or None, row["of_class"], row["implicit"] == "yes")
        for form in (one, many):
            nouns.setdefault(form, noun)
    return nouns


def plural(noun: str) -> str:
    """Return the regular English plural; the table holds the irregular ones."""
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def singular(word: str) -> str:
    """Return the regular singular of a plural that no table holds; a word that is none stays as it is."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "sis")):
        return word[:-1]
    return word
