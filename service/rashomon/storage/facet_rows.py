"""Facet rows of a report or an event: what of the record can be asked for, in the spelling in which it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians, sin
from typing import Any

from sqlalchemy import Connection, Table, delete

from rashomon.records.event import Event
from rashomon.records.report import Actor, Participant, Report, Weapon, Where
from rashomon.storage.folding import fold
from rashomon.storage.rows import add_all
from rashomon.storage.tables.events import event_facets
from rashomon.storage.tables.facets import Facets
from rashomon.storage.tables.reports import report_facets

Row = dict[str, Any]


def write_report_facets(connection: Connection, tenant: str, report: Report) -> None:
    """Write what can be asked of a report."""
    rows = {
        report_facets.places: map(_place, report.where),
        report_facets.parties: _parties(report.participants),
        report_facets.figures: (
            {**_figure(c.measure, c.of, c.low, c.high), "of_class": c.of_class, "claimant_id": c.claimant_id}
            for c in report.counts
        ),
        report_facets.claimants: (_claimant(c.claimant.id, c.claimant.name) for c in report.claims),
        report_facets.weapons: map(_weapon, report.weapons),
    }
    _write(connection, tenant, report.id, rows)


def write_event_facets(connection: Connection, tenant: str, event: Event) -> None:
    """Replace what can be asked of an event."""
    clear_facets(connection, event_facets, tenant, event.id)
    rows = {
        event_facets.places: map(_place, event.where),
        event_facets.parties: _parties(event.participants),
        event_facets.figures: (_figure(c.measure, c.of, c.low, c.high) for c in event.counts),
        event_facets.claimants: (_claimant(claimant, claimant) for claimant in event.sources.claimants),
        event_facets.weapons: map(_weapon, event.weapons),
    }
    _write(connection, tenant, event.id, rows)


def clear_facets(connection: Connection, facets: Facets, tenant: str, owner_id: str) -> None:
    """Remove every facet of a record."""
    for table in facets.all():
        connection.execute(delete(table).where(table.c.tenant == tenant, table.c.owner_id == owner_id))


def words_of_report(report: Report) -> str:
    """Return what `q` looks through: the words of the account and the names it was given."""
    names = [w.name for w in report.where] + [p.actor.name for p in report.participants if p.actor]
    names += [w.name for w in report.weapons] + [c.claimant.name for c in report.claims]
    return " ".join([report.type, *dict.fromkeys(names), *(e.quote for e in report.evidence)])


def words_of_event(event: Event) -> str:
    """Return what `q` looks through beside the event's reports."""
    names = [w.name for w in event.where] + [p.actor.name for p in event.participants if p.actor]
    return " ".join([event.label, event.type, *dict.fromkeys(names), *(w.name for w in event.weapons)])


def _write(connection: Connection, tenant: str, owner_id: str, rows: Mapping[Table, Iterable[Row]]) -> None:
    for table, found in rows.items():
        add_all(connection, table, ({"tenant": tenant, "owner_id": owner_id, "n": n, **row} for n, row in enumerate(found)))


def _place(where: Where) -> Row:
    return {
        "name_key": fold(where.name),
        "geonames_id": where.geonames_id,
        "country": where.country,
        "admin1_key": where.admin1 and fold(where.admin1),
        "latitude": where.latitude,
        "longitude": where.longitude,
        **sphere_point(where.latitude, where.longitude),
        "precision": where.precision,
        "relation": where.relation,
    }


def sphere_point(latitude: float | None, longitude: float | None) -> dict[str, float | None]:
    """Return the point on a unit sphere: the straight distance of two such points orders as the distance on the ground."""
    if latitude is None or longitude is None:
        return {"x": None, "y": None, "z": None}
    lat, lon = radians(latitude), radians(longitude)
    return {"x": cos(lat) * cos(lon), "y": cos(lat) * sin(lon), "z": sin(lat)}


def _parties(participants: Iterable[Participant]) -> Iterator[Row]:
    """Yield each party, and whom it belongs to as one more that has no name here: Russia's air force acts, so does Russia."""
    for party in participants:
        actor = party.actor or Actor(id="", name="")
        common = {"role": party.role, "country": actor.country}
        yield {**common, "actor_id": actor.id or None, "name_key": fold(actor.name) or None, "except_id": party.except_}
        for wider in actor.part_of:
            yield {**common, "actor_id": wider, "name_key": None, "except_id": None}


def _figure(measure: str, of: str, low: int | None, high: int | None) -> Row:
    return {"measure": measure, "of": of, "low": low, "high": high}


def _claimant(claimant_id: str, name: str) -> Row:
    return {"claimant_id": claimant_id, "name_key": fold(name)}


def _weapon(weapon: Weapon) -> Row:
    return {"weapon_id": weapon.id, "name_key": fold(weapon.name), "class": weapon.class_}
