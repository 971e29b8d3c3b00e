"""Comparing: what an article (or its removal) changes among the events, read from its neighbourhood alone.

    with store.reading() as unit:
        plan = plan_comparison(unit.comparing(tenant), world, article_ids=(article_id,))
    with store.writing() as unit:
        done = unit.comparing(tenant).apply(plan.changes, version=plan.version)   # False: plan again

The outcome equals `comparison.events.events_of(all accounts)` whatever the order of arrival, retries and deletions.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from rashomon.records.account import Account
from rashomon.records.comparing import Changes, Decision, Pair, Prints
from rashomon.records.event import Event
from rashomon.records.work import Touched


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
        """Return the fingerprints of these articles."""
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write, and the version of the index it was read from."""

    version: int
    changes: Changes


def plan_comparison(view: Neighbourhood, world: object, *, article_ids: Collection[str], gone: Touched | None = None) -> Plan:
    """Return what changes because these articles came or were read again, or because `gone` was removed. Writes nothing."""
    raise NotImplementedError
