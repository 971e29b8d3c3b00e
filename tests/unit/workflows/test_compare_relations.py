"""A total that comes after its parts, or goes again, changes how its parts are linked, though they are other events."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.comparison.consolidate import event_id
from rashomon.comparison.lineage import lineage_id
from rashomon.comparison.world import BARE
from rashomon.records.account import Account
from rashomon.records.comparing import Prints
from rashomon.workflows.compare import plan_comparison
from support.accounts import account, days, place
from support.memory_index import MemoryIndex

PART = account("art_part")
MONTH = days("2015-10-01", "2015-10-31", precision="month")
TOTAL = account("art_total", scope="summary", when=MONTH, where=(place("Idlib"),), published="2015-11-01")


def arrive(index: MemoryIndex, told: Account) -> None:
    name = told.report.article_id
    index.store(Prints(name, name, told.published_at, None, ()), [replace(told, lineage_id=lineage_id(name))])
    plan = plan_comparison(index, BARE, article_ids=(name,))
    assert index.apply(plan.changes, version=plan.version)


@pytest.mark.parametrize("order", [(PART, TOTAL), (TOTAL, PART)])
def test_the_part_names_its_total_whichever_came_first(order: tuple[Account, ...]) -> None:
    index = MemoryIndex()
    for told in order:
        arrive(index, told)
    part = index.living()[event_id(PART.report.id)]
    assert [("part_of", event_id(TOTAL.report.id))] == [(r.kind, r.event_id) for r in part.relations]
    gone = index.remove("art_total")
    plan = plan_comparison(index, BARE, article_ids=(), gone=gone)
    assert index.apply(plan.changes, version=plan.version)
    assert () == index.living()[event_id(PART.report.id)].relations
    assert {event_id(PART.report.id)} == set(index.living())
