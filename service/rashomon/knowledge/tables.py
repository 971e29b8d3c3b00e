"""Read the small tables of this room: CSV files in the package, one thing a row, each row with its source."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

Row = dict[str, str]


def read_table(name: str, *, extra: Path | None = None) -> tuple[Row, ...]:
    """Rows of `name`.csv: a user's own rows from the folder `extra` first (they win ties), then the package's."""
    rows: list[Row] = []
    own = extra / f"{name}.csv" if extra is not None else None
    if own is not None and own.is_file():
        rows += csv.DictReader(own.read_text(encoding="utf-8").splitlines())
    packed = resources.files("rashomon.knowledge.data").joinpath(f"{name}.csv")
    rows += csv.DictReader(packed.read_text(encoding="utf-8").splitlines())
    return tuple(rows)
