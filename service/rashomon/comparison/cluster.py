"""Clusters: which accounts tell one event. A function of the set of accounts, never of their order.

Two accounts are linked when they share a key and their score passes. Connected accounts are then merged, best average score
first, in canonical order, never across a veto. So one good link cannot chain two happenings together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rashomon.comparison.blocking import keys_of
from rashomon.comparison.gist import Gist
from rashomon.comparison.order import account_key
from rashomon.comparison.score import Verdict, compare, may_pass
from rashomon.comparison.sets import components
from rashomon.records.comparing import Decision, Pair

MERGE = 1.7  # average score over all pairs of two clusters


@dataclass(frozen=True, slots=True)
class Decisions:
    """A tenant's words, as unordered pairs of report ids."""

    same: frozenset[frozenset[str]]
    different: frozenset[frozenset[str]]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Decisions:
        """Sort decisions by what they say."""
        found = list(decisions)
        return cls(
            same=frozenset(frozenset((d.left, d.right)) for d in found if d.same),
            different=frozenset(frozenset((d.left, d.right)) for d in found if not d.same),
        )


NONE_TAKEN = Decisions(frozenset(), frozenset())


def link(left: Gist, right: Gist, decisions: Decisions = NONE_TAKEN) -> Pair | None:
    """Return the pair when two accounts may be one event, else None; whoever calls has seen that they share a key."""
    one, other = sorted((left, right), key=lambda g: g.id)
    ids = frozenset((left.id, right.id))
    if ids in decisions.same:
        return Pair(one.id, other.id, "same", 99.0, ("decided",))
    if ids in decisions.different or not may_pass(one, other):
        return None
    verdict = compare(one, other)
    if not verdict.passes:
        return None
    return Pair(one.id, other.id, "same", verdict.score, verdict.reasons)


def met(some: Collection[Gist], others: Collection[Gist]) -> list[tuple[Gist, Gist]]:
    """Return every pair of one of `some` with another of them or one of `others`, where one asks for a key the other holds."""
    by_id = {g.id: g for g in (*some, *others)}
    keys = {ident: keys_of(by_id[ident]) for ident in sorted(by_id)}
    holders: dict[str, list[str]] = defaultdict(list)
    for ident, own in keys.items():
        for key in own.held:
            holders[key].append(ident)
    pairs = {
        (min(g.id, other), max(g.id, other))
        for g in some
        for key in keys[g.id].asked
        for other in holders.get(key, ())
        if other != g.id
    }
    return [(by_id[a], by_id[b]) for a, b in sorted(pairs)]


def decided_links(decisions: Iterable[Decision]) -> list[Pair]:
    """Return the links that decisions make."""
    return [Pair(min(d.left, d.right), max(d.left, d.right), "same", 99.0, ("decided",)) for d in decisions if d.same]


def links_among(gists: Collection[Gist], decisions: Decisions = NONE_TAKEN) -> list[Pair]:
    """Return the links among accounts, found from scratch."""
    known = {g.id for g in gists}
    found = {(p.left, p.right): p for a, b in met(gists, ()) if (p := link(a, b, decisions)) is not None}
    for ids in decisions.same:
        if len(ids) == 2 and ids <= known:
            left, right = sorted(ids)
            found[left, right] = Pair(left, right, "same", 99.0, ("decided",))
    return [found[key] for key in sorted(found)]


def clusters(gists: Collection[Gist], links: Iterable[Pair], decisions: Decisions = NONE_TAKEN) -> list[tuple[Gist, ...]]:
    """Return the clusters, each in canonical order; `links` must hold every link among these accounts."""
    by_id = {g.id: g for g in gists}
    groups = components(by_id, [(p.left, p.right) for p in links if p.kind == "same"])
    return [cluster for group in groups for cluster in _split([by_id[i] for i in group], decisions)]


def _split(group: Sequence[Gist], decisions: Decisions) -> list[tuple[Gist, ...]]:
    members = sorted(group, key=lambda g: account_key(g.account))
    if len(members) == 1:
        return [tuple(members)]
    merging = _Merging(members, decisions)
    merging.run()
    return [tuple(members[i] for i in sorted(group)) for _, group in sorted(merging.groups.items())]


class _Merging:
    """Average-linkage merging over the indices of `members`; a cluster is known by its smallest index."""

    def __init__(self, members: Sequence[Gist], decisions: Decisions) -> None:
        self.groups = {i: [i] for i in range(len(members))}
        self._sums: dict[tuple[int, int], float] = {}
        self._apart: set[tuple[int, int]] = set()
        decided = []
        for i, left in enumerate(members):
            for j in range(i + 1, len(members)):
                ids = frozenset((left.id, members[j].id))
                verdict = compare(*sorted((left, members[j]), key=lambda g: g.id))
                self._note(i, j, verdict, same=ids in decisions.same, different=ids in decisions.different)
                if ids in decisions.same:
                    decided.append((i, j))
        for i, j in decided:
            self._join_holders(i, j)

    def run(self) -> None:
        """Merge until no two clusters agree on average."""
        heap = [(-s / self._size(k), k) for k, s in self._sums.items() if k[0] in self.groups and k[1] in self.groups]
        heapq.heapify(heap)
        while heap:
            score, (a, b) = heapq.heappop(heap)
            if a not in self.groups or b not in self.groups or (a, b) in self._apart:
                continue
            now = self._sums[a, b] / self._size((a, b))
            if -score != now:
                continue  # a newer entry stands in the heap
            if now < MERGE:
                return
            self._merge(a, b)
            for other in self.groups:
                if other != a:
                    key = (min(a, other), max(a, other))
                    heapq.heappush(heap, (-self._sums[key] / self._size(key), key))

    def _note(self, i: int, j: int, verdict: Verdict, *, same: bool, different: bool) -> None:
        self._sums[i, j] = verdict.score
        if different or (verdict.veto is not None and not same):
            self._apart.add((i, j))

    def _size(self, key: tuple[int, int]) -> int:
        return len(self.groups[key[0]]) * len(self.groups[key[1]])

    def _join_holders(self, i: int, j: int) -> None:
        a, b = sorted(next(k for k, group in self.groups.items() if n in group) for n in (i, j))
        if a != b:
            self._merge(a, b)

    def _merge(self, a: int, b: int) -> None:
        for other in self.groups:
            if other in (a, b):
                continue
            mine, theirs = (min(a, other), max(a, other)), (min(b, other), max(b, other))
            self._sums[mine] += self._sums[theirs]
            if theirs in self._apart:
                self._apart.add(mine)
        self.groups[a] += self.groups.pop(b)
