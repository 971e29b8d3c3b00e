"""Comparing a handful of accounts apart from everything stored: what `POST /v1/comparisons` asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from rashomon.comparison.events import Told, events_of
from rashomon.comparison.lineage import lineages
from rashomon.comparison.world import World
from rashomon.records.account import Account
from rashomon.records.comparing import Prints


def compare_accounts(accounts: Collection[Account], world: World, *, prints: Iterable[Prints] = ()) -> tuple[Told, ...]:
    """Return the events that these accounts tell with their matrices, those told by most articles first.

    With `prints` the lineages are found among these articles alone; without, those in the accounts stand.
    """
    found = lineages(prints)
    known = [replace(a, lineage_id=found.get(a.report.article_id, a.lineage_id)) for a in accounts]
    return tuple(sorted(events_of(known, world), key=lambda t: -t.event.sources.articles))
