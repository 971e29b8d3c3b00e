"""Which event types may be two words for one happening, which ones last, which have no first side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rashomon.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class Traits:
    """`families`: only types that share one are ever compared · `lasting`: a state, told again later · `mutual`: no first side.

    `means`: how harm came (air, gun, device), None where the type leaves it open; two different means exclude each other.
    `moves`: it may be told by where it began, where it led, or where it was agreed.
    """

    families: tuple[str, ...]
    lasting: bool
    mutual: bool
    means: str | None = None
    moves: bool = False


def kinship(left: str, right: str) -> float:
    """How easily one happening is told as `left` by one and as `right` by another: 1 the same type, 0 never; symmetrical."""
    return 1.0 if left == right else _degrees().get(frozenset((left, right)), 0.0)


def traits(type_: str) -> Traits:
    """Return the traits of a type; an unknown type is a family of its own."""
    return _traits().get(type_, Traits((type_,), lasting=False, mutual=False))


def outcome_sign(outcome: str | None) -> int:
    """Return 1 for going well for who acts, -1 for the opposite, 0 for neither."""
    return _signs().get(outcome or "", 0)


@cache
def _signs() -> dict[str, int]:
    return {row["outcome"]: int(row["sign"]) for row in read_table("outcome_signs")}


@cache
def _degrees() -> dict[frozenset[str], float]:
    return {frozenset((row["left"], row["right"])): float(row["degree"]) for row in read_table("kin_types")}


@cache
def _traits() -> dict[str, Traits]:
    return {
        row["type"]: Traits(
            tuple(row["family"].split()),
            lasting=row["lasting"] == "yes",
            mutual=row["mutual"] == "yes",
            means=row["means"] or None,
            moves=row["moves"] == "yes",
        )
        for row in read_table("type_traits")
    }
