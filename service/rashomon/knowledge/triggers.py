"""The words of happening: which verbs and nouns tell an event, of what kind, and what part their subject and object play."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

FILE = "triggers.csv"
FORMS = "irregular_forms.csv"
CUES = "cues.csv"
MEANS = "means.csv"


@dataclass(frozen=True, slots=True)
class TriggerWord:
    """One row of the table. `words` are lemmas; the anchor is the verb of a verb phrase, the last noun of a compound.

    `kind` is an event type, or `strike` `raid` `bombing` `attack` (violence whose means the context must tell), `harm` `ruin`
    (an effect on people, on things) or `light` (a verb that lends its subject to the event named beside it).
    `needs` names the test that the context must pass before an everyday word counts as an event.
    """

    words: tuple[str, ...]
    part: str  # v, n, a
    kind: str
    subject: str | None
    object: str | None
    effect: str | None
    needs: str | None
    source: str

    @property
    def anchor(self) -> str:
        """The lemma under which the row is looked up."""
        return self.words[0] if self.part == "v" else self.words[-1]


@dataclass(frozen=True, slots=True)
class Triggers:
    """The table, by part of speech and anchor, longest phrases first."""

    by_anchor: Mapping[tuple[str, str], tuple[TriggerWord, ...]]
    stems: frozenset[str]  # the first letters of every anchor and form, to tell cheaply that a sentence cannot matter
    cues: Mapping[str, frozenset[str]]  # small closed sets of words that change how an event is read, by name

    means: Mapping[
        str, tuple[int, str]
    ]  # weapon id or class: its rank among the means named, the event type it makes of a blow

    def starting(self, part: str, lemma: str) -> tuple[TriggerWord, ...]:
        """Rows whose anchor is this lemma."""
        return self.by_anchor.get((part, lemma), ())


def load_triggers(extra: Path | None = None) -> Triggers:
    """Read the tables of the package, then a user's own rows from `extra`, which go before ours where they tie."""
    words = _words(_rows(FILE, extra))
    by_anchor: dict[tuple[str, str], list[TriggerWord]] = defaultdict(list)
    for word in words:
        by_anchor[word.part, word.anchor].append(word)
    cues: dict[str, set[str]] = defaultdict(set)
    for row in _rows(CUES, extra):
        cues[row["cue"]].add(row["word"])
    forms = [row["form"] for row in _rows(FORMS, extra)]
    return Triggers(
        by_anchor={key: tuple(sorted(found, key=lambda w: -len(w.words))) for key, found in by_anchor.items()},
        stems=frozenset(stem(w) for w in [*forms, *(word.anchor for word in words)]),
        cues={name: frozenset(found) for name, found in cues.items()},
        means={row["weapon"]: (rank, row["kind"]) for rank, row in reversed([*enumerate(_rows(MEANS, extra))])},
    )


def stem(word: str) -> str:
    """Return the first four letters: shared by all forms of a regular word ("kill", "killings", "killed")."""
    return word[:4]


def _rows(name: str, extra: Path | None) -> list[dict[str, str]]:
    own = resources.files("rashomon.knowledge.data").joinpath(name).read_text(encoding="utf-8")
    texts = [own] if extra is None or not (extra / name).is_file() else [(extra / name).read_text(encoding="utf-8"), own]
    return [row for text in texts for row in csv.DictReader(text.splitlines())]


def _words(rows: Iterable[dict[str, str]]) -> list[TriggerWord]:
    return [
        TriggerWord(
            words=tuple(row["phrase"].split()),
            part=row["pos"],
            kind=row["kind"],
            subject=_said(row["subject"]),
            object=_said(row["object"]),
            effect=_said(row["effect"]),
            needs=_said(row["needs"]),
            source=row["source"],
        )
        for row in rows
    ]


def _said(cell: str) -> str | None:
    return None if cell in ("", "-") else cell
