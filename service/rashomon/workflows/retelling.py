"""Telling events again: those whose members changed, and their neighbours by relation as far as relations change them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon.comparison.events import Told, linked_ids, relations_of, tell
from rashomon.comparison.gist import Gist
from rashomon.comparison.order import account_key
from rashomon.records.comparing import Pair
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.workflows.recall import Recall


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan stands on: the accounts, the new memberships, the touched reports, relations found now and all in scope."""

    recall: Recall
    of: dict[str, str]
    touched: set[str]
    found: list[Pair]
    relations: list[Pair]

    def places(self, pairs: Iterable[Pair]) -> dict[str, str]:
        """Return report → event for the ends of these pairs, as it will be."""
        ends = {end for p in pairs for end in (p.left, p.right)}
        outside = ends - set(self.of) - self.touched
        return {**self.recall.view.event_ids(sorted(outside)), **{r: e for r, e in self.of.items() if r in ends}}


@dataclass(frozen=True, slots=True)
class Retold:
    """An event as it will be; `comparison` None means that the stored one stays."""

    event: Event
    comparison: Comparison | None


def retell(ground: Ground, groups: Sequence[Sequence[Gist]], before: Sequence[Pair]) -> list[Retold]:
    """Return the events of these clusters, and the outside events whose relations to them changed."""
    told = [_tell(ground, group, ground.relations) for group in groups]
    related = [*ground.relations, *(p for p in before if p.kind != "same")]
    ends = {end for p in related for end in (p.left, p.right)} - set(ground.of) - ground.touched
    outside = sorted(set(ground.recall.view.event_ids(sorted(ends)).values()))
    again = [_again(ground, event, related) for event in ground.recall.view.events(outside)]
    return [*(Retold(t.event, t.comparison) for t in told), *again]


def _tell(ground: Ground, group: Sequence[Gist], relations: Iterable[Pair]) -> Told:
    mine = relations_of(group, relations)
    ids = {g.id for g in group}
    ground.recall.get(p.left for p in mine if p.kind == "part_of" and p.right in ids)
    return tell(group, mine, ground.places(mine), ground.recall.gists, ground.recall.world)


def _again(ground: Ground, event: Event, related: Sequence[Pair]) -> Retold:
    """Tell an outside event again: in full when it is a total whose parts changed, else only where its relations lead."""
    ids = set(event.report_ids)
    stored = ground.recall.view.pairs(event.report_ids)
    kept = [p for p in stored if p.kind != "same" and not {p.left, p.right} & ground.touched]
    pairs = [*kept, *(p for p in ground.found if p.left in ids or p.right in ids)]
    if any(p.kind == "part_of" and p.right in ids for p in related):
        members = sorted(ground.recall.get(event.report_ids), key=lambda g: account_key(g.account))
        told = _tell(ground, members, pairs)
        return Retold(told.event, told.comparison)
    return Retold(replace(event, relations=linked_ids(event.id, ids, pairs, ground.places(pairs))), None)
