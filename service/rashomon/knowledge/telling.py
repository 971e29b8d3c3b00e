"""The words of telling and doubting: which verbs and nouns say who says so, with what stance, and how sure they sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast, get_args

from rashomon.knowledge.tables import Row, read_table
from rashomon.records.report import Hedge, Stance

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Everything by lower-case lemma; `hedges` also by the word as written ("alleged", "reportedly").

    `hedging_verbs` hedge what they govern when they are passive or impersonal: "is believed to have", "appears to be".
    """

    verbs: Mapping[str, Stance]
    nouns: Mapping[str, Stance]  # "in a statement", "denials", "the admission that"
    phrases: Mapping[str, Stance]  # "according to", joined by one space
    hedges: Mapping[str, Hedge]
    hedging_verbs: Mapping[str, Hedge]
    hedging_modals: Mapping[str, Hedge]  # "may have", "could have"
    impersonal: Mapping[str, Stance]  # verbs whose "it" is seldom a speaker: "it underlined how …"
    roles: Mapping[str, str]  # for whom an unknown person speaks, by the id of an actor: "an administrator" for officials
    institutions: Mapping[str, str]  # what may speak in a name of its own: "the Karima Women's Committee"


def load_telling(extra_dir: Path | None = None) -> TellingWords:
    """Read the table `telling` of the package and, before it, a user's own. ValueError names a value that is none."""
    rows = read_table("telling", extra=extra_dir)
    stances, hedges = get_args(Stance), get_args(Hedge)
    return TellingWords(
        verbs=_of(rows, "verb", stances),
        nouns=_of(rows, "noun", stances),
        phrases=_of(rows, "phrase", stances),
        hedges=_of(rows, "hedge", hedges),
        hedging_verbs=_of(rows, "hedging_verb", hedges),
        hedging_modals=_of(rows, "hedging_modal", hedges),
        impersonal=_of(rows, "impersonal", stances),
        roles=_ids(rows, "role"),
        institutions=_ids(rows, "institution"),
    )


def _of(rows: tuple[Row, ...], kind: str, allowed: tuple[V, ...]) -> Mapping[str, V]:
    found: dict[str, V] = {}
    for row in rows:
        if row["class"] == kind:
            if row["value"] not in allowed:
                raise ValueError(f"telling: {row['word']!r} has the value {row['value']!r}, not one of {allowed}")
            found.setdefault(row["word"].lower(), cast("V", row["value"]))
    return found


def _ids(rows: tuple[Row, ...], kind: str) -> Mapping[str, str]:
    return {row["word"].lower(): row["value"] for row in reversed(rows) if row["class"] == kind}
