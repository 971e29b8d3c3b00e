"""A comparing index in memory: keeps what `Neighbourhood` promises, so that plans can be tried without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from rashomon.records.account import Account
from rashomon.records.comparing import Changes, Decision, Pair, Prints
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.work import Touched


class MemoryIndex:
    """Articles arrive with `store`, leave with `remove`; everything else is the protocol."""

    def __init__(self) -> None:
        self.moves = 0
        self.reads = 0
        self.held: dict[str, Account] = {}
        self.texts: dict[str, Prints] = {}
        self.by_key: dict[str, set[str]] = defaultdict(set)
        self.keys_of: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.pairs_of: dict[str, set[Pair]] = defaultdict(set)
        self.member: dict[str, str] = {}
        self.stored: dict[str, Event] = {}
        self.matrices: dict[str, Comparison] = {}
        self.decided: list[Decision] = []
        self.of_article: dict[str, list[str]] = defaultdict(list)
        self.by_print: dict[int, set[str]] = defaultdict(set)
        self.by_lineage: dict[str, set[str]] = defaultdict(set)

    def store(self, prints: Prints, accounts: Iterable[Account]) -> None:
        """Put an article and its reports in the place of whatever it had before."""
        for gone in self.of_article.pop(prints.article_id, []):
            self.held.pop(gone)
        before = self.texts.get(prints.article_id)
        self.texts[prints.article_id] = replace(prints, lineage_id=before.lineage_id if before else None)
        for p in prints.fingerprints:
            self.by_print[p].add(prints.article_id)
        for account in accounts:
            self.held[account.report.id] = account
            self.of_article[prints.article_id].append(account.report.id)

    def remove(self, article_id: str) -> Touched:
        """Forget an article; its pairs stay until they are unindexed."""
        text = self.texts.pop(article_id)
        for p in text.fingerprints:
            self.by_print[p].discard(article_id)
        if text.lineage_id:
            self.by_lineage[text.lineage_id].discard(article_id)
        here = {*self.of_article.pop(article_id, []), *self.indexed([article_id])}
        events = {self.member.pop(r) for r in here if r in self.member}
        for ident in here:
            self.held.pop(ident, None)
            self._forget_keys(ident)
        self.moves += 1
        return Touched(article_id, text.lineage_id, tuple(sorted(here)), tuple(sorted(events)))

    def version(self) -> int:
        return self.moves

    def accounts_of(self, article_ids: Collection[str]) -> tuple[Account, ...]:
        return self.accounts([r for a in article_ids for r in self.of_article.get(a, [])])

    def accounts(self, report_ids: Collection[str]) -> tuple[Account, ...]:
        self.reads += len(report_ids)
        return tuple(
            replace(self.held[r], lineage_id=self.texts[self.held[r].report.article_id].lineage_id or "")
            for r in report_ids
            if r in self.held
        )

    def indexed(self, article_ids: Collection[str]) -> tuple[str, ...]:
        return tuple(r for r, (article, _) in self.keys_of.items() if article in set(article_ids)) if article_ids else ()

    def by_keys(self, keys: Collection[str]) -> tuple[str, ...]:
        return tuple({r for key in keys for r in self.by_key.get(key, ())})

    def pairs(self, report_ids: Collection[str]) -> tuple[Pair, ...]:
        return tuple({p for r in report_ids for p in self.pairs_of.get(r, ())})

    def event_ids(self, report_ids: Collection[str]) -> dict[str, str]:
        return {r: self.member[r] for r in report_ids if r in self.member}

    def events(self, event_ids: Collection[str]) -> tuple[Event, ...]:
        return tuple(self.stored[e] for e in event_ids if e in self.stored)

    def prints(self, article_ids: Collection[str]) -> tuple[Prints, ...]:
        return tuple(self.texts[a] for a in article_ids if a in self.texts)

    def lineage(self, lineage_ids: Collection[str]) -> tuple[Prints, ...]:
        return tuple(self.texts[a] for lineage in lineage_ids for a in sorted(self.by_lineage[lineage]))

    def sharing(self, fingerprints: Collection[int], *, since: str | None, until: str | None, at_least: int) -> tuple[str, ...]:
        shared: dict[str, int] = defaultdict(int)
        for p in fingerprints:
            for article in self.by_print.get(p, ()):
                shared[article] += 1
        return tuple(a for a, n in shared.items() if n >= at_least and self._between(a, since, until))

    def decisions(self, report_ids: Collection[str]) -> tuple[Decision, ...]:
        wanted = set(report_ids)
        return tuple(d for d in self.decided if {d.left, d.right} & wanted)

    def apply(self, changes: Changes, *, version: int) -> bool:
        if version != self.moves:
            return False
        for article, lineage in changes.lineages:
            before = self.texts[article].lineage_id
            if before:
                self.by_lineage[before].discard(article)
            self.by_lineage[lineage].add(article)
            self.texts[article] = replace(self.texts[article], lineage_id=lineage)
        for ident in changes.unindexed:
            self._forget_keys(ident)
            for pair in self.pairs_of.pop(ident, set()):
                self.pairs_of[pair.right if pair.left == ident else pair.left].discard(pair)
            self.member.pop(ident, None)
        for ident, keys in changes.keys:
            self.keys_of[ident] = (self.held[ident].report.article_id, keys)
            for key in keys:
                self.by_key[key].add(ident)
        for pair in changes.pairs:
            self.pairs_of[pair.left].add(pair)
            self.pairs_of[pair.right].add(pair)
        self.member |= dict(changes.members)
        for change in changes.events:
            self.stored[change.event.id] = from_plain(Event, to_plain(change.event))  # as a database would give it back
            if change.comparison is not None:
                self.matrices[change.event.id] = change.comparison
        self.moves += 1
        return True

    def living(self) -> dict[str, Event]:
        """Return the events that are neither merged nor withdrawn, without what only this installation saw."""
        alive = [e for e in self.stored.values() if e.report_ids and e.merged_into is None]
        return {e.id: replace(e, revision=1) for e in alive}

    def _forget_keys(self, ident: str) -> None:
        for key in self.keys_of.pop(ident, ("", ()))[1]:
            self.by_key[key].discard(ident)

    def _between(self, article: str, since: str | None, until: str | None) -> bool:
        day = (self.texts[article].published_at or "")[:10]
        return not day or ((since is None or day >= since) and (until is None or day <= until))
