"""What each sign says of a reading being right: weights fitted on annotated articles (`training/fit_confidence.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.knowledge.tables import read_table

BASE = "base"  # the row that holds before any sign is seen


@dataclass(frozen=True, slots=True)
class Sign:
    """What one sign adds to the log odds of a report being right, and how it is told to a reader."""

    weight: float
    reason: str


@lru_cache(maxsize=1)
def load_signs() -> Mapping[str, Sign]:
    """Return the signs by name, `base` among them."""
    return {row["sign"]: Sign(float(row["weight"]), row["reason"]) for row in read_table("confidence")}
