"""The words that stand around names of places: prepositions, kinds of place, directions; and those that never are a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.knowledge.places_build import rows


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Lower-case words and two-word phrases to what they tell of a place."""

    prepositions: Mapping[str, str]  # to the relation
    kinds: Mapping[str, str]  # "village" to a level; "area" says no level
    directions: Mapping[str, str]
    land: Mapping[str, str]  # after an adjective of a country: "Syrian territory"
    skipped: frozenset[str]  # may stand between preposition and name
    never: frozenset[str]  # never part of a place's name
    organisations: frozenset[str]  # make a group of capitalised words something else than a place
    dwelling: frozenset[str]  # "the residents of X": X is a place
    continents: frozenset[str]  # too wide for the scene of anything
    openers: frozenset[str]  # "Bab", "Tell": no place by themselves where a name follows
    margins: frozenset[str]  # "the outskirts of X" is near X
    particles: frozenset[str]  # lower-case words inside names: "Deir az Zor", "Rio de Janeiro"
    suffixes: tuple[str, ...]  # of adjectives: "rebel-held"
    undergoing: frozenset[str]  # lemmas of verbs whose subject is a scene, not an actor: "Kyiv came under fire"
    beset: frozenset[str]  # participles that make a state a scene: "Sudan has been torn by war"
    parting: frozenset[str]  # "withdrew its troops from Somalia": the state named is the land left
    units: Mapping[str, float]  # to kilometres


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """Read the list once a process."""
    kinds: dict[str, dict[str, str]] = {}
    for row in rows("words"):
        kinds.setdefault(row["kind"], {})[row["word"].lower()] = row["value"]
    return PlaceWords(
        prepositions=kinds["preposition"],
        kinds=kinds["kind"],
        directions=kinds["direction"],
        land=kinds["land"],
        skipped=frozenset(kinds["skip"]),
        never=frozenset(kinds["never"]),
        organisations=frozenset(kinds["organisation"]),
        dwelling=frozenset(kinds["dwelling"]),
        continents=frozenset(kinds["continent"]),
        openers=frozenset(kinds["opener"]),
        margins=frozenset(kinds["margin"]),
        particles=frozenset(kinds["particle"]),
        suffixes=tuple(kinds["suffix"]),
        undergoing=frozenset(kinds["undergoing"]),
        beset=frozenset(kinds["beset"]),
        parting=frozenset(kinds["parting"]),
        units={word: float(value) for word, value in kinds["unit"].items()},
    )
