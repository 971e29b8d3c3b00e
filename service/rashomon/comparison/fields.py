"""The fields of an event: what an account says of each, one statement a value, and who judges how two accounts stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.comparison import judges
from rashomon.comparison.gist import Gist
from rashomon.comparison.said import Finding, Said, claimant_of, denier_of
from rashomon.records.report import Participant


@dataclass(frozen=True, slots=True)
class Field:
    """`judge` compares two accounts by any statement of each; a field of `many` values has a statement for each of them."""

    name: str
    say: Callable[[Gist], list[Said]]
    judge: Callable[[Said, Said], Finding | None]
    many: bool = False


def _type(gist: Gist) -> list[Said]:
    return [Said(gist, gist.report.type, claimant_of(gist.report, "/type"), pointer="/type")]


def _date(gist: Gist) -> list[Said]:
    when = gist.report.when
    if gist.start is None:
        return []
    value = {"start": when.start, "end": when.end, "precision": when.precision}
    return [Said(gist, value, claimant_of(gist.report, "/when"), when.text, when.span, "/when")]


def _place(gist: Gist) -> list[Said]:
    """Return the places; a name that no gazetteer knows says nothing beside one that is known."""
    known = any(w.latitude is not None for w in gist.report.where)
    numbered = [(f"/where/{i}", w) for i, w in enumerate(gist.report.where) if not known or w.latitude is not None]
    return [Said(gist, w.name, claimant_of(gist.report, at), w.text, w.span, at) for at, w in numbered]


def _party(role: str) -> Callable[[Gist], list[Said]]:
    def say(gist: Gist) -> list[Said]:
        numbered = [(f"/participants/{i}", p) for i, p in enumerate(gist.report.participants)]
        mine = [(at, p, value) for at, p in numbered if p.role.removeprefix("co_") == role and (value := _named(p))]
        return [Said(gist, value, claimant_of(gist.report, at), p.text, p.span, at) for at, p, value in mine]

    return say


def _named(party: Participant) -> str | None:
    if party.actor is None:
        return f"not {party.except_}" if party.except_ else party.text
    return party.actor.id


def _weapon(gist: Gist) -> list[Said]:
    numbered = [(f"/weapons/{i}", w) for i, w in enumerate(gist.report.weapons)]
    return [Said(gist, w.id, claimant_of(gist.report, at), w.text, w.span, at) for at, w in numbered]


def _occurred(gist: Gist) -> list[Said]:
    """Return whether it happened; of a denial the one who denies is the source, with the words that say so."""
    realis = gist.report.realis
    denial = denier_of(gist.report) if realis == "denied" else None
    if denial is not None:
        return [Said(gist, realis, denial.claimant.id, denial.text, denial.span)]
    return [Said(gist, realis, claimant_of(gist.report, "/realis"))]


def _outcome(gist: Gist) -> list[Said]:
    outcome = gist.report.outcome
    if outcome.value is None:
        return []
    who = outcome.claimant_id or claimant_of(gist.report, "/outcome")
    return [Said(gist, outcome.value, who, outcome.text, outcome.span, "/outcome")]


FIELDS: tuple[Field, ...] = (
    Field("type", _type, judges.types),
    Field("date", _date, judges.dates),
    Field("place", _place, judges.places, many=True),
    Field("initiator", _party("initiator"), judges.initiators, many=True),
    Field("target", _party("target"), judges.targets, many=True),
    Field("weapon", _weapon, judges.weapons, many=True),
    Field("occurred", _occurred, judges.occurred),
    Field("outcome", _outcome, judges.outcomes),
)
MANY = frozenset(field.name for field in FIELDS if field.many)
