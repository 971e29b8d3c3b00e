"""The counts of a happening: each figure once for each measure, the parts pointing at their wholes."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.normalisation.told import Told
from rashomon.records.mention import CountArgument
from rashomon.records.report import Count, Qualifier

CAREFUL = frozenset({"at_least", "about"})
Key = tuple[str, int | None, int | None, Qualifier, str]


def counts(told: Sequence[Told], claimant_of: dict[int, str]) -> tuple[Count, ...]:
    """Return the figures in text order; `claimant_of` gives who states the figure that begins at an offset."""
    found: dict[Key, Count] = {}
    for mention in told:
        ids: dict[int, str] = {}
        for number, argument in enumerate(mention.mention.counts):
            key = _key(argument)
            if key not in found:
                whole = ids.get(argument.part_of) if argument.part_of is not None else None
                found[key] = _count(f"c{len(found) + 1}", argument, whole, claimant_of.get(argument.figure.start))
            ids[number] = found[key].id
    return _told_once(tuple(found.values()))


def _told_once(found: tuple[Count, ...]) -> tuple[Count, ...]:
    """Drop an exact figure that is told again with "at least" or "about": headlines leave the qualifier out."""
    careful = {(c.measure, of, c.low) for c in found if c.qualifier in CAREFUL for of in _classes(c)}
    wholes = {c.part_of for c in found}
    return tuple(c for c in found if c.qualifier != "exact" or c.id in wholes or (c.measure, c.of_class, c.low) not in careful)


def _classes(count: Count) -> tuple[str, ...]:
    """Return the classes under which a headline may tell the figure: people also without a noun ("toll hits 43")."""
    return (count.of_class, "other") if count.of_class == "people" else (count.of_class,)


def _key(argument: CountArgument) -> Key:
    """Return a figure told again without its noun ("killing 12" … "12 people were killed") is the same figure."""
    figure = argument.figure
    of = figure.of if argument.measure in ("other", "targets_hit", "targets_destroyed") else ""
    return argument.measure, figure.low, figure.high, figure.qualifier, of


def _count(ident: str, argument: CountArgument, whole: str | None, claimant: str | None) -> Count:
    figure = argument.figure
    return Count(
        id=ident,
        measure=argument.measure,
        of=figure.of,
        of_class=figure.of_class,
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        effect=argument.effect,
        part_of=whole,
        claimant_id=claimant,
        text=figure.text,
        span=(figure.start, figure.end),
    )
