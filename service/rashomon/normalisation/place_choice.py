"""Which of the places that bear a name a text means: weights on one screen, each question a function."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rashomon.knowledge.geography import distance_km
from rashomon.knowledge.place_names import full_key, place_key
from rashomon.knowledge.places import Gazetteer, Match, Place
from rashomon.records.mention import PlaceMention

WEIGHTS = {
    "country": 3.0,  # times the share of the article that is about the candidate's country
    "within": 3.0,  # lies in the place named beside it
    "level": 2.0,  # is of the kind the words say: "province", "town", "air base"
    "size": 0.35,  # times the decimal logarithm of its inhabitants
    "close": 1.0,  # within 60 km of another place of the article, half at 200 km
    "spelling": -1.2,  # times the tier of the match
    "war": 0.5,  # in a country that has seen war
}
NEAR_TIE = 0.7  # candidates this close to the chosen one are told as alternates
FOREIGN_TOWN = 50_000  # a smaller place in a country the article is not about is not believed
ABOUT = 0.15  # share from which an article is about a country
STANDING_FOR = 0.5  # share from which a town may stand for a site of its name ("Salem hospital" is not in Salem)
FAR_KM = 150  # from the town that holds it nothing lies so far
LIKENESS = 0.7  # of the letters, for matches by consonants
# a province or site has no figure of its own in the cities' list: what its name weighs against a settlement's inhabitants
WEIGHT_OF_LEVEL = {
    "country": 50_000_000,
    "region": 500_000,
    "admin1": 100_000,
    "district": 2_000,
    "site": 10_000,
    "neighbourhood": 3_000,
}
SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What an article is about: countries with weights up to 1, the places it surely names, and each name's place there."""

    countries: Mapping[str, float]
    known: tuple[Place, ...] = ()

    @property
    def country(self) -> str | None:
        """The one country the article is mostly about, None when several share it."""
        ranked = sorted(self.countries.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[1][1] > 0.7 * ranked[0][1]):
            return None
        return ranked[0][0]


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen, how far it leads, and the others that come near."""

    match: Match
    score: float
    others: tuple[Place, ...] = ()


def choose(mention: PlaceMention, context: PlaceContext, gazetteer: Gazetteer) -> Choice | None:
    """Return the likeliest place of a mention, None when no place can be believed."""
    for key in mention.keys:  # the most telling first: "Kuweires air base" before "Kuweires"
        if (found := _choose_among(gazetteer.lookup((key,)), mention, context, gazetteer)) is not None:
            return _province_of(found, gazetteer) if mention.level_hint == "admin1" else found
    return _choose_among(_similar(mention, context, gazetteer), mention, context, gazetteer)


def _choose_among(
    matches: Sequence[Match], mention: PlaceMention, context: PlaceContext, gazetteer: Gazetteer
) -> Choice | None:
    outer = places_named(mention.within, gazetteer, context)
    site = mention.level_hint == "site" and any(m.place.level == "site" for m in matches)
    ranked = sorted(
        ((_score(mention, m, outer, context, gazetteer), m) for m in matches if not site or m.place.level == "site"),
        key=lambda pair: (-pair[0], -pair[1].place.population, pair[1].place.id),
    )
    ranked = [(score, m) for score, m in ranked if _believable(mention, m, outer, context, gazetteer)]
    if not ranked:
        return None
    best, match = ranked[0]
    others = [m.place for score, m in ranked[1:6] if best - score < NEAR_TIE and not _same(m.place, match.place)]
    return Choice(match, best, tuple(others[:3]))


def _province_of(choice: Choice, gazetteer: Gazetteer) -> Choice:
    """Return the province called after the chosen town: a spelling may be listed for the town only."""
    town = choice.match.place
    if town.level not in SETTLEMENTS or not town.admin1 or place_key(town.admin1) != place_key(town.name):
        return choice
    same = [m for m in gazetteer.named(town.admin1) if m.place.level == "admin1" and m.place.country == town.country]
    return replace(choice, match=same[0]) if same else choice


def places_named(name: str | None, gazetteer: Gazetteer, context: PlaceContext) -> tuple[Place, ...]:
    """Return the countries and provinces, or failing these any places, that a name beside another can mean.

    Those of countries the article is about count alone when there are any: Beni is a city in Congo and a province in Bolivia.
    """
    if not name:
        return ()
    if len(name) == 2 and name.isupper() and (country := gazetteer.country(name)):
        return (country,)
    named = [m.place for m in gazetteer.named(name)]
    found = [p for p in named if p.level == "country" or context.countries.get(p.country or "", 0.0) >= ABOUT] or named
    return tuple([p for p in found if p.level in ("country", "admin1", "region")] or found[:3])


def _score(mention: PlaceMention, match: Match, outer: Sequence[Place], context: PlaceContext, gazetteer: Gazetteer) -> float:
    place = match.place
    people = WEIGHT_OF_LEVEL.get(place.level) or max(place.population, 300)
    return (
        WEIGHTS["spelling"] * match.tier
        + WEIGHTS["size"] * math.log10(people)
        + WEIGHTS["country"] * context.countries.get(place.country or "", 0.0)
        + WEIGHTS["within"] * any(_lies_in(place, o) for o in outer)
        + WEIGHTS["level"] * _level_fits(mention.level_hint, place)
        + WEIGHTS["close"] * _closeness(place, context.known)
        + WEIGHTS["war"] * gazetteer.at_war(place.country)
    )


def _lies_in(place: Place, outer: Place) -> bool:
    if place.id == outer.id or not place.country or place.country != outer.country:
        return False
    return outer.level == "country" or (bool(place.admin1) and place_key(place.admin1 or "") == place_key(outer.name))


def _level_fits(hint: str | None, place: Place) -> float:
    """Agreement of the words with the kind of place, 1 to -1; without words a settlement is likelier than its province."""
    if hint is None:
        return 0.4 if place.level in SETTLEMENTS else 0.0 if place.level != "district" else -0.5
    if hint in SETTLEMENTS:
        return 1.0 if place.level == hint else 0.7 if place.level in SETTLEMENTS else -1.0
    if hint == "region":
        return 0.5 if place.level in ("region", "admin1") else 0.0
    if hint == "admin1":
        return 1.0 if place.level == "admin1" else 0.5 if place.level in ("country", "region") else -0.5
    return 1.0 if place.level == hint else -0.3


def _closeness(place: Place, known: Sequence[Place]) -> float:
    key = place_key(place.name)  # a province is not the likelier for lying around its own capital
    spans = [km for other in known if place_key(other.name) != key and (km := distance_km(place, other)) is not None]
    nearest = min(spans, default=math.inf)
    return 1.0 if nearest <= 60 else 0.5 if nearest <= 200 else 0.0


def _believable(
    mention: PlaceMention, match: Match, outer: Sequence[Place], context: PlaceContext, gazetteer: Gazetteer
) -> bool:
    place = match.place
    if (
        mention.level_hint == "site"
        and place.level != "site"
        and context.countries.get(place.country or "", 0.0) < STANDING_FOR
    ):
        return False
    if place.level in ("country", "region") or not context.countries or any(_lies_in(place, o) for o in outer):
        return True
    small = match.tier > 0 or place.population < FOREIGN_TOWN
    if small and place.level in SETTLEMENTS and _elsewhere(place, outer):
        return False
    if context.countries.get(place.country or "", 0.0) >= ABOUT:
        return True
    return _known_abroad(mention, match, gazetteer)


def _known_abroad(mention: PlaceMention, match: Match, gazetteer: Gazetteer) -> bool:
    """Tell of a place great enough to be meant in an article about other countries; a quarter is known at home only."""
    place = match.place
    if "neighbourhood" in (place.level, mention.level_hint):
        return False
    if match.tier > 1 or gazetteer.also(full_key(mention.name)):
        return place.population >= 2 * FOREIGN_TOWN
    return place.population >= FOREIGN_TOWN or place.level == "admin1" or place.geonames_id is None


def _elsewhere(place: Place, outer: Sequence[Place]) -> bool:
    """Tell of a place in another province than the one that the words name beside it, or far from the town they name."""
    provinces = {place_key(o.name) for o in outer if o.level == "admin1" and o.country == place.country}
    if provinces and place.admin1 and place_key(place.admin1) not in provinces:
        return True
    towns = [o for o in outer if o.level in (*SETTLEMENTS, "district")]
    spans = [km for town in towns if (km := distance_km(place, town)) is not None]
    return len(towns) == len(outer) and bool(spans) and min(spans) > FAR_KM


def _similar(mention: PlaceMention, context: PlaceContext, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Match by consonants, in the article's countries only and when most letters agree."""
    key = place_key(mention.name)
    found = []
    for match in gazetteer.similar(mention.name):
        if context.countries.get(match.place.country or "", 0.0) < 2 * ABOUT or match.place.level == "district":
            continue
        if SequenceMatcher(None, key, place_key(match.place.name), autojunk=False).ratio() >= LIKENESS:
            found.append(match)
    return tuple(found)


def _same(a: Place, b: Place) -> bool:
    """Tell of one spot under two entries: a city and its district."""
    km = distance_km(a, b)
    return a.country == b.country and place_key(a.name) == place_key(b.name) and (km is None or km < 100)
