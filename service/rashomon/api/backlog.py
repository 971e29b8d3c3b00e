"""What waits, for the monitor: read from the database at each scrape, so that it is true for all machines together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from rashomon.records.problems import UnavailableError
from rashomon.workflows import read
from rashomon.workflows.ports import Store

SAID: Mapping[str, str] = {
    "oldest_queued_seconds": "Age of the job that has waited longest.",
    "outbox_lag_seconds": "Age of the oldest message not yet handed to the broker.",
    "leases_overdue": "Jobs whose worker was lost and that nobody took back yet.",
    "jobs_retried": "Jobs not over yet that took more than one attempt.",
    "webhooks_pending": "Webhook messages not yet delivered.",
    "webhook_oldest_pending_seconds": "Age of the webhook message that has waited longest.",
}


class Backlog(Collector):
    """The figures of `Sweeps.backlog`; without a database only that it is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read the figures."""
        try:
            found = read.backlog(self._store)
        except UnavailableError:
            yield GaugeMetricFamily("rashomon_database_up", "Whether the database answers.", value=0)
            return
        yield GaugeMetricFamily("rashomon_database_up", "Whether the database answers.", value=1)
        jobs = GaugeMetricFamily("rashomon_jobs", "Jobs by status.", labels=("status",))
        for name, value in sorted(found.items()):
            if name in SAID:
                yield GaugeMetricFamily(f"rashomon_{name}", SAID[name], value=value)
            else:
                jobs.add_metric((name.removeprefix("jobs_"),), value)
        yield jobs
