"""`rashomonctl submit`: hand in many articles, watch them being read, say what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from rashomon_sdk.client import Client
from rashomon_sdk.ctl.files import Found
from rashomon_sdk.records import Job, Submitted

BAD = frozenset({"refused", "failed", "cancelled", "quarantined", "unreadable"})


@dataclass(slots=True)
class Outcome:
    """What became of one article so far; `status` is its job's once it is read, else how its submission went."""

    where: str
    external_id: str | None
    status: str
    article_id: str | None = None
    job_id: str | None = None
    batch_id: str | None = field(default=None)
    problem: str | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON data."""
        names = ("where", "external_id", "status", "article_id", "job_id", "batch_id", "problem")
        return {name: getattr(self, name) for name in names}


class Journal:
    """A file of the external ids that the service has taken, so that a run that broke off can be taken up again."""

    def __init__(self, path: Path | None) -> None:
        self._out: IO[str] | None = path.open("a+", encoding="utf-8") if path else None
        self.taken: frozenset[str] = frozenset()
        if self._out:
            self._out.seek(0)
            self.taken = frozenset(self._out.read().split("\n")) - {""}

    def keep(self, external_id: str | None) -> None:
        """Remember an id, on disk before the next article is sent."""
        if self._out and external_id is not None and external_id not in self.taken:
            self._out.write(external_id + "\n")
            self._out.flush()

    def close(self) -> None:
        """Close the file."""
        if self._out:
            self._out.close()


def submit(client: Client, found: Iterable[Found], journal: Journal) -> Iterator[Outcome]:
    """Hand in what was found; yield what became of it, unreadable files too, in no promised order."""
    places: list[Found] = []
    unreadable: list[Outcome] = []

    def articles() -> Iterator[dict[str, Any]]:
        for item in found:
            if item.article is None:
                unreadable.append(Outcome(item.where, None, "unreadable", problem=item.problem))
                continue
            places.append(item)
            yield item.article

    for told in client.articles.submit_many(articles(), skip=journal.taken):
        if told.outcome in ("created", "known"):
            journal.keep(told.external_id)
        yield _outcome(places[told.index].where, told)
    yield from unreadable


def watch(client: Client, outcomes: list[Outcome], *, timeout: float, console: Console) -> None:
    """Wait until every article is read, with a bar for those that look; write each one's end into its outcome."""
    batches = list(dict.fromkeys(outcome.batch_id for outcome in outcomes if outcome.batch_id))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=sum(bool(outcome.job_id) for outcome in outcomes))
        finished = 0
        for batch in batches:

            def show(job: Job, before: int = finished) -> None:
                if job.progress:
                    bar.update(task, completed=before + job.progress.done)

            job = client.jobs.wait(batch, timeout=timeout, progress=show, check=False)
            finished += job.progress.total if job.progress else 0
            _write_ends(client, batch, outcomes)


def _write_ends(client: Client, batch: str, outcomes: list[Outcome]) -> None:
    mine = {outcome.article_id: outcome for outcome in outcomes if outcome.batch_id == batch and outcome.article_id}
    for item in client.jobs.items(batch):
        with suppress(KeyError):
            outcome = mine[item.article_id or ""]
            outcome.status = item.status
            outcome.problem = f"{item.error.reason}: {item.error.detail}" if item.error else None


def _outcome(where: str, told: Submitted) -> Outcome:
    problem = None
    if told.problem:
        places = "; ".join(f"{error['pointer']}: {error['detail']}" for error in told.problem.errors)
        problem = f"{told.problem.reason}: {places or told.problem.detail}"
    return Outcome(where, told.external_id, told.outcome, told.article_id, told.job_id, told.batch_id, problem)
