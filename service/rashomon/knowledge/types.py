"""The event types and their rows in the codebooks of ACLED, PLOVER and CAMEO, with the tests that a row must pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rashomon.knowledge.tables import read_table

Codebook = Literal["acled", "plover", "cameo"]
Side = Literal["state", "group", "civilians", "neutral", "things"]


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event; `group` is violent, strategic or verbal."""

    id: str
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code and the names of all the tests that must hold for it; rows of a type are tried in order. `code` "": no code."""

    tests: tuple[str, ...]
    code: str
    detail: str
    source: str


@dataclass(frozen=True, slots=True)
class TypeTable:
    """Everything about types. `cues` are the words by which a text says a circumstance; `sides` are of sectors of actors."""

    types: Mapping[str, EventType]
    rows: Mapping[tuple[str, str], tuple[CodeRow, ...]]  # by type and codebook
    cues: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, Side]


@lru_cache(maxsize=1)
def load_types() -> TypeTable:
    """Read the tables once for the process. They are no matter of taste: a user's folder does not change them."""
    rows: dict[tuple[str, str], list[CodeRow]] = defaultdict(list)
    for row in read_table("type_codes"):
        made = CodeRow(tuple(row["when"].split()), row["code"], row["detail"], row["source"])
        rows[row["type"], row["codebook"]].append(made)
    return TypeTable(
        types={row["type"]: EventType(row["type"], row["group"], row["label"]) for row in read_table("event_types")},
        rows={key: tuple(found) for key, found in rows.items()},
        cues={row["cue"]: tuple(row["words"].split(";")) for row in read_table("code_cues")},
        sides={row["sector"]: row["side"] for row in read_table("sector_sides")},  # type: ignore[misc] # checked by a test
    )
