"""The vocabulary a client may meet in records, in one document: what `GET /v1/vocabulary` serves."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, get_args

from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.tables import Row, read_table
from rashomon.records.event import DiscrepancyKind, Grading, Verdict
from rashomon.records.job import JobKind, JobStatus
from rashomon.records.plain import to_plain
from rashomon.records.report import (
    Basis,
    DatePrecision,
    Hedge,
    PlacePrecision,
    PlaceRelation,
    Qualifier,
    Realis,
    Role,
    Scope,
    Stance,
    WhereMode,
)

CLOSED: dict[str, Any] = {
    "roles": Role,
    "realis": Realis,
    "scopes": Scope,
    "stances": Stance,
    "hedges": Hedge,
    "qualifiers": Qualifier,
    "bases": Basis,
    "date_precisions": DatePrecision,
    "place_precisions": PlacePrecision,
    "place_relations": PlaceRelation,
    "where_modes": WhereMode,
    "gradings": Grading,
    "verdicts": Verdict,
    "discrepancy_kinds": DiscrepancyKind,
    "job_kinds": JobKind,
    "job_statuses": JobStatus,
}


def vocabulary(extra: Path | None = None) -> dict[str, Any]:
    """Return event types with their codes, actors, weapons, measures and the closed lists; `extra` as for every table.

    Actors are those of the tables; forces of a state are composed from its name and are not listed one by one.
    """
    return {
        "types": _types(extra),
        "actors": sorted((to_plain(known.actor) for known in load_actors(extra).known.values()), key=lambda actor: actor["id"]),
        "weapons": [
            {"id": row["id"], "name": row["name"], "class": row["class"]} for row in read_table("weapons", extra=extra)
        ],
        "measures": [{"id": row["measure"], "meaning": row["meaning"]} for row in read_table("measures", extra=extra)],
        **{name: list(get_args(kind)) for name, kind in CLOSED.items()},
    }


def _types(extra: Path | None) -> list[dict[str, Any]]:
    """Return the event types; `when` names the circumstance under which a code holds, empty for the usual one."""
    codes: dict[str, list[Row]] = defaultdict(list)
    for row in read_table("type_codes", extra=extra):
        codes[row["type"]].append({name: row[name] for name in ("codebook", "when", "code", "detail")})
    return [
        {"id": row["type"], "label": row["label"], "codes": codes[row["type"]]}
        for row in read_table("event_types", extra=extra)
    ]
