"""Exports as data frames: what a notebook would be misled by."""

from __future__ import annotations

import builtins
from typing import Any

import pandas as pd
import pytest

from rashomon_sdk import Client
from support.scripted import Scripted

HEAD = "id,label,date_start,country,latitude,longitude,place_precision,killed_low,confidence"
ROWS = (
    "evt_1,Strike at Rundu,2024-05-03,NA,-17.93,19.77,town,4,0.8",
    "evt_2,'=SUM of raids,2024-05-04,YE,15.35,44.21,admin1,,0.5",
    "evt_3,'quoted' raid,,,,,,2,0.5",
)


def served(scripted: Scripted, *rows: str) -> None:
    scripted.script = [(200, {"Content-Type": "text/csv; charset=utf-8"}, "\r\n".join([HEAD, *rows, ""]).encode())]


def frame(scripted: Scripted, *rows: str) -> pd.DataFrame:
    served(scripted, *rows)
    with Client(scripted.url) as client:
        return client.events.export("csv").to_dataframe()


def test_values_have_the_types_that_one_computes_with(scripted: Scripted) -> None:
    found = frame(scripted, *ROWS)
    assert pd.Timestamp("2024-05-03") == found.date_start[0]
    assert 6 == found.killed_low.sum()
    assert "Int64" == str(found.killed_low.dtype)
    assert [False, True, False] == found.killed_low.isna().tolist()


def test_namibia_is_a_country(scripted: Scripted) -> None:
    found = frame(scripted, *ROWS)
    assert ["NA", "YE"] == found.country[:2].tolist()
    assert [False, False, True] == found.country.isna().tolist()


def test_what_was_done_for_spreadsheets_is_undone(scripted: Scripted) -> None:
    assert ["Strike at Rundu", "=SUM of raids", "'quoted' raid"] == frame(scripted, *ROWS).label.tolist()


def test_no_rows_are_a_frame_with_columns(scripted: Scripted) -> None:
    found = frame(scripted)
    assert HEAD.split(",") == found.columns.tolist()
    assert found.empty


@pytest.mark.parametrize(("coarse", "points"), [(False, [True, False, False]), (True, [True, True, False])])
def test_a_province_is_no_point_unless_asked_for(scripted: Scripted, *, coarse: bool, points: list[bool]) -> None:
    served(scripted, *ROWS)
    with Client(scripted.url) as client:
        found = client.events.export("csv").to_geodataframe(coarse=coarse)
    assert "EPSG:4326" == str(found.crs)
    assert points == found.geometry.notna().tolist()
    assert (19.77, -17.93) == (found.geometry[0].x, found.geometry[0].y)


def test_a_table_is_needed(scripted: Scripted) -> None:
    with Client(scripted.url) as client, pytest.raises(ValueError, match="'geojson'"):
        client.events.export("geojson").to_geodataframe()
    assert not scripted.seen  # refused before anything was asked for


def test_columns_of_a_codebook_make_no_map(scripted: Scripted) -> None:
    scripted.script = [(200, {}, b"event_id_cnty,event_date\r\nX1,2024-05-03\r\n")]
    with Client(scripted.url) as client, pytest.raises(ValueError, match="own columns"):
        client.events.export("acled").to_geodataframe()


def test_without_the_extra_its_name_is_told(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def bare(name: str, *rest: Any, **named: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **named)

    served(scripted, *ROWS)
    monkeypatch.setattr(builtins, "__import__", bare)
    with Client(scripted.url) as client, pytest.raises(ImportError, match=r"rashomon-sdk\[pandas\]"):
        client.events.export("csv").to_dataframe()
