"""From mentions of places to places with ids and coordinates, chosen by what the whole article is about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from rashomon.knowledge.geography import BREADTH, contains
from rashomon.knowledge.places import BY_BONES, Gazetteer, Place
from rashomon.normalisation.place_choice import ABOUT, SETTLEMENTS, Choice, PlaceContext, choose, places_named
from rashomon.records.mention import PlaceMention
from rashomon.records.report import PlacePrecision, Where

ACTOR_VOTE = 0.5  # an actor's state is a hint only: states fight abroad
OTHER_NAME = 4  # a place abroad that once bore the name: Banki is a town in Nigeria and was Krasnogorsk
IN_A_TOWN_KM = 15.0  # what stands at its town's point lies so near
PARTS = frozenset({"site", "neighbourhood"})
HALF_A_VOTE = 20_000  # weighted inhabitants at which a name has half a vote: a hamlet abroad must not vote for its country
RADIUS_KM = {"site": 5.0, "neighbourhood": 5.0, "village": 10.0, "town": 10.0, "city": 20.0}  # what "near" means
ACLED_PRECISION = {
    "site": 1,
    "neighbourhood": 1,
    "village": 1,
    "town": 1,
    "city": 1,
    "district": 2,
    "admin1": 3,
    "region": 3,
    "country": 3,
}
UCDP_PRECISION = {
    "site": 1,
    "neighbourhood": 1,
    "village": 1,
    "town": 1,
    "city": 1,
    "district": 3,
    "admin1": 4,
    "region": 5,
    "country": 6,
}


def place_context(mentions: Iterable[PlaceMention], countries: Iterable[str | None], gazetteer: Gazetteer) -> PlaceContext:
    """Return what an article is about, from all its mentions of places and the states of its actors."""
    distinct: dict[tuple[object, ...], list[PlaceMention]] = {}
    for mention in mentions:
        distinct.setdefault((mention.keys, mention.within, mention.level_hint), []).append(mention)
    votes: dict[str, float] = {code: ACTOR_VOTE for code in countries if code}
    for said in distinct.values():
        for code, share in _shares(said[0], gazetteer).items():
            votes[code] = votes.get(code, 0.0) + share * math.sqrt(len(said))  # said twice counts, ten times not tenfold
    first = PlaceContext(_scaled(votes))
    chosen = [
        choice for said in distinct.values() if said[0].strength == "strong" and (choice := choose(said[0], first, gazetteer))
    ]
    for choice in chosen:
        owner = choice.match.place.country
        if owner is not None:
            votes[owner] = votes.get(owner, 0.0) + first.countries.get(owner, 0.0)
    known = tuple(c.match.place for c in chosen if not c.others and c.match.place.level in {*SETTLEMENTS, "site"})
    return PlaceContext(_scaled(votes), known)


def _shares(mention: PlaceMention, gazetteer: Gazetteer) -> dict[str, float]:
    """Split one vote of a name among the countries that have such a place, by inhabitants; a country's own name has two."""
    weights: dict[str, float] = {}
    for match in () if mention.level_hint == "site" else gazetteer.lookup(mention.keys):
        place = match.place
        if place.country is None:
            continue
        if place.level == "country" and match.tier < 2:
            return {place.country: 2.0}
        people = (place.population + 3000) * (5 if gazetteer.at_war(place.country) else 1) / (1 + OTHER_NAME * match.tier)
        weights[place.country] = weights.get(place.country, 0.0) + people
    total = sum(weights.values())
    scale = (1.0 if mention.strength == "strong" else 0.3) * total / (total + HALF_A_VOTE)
    return {code: scale * weight / total for code, weight in weights.items()}


def _scaled(votes: Mapping[str, float]) -> dict[str, float]:
    top = max(votes.values(), default=0)
    return {code: min(1.0, value / top) for code, value in votes.items()} if top else {}


def resolve_places(mentions: Sequence[PlaceMention], context: PlaceContext, gazetteer: Gazetteer) -> tuple[Where, ...]:
    """Return the places of one event, the most specific first, each once; a province that holds another goes into its `admin1`.

    A name that no gazetteer knows keeps its words with coordinates None; its country is the place's named beside it or the
    one the article is about.
    """
    found: list[Where] = []
    holders = {m.within for m in mentions}
    held_first = sorted(mentions, key=lambda m: m.name in holders and m.within is None)
    for mention in held_first:
        where = resolve(mention, context, gazetteer)
        if all((where.name, where.geonames_id, where.precision) != (w.name, w.geonames_id, w.precision) for w in found):
            found.append(where)
    kept = [w for w in found if not any(_holds(w, other) for other in found if other is not w)]
    return tuple(
        sorted(kept, key=lambda w: BREADTH.index(w.precision) if w.precision in ("region", "country", "admin1") else 0)
    )


