"""The questions of `records.query.Filters` as SQL conditions: one function per question, listed in ASKED."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sin

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select, tuple_

from rashomon.records.query import Filters
from rashomon.storage.facet_rows import sphere_point
from rashomon.storage.folding import fold
from rashomon.storage.tables.articles import article_labels, articles
from rashomon.storage.tables.events import discrepancies, event_facets, events
from rashomon.storage.tables.facets import Facets
from rashomon.storage.tables.reports import report_facets, reports
from rashomon.storage.tables.wordlists import article_words, event_words, report_words
from rashomon.storage.wording import owners_of

Condition = ColumnElement[bool]
COARSE = ("district", "admin1", "country", "region")  # coarser than a town: no point on a map
EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: reports or events."""

    table: Table
    facets: Facets

    def facet(self, table: Table, *conditions: Condition) -> Condition:
        """Whether the record has a facet row that satisfies all conditions at once."""
        own = (table.c.tenant == self.table.c.tenant, table.c.owner_id == self.table.c.id)
        return exists(select(1).select_from(table).where(*own, *conditions).correlate(self.table))

    def told_by(self, *conditions: Condition) -> Condition:
        """Whether a report of it (or the report itself) and its article satisfy all conditions at once."""
        if self.table is reports:
            found = (articles.c.tenant == reports.c.tenant, articles.c.id == reports.c.article_id)
            return exists(select(1).select_from(articles).where(*found, *conditions).correlate(reports))
        joined = reports.join(articles, and_(articles.c.tenant == reports.c.tenant, articles.c.id == reports.c.article_id))
        own = (reports.c.tenant == events.c.tenant, reports.c.event_id == events.c.id)
        return exists(select(1).select_from(joined).where(*own, *conditions).correlate(events))

    def event(self, *conditions: Condition) -> Condition:
        """Whether the event (of the report) satisfies all conditions."""
        if self.table is events:
            return and_(*conditions)
        own = (events.c.tenant == reports.c.tenant, events.c.id == reports.c.event_id)
        return exists(select(1).select_from(events).where(*own, *conditions).correlate(reports))


REPORTS = Target(reports, report_facets)
EVENTS = Target(events, event_facets)


def conditions(filters: Filters, target: Target) -> list[Condition]:
    """Return what a record must satisfy to pass the filters."""
    asked = (ask(filters, target) for ask in ASKED)
    return [condition for condition in asked if condition is not None]


def article_conditions(filters: Filters) -> list[Condition]:
    """Return what an article must satisfy to pass those of the filters that speak of articles."""
    found = []
    if filters.source is not None:
        found.append(_source_is(filters.source))
    if filters.external_id is not None:
        found.append(articles.c.external_id == filters.external_id)
    if filters.since is not None:
        found.append(articles.c.published_at >= filters.since)
    if filters.until is not None:
        found.append(articles.c.published_at < filters.until + "U")  # after every time of that day: "T" sorts before
    found += _labels(filters)
    if filters.q is not None:
        found.append(tuple_(articles.c.tenant, articles.c.id).in_(owners_of(article_words, filters.q)))
    return found


def _kind(f: Filters, t: Target) -> Condition | None:
    return t.table.c.type.in_(f.type) if f.type else None


def _scope(f: Filters, t: Target) -> Condition | None:
    return None if f.scope is None else t.table.c.scope == f.scope


def _realis(f: Filters, t: Target) -> Condition | None:
    return None if f.realis is None else t.table.c.realis == f.realis


def _actor(f: Filters, t: Target) -> Condition | None:
    return _party(t, f.actor, ())


def _initiator(f: Filters, t: Target) -> Condition | None:
    return _party(t, f.initiator, ("initiator", "co_initiator"))


def _aimed_at(f: Filters, t: Target) -> Condition | None:
    return _party(t, f.target, ("target",))


def _holder(f: Filters, t: Target) -> Condition | None:
    return _party(t, f.holder, ("location_holder",))


def _party(t: Target, who: str | None, roles: tuple[str, ...]) -> Condition | None:
    if who is None:
        return None
    c = t.facets.parties.c
    in_role = (c.role.in_(roles),) if roles else ()
    return t.facet(t.facets.parties, or_(c.actor_id == who, c.name_key == fold(who)), *in_role)


def _place(f: Filters, t: Target) -> Condition | None:
    if f.place is None:
        return None
    c = t.facets.places.c
    by_number = f.place.isascii() and f.place.isdigit() and len(f.place) < 10
    return t.facet(t.facets.places, c.geonames_id == int(f.place) if by_number else c.name_key == fold(f.place))


def _area(f: Filters, t: Target) -> Condition | None:
    c, asked = t.facets.places.c, []
    if f.country is not None:
        asked.append(c.country == f.country.upper())
    if f.admin1 is not None:
        asked.append(c.admin1_key == fold(f.admin1))
    if f.place_precision is not None:
        asked.append(c.precision == f.place_precision)
    return t.facet(t.facets.places, *asked) if asked else None


def _box(f: Filters, t: Target) -> Condition | None:
    if f.bbox is None:
        return None
    west, south, east, north = f.bbox
    c = t.facets.places.c
    across = c.longitude.between(west, east) if west <= east else or_(c.longitude >= west, c.longitude <= east)
    return t.facet(t.facets.places, across, c.latitude.between(south, north), *_fine_enough(f, t))


