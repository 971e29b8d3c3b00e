"""Exports as data frames, where pandas (`rashomon-sdk[pandas]`) or geopandas (`rashomon-sdk[geo]`) is installed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

DATES = ("date_start", "date_end", "as_of", "event_date")
PRECISE = ("site", "neighbourhood", "village", "town", "city")  # as in the service's GeoJSON: of these a point tells where
WGS84 = "EPSG:4326"
GUARDED = re.compile("^'(?= *[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")  # what a spreadsheet would take for a formula


def dataframe(csv: str) -> pd.DataFrame:
    """Return the rows of an export as they are: unknown values missing, whole numbers whole, days as timestamps.

    The apostrophe that keeps a spreadsheet from running a cell is taken off again. "NA" is Namibia, not a missing value.
    Raises ImportError without pandas.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an optional extra
    except ImportError as why:
        raise ImportError("to_dataframe() needs pandas: pip install 'rashomon-sdk[pandas]'") from why
    frame = pd.read_csv(io.StringIO(csv), keep_default_na=False, na_values=[""], dtype_backend="numpy_nullable")
    for name in frame.columns:
        if name in DATES:
            frame[name] = pd.to_datetime(frame[name])
        elif pd.api.types.is_string_dtype(frame[name]):
            frame[name] = frame[name].str.replace(GUARDED, "", regex=True)
    return frame


def geodataframe(csv: str, *, coarse: bool = False) -> geopandas.GeoDataFrame:
    """Return the rows with a point (WGS 84, degrees) each; without one where the place is unknown or wider than a city.

    A province drawn as a point looks like a village, so `coarse` has to be asked for. Raises ImportError without geopandas.
    """
    try:
        import geopandas as gpd  # noqa: PLC0415 - an optional extra
    except ImportError as why:
        raise ImportError("to_geodataframe() needs geopandas: pip install 'rashomon-sdk[geo]'") from why
    frame = dataframe(csv)
    if "place_precision" not in frame.columns:
        raise ValueError("Only exports in the service's own columns have places with their precision: format 'csv'.")
    told = frame["latitude"].notna() & frame["longitude"].notna()
    if not coarse:
        told &= frame["place_precision"].isin(PRECISE)
    east, north = (frame[name].where(told).astype("float64") for name in ("longitude", "latitude"))
    points = gpd.GeoSeries(gpd.points_from_xy(east, north), index=frame.index).where(told, None)
    return gpd.GeoDataFrame(frame, geometry=points, crs=WGS84)
