"""What a plan has read of the neighbourhood so far: each account once, with the lineage it will have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from rashomon.comparison.gist import Gist, gist_of
from rashomon.comparison.world import World
from rashomon.records.account import Account
from rashomon.workflows.neighbourhood import Neighbourhood


class Recall:
    """Accounts by report id, read from storage when first asked for; those that are gone are left out."""

    def __init__(self, view: Neighbourhood, world: World, lineages: Mapping[str, str]) -> None:
        self.view = view
        self.world = world
        self.gists: dict[str, Gist] = {}
        self._lineages = lineages
        self._asked: set[str] = set()

    def of_articles(self, article_ids: Collection[str]) -> list[Gist]:
        """Return the accounts of articles."""
        return self._keep(self.view.accounts_of(sorted(article_ids)))

    def get(self, report_ids: Iterable[str]) -> list[Gist]:
        """Return these accounts, sorted by id."""
        wanted = set(report_ids)
        missing = wanted - self._asked
        if missing:
            self._keep(self.view.accounts(sorted(missing)))
            self._asked |= missing
        return [self.gists[i] for i in sorted(wanted) if i in self.gists]

    def _keep(self, accounts: Iterable[Account]) -> list[Gist]:
        made = []
        for account in accounts:
            lineage = self._lineages.get(account.report.article_id, account.lineage_id)
            made.append(gist_of(replace(account, lineage_id=lineage), self.world))
        self.gists |= {g.id: g for g in made}
        self._asked |= {g.id for g in made}
        return made
