"""Comparing: what an article (or its removal) changes among the events, read from its neighbourhood alone.

    with store.reading() as unit:
        plan = plan_comparison(unit.comparing(tenant), world, article_ids=(article_id,))
    with store.writing() as unit:
        done = unit.comparing(tenant).apply(plan.changes, version=plan.version)   # False: plan again

The outcome equals `comparison.events.events_of(all accounts)` whatever the order of arrival, retries and deletions: what can
change is the connected components that the article's reports touch, and these are clustered again as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rashomon.comparison.blocking import keys_of
from rashomon.comparison.cluster import Decisions, clusters, decided_links, link, met
from rashomon.comparison.consolidate import event_id
from rashomon.comparison.gist import Gist
from rashomon.comparison.relations import relation
from rashomon.comparison.world import World
from rashomon.records.comparing import Changes, Pair
from rashomon.records.work import Touched
from rashomon.workflows.changing import changes_of
from rashomon.workflows.descent import lineages_around
from rashomon.workflows.neighbourhood import Neighbourhood
from rashomon.workflows.recall import Recall
from rashomon.workflows.retelling import Ground, retell

__all__ = ["Neighbourhood", "Plan", "plan_comparison"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write, and the version of the index it was read from."""

    version: int
    changes: Changes


def plan_comparison(view: Neighbourhood, world: World, *, article_ids: Collection[str], gone: Touched | None = None) -> Plan:
    """Return what changes because these articles came or were read again, or because `gone` was removed. Writes nothing."""
    version = view.version()
    lineages = lineages_around(view, article_ids, gone)
    recall = Recall(view, world, lineages.of)
    articles = {*article_ids, *lineages.changed}
    fresh = recall.of_articles(articles)
    touched = {*(g.id for g in fresh), *view.indexed(sorted(articles)), *(gone.report_ids if gone else ())}
    before = view.pairs(sorted(touched))
    found = _pairs(recall, fresh, touched)
    scope = _component(view, touched, [*found, *before], _members(view, touched, gone))
    members = recall.get(scope)
    standing = _standing(view, scope, touched, found)
    decided = Decisions.of(view.decisions(sorted(scope)))
    groups = clusters(members, [p for p in standing if p.kind == "same"], decided)
    of = {g.id: event_id(group[0].id) for group in groups for g in group}
    were = view.event_ids(sorted(scope))
    relations = [p for p in standing if p.kind != "same"]
    ground = Ground(recall, of, touched, [p for p in found if p.kind != "same"], relations, were, {})
    ground.events({*of.values(), *were.values(), *(gone.event_ids if gone else ())})
    told = retell(ground, groups, before)
    return Plan(
        version,
        Changes(
            lineages=tuple(sorted((a, lineages.of[a]) for a in lineages.changed)),
            unindexed=tuple(sorted(touched)),
            keys=tuple(sorted((g.id, keys_of(g).held) for g in fresh)),
            pairs=tuple(found),
            members=tuple(sorted((r, e) for r, e in of.items() if r in touched or were.get(r) != e)),
            events=changes_of(ground, told),
        ),
    )


def _pairs(recall: Recall, fresh: list[Gist], touched: set[str]) -> list[Pair]:
    """Return the pairs of the touched reports, with each other and with those that their keys lead to."""
    view = recall.view
    decisions = view.decisions(sorted(g.id for g in fresh))
    decided = Decisions.of(decisions)
    pairs = {}
    for one, other in _meetings(recall, fresh, touched):
        for pair in (link(one, other, decided), relation(one, other)):
            if pair is not None:
                pairs[pair.left, pair.right, pair.kind] = pair
    for pair in decided_links(decisions):
        if len(recall.get((pair.left, pair.right))) == 2:
            pairs[pair.left, pair.right, pair.kind] = pair
    return [pairs[key] for key in sorted(pairs)]


def _meetings(recall: Recall, fresh: list[Gist], touched: set[str]) -> list[tuple[Gist, Gist]]:
    """Return the fresh accounts with each other and each with those that hold a key it asks for, which only storage knows."""
    found = [(g, set(recall.view.by_keys(keys_of(g).asked)) - touched) for g in fresh]
    others = {g.id: g for g in recall.get({i for _, ids in found for i in ids})}
    return [*met(fresh, ()), *((g, others[i]) for g, ids in found for i in sorted(ids) if i in others)]


def _members(view: Neighbourhood, touched: set[str], gone: Touched | None) -> set[str]:
    """Return all reports of the events that the touched reports were members of."""
    events = {*view.event_ids(sorted(touched)).values(), *(gone.event_ids if gone else ())}
    return {r for event in view.events(sorted(events)) for r in event.report_ids}


def _component(view: Neighbourhood, touched: set[str], pairs: Iterable[Pair], more: set[str]) -> set[str]:
    """Return every report connected with the touched ones now or before: whole components, so that clusters come out whole."""
    scope = {*touched, *more, *(end for p in pairs if p.kind == "same" for end in (p.left, p.right))}
    frontier = scope - touched  # the pairs of the touched ones are known
    while frontier:
        ends = {end for p in view.pairs(sorted(frontier)) if p.kind == "same" for end in (p.left, p.right)}
        frontier = ends - scope
        scope |= frontier
    return scope


def _standing(view: Neighbourhood, scope: Collection[str], touched: set[str], found: list[Pair]) -> list[Pair]:
    """Return all pairs of these reports as they will be: the stored ones that stay, and those found now."""
    stays = [p for p in view.pairs(sorted(set(scope) - touched)) if p.left not in touched and p.right not in touched]
    return [*stays, *found]
