"""Actors as the codebooks file them: ACLED's inter codes, UCDP's kinds of party."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from rashomon.records.event import Event
from rashomon.records.report import Participant

EXTERNAL = "8"  # ACLED: a state's forces abroad are External/Other forces
THINGS = frozenset({"infrastructure", "military-objects"})  # ids of what was hit, not of who
SIDES = (("initiator", "co_initiator"), ("target",))


@dataclass(frozen=True, slots=True)
class Filed:
    """How one sector is filed: `inter` and its label in ACLED; `party` is state, group, civilians or none in UCDP."""

    inter: str
    label: str
    party: str


NOBODY = Filed("0", "", "none")


@functools.cache
def sectors() -> dict[str, Filed]:
    """Return how each sector is filed."""
    with resources.files("rashomon.exports").joinpath("data/sectors.csv").open(encoding="utf-8") as rows:
        return {row["sector"]: Filed(row["inter"], row["label"], row["party"]) for row in csv.DictReader(rows)}


def filed(participant: Participant, *, country: str | None) -> Filed:
    """Return how a participant is filed when the event is in `country` (ISO code)."""
    actor = participant.actor
    found = sectors().get(actor.sector or "", NOBODY) if actor else NOBODY
    if actor and found.inter == "1" and actor.country and country and actor.country != country:
        return Filed(EXTERNAL, "External/Other forces", "state")
    return found


def side(event: Event, number: int) -> tuple[Participant, ...]:
    """Return side 0 (who acts) or 1 (who is acted on) of an event, the first is the main one; things hit are no side."""
    named = (p for role in SIDES[number] for p in event.participants if p.role == role)
    return tuple(p for p in named if p.actor is not None and p.actor.id not in THINGS)


def country_of(event: Event) -> str | None:
    """Return the ISO code of the event's place."""
    return next((place.country for place in event.where if place.country), None)
