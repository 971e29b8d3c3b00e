"""A mention with its place and time resolved: what merging compares and a report is made of."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.knowledge.geography import contains, distance_km
from rashomon.records.mention import EventMention
from rashomon.records.report import When, Where

WIDE = frozenset({"admin1", "country", "region"})
SAME_KM = 12  # a quarter and its town, a base and the town it is named after


@dataclass(frozen=True, slots=True)
class Told:
    """`where` and `when` are the sentence's own when `own_place`, `own_time` say so, else inherited or none."""

    mention: EventMention
    when: When
    where: tuple[Where, ...]
    own_place: bool
    own_time: bool

    def initiators(self) -> frozenset[str]:
        """Who acts, by id."""
        return self._parties("initiator")

    def sides(self) -> frozenset[str]:
        """Return the states and movements that those who act belong to."""
        return frozenset(p.actor.actor.side for p in self.mention.parties if p.role == "initiator")

    def targets(self) -> frozenset[str]:
        """Who or what is acted on, by id."""
        return self._parties("target")

    def figures(self) -> frozenset[tuple[str, int | None, int | None]]:
        """Its figures by measure and bounds."""
        return frozenset((c.measure, c.figure.low, c.figure.high) for c in self.mention.counts if not c.figure.implicit)

    def _parties(self, role: str) -> frozenset[str]:
        return frozenset(p.actor.actor.id for p in self.mention.parties if p.role == role)


def same_place(left: Where, right: Where) -> bool:
    """One place, by id, by name, or so near that an account would name either."""
    if left.geonames_id is not None and left.geonames_id == right.geonames_id:
        return True
    if left.name.casefold() == right.name.casefold() and left.country in (right.country, None):
        return True
    if left.precision in WIDE or right.precision in WIDE:
        return False
    apart = distance_km(left, right)
    return apart is not None and apart <= SAME_KM


def holds(outer: Where, inner: Where) -> bool:
    """Whether the wide place contains the other; a region of a country holds what has no other country."""
    if outer.precision == "region":
        return inner.country == outer.country and outer.admin1 in (None, inner.admin1)
    return contains(outer, outer.precision, inner, inner.precision)
