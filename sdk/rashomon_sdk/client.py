"""The client: one object with a resource for each noun of the service."""

from __future__ import annotations

import os
from functools import cached_property
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rashomon_sdk._transport import Policy, Transport

if TYPE_CHECKING:
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

    Without arguments it reads `RASHOMON_URL` and `RASHOMON_API_KEY`. `policy` says how often and how long to try. A resource is
    loaded when it is first used.
    """

    def __init__(self, base_url: str | None = None, *, api_key: str | None = None, policy: Policy | None = None) -> None:
        url = base_url or os.environ.get("RASHOMON_URL") or DEFAULT_URL
        key = api_key or os.environ.get("RASHOMON_API_KEY")
        self._transport = Transport(url, key, policy=policy or Policy())

    @cached_property
    def articles(self) -> Articles:
        """Submit, read and delete articles."""
        return self._resource("articles", "Articles")  # type: ignore[no-any-return]

    @cached_property
    def jobs(self) -> Jobs:
        """Watch the work of the service."""
        return self._resource("jobs", "Jobs")  # type: ignore[no-any-return]

    @cached_property
    def reports(self) -> Reports:
        """Events as single articles tell them."""
        return self._resource("reports", "Reports")  # type: ignore[no-any-return]

    @cached_property
    def events(self) -> Events:
        """Events as all sources tell them, and the comparison of these."""
        return self._resource("events", "Events")  # type: ignore[no-any-return]

    @cached_property
    def discrepancies(self) -> Discrepancies:
        """Where sources differ."""
        return self._resource("discrepancies", "Discrepancies")  # type: ignore[no-any-return]

    @cached_property
    def comparisons(self) -> Comparisons:
        """Compare given articles or texts."""
        return self._resource("comparisons", "Comparisons")  # type: ignore[no-any-return]

    @cached_property
    def counts(self) -> Counts:
        """Stated figures, one a row."""
        return self._resource("counts", "Counts")  # type: ignore[no-any-return]

    @cached_property
    def lineages(self) -> Lineages:
        """Copies of one text."""
        return self._resource("lineages", "Lineages")  # type: ignore[no-any-return]

    @cached_property
    def vocabulary(self) -> VocabularyResource:
        """The words that records are made of."""
        return self._resource("vocabulary", "VocabularyResource")  # type: ignore[no-any-return]

    @cached_property
    def keys(self) -> Keys:
        """API keys."""
        return self._resource("keys", "Keys")  # type: ignore[no-any-return]

    @cached_property
    def webhook_endpoints(self) -> WebhookEndpoints:
        """Where the service sends messages to."""
        return self._resource("webhook_endpoints", "WebhookEndpoints")  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _resource(self, room: str, name: str) -> Any:  # noqa: ANN401 - the properties say which
        return getattr(import_module(f"rashomon_sdk.resources.{room}"), name)(self._transport)
