"""Whole lists in formats for spreadsheets, maps and codebooks, streamed so that their length does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon_sdk import frames
from rashomon_sdk._transport import Call, Transport

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

TABLES = ("csv", "acled", "ucdp")


class Export:
    """One list in one format; nothing is asked for before it is read."""

    def __init__(self, transport: Transport, path: str, query: Mapping[str, Any]) -> None:
        self._transport = transport
        self._call = Call("GET", path, query=query, headers={"Accept": "*/*"})

    def text(self) -> str:
        """Return it as text."""
        return self._transport.text(self._call)

    def to_dataframe(self) -> pd.DataFrame:
        """Return it as a pandas frame, a row per record; a table only (`csv`, `acled`, `ucdp`), and with the extra `pandas`."""
        return frames.dataframe(self._table())

    def to_geodataframe(self, *, coarse: bool = False) -> geopandas.GeoDataFrame:
        """Return it as a geopandas frame with a point per row; format `csv` only, and with the extra `geo`.

        Places wider than a city have no point, unless `coarse`.
        """
        return frames.geodataframe(self._table(), coarse=coarse)

    def _table(self) -> str:
        asked = (self._call.query or {}).get("format")
        if asked not in TABLES:
            raise ValueError(f"A frame is made of a table ({', '.join(TABLES)}), not of {asked!r}.")
        return self.text()

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
