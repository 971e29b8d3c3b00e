"""The comparing index in SQL: see `workflows.compare.Neighbourhood`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, update

from rashomon.records.account import Account
from rashomon.records.comparing import Changes, Decision, Pair, Prints
from rashomon.records.event import Event
from rashomon.storage.event_changes import write_event_change
from rashomon.storage.events import SqlEvents
from rashomon.storage.reports import report_of
from rashomon.storage.rows import add_all, add_unless_there, find_among, portions
from rashomon.storage.tables.articles import articles, fingerprints
from rashomon.storage.tables.comparing import block_keys, links, report_decisions, versions
from rashomon.storage.tables.reports import reports

_BY_ARTICLE = and_(articles.c.tenant == reports.c.tenant, articles.c.id == reports.c.article_id)


class SqlNeighbourhood:
    """One tenant's comparing index."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def version(self) -> int:
        """Return the state of the index; it moves with whatever could change a comparison."""
        query = select(versions.c.version).where(versions.c.tenant == self._tenant)
        return self._connection.execute(query).scalar_one_or_none() or 0

    def accounts_of(self, article_ids: Collection[str]) -> tuple[Account, ...]:
        """Return the accounts of these articles."""
        return self._accounts(reports.c.article_id, article_ids)

    def accounts(self, report_ids: Collection[str]) -> tuple[Account, ...]:
        """Return these accounts."""
        return self._accounts(reports.c.id, report_ids)

    def indexed(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Return the ids of reports that have keys, also reports that a new reading replaced."""
        query = select(block_keys.c.report_id).where(block_keys.c.tenant == self._tenant)
        return self._ids(query, block_keys.c.article_id, article_ids)

    def by_keys(self, keys: Collection[str]) -> tuple[str, ...]:
        """Return the ids of reports that carry one of these keys."""
        query = select(block_keys.c.report_id).where(block_keys.c.tenant == self._tenant)
        return self._ids(query, block_keys.c.key, keys)

    def pairs(self, report_ids: Collection[str]) -> tuple[Pair, ...]:
        """Return the pairs with one of these at either end."""
        query = select(links).where(links.c.tenant == self._tenant)
        found = {
            _pair(row)
            for column in (links.c.left_id, links.c.right_id)
            for row in find_among(self._connection, query, column, report_ids)
        }
        return tuple(sorted(found, key=lambda pair: (pair.left, pair.right, pair.kind)))

    def event_ids(self, report_ids: Collection[str]) -> dict[str, str]:
        """Return report id → event id for those that have an event."""
        query = select(reports.c.id, reports.c.event_id).where(reports.c.tenant == self._tenant)
        found = find_among(self._connection, query, reports.c.id, report_ids)
        return {row.id: row.event_id for row in found if row.event_id is not None}

    def events(self, event_ids: Collection[str]) -> tuple[Event, ...]:
        """Return events as last written, also merged and withdrawn ones."""
        return SqlEvents(self._connection).some(self._tenant, event_ids)

    def prints(self, article_ids: Collection[str]) -> tuple[Prints, ...]:
        """Return the fingerprints of these articles."""
        query = select(articles).where(articles.c.tenant == self._tenant)
        return self._prints(find_among(self._connection, query, articles.c.id, article_ids))

    def lineage(self, lineage_ids: Collection[str]) -> tuple[Prints, ...]:
        """Return the fingerprints of all articles of these lineages."""
        query = select(articles).where(articles.c.tenant == self._tenant)
        return self._prints(find_among(self._connection, query, articles.c.lineage_id, lineage_ids))

    def sharing(self, prints: Collection[int], *, since: str | None, until: str | None, at_least: int) -> tuple[str, ...]:
        """Return ids of articles with `at_least` of these fingerprints, published in those days or at an unknown time."""
        day = func.substr(articles.c.published_at, 1, 10)
        unknown = articles.c.published_at.is_(None)
        by_article = and_(articles.c.tenant == fingerprints.c.tenant, articles.c.id == fingerprints.c.article_id)
        # grouped by the bare column, SQLite walks the whole index of that column
        holder: Any = func.coalesce(fingerprints.c.article_id, None).label("holder")
        query = (
            select(holder, func.count().label("shared"))
            .select_from(fingerprints.join(articles, by_article))
            .where(fingerprints.c.tenant == self._tenant)
            .group_by(holder)
        )
        query = query if since is None else query.where(or_(unknown, day >= since))
        query = query if until is None else query.where(or_(unknown, day <= until))
        shared: dict[str, int] = {}
        for row in find_among(self._connection, query, fingerprints.c.hash, prints):
            shared[row.holder] = shared.get(row.holder, 0) + row.shared
        return tuple(sorted(article_id for article_id, count in shared.items() if count >= at_least))

    def decisions(self, report_ids: Collection[str]) -> tuple[Decision, ...]:
        """Return the decisions about these reports, at either end."""
        query = select(report_decisions).where(report_decisions.c.tenant == self._tenant)
        found = {
            Decision(row.left_id, row.right_id, row.same)
            for column in (report_decisions.c.left_id, report_decisions.c.right_id)
            for row in find_among(self._connection, query, column, report_ids)
        }
        return tuple(sorted(found, key=lambda decision: (decision.left, decision.right)))

    def apply(self, changes: Changes, *, version: int) -> bool:
        """Write everything when the index still has this version, else nothing and False."""
        if changes == Changes():
            return self.version() == version
        if not self._take(version):
            return False
        self._write_index(changes)
        for article_id, lineage_id in sorted(changes.lineages):
            of_article = (articles.c.tenant == self._tenant, articles.c.id == article_id)
            self._connection.execute(update(articles).where(*of_article).values(lineage_id=lineage_id))
        for report_id, event_id in sorted(changes.members):
            of_report = (reports.c.tenant == self._tenant, reports.c.id == report_id)
            self._connection.execute(update(reports).where(*of_report).values(event_id=event_id))
        for change in changes.events:
            write_event_change(self._connection, self._tenant, change)
        return True

    def _take(self, version: int) -> bool:
        """Move the version on if nobody has: from here until the unit ends this comparison is the only one that writes."""
        add_unless_there(self._connection, versions, {"tenant": self._tenant, "version": 0})
        still = (versions.c.tenant == self._tenant, versions.c.version == version)
        return self._connection.execute(update(versions).where(*still).values(version=version + 1)).rowcount == 1

    def _write_index(self, changes: Changes) -> None:
        for ids in portions(changes.unindexed):
            self._connection.execute(
                delete(block_keys).where(block_keys.c.tenant == self._tenant, block_keys.c.report_id.in_(ids))
            )
            for end in (links.c.left_id, links.c.right_id):  # one by one: asked for either end, SQLite walks the whole index
                self._connection.execute(delete(links).where(links.c.tenant == self._tenant, end.in_(ids)))
        owners = self._articles_of([report_id for report_id, _ in changes.keys])
        rows = ((report_id, key) for report_id, keys in changes.keys for key in keys if report_id in owners)
        kept = ({"tenant": self._tenant, "key": key, "report_id": r, "article_id": owners[r]} for r, key in rows)
        add_all(self._connection, block_keys, kept)
        add_all(self._connection, links, (_link_row(self._tenant, pair) for pair in changes.pairs))

    def _articles_of(self, report_ids: Collection[str]) -> dict[str, str]:
        query = select(reports.c.id, reports.c.article_id).where(reports.c.tenant == self._tenant)
        return {row.id: row.article_id for row in find_among(self._connection, query, reports.c.id, report_ids)}

    def _accounts(self, column: Any, ids: Collection[str]) -> tuple[Account, ...]:  # noqa: ANN401 - a column
        query = select(reports, articles.c.lineage_id, articles.c.source_name, articles.c.published_at)
        query = query.select_from(reports.join(articles, _BY_ARTICLE)).where(reports.c.tenant == self._tenant)
        return tuple(_account(row) for row in find_among(self._connection, query, column, ids))

    def _ids(self, query: Any, column: Any, ids: Collection[Any]) -> tuple[str, ...]:  # noqa: ANN401 - a query and its column
        """Each id once, made so here: asked for DISTINCT, or for rows that are not null, SQLite walks a whole other index."""
        return tuple(sorted({row[0] for row in find_among(self._connection, query, column, ids)}))

    def _prints(self, rows: Iterator[Row[Any]]) -> tuple[Prints, ...]:
        found = list(rows)
        query = select(fingerprints.c.article_id, fingerprints.c.hash).where(fingerprints.c.tenant == self._tenant)
        hashes: dict[str, list[int]] = {row.id: [] for row in found}
        for row in find_among(self._connection, query, fingerprints.c.article_id, list(hashes)):
            hashes[row.article_id].append(row.hash)
        return tuple(Prints(r.id, r.id, r.published_at, r.lineage_id, tuple(sorted(hashes[r.id]))) for r in found)


def _account(row: Row[Any]) -> Account:
    return Account(
        report=report_of(row),
        lineage_id=row.lineage_id or "",
        outlet=row.source_name,
        published_at=row.published_at,
        article_hash=row.article_id,  # an article's id is a digest of its content
    )


def _pair(row: Row[Any]) -> Pair:
    return Pair(row.left_id, row.right_id, row.kind, row.score, tuple(row.reasons))


def _link_row(tenant: str, pair: Pair) -> dict[str, Any]:
    row = {"tenant": tenant, "left_id": pair.left, "right_id": pair.right, "kind": pair.kind}
    return row | {"score": pair.score, "reasons": list(pair.reasons)}
