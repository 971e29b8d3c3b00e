"""Who says it: the tellings of a happening's mentions as claims, and which values each carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.normalisation.told import Told
from rashomon.records.mention import Telling
from rashomon.records.report import Claim, Claimant, Count, Participant, Span, Weapon, Where


def claims(told: Sequence[Told], values: dict[str, Span | None]) -> tuple[Claim, ...]:
    """Return one claim for each claimant; `values` are the JSON pointers of the report's values with their spans."""
    found: dict[str, list[Telling]] = {}
    for mention in told:
        for telling in mention.mention.tellings:
            found.setdefault(telling.claimant.id, []).append(telling)
    return tuple(_claim(tellings, told, values) for tellings in found.values())


def _claim(tellings: Sequence[Telling], told: Sequence[Told], values: dict[str, Span | None]) -> Claim:
    first = tellings[0]
    return Claim(
        claimant=Claimant(first.claimant.id, first.claimant.name),
        stance=first.stance,
        hedge=first.hedge,
        about=_about(tellings, told, values),
        text=first.text,
        span=(first.start, first.end),
    )


def _about(tellings: Sequence[Telling], told: Sequence[Told], values: dict[str, Span | None]) -> tuple[str, ...]:
    """Return the whole report when every mention is told so; else the values whose words the tellings cover."""
    if all(any(t in m.mention.tellings for t in tellings) for m in told):
        return ("",)
    covered = tuple(pointer for pointer, span in values.items() if span and any(_covers(t, span) for t in tellings))
    return covered or ("",)


def _covers(telling: Telling, span: Span) -> bool:
    return telling.scope_start <= span[0] < telling.scope_end


def claimants_of(told: Sequence[Told]) -> dict[int, str]:
    """Who states each figure, by the figure's offset: the first telling whose stretch it stands in."""
    return {
        count.figure.start: telling.claimant.id
        for mention in told
        for count in mention.mention.counts
        for telling in reversed(mention.mention.tellings)
        if _covers(telling, (count.figure.start, count.figure.end))
    }


def pointers(
    where: Sequence[Where], participants: Sequence[Participant], counts: Sequence[Count], weapons: Sequence[Weapon]
) -> dict[str, Span | None]:
    """Every value of a report that has words of its own, by its JSON pointer."""
    return dict(_pointers(where, participants, counts, weapons))


def _pointers(*lists: Sequence[Where | Participant | Count | Weapon]) -> Iterator[tuple[str, Span | None]]:
    for name, values in zip(("where", "participants", "counts", "weapons"), lists, strict=True):
        for number, value in enumerate(values):
            yield f"/{name}/{number}", value.span
