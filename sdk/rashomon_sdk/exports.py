"""Whole lists in formats for spreadsheets, maps and codebooks, streamed so that their length does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rashomon_sdk._transport import Call, Transport


class Export:
    """One list in one format; nothing is asked for before it is read."""

    def __init__(self, transport: Transport, path: str, query: Mapping[str, Any]) -> None:
        self._transport = transport
        self._call = Call("GET", path, query=query, headers={"Accept": "*/*"})

    def text(self) -> str:
        """Return it as text."""
        return self._transport.text(self._call)

    def save(self, path: str | Path) -> Path:
        """Write it to a file as it comes; a file that exists is replaced only by a whole one."""
        target = Path(path)
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as out:
                for chunk in self._transport.chunks(self._call):
                    out.write(chunk)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return target
