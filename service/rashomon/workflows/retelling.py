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
    """What a plan stands on: the accounts, the memberships as they will be (`of`) and as they are stored (`were`), the touched
    reports, relations found now and all in scope, and the stored events read so far."""  # noqa: D205, D209 - one sentence

    recall: Recall
    of: dict[str, str]
    touched: set[str]
    found: list[Pair]
    relations: list[Pair]
    were: dict[str, str]
    stored: dict[str, Event]

    @property
    def moved(self) -> set[str]:
        """Return the touched reports and those that change their event."""
        return self.touched | {r for r, event in self.of.items() if self.were.get(r) != event}

    def events(self, event_ids: Iterable[str]) -> list[Event]:
        """Return these events as stored, sorted by id."""
        wanted = set(event_ids)
        self.stored.update({e.id: e for e in self.recall.view.events(sorted(wanted - set(self.stored)))})
        return [self.stored[i] for i in sorted(wanted) if i in self.stored]

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
    """Return the events of those clusters that are not as stored, and the outside events whose relations changed.

    An event stays as it is when its members stay, none of them is touched, and none of its relations leads to a touched
    report or to one that changes its event: telling it again would tell the same.
    """
    moved = ground.moved
    related = [p for p in (*ground.relations, *before) if p.kind != "same" and {p.left, p.right} & moved]
    ends = {end for p in related for end in (p.left, p.right)}
    told = [_tell(ground, group, ground.relations) for group in groups if not _stays(ground, group, moved | ends)]
    outside = set(ground.recall.view.event_ids(sorted(ends - set(ground.of) - ground.touched)).values())
    again = [_again(ground, event, related) for event in ground.events(outside)]
    return [*(Retold(t.event, t.comparison) for t in told), *again]


def _stays(ground: Ground, group: Sequence[Gist], moving: set[str]) -> bool:
    members = tuple(g.id for g in group)
    stored = ground.stored.get(ground.of[members[0]])
    same = stored is not None and stored.merged_into is None and stored.report_ids == members
    return same and moving.isdisjoint(members)


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
