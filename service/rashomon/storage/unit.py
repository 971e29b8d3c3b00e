"""One transaction's view of everything stored: a repository per subject over one connection."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from rashomon.storage.articles import SqlArticles
from rashomon.storage.clock import time_now
from rashomon.storage.comparing import SqlNeighbourhood
from rashomon.storage.decisions import SqlDecisions
from rashomon.storage.desk import SqlDesk
from rashomon.storage.events import SqlEvents
from rashomon.storage.hooks import SqlHooks
from rashomon.storage.jobs import SqlJobs
from rashomon.storage.keys import SqlKeys
from rashomon.storage.leases import SqlLeases
from rashomon.storage.outbox import SqlOutbox
from rashomon.storage.processes import SqlProcesses
from rashomon.storage.replies import SqlReplies
from rashomon.storage.reports import SqlReports
from rashomon.storage.sweeping import SqlSweeps


class SqlUnit:
    """See `workflows.ports.Unit`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def articles(self) -> SqlArticles:
        """Return the articles."""
        return SqlArticles(self.connection)

    @cached_property
    def jobs(self) -> SqlJobs:
        """Return the jobs as clients see them."""
        return SqlJobs(self.connection)

    @cached_property
    def leases(self) -> SqlLeases:
        """Return the jobs as workers see them."""
        return SqlLeases(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Return the messages to publish."""
        return SqlOutbox(self.connection)

    @cached_property
    def replies(self) -> SqlReplies:
        """Return the first answers by Idempotency-Key."""
        return SqlReplies(self.connection)

    @cached_property
    def reports(self) -> SqlReports:
        """Return the reports."""
        return SqlReports(self.connection)

    @cached_property
    def events(self) -> SqlEvents:
        """Return the events."""
        return SqlEvents(self.connection)

    @cached_property
    def decisions(self) -> SqlDecisions:
        """Return what people decided of events."""
        return SqlDecisions(self.connection)

    @cached_property
    def hooks(self) -> SqlHooks:
        """Return webhook endpoints and deliveries."""
        return SqlHooks(self.connection)

    @cached_property
    def desk(self) -> SqlDesk:
        """Return the messages as whoever sends them sees them."""
        return SqlDesk(self.connection)

    @cached_property
    def keys(self) -> SqlKeys:
        """Return the API keys."""
        return SqlKeys(self.connection)

    @cached_property
    def processes(self) -> SqlProcesses:
        """Return the heart-beats."""
        return SqlProcesses(self.connection)

    @cached_property
    def sweeps(self) -> SqlSweeps:
        """Return what the sweeper looks for."""
        return SqlSweeps(self.connection)

    def comparing(self, tenant: str) -> SqlNeighbourhood:
        """Return a tenant's comparing index."""
        return SqlNeighbourhood(self.connection, tenant)

    def now(self) -> str:
        """Return the database's time."""
        return time_now(self.connection)