def _near(f: Filters, t: Target) -> Condition | None:
    if f.near is None:
        return None
    latitude, longitude, km = f.near
    here = sphere_point(latitude, longitude)
    c = t.facets.places.c
    chord = 2 * sin(min(km / EARTH_KM, pi) / 2)
    x, y, z = (c[axis] - here[axis] for axis in ("x", "y", "z"))
    return t.facet(t.facets.places, x * x + y * y + z * z <= chord * chord, *_fine_enough(f, t))


def _fine_enough(f: Filters, t: Target) -> tuple[Condition, ...]:
    return () if f.coarse == "include" else (t.facets.places.c.precision.not_in(COARSE),)


def _days(f: Filters, t: Target) -> Condition | None:
    c = t.table.c
    if f.undated == "only":
        return c.when_start.is_(None) & c.when_end.is_(None)
    asked = []
    if f.since is not None:
        asked.append((c.when_start if f.within else c.when_end) >= f.since)
    if f.until is not None:
        asked.append((c.when_end if f.within else c.when_start) <= f.until)
    if not asked:
        return None
    dated = and_(*asked)
    return or_(dated, c.when_start.is_(None)) if f.undated == "include" else dated


def _date_basis(f: Filters, t: Target) -> Condition | None:
    return None if f.date_basis is None else t.table.c.date_basis == f.date_basis


def _told(f: Filters, t: Target) -> Condition | None:
    asked = [_source_is(f.source)] if f.source is not None else []
    if f.article_id:
        asked.append(articles.c.id.in_(f.article_id))
    if f.external_id is not None:
        asked.append(articles.c.external_id == f.external_id)
    asked += _labels(f)
    return t.told_by(*asked) if asked else None


def _outcome(f: Filters, t: Target) -> Condition | None:
    if f.outcome is None:
        return None
    return reports.c.outcome == f.outcome if t.table is reports else t.told_by(reports.c.outcome == f.outcome)


def _claimant(f: Filters, t: Target) -> Condition | None:
    if f.claimant is None:
        return None
    # an event's own facets know the ids alone: its reports know the names
    c = report_facets.claimants.c
    named = or_(c.claimant_id == f.claimant, c.name_key == fold(f.claimant))
    own = (c.tenant == reports.c.tenant, c.owner_id == reports.c.id)
    of_report = exists(select(1).select_from(report_facets.claimants).where(*own, named).correlate(reports))
    return of_report if t.table is reports else t.told_by(of_report)


def _weapon(f: Filters, t: Target) -> Condition | None:
    if f.weapon is None:
        return None
    c = t.facets.weapons.c
    return t.facet(t.facets.weapons, or_(c.weapon_id == f.weapon, c.name_key == fold(f.weapon), c["class"] == f.weapon))


def _figure(f: Filters, t: Target) -> Condition | None:
    c, asked = t.facets.figures.c, []
    if f.measure is not None:
        asked.append(c.measure == f.measure)
    if f.of is not None:
        asked.append(c.of == f.of)
    if f.min is not None:
        asked.append(func.coalesce(c.low, c.high) >= f.min)
    if f.max is not None:
        asked.append(func.coalesce(c.high, c.low) <= f.max)
    return t.facet(t.facets.figures, *asked) if asked else None


def _judged(f: Filters, t: Target) -> Condition | None:
    asked = []
    if f.min_lineages is not None:
        asked.append(events.c.lineages >= f.min_lineages)
    if f.grading:
        asked.append(events.c.grading.in_(f.grading))
    if f.updated_since is not None:
        asked.append(events.c.updated_at >= f.updated_since)
    return t.event(*asked) if asked else None


def _differing(f: Filters, t: Target) -> Condition | None:
    if f.has_discrepancy is None:
        return None
    own = (discrepancies.c.tenant == events.c.tenant, discrepancies.c.event_id == events.c.id)
    differs = or_(discrepancies.c.field == f.has_discrepancy, discrepancies.c.kind == f.has_discrepancy)
    return t.event(exists(select(1).select_from(discrepancies).where(*own, differs).correlate(events)))


def _wording(f: Filters, t: Target) -> Condition | None:
    if f.q is None:
        return None
    this = tuple_(t.table.c.tenant, t.table.c.id)
    told = owners_of(report_words, f.q)
    if t.table is reports:
        return this.in_(told)
    words = told.subquery()
    own = and_(reports.c.tenant == words.c.tenant, reports.c.id == words.c.owner_id)
    of_reports = select(reports.c.tenant, reports.c.event_id).select_from(reports.join(words, own))
    return or_(this.in_(owners_of(event_words, f.q)), this.in_(of_reports.where(reports.c.event_id.is_not(None))))


ASKED: tuple[Callable[[Filters, Target], Condition | None], ...] = (
    *(_kind, _scope, _realis, _outcome),
    *(_actor, _initiator, _aimed_at, _holder, _weapon, _claimant),
    *(_place, _area, _box, _near),
    *(_days, _date_basis),
    *(_figure, _judged, _differing),
    *(_told, _wording),
)


def _source_is(source: str) -> Condition:
    return or_(articles.c.source_key == fold(source), articles.c.source_domain == source.lower())


def _labels(f: Filters) -> list[Condition]:
    label = article_labels.c
    own = (label.tenant == articles.c.tenant, label.article_id == articles.c.id)
    return [
        exists(select(1).select_from(article_labels).where(*own, label.key == key, label.value == value).correlate(articles))
        for key, value in f.metadata.items()
    ]
