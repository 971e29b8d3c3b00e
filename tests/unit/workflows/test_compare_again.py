"""An event whose members stay is told again when what they say, or the text they descend from, is no longer the same."""

from __future__ import annotations

from dataclasses import replace

from rashomon.comparison.consolidate import event_id
from rashomon.comparison.lineage import fingerprints
from rashomon.comparison.world import BARE
from rashomon.records.account import Account
from rashomon.records.comparing import Prints
from rashomon.workflows.compare import plan_comparison
from support.accounts import account, count
from support.memory_index import MemoryIndex

WIRE = (
    "At least 43 people died when a bomb tore through buses near the city, the monitor said, and more were hurt on the road. "
)
STREET = (
    "Rescuers worked through the night to reach those trapped below, residents of the quarter told our reporter on Monday. "
)


def arrive(index: MemoryIndex, text: str, *told: Account, article: str) -> None:
    index.store(Prints(article, article, "2015-10-21", None, fingerprints(text)), told)
    plan = plan_comparison(index, BARE, article_ids=(article,))
    assert index.apply(plan.changes, version=plan.version)


def test_a_new_reading_with_another_figure_changes_the_event() -> None:
    index = MemoryIndex()
    first = account("art_1", counts=(count(43, 43),))
    arrive(index, WIRE, first, article="art_1")
    arrive(index, STREET, account("art_2"), article="art_2")
    again = replace(first, report=replace(first.report, counts=(count(60, 60),)))
    arrive(index, WIRE, again, article="art_1")
    event = index.living()[event_id(first.report.id)]
    assert ([60], 2) == ([c.best for c in event.counts], len(event.report_ids))


def test_a_text_that_joins_two_others_leaves_their_event_one_voice() -> None:
    index = MemoryIndex()
    told = account("art_1")
    arrive(index, WIRE, told, article="art_1")
    arrive(index, STREET, account("art_2"), article="art_2")
    assert 2 == index.living()[event_id(told.report.id)].sources.lineages
    arrive(index, WIRE + STREET, article="art_3")  # it tells no event itself, but holds both texts
    assert 1 == index.living()[event_id(told.report.id)].sources.lineages
