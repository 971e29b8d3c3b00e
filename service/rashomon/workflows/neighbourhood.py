"""What comparing needs of storage: one tenant's index of who told what near what. `storage` satisfies it, see `compare`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from rashomon.records.account import Account
from rashomon.records.comparing import Changes, Decision, Pair, Prints
from rashomon.records.event import Event


class Neighbourhood(Protocol):
    """One tenant's comparing index. Reads answer in any order; unknown ids are left out, never an error.

    `version()` moves with every `apply` that wrote something, with every removal of an article and with every decision;
    storing reports that were not compared yet does not move it. When an article is removed its pair rows (ids only) stay
    until `apply` unindexes them: they say which events must be told again without it.
    """

    def version(self) -> int:
        """Return the state of the index."""
        ...

    def accounts_of(self, article_ids: Collection[str]) -> tuple[Account, ...]:
        """Return the accounts of these articles; `lineage_id` is "" where the article was never compared."""
        ...

    def accounts(self, report_ids: Collection[str]) -> tuple[Account, ...]:
        """Return these accounts."""
        ...

    def indexed(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Return the ids of reports that have keys, also reports that a new reading replaced."""
        ...

    def by_keys(self, keys: Collection[str]) -> tuple[str, ...]:
        """Return the ids of reports that carry one of these keys, each once."""
        ...

    def pairs(self, report_ids: Collection[str]) -> tuple[Pair, ...]:
        """Return the pairs with one of these at either end."""
        ...

    def event_ids(self, report_ids: Collection[str]) -> dict[str, str]:
        """Return report id → event id for those that have an event."""
        ...

    def events(self, event_ids: Collection[str]) -> tuple[Event, ...]:
        """Return events as last written, also merged ones (`merged_into`) and withdrawn ones (`report_ids` empty)."""
        ...

    def prints(self, article_ids: Collection[str]) -> tuple[Prints, ...]:
        """Return the fingerprints of these articles, also of articles that have none."""
        ...

    def lineage(self, lineage_ids: Collection[str]) -> tuple[Prints, ...]:
        """Return the fingerprints of all articles of these lineages."""
        ...

    def sharing(self, fingerprints: Collection[int], *, since: str | None, until: str | None, at_least: int) -> tuple[str, ...]:
        """Return ids of articles with `at_least` of these fingerprints.

        Published on the days `since` to `until` or at an unknown time; None leaves that side open.
        """
        ...

    def decisions(self, report_ids: Collection[str]) -> tuple[Decision, ...]:
        """Return the decisions about these reports, at either end."""
        ...

    def apply(self, changes: Changes, *, version: int) -> bool:
        """Write everything when the index still has this version, else nothing and False. Needs a writing unit."""
        ...
