"""Accounts to events: the whole of comparison as one function of a set, and the telling of a part of it.

`events_of` is the definition; the incremental use case must give the same events for any history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.comparison.cluster import Decisions, clusters, links_among, met
from rashomon.comparison.consolidate import consolidate, event_id
from rashomon.comparison.gist import Gist, gist_of
from rashomon.comparison.matrix import matrix
from rashomon.comparison.relations import relation
from rashomon.comparison.said import grouped
from rashomon.comparison.score import compare
from rashomon.comparison.views import views_of
from rashomon.comparison.windows import WindowTest, window_tests
from rashomon.comparison.world import World
from rashomon.records.account import Account
from rashomon.records.comparing import Decision, Pair
from rashomon.records.comparison import Comparison
from rashomon.records.event import Discrepancy, Event, Relation


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its comparison."""

    event: Event
    comparison: Comparison


def events_of(accounts: Collection[Account], world: World, *, decisions: Iterable[Decision] = ()) -> tuple[Told, ...]:
    """Return the events that these accounts tell, in canonical order of their founding reports. From scratch."""
    gists = [gist_of(a, world) for a in accounts]
    decided = Decisions.of(decisions)
    groups = clusters(gists, links_among(gists, decided), decided)
    relations = [r for a, b in met(gists, ()) if (r := relation(a, b)) is not None]
    of = {g.id: event_id(group[0].id) for group in groups for g in group}
    by_id = {g.id: g for g in gists}
    return tuple(tell(group, relations_of(group, relations), of, by_id, world) for group in groups)


def relations_of(group: Sequence[Gist], pairs: Iterable[Pair]) -> list[Pair]:
    """Return the relations that begin or end at these accounts."""
    mine = {g.id for g in group}
    return sorted((p for p in pairs if p.left in mine or p.right in mine), key=lambda p: (p.left, p.right, p.kind))


def tell(
    group: Sequence[Gist], relations: Sequence[Pair], of: Mapping[str, str], known: Mapping[str, Gist], world: World
) -> Told:
    """Return one event of a cluster; `of` (report to event id) and `known` (accounts) hold the other ends of relations too."""
    views = views_of(group)
    plain = consolidate(group, views, world)
    tests = window_tests(group, parts_of(plain.id, group, relations, of, known))
    event = replace(
        plain,
        relations=linked(plain.id, group, relations, of),
        discrepancies=(*plain.discrepancies, *_violated(tests)),
        explain=_explain(group),
    )
    return Told(event, matrix(event, group, views, tests))


def linked(own: str, group: Collection[Gist], relations: Iterable[Pair], of: Mapping[str, str]) -> tuple[Relation, ...]:
    """Return the relations of an event to others; only the part, the answer and the act name the other side."""
    return linked_ids(own, [g.id for g in group], relations, of)


def linked_ids(own: str, members: Collection[str], relations: Iterable[Pair], of: Mapping[str, str]) -> tuple[Relation, ...]:
    """Return the relations of the event `own` with these member reports."""
    mine = set(members)
    found = {
        (p.kind, of[p.right]): Relation(p.kind, of[p.right], p.reasons[0])
        for p in relations
        if p.kind != "same" and p.left in mine and p.right in of and of[p.right] != own
    }
    return tuple(found[key] for key in sorted(found))


def parts_of(
    own: str, group: Collection[Gist], relations: Iterable[Pair], of: Mapping[str, str], known: Mapping[str, Gist]
) -> list[Gist]:
    """Return one account (the first by id) of each smaller event inside this total."""
    mine = {g.id for g in group}
    parts: dict[str, list[str]] = defaultdict(list)
    for p in relations:
        if p.kind == "part_of" and p.right in mine and p.left in known and of.get(p.left, own) != own:
            parts[of[p.left]].append(p.left)
    return [known[min(parts[event])] for event in sorted(parts)]


def _violated(tests: Sequence[WindowTest]) -> list[Discrepancy]:
    return [
        Discrepancy(t.measure, "contradiction", grouped((t.whole, *t.parts)), t.finding.why)
        for t in tests
        if t.finding is not None and t.finding.kind == "contradiction"
    ]


def _explain(group: Sequence[Gist]) -> tuple[dict[str, object], ...]:
    """Say of each further account why it tells the same event as the founding one."""
    founder = group[0]
    verdicts = [(g, compare(*sorted((founder, g), key=lambda one: one.id))) for g in group[1:]]
    return tuple({"report_id": g.id, "score": v.score, "why": list(v.reasons)} for g, v in verdicts)
