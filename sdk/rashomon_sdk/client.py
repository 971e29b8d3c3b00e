"""The client: one object with a resource for each noun of the service."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

from rashomon_sdk._transport import Policy, Transport
from rashomon_sdk.resources.articles import Articles
from rashomon_sdk.resources.comparisons import Comparisons
from rashomon_sdk.resources.counts import Counts
from rashomon_sdk.resources.discrepancies import Discrepancies
from rashomon_sdk.resources.events import Events
from rashomon_sdk.resources.jobs import Jobs
from rashomon_sdk.resources.keys import Keys
from rashomon_sdk.resources.lineages import Lineages
from rashomon_sdk.resources.reports import Reports
from rashomon_sdk.resources.vocabulary import VocabularyResource
from rashomon_sdk.resources.webhook_endpoints import WebhookEndpoints

DEFAULT_URL = "http://127.0.0.1:8000"


class Client:
    """Talks to one service with one key; share it between threads, close it when done (or use `with`).

    Without arguments it reads `RASHOMON_URL` and `RASHOMON_API_KEY`. `policy` says how often and how long to try.
    """

    def __init__(self, base_url: str | None = None, *, api_key: str | None = None, policy: Policy | None = None) -> None:
        url = base_url or os.environ.get("RASHOMON_URL") or DEFAULT_URL
        key = api_key or os.environ.get("RASHOMON_API_KEY")
        self._transport = Transport(url, key, policy=policy or Policy())
        self.articles = Articles(self._transport)
        self.jobs = Jobs(self._transport)
        self.reports = Reports(self._transport)
        self.events = Events(self._transport)
        self.discrepancies = Discrepancies(self._transport)
        self.comparisons = Comparisons(self._transport)
        self.counts = Counts(self._transport)
        self.lineages = Lineages(self._transport)
        self.vocabulary = VocabularyResource(self._transport)
        self.keys = Keys(self._transport)
        self.webhook_endpoints = WebhookEndpoints(self._transport)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
