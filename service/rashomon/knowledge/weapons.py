"""Means of war: aircraft, munitions, vehicles, guns, drones, missiles, by their names, nicknames and model numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon.knowledge.phrases import Phrases
from rashomon.knowledge.spelling import aliases
from rashomon.knowledge.tables import Row, read_table


@dataclass(frozen=True, slots=True)
class Means:
    """A kind of weapon; `class_` is aircraft, drone, missile, munition, gun, explosive, chemical, ..."""

    id: str
    name: str
    class_: str
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """Model numbers that follow a letter code ("Su-34M"); a model of no table is called by its number."""

    pattern: re.Pattern[str]
    class_: str


@dataclass(frozen=True, slots=True)
class Arsenal:
    """All weapons known. `known` is by id; `series` cover models that nobody listed."""

    known: Mapping[str, Means]
    names: Phrases[Means]
    series: tuple[Series, ...]
    laden: Mapping[str, Means]  # "a van packed with explosives": by the noun of the vehicle

    def get(self, ident: str) -> Means | None:
        """Return the weapon of an id."""
        return self.known.get(ident)


def load_arsenal(extra_dir: Path | None = None) -> Arsenal:
    """Read the tables `weapons`, `weapon_series` and `bomb_vehicles`, before the package's a user's own from `extra_dir`."""
    rows = read_table("weapons", extra=extra_dir)
    known: dict[str, Means] = {}
    names: Phrases[Means] = Phrases()
    for row in rows:
        means = known.setdefault(row["id"], Means(row["id"], row["name"], row["class"], row["source"]))
        for spelling in (row["name"], *aliases(row["aliases"])):
            names.add(spelling, means)
    series = tuple(_series(row) for row in read_table("weapon_series", extra=extra_dir))
    laden = {row["noun"].lower(): known[row["weapon"]] for row in read_table("bomb_vehicles", extra=extra_dir)}
    return Arsenal(known, names, series, laden)


def _series(row: Row) -> Series:
    """Compile one row: alternative letters, a number of at least `digits` digits, a variant of at most four characters."""
    letters = "|".join(re.escape(code) for code in row["letters"].split(";"))
    gap = "[-\u2010\u2011\u2013]" if row["hyphen"] == "yes" else "[-\u2010\u2011\u2013 ]?"
    return Series(re.compile(rf"\b({letters}){gap}(\d{{{row['digits']},4}})[A-Z]{{0,2}}\d?[A-Za-z]?\b"), row["class"])
