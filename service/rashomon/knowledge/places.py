"""The gazetteer: which places bear a name, read from one SQLite file that every process opens for itself, read-only."""

from __future__ import annotations

import csv
import fcntl
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rashomon.knowledge import places_build
from rashomon.knowledge.place_names import full_key, keys_of, site_name, skeleton
from rashomon.records.report import PlacePrecision

PACKAGED = Path(__file__).parent / "data" / "places.sqlite"
CACHED_NAMES = 50_000  # names a process remembers, about 20 MB
KNOWN_TOWN = 15_000  # inhabitants: such a place is met by its bare name
GREAT_CITY = 100_000  # inhabitants: such a place is met even under a name that is also a word
BY_BONES = 3  # the tier of a match by consonants only


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; `geonames_id` None for places that GeoNames lacks, `id` is this file's own."""

    id: int
    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    level: PlacePrecision
    population: int


@dataclass(frozen=True, slots=True)
class Match:
    """A place that bears a name. Tier 0: its own name; 1: another of its names; 2: that without article; 3: consonants only."""

    place: Place
    tier: int


class Gazetteer:
    """Looks names up. Cheap to make, opens its file on first use in each process, so it survives a fork."""

    def __init__(self, path: Path | None = None, *, extra: Path | None = None) -> None:
        self._path = path
        self._extra = extra
        self._owner: int | None = None
        self._connection: sqlite3.Connection | None = None
        self._cached = lru_cache(maxsize=CACHED_NAMES)(self._find)
        self._known = lru_cache(maxsize=CACHED_NAMES)(self._bears)

    def lookup(self, keys: Iterable[str]) -> tuple[Match, ...]:
        """Return the places bearing any of the keys, each once with its best tier; keys as `keys_of` makes them."""
        best: dict[int, Match] = {}
        for key in keys:
            for match in self._cached(key):
                known = best.get(match.place.id)
                if known is None or match.tier < known.tier:
                    best[match.place.id] = match
        return tuple(sorted(best.values(), key=lambda m: (m.tier, -m.place.population, m.place.id)))

    def named(self, name: str) -> tuple[Match, ...]:
        """Return the places bearing a name as written."""
        return self.lookup(keys_of(name))

    def similar(self, name: str) -> tuple[Match, ...]:
        """Return the places in countries at war whose consonants are the name's: weak, for names that match nothing else."""
        bones = skeleton(name)
        return self._cached(f"~{bones}") if bones else ()

    def knows(self, name: str) -> bool:
        """Tell whether any place bears a name as written, also with its kind in other words ("airfield" for "air base")."""
        return self._known(name)

    def has_country(self, name: str) -> bool:
        """Tell whether a name is a country's."""
        return any(m.place.level == "country" and m.tier < 2 for m in self.named(name))

    def is_great(self, name: str) -> bool:
        """Tell whether a name is so well known as a place's that strange words beside it say nothing: "Damascus Wednesday"."""
        return weight_of([m for m in self.named(name) if m.tier == 0], self) >= GREAT_CITY

    def also(self, key: str) -> str | None:
        """Return 'word' or 'person' when a name is also an ordinary word or a personal name."""
        return self._ambiguous.get(key)

    def country_of_adjective(self, word: str) -> str | None:
        """Return the ISO code that an adjective stands for: 'Syrian' gives SY."""
        return self._adjectives.get(full_key(word))

    def country(self, code: str) -> Place | None:
        """Return a country by its ISO code."""
        return self._countries.get(code)

    def capital_of(self, code: str) -> Place | None:
        """Return the capital of a country."""
        name = self._capitals.get(code)
        found = [m.place for m in self.named(name) if m.place.country == code and m.place.population] if name else []
        return found[0] if found else None

    def is_capital(self, name: str) -> bool:
        """Tell whether a name is that of a state's capital."""
        return any(m.tier < 2 and self._capitals.get(m.place.country or "") == m.place.name for m in self.named(name))

    def at_war(self, code: str | None) -> bool:
        """Tell whether a country has seen war since 2000, so that its villages are in the news."""
        return code in self._war

    @cached_property
    def _ambiguous(self) -> Mapping[str, str]:
        return {row["key"]: row["also"] for name in ("ambiguous", "ambiguous_more") for row in places_build.rows(name)}

    @cached_property
    def _country_rows(self) -> tuple[dict[str, str], ...]:
        return tuple(places_build.rows("countries"))

    @cached_property
    def _adjectives(self) -> Mapping[str, str]:
        """The first country that claims an adjective has it: Congolese is DR Congo's."""
        found: dict[str, str] = {}
        for row in self._country_rows:
            for word in filter(None, row["adjectives"].split("|")):
                found.setdefault(full_key(word), row["country"])
        return found

    @cached_property
    def _capitals(self) -> Mapping[str, str]:
        return {row["country"]: row["capital"] for row in self._country_rows}

    @cached_property
    def _war(self) -> frozenset[str]:
        return frozenset(row["country"] for row in self._country_rows if row["conflict"] == "yes")

    @cached_property
    def _countries(self) -> Mapping[str, Place]:
        rows = self._open().execute(f"{_SELECT}, 0 from place p where level = 'country' and geonames_id is not null")
        return {place.country: place for place, _ in map(_place, rows) if place.country}

    @cached_property
    def _own(self) -> Mapping[str, tuple[Match, ...]]:
        """Places that this installation adds: `places.tsv` in its knowledge folder, columns as in `supplement.tsv`."""
        path = self._extra / "places.tsv" if self._extra else None
        if path is None or not path.is_file():
            return {}
        found: dict[str, list[Match]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                given = places_build.supplied(row)
                record = Place(-number, given.geonames_id, given.names[0], *given[1:7])  # type: ignore[arg-type] # the file's words
                for key in {k for name in given.names for k in keys_of(name)}:
                    found.setdefault(key, []).append(Match(record, 0))
        return {key: tuple(matches) for key, matches in found.items()}

    def _bears(self, name: str) -> bool:
        return any(map(self._cached, (*keys_of(name), full_key(site_name(name)))))

    def _find(self, key: str) -> tuple[Match, ...]:
        table, value, tier = ("bones", key[1:], str(BY_BONES)) if key.startswith("~") else ("name", key, "n.tier")
        sql = f"{_SELECT}, {tier} from {table} n join place p on p.id = n.place where n.key = ?"
        found = tuple(Match(place, rank) for place, rank in map(_place, self._open().execute(sql, (value,))))
        return self._own.get(key, ()) + found

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._owner != os.getpid():
            path = self._path or ready_file()
            self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._owner = os.getpid()
        return self._connection


def weight_of(matches: Iterable[Match], gazetteer: Gazetteer) -> float:
    """Return the inhabitants of the weightiest place of a name; wide ones weigh as cities, places of war heavier."""
    return max((_weight(m, gazetteer) for m in matches), default=0.0)


def _weight(match: Match, gazetteer: Gazetteer) -> float:
    place = match.place
    if place.level in ("country", "admin1", "region"):
        return GREAT_CITY if match.tier < 2 else KNOWN_TOWN if place.level == "admin1" else 0.0
    if place.geonames_id is None:
        return KNOWN_TOWN
    return place.population * (3 if gazetteer.at_war(place.country) else 1) / (1 + match.tier)


_SELECT = "select p.id, p.geonames_id, p.name, p.country, p.admin1, p.latitude, p.longitude, p.level, p.population"


def _place(row: tuple[object, ...]) -> tuple[Place, int]:
    return Place(*row[:9]), row[9]  # type: ignore[arg-type,return-value] # columns as the schema types them


def ready_file() -> Path:
    """Return an up-to-date gazetteer file, building it (20 seconds, once) when the installed one is missing or stale.

    Beside the module when that folder can be written, else in the user's cache, else in a private folder for temporary files.
    """
    wanted = places_build.fingerprint()
    if _fingerprint(PACKAGED) == wanted:
        return PACKAGED
    for folder in (PACKAGED.parent, Path(os.path.expanduser("~")) / ".cache" / "rashomon", _private_folder()):  # noqa: PTH111
        target = PACKAGED if folder == PACKAGED.parent else folder / f"places-{wanted[:12]}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return refresh(target)
        except (OSError, sqlite3.OperationalError):
            continue
    raise OSError("the gazetteer is missing and no folder can be written to build it")


def refresh(target: Path) -> Path:
    """Build the gazetteer at `target` unless it is up to date; one process builds, others wait."""
    wanted = places_build.fingerprint()
    if _fingerprint(target) == wanted:
        return target
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _fingerprint(target) != wanted:
            places_build.build(target)
    return target


def _fingerprint(path: Path) -> str | None:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return None
    try:
        return str(connection.execute("select value from meta where key = 'fingerprint'").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return None
    finally:
        connection.close()


def _private_folder() -> Path:
    """Name a folder for temporary files that no other user can have filled."""
    folder = Path(tempfile.gettempdir()) / f"rashomon-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077 or not stat.S_ISDIR(status.st_mode):
        return Path(tempfile.mkdtemp(prefix="rashomon-"))
    return folder
