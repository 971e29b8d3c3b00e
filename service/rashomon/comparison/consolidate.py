"""One event out of the accounts that tell it: each field the value that most independent texts support, most precise first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from rashomon.comparison.figures import counts_of
from rashomon.comparison.geography import agreement
from rashomon.comparison.gist import THINGS, Gist
from rashomon.comparison.grading import grade
from rashomon.comparison.said import asserting
from rashomon.comparison.views import View, discrepancies_of
from rashomon.comparison.wording import days_in_words, place_in_words
from rashomon.comparison.world import World
from rashomon.records.event import Event, EventSources
from rashomon.records.identity import content_id
from rashomon.records.report import Participant, Report, Weapon, When, Where

T = TypeVar("T", bound=Hashable)


def consolidate(cluster: Sequence[Gist], views: Sequence[View], world: World) -> Event:
    """Return the event of a cluster in canonical order; its first account is the founding report, which gives the id.

    `revision` is 1 and `relations` are empty: both are known only to whoever sees other events or earlier states.
    """
    reports = [g.report for g in cluster]
    sayers = asserting(cluster)
    type_ = _voted(sayers, lambda g: g.report.type)
    discrepancies = discrepancies_of(views)
    when, where = _when(sayers), _where(sayers)
    return Event(
        id=event_id(cluster[0].id),
        revision=1,
        type=type_,
        codes=next(r.codes for r in reports if r.type == type_),
        scope=_voted(cluster, lambda g: g.report.scope),
        realis="actual" if any(r.realis == "actual" for r in reports) else _voted(cluster, lambda g: g.report.realis),
        when=when,
        where=where,
        participants=_participants(sayers, world),
        weapons=_weapons([g.report for g in sayers]),
        counts=counts_of(sayers),
        sources=_sources(cluster),
        grading=grade(cluster, discrepancies, world),
        discrepancies=discrepancies,
        label=label_of(type_, when, where),
        confidence=_confidence(cluster),
        relations=(),
        report_ids=tuple(r.id for r in reports),
        first_reported_at=min((g.account.published_at for g in cluster if g.account.published_at), default=None),
        last_reported_at=max((g.account.published_at for g in cluster if g.account.published_at), default=None),
    )


def event_id(founding_report: str) -> str:
    """Return the id of the event that a report founds."""
    return content_id("evt", founding_report)


def label_of(type_: str, when: When, where: Sequence[Where]) -> str:
    """Return "Air strike near Sarmin, 20 Oct 2015": what a reader calls it."""
    named = type_.replace("_", " ").capitalize()
    place = f" {place_in_words(where[0])}" if where else ""
    return f"{named}{place}, {days_in_words(when.start, when.end)}" if when.start else f"{named}{place}"


def _voted(cluster: Sequence[Gist], value: Callable[[Gist], T]) -> T:
    """Return the value of most lineages; ties go to the earliest account."""
    votes = Counter({value(g): 0 for g in cluster})
    for pair in {(g.account.lineage_id, value(g)): None for g in cluster}:
        votes[pair[1]] += 1
    return max(votes, key=lambda v: votes[v])  # the first of equals, and insertion follows the canonical order


def _when(cluster: Sequence[Gist]) -> When:
    dated = [g for g in cluster if g.start is not None]
    if not dated:
        return When()
    exact = [g for g in dated if g.exact] or dated
    start, end = _voted(exact, lambda g: (g.start, g.end))
    return replace(next(g.report.when for g in exact if (g.start, g.end) == (start, end)), text=None, span=None)


def _where(cluster: Sequence[Gist]) -> tuple[Where, ...]:
    """Return the places of the account whose main place most lineages share; of equals the narrowest."""
    placed = [g for g in cluster if g.spots]
    if not placed:
        return ()

    def support(gist: Gist) -> tuple[bool, int, float]:
        alike = {g.account.lineage_id for g in placed if agreement(gist.spots[0], g.spots[0])[0] >= 0.8}
        return (not gist.spots[0].wide, len(alike), -gist.spots[0].radius)

    best = max(placed, key=support)
    return tuple(replace(w, text=None, span=None) for w in best.report.where)


def _participants(cluster: Sequence[Gist], world: World) -> tuple[Participant, ...]:
    """Return everybody named, most supported first; a wider or nameless actor is left out where a narrower one is named."""
    found: dict[tuple[str, str | None, str | None], list[Participant]] = {}
    for gist in cluster:
        for p in gist.report.participants:
            found.setdefault((p.role, p.actor.id if p.actor else None, p.except_), []).append(p)
    narrower = {(role, up) for role, actor, _ in found if actor for up in world.ancestors(actor)}
    named = {role for role, actor, _ in found if actor and not world.generic(actor)}
    kept = [
        (len(parties), parties[0] if any(p.hedge is None for p in parties[:1]) else _surest(parties))
        for (role, actor, _), parties in found.items()
        if (role, actor) not in narrower
        and not (actor and actor not in THINGS and world.generic(actor) and role in named)  # who was hit is no vague word
    ]
    ranked = sorted(range(len(kept)), key=lambda i: (ROLES.index(kept[i][1].role), -kept[i][0], i))
    return tuple(replace(kept[i][1], text=None, span=None) for i in ranked)


ROLES = ("initiator", "co_initiator", "target", "location_holder")


def _surest(parties: list[Participant]) -> Participant:
    return next((p for p in parties if p.hedge is None), parties[0])


def _weapons(reports: Sequence[Report]) -> tuple[Weapon, ...]:
    return tuple({w.id: w for r in reversed(reports) for w in reversed(r.weapons)}[i] for i in _in_order(reports))


def _in_order(reports: Sequence[Report]) -> list[str]:
    return list(dict.fromkeys(w.id for r in reports for w in r.weapons))


def _sources(cluster: Sequence[Gist]) -> EventSources:
    return EventSources(
        articles=len({g.report.article_id for g in cluster}),
        outlets=len({g.account.outlet for g in cluster if g.account.outlet}),
        lineages=len({g.account.lineage_id for g in cluster}),
        claimants=tuple(sorted({c for g in cluster for c in g.claimants})),
    )


def _confidence(cluster: Sequence[Gist]) -> float:
    """Return the chance that not all lineages were misread: each counts with its best reading, none makes it certain."""
    best: dict[str, float] = {}
    for g in cluster:
        best[g.account.lineage_id] = max(best.get(g.account.lineage_id, 0.0), g.report.confidence)
    wrong = 1.0
    for lineage in sorted(best):
        wrong *= 1.0 - min(best[lineage], 0.95)
    return round(min(0.99, 1.0 - wrong), 3)
