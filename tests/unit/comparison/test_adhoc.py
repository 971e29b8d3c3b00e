"""An ad hoc comparison: the same events, copies found among the given articles alone."""

from __future__ import annotations

from rashomon.comparison.adhoc import compare_accounts
from rashomon.comparison.lineage import fingerprints
from rashomon.comparison.world import BARE
from rashomon.records.comparing import Prints
from support.accounts import account, place

TEXT = (
    "Warplanes struck the market of the town at noon on Tuesday and killed shoppers, a doctor at the clinic said by telephone."
)


def test_copies_among_the_given_articles_are_one_voice() -> None:
    prints = [Prints(name, name, "2015-10-21", None, fingerprints(TEXT)) for name in ("art_1", "art_2")]
    told = compare_accounts(
        [account("art_1"), account("art_2"), account("art_3", where=(place("Raqqa"),))], BARE, prints=prints
    )
    assert [(2, 1), (1, 1)] == [(t.event.sources.articles, t.event.sources.lineages) for t in told]
