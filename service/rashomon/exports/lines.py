"""NDJSON: one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.exports.shape import Shape


def write(records: Iterable[Any], shape: Shape) -> Iterator[str]:
    """Yield one line per record."""
    for record in records:
        yield json.dumps(shape.show(record), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
