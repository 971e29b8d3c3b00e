"""What signs say: weights in log odds, fitted on annotated articles by the scripts in `training`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rashomon.knowledge.tables import read_table

BASE = "base"  # the row that holds before any sign is seen


@dataclass(frozen=True, slots=True)
class Sign:
    """What one sign adds to the log odds, and how it is told to a reader."""

    weight: float
    reason: str


@cache
def load_signs(table: str) -> Mapping[str, Sign]:
    """Return the signs of a table (`confidence`, `merging`) by name, `base` among them."""
    return {row["sign"]: Sign(float(row["weight"]), row["reason"]) for row in read_table(table)}
