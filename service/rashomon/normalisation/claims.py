"""Who says it: the tellings of a happening's mentions as claims, and which values each carries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rashomon.normalisation.told import Told
from rashomon.records.mention import Telling
from rashomon.records.report import Actor, Claim, Claimant, Count, Participant, Span, Weapon, Where

DISSENT = frozenset({"denies", "disputes", "doubts"})


def claims(told: Sequence[Told], values: dict[str, Span | None], parties: Sequence[Participant] = ()) -> tuple[Claim, ...]:
    """Return one claim for each claimant, and one for what he answers; `values` are the pointers of the report's values."""
    found: dict[tuple[str, bool], list[Telling]] = {}
    for mention in told:
        for telling in mention.mention.tellings:
            answer = telling.answers is not None and telling.stance in DISSENT
            found.setdefault((telling.claimant.id, answer), []).append(telling)
    made = (
        _claim(tellings, _answered(tellings, values, parties) if answer else _about(tellings, told, values, parties))
        for (_, answer), tellings in found.items()
    )
    return tuple(claim for claim in made if claim.about)


def _claim(tellings: Sequence[Telling], about: tuple[str, ...]) -> Claim:
    first = tellings[0]
    return Claim(
        claimant=Claimant(first.claimant.id, first.claimant.name),
        stance=first.stance,
        hedge=first.hedge,
        about=about,
        text=first.text,
        span=(first.start, first.end),
    )


def _about(
    tellings: Sequence[Telling], told: Sequence[Told], values: dict[str, Span | None], parties: Sequence[Participant]
) -> tuple[str, ...]:
    """Return the whole report when every mention is told so; else the values whose words the tellings cover."""
    if all(any(t in m.mention.tellings for t in tellings if not t.answers) for m in told):
        return ("",)
    return _covered(tellings, values) or _not_hit(tellings, told, parties) or ("",)


def _not_hit(tellings: Sequence[Telling], told: Sequence[Told], parties: Sequence[Participant]) -> tuple[str, ...]:
    """Return whom "denied that civilians were killed" is about: it says nothing of a blow, and of nobody who struck."""
    denied = [m for m in told if m.mention.realis == "denied" and any(t in m.mention.tellings for t in tellings)]
    if len(denied) == len(told) or any(m.initiators() for m in denied):
        return ()
    return _hit({who for m in denied for who in m.targets()}, parties)


def _hit(whom: Collection[str], parties: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(
        f"/participants/{n}" for n, p in enumerate(parties) if p.role == "target" and p.actor is not None and p.actor.id in whom
    )


def _answered(tellings: Sequence[Telling], values: dict[str, Span | None], parties: Sequence[Participant]) -> tuple[str, ...]:
    """Return what is denied or doubted: the whole report, or those values of it that the answer is about; maybe none."""
    kinds = {t.answers for t in tellings}
    if "all" in kinds:
        return ("",)
    of = {
        "doer": _own_part(tellings[0].claimant, parties),
        "means": _under("/weapons/", values),
        "toll": _under("/counts/", values),
        "whom": _hit({who for t in tellings for who in t.whom}, parties),
    }
    return tuple(pointer for kind, pointers in of.items() if kind in kinds for pointer in pointers)


def _own_part(who: Actor, parties: Sequence[Participant]) -> tuple[str, ...]:
    """Return where it stands that somebody's own side did it: for that alone he denies responsibility."""
    return tuple(
        f"/participants/{n}"
        for n, p in enumerate(parties)
        if p.role in ("initiator", "co_initiator") and p.actor is not None and p.actor.side == who.side
    )


def _under(prefix: str, values: dict[str, Span | None]) -> tuple[str, ...]:
    return tuple(pointer for pointer in values if pointer.startswith(prefix))


def _covered(tellings: Sequence[Telling], values: dict[str, Span | None]) -> tuple[str, ...]:
    return tuple(pointer for pointer, span in values.items() if span and any(_covers(t, span) for t in tellings))


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
