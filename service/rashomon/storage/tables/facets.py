"""Facets: the values of a report or an event that questions ask for, one row each, beside the whole document."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Float, ForeignKeyConstraint, Index, Table

from rashomon.storage.tables.schema import metadata, name, number, tenant


@dataclass(frozen=True, slots=True)
class Facets:
    """The facet tables of one kind of record; each has (tenant, owner_id, n) as its key. `*_key` columns are case-folded."""

    places: Table
    parties: Table
    figures: Table
    claimants: Table
    weapons: Table

    def all(self) -> tuple[Table, ...]:
        """Return every table."""
        return (self.places, self.parties, self.figures, self.claimants, self.weapons)


def facets_of(owner: str) -> Facets:
    """Return the facet tables of the records in table `owner`; they go when their record goes."""
    return Facets(
        places=_table(
            f"{owner}_places",
            owner,
            [
                name("name_key", required=True),
                number("geonames_id"),
                name("country"),
                name("admin1_key"),
                Column("latitude", Float),
                Column("longitude", Float),
                *(Column(axis, Float) for axis in ("x", "y", "z")),  # the same point on a unit sphere, for distances
                name("precision", required=True),
                name("relation", required=True),
            ],
            ("country", "name_key", "geonames_id"),
        ),
        parties=_table(
            f"{owner}_parties",
            owner,
            [name("role", required=True), name("actor_id"), name("name_key"), name("country"), name("except_id")],
            ("actor_id", "name_key"),
        ),
        figures=_table(
            f"{owner}_figures",
            owner,
            [name("measure", required=True), name("of"), name("of_class"), number("low"), number("high"), name("claimant_id")],
            ("measure",),
        ),
        claimants=_table(f"{owner}_claimants", owner, [name("claimant_id"), name("name_key")], ("claimant_id",)),
        weapons=_table(f"{owner}_weapons", owner, [name("weapon_id"), name("name_key"), name("class")], ("weapon_id",)),
    )


def _table(label: str, owner: str, columns: list[Column[object]], asked: tuple[str, ...]) -> Table:
    return Table(
        label,
        metadata,
        tenant(),
        name("owner_id", key=True),
        number("n", key=True),
        *columns,
        ForeignKeyConstraint(["tenant", "owner_id"], [f"{owner}.tenant", f"{owner}.id"], ondelete="CASCADE"),
        *(Index(None, "tenant", column) for column in asked),
    )