def _holds(outer: Where, inner: Where) -> bool:
    return inner.relation in ("in", "near") and contains(outer, outer.precision, inner, inner.precision)


def resolve(mention: PlaceMention, context: PlaceContext, gazetteer: Gazetteer) -> Where:
    """Return the place of one mention."""
    choice = choose(mention, context, gazetteer)
    return _unknown(mention, context, gazetteer) if choice is None else _known(mention, choice)


def _known(mention: PlaceMention, choice: Choice) -> Where:
    place = choice.match.place
    precision = _precision(mention, place)
    stands_for = precision == "site" and place.level != "site"  # the hospital of a town: near the town's point
    spread = precision == "region" and place.level != "region"  # "northern Syria": no point tells where
    return Where(
        name=_region_name(mention, place) if spread else mention.name if stands_for else place.name,
        geonames_id=None if stands_for or spread else place.geonames_id,
        country=place.country,
        admin1=None if place.level == "country" else place.name if place.level == "admin1" else place.admin1,
        latitude=None if spread and place.level == "country" else place.latitude,
        longitude=None if spread and place.level == "country" else place.longitude,
        precision=precision,
        relation=mention.relation,
        radius_km=_radius(mention, precision, stands_for=stands_for),
        basis="gazetteer",
        alternates=_alternates(choice),
        text=mention.text,
        span=(mention.start, mention.end),
    )


def _precision(mention: PlaceMention, place: Place) -> PlacePrecision:
    """Let the words decide between kinds of settlement and say when a site or a region of the place is meant."""
    hint = mention.level_hint
    if hint == "site" and place.level in (*SETTLEMENTS, "district"):
        return "site"
    if hint in SETTLEMENTS and place.level in SETTLEMENTS:
        return hint  # type: ignore[return-value] # narrowed by the set
    if place.level == "country" and mention.direction:
        return "region"
    if hint == "region" and place.level in SETTLEMENTS:
        return "region"
    return place.level


def _region_name(mention: PlaceMention, place: Place) -> str:
    words = {
        "northeast": "North-eastern",
        "northwest": "North-western",
        "southeast": "South-eastern",
        "southwest": "South-western",
    }
    plain = {"north": "Northern", "south": "Southern", "east": "Eastern", "west": "Western", "central": "Central"}
    side = {**words, **plain}.get(mention.direction or "")
    name = f"{side} {place.name}" if side else place.name
    return name if place.level == "country" else f"{name} countryside"


def _radius(mention: PlaceMention, precision: str, *, stands_for: bool) -> float | None:
    if mention.distance_km is not None:
        return mention.distance_km
    if stands_for:
        return IN_A_TOWN_KM
    return RADIUS_KM.get(precision) if mention.relation == "near" else None


def _alternates(choice: Choice) -> tuple[dict[str, object], ...]:
    """Other places the name can mean; a match by consonants says so first."""
    others = [_told(place, "same name") for place in choice.others]
    if choice.match.tier == BY_BONES:
        others.insert(0, _told(choice.match.place, "similar spelling only"))
    return tuple(others)


def _told(place: Place, why: str) -> dict[str, object]:
    return {"name": place.name, "geonames_id": place.geonames_id, "country": place.country, "admin1": place.admin1, "why": why}


def _unknown(mention: PlaceMention, context: PlaceContext, gazetteer: Gazetteer) -> Where:
    outer = [
        p
        for p in places_named(mention.within, gazetteer, context)
        if context.countries.get(p.country or "", 0) >= ABOUT or mention.within == p.country
    ]
    holder = outer[0] if outer else None
    town = holder if holder is not None and holder.level in SETTLEMENTS and mention.level_hint in PARTS else None
    return Where(
        name=mention.name,
        geonames_id=None,
        country=holder.country if holder else context.country,
        admin1=(holder.name if holder.level == "admin1" else holder.admin1) if holder else None,
        latitude=town.latitude if town else None,
        longitude=town.longitude if town else None,
        precision=mention.level_hint or "village",  # type: ignore[arg-type] # the word list holds the record's levels
        relation=mention.relation,
        radius_km=mention.distance_km or (IN_A_TOWN_KM if town else None),
        basis="context",
        alternates=(),
        text=mention.text,
        span=(mention.start, mention.end),
    )


def acled_geo_precision(places: Sequence[Where]) -> int:
    """Return 1 for a named place, 2 near one or for a district, 3 for a province or wider: of the most specific place."""
    if not places:
        return 3
    first = places[0]
    return max(ACLED_PRECISION[first.precision], 2 if first.relation != "in" else 1)


def ucdp_where_prec(places: Sequence[Where]) -> int:
    """Return UCDP's where_prec: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 part of a country, 6 country."""
    if not places:
        return 6
    first = places[0]
    return max(UCDP_PRECISION[first.precision], 2 if first.relation != "in" else 1)
