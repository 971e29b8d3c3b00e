"""The commands of `rashomonctl`, their options and nothing else."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from rashomon_sdk import __version__
from rashomon_sdk.client import Client
from rashomon_sdk.ctl import files, listen, matrix, submitting, tables
from rashomon_sdk.ctl.connect import FAILED, INTERRUPTED, exit_code, make_client
from rashomon_sdk.ctl.filters import given_filters, with_filters
from rashomon_sdk.errors import RashomonError
from rashomon_sdk.records import FoundDiscrepancy, Job, Record
from rashomon_sdk.webhooks import WebhookEvent

as_json = click.option("--json", "plain", is_flag=True, help="JSON, one record a line, for scripts.")
EXPORTS = ("csv", "geojson", "ndjson", "acled", "ucdp")


def run() -> None:
    """Run the command line and leave with its exit code."""
    try:
        sys.exit(main(standalone_mode=False))  # the code of an Exit, None otherwise
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `rashomonctl events | head`
        sys.stdout = None  # nobody is left to flush to
        sys.exit(0)
    except RashomonError as error:
        click.echo(f"rashomonctl: {error}", err=True)
        sys.exit(exit_code(error))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
    epilog="Exit codes: 0 done, 1 something failed or was refused, 2 wrong command line, 3 the service did not answer, "
    "4 it refused the request, 5 it failed, 6 not over in time, 130 interrupted.",
)
@click.version_option(__version__, prog_name="rashomonctl")
@click.option("--url", envvar="RASHOMON_URL", default="http://127.0.0.1:8000", help="The service.")
@click.option("--key", help="API key.  [default: RASHOMON_API_KEY, else the file api-key in --data]", show_default=False)
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), help="Data directory of `rashomon run`.")
@click.pass_context
def main(context: click.Context, url: str, key: str | None, data: Path) -> None:
    """Submit articles to a Rashomon service; read events and where their sources differ."""
    context.obj = context.with_resource(make_client(url=url, key=key, data=data))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option(
    "--as", "kind", type=click.Choice(sorted(files.READERS.keys() | {"jsonl"})), help="Kind of all files, else their suffix."
)
@click.option("--source", help="Outlet, where an article names none.")
@click.option("--published", "published_at", help="Publication date, where an article has none.")
@click.option("--title")
@click.option("--language")
@click.option("--wait/--no-wait", default=True, help="Wait until all are read.")
@click.option("--timeout", type=float, default=600.0, help="Seconds to wait, for each batch of 200.")
@click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the external ids taken here, and leave them out next time.",
)
@as_json
@click.pass_obj
def submit(client: Client, /, paths: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - click's options
    """Submit articles: text, saved pages (.html), JSON (.json) and JSON lines (.jsonl), folders of them, or standard input."""
    given = {name: options[name] for name in ("source", "published_at", "title", "language") if options[name]}
    journal = submitting.Journal(options["journal"])
    try:
        outcomes = list(submitting.submit(client, files.find(paths, kind=options["kind"], given=given), journal))
    finally:
        journal.close()
    if options["wait"]:
        submitting.watch(client, outcomes, timeout=options["timeout"], console=Console(stderr=True))
    if options["plain"]:
        print_json(outcome.plain() for outcome in outcomes)
    else:
        Console().print(tables.submissions(outcomes))
    if not outcomes:
        raise click.UsageError("no article was found")
    leave_if(any(outcome.status in submitting.BAD for outcome in outcomes))


@main.command()
@click.argument("job_ids", nargs=-1, required=True, metavar="JOB...")
@click.option("--timeout", type=float, default=600.0, help="Seconds for each.")
@as_json
@click.pass_obj
def wait(client: Client, job_ids: tuple[str, ...], *, timeout: float, plain: bool) -> None:
    """Wait until jobs are over."""
    jobs = [client.jobs.wait(job_id, timeout=timeout, check=False) for job_id in job_ids]
    for job in jobs:
        click.echo(json.dumps(job.raw) if plain else _told(job))
    leave_if(any(job.status != "succeeded" for job in jobs))


@main.command()
@click.option("--article", "article_id", help="Only this article's.")
@click.option("--limit", type=click.IntRange(1), default=50, help="At most so many.")
@as_json
@with_filters("reports")
@click.pass_obj
def reports(client: Client, /, *, limit: int, plain: bool, article_id: str | None, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show what single articles tell."""
    filters = given_filters(options) | ({"article_id": [article_id]} if article_id else {})
    rows = islice(client.reports.list(limit=min(limit, 200), **filters), limit)
    print_json(rows) if plain else Console().print(tables.reports(rows))


@main.command()
@click.option("--format", "form", type=click.Choice(["table", "json", *EXPORTS]), default="table")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write an export to this file.")
@click.option("--limit", type=click.IntRange(1), default=50, help="At most so many in a table or as JSON; exports are whole.")
@as_json
@with_filters("events")
@click.pass_obj
def events(client: Client, /, *, form: str, out: Path | None, limit: int, plain: bool, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show what happened, as all sources tell it."""
    filters = given_filters(options)
    if form in EXPORTS and not plain:
        export = client.events.export(form, **filters)
        click.echo(export.save(out) if out else export.text(), nl=bool(out))
        return
    rows = islice(client.events.list(limit=min(limit, 200), **filters), limit)
    print_json(rows) if plain or form == "json" else Console().print(tables.events(rows))


@main.command()
@click.argument("event_id", metavar="EVENT")
@click.option("--quotes", is_flag=True, help="With the words that say it.")
@as_json
@click.pass_obj
def compare(client: Client, event_id: str, *, quotes: bool, plain: bool) -> None:
    """Show one event source by source, field by field; A, B, ... mark the values that differ."""
    compared = client.events.comparison(event_id)
    if plain:
        print_json([compared])
        return
    matrix.show(Console(), client.events.get(event_id), compared, quotes=quotes)


@main.command()
@click.option("--follow", is_flag=True, help="Go on and show new ones as they are found.")
@click.option("--every", type=click.FloatRange(0.2), default=2.0, help="Seconds between looks, with --follow.")
@click.option("--limit", type=click.IntRange(1), default=20, help="At most so many to begin with.")
@as_json
@with_filters("discrepancies")
@click.pass_obj
def discrepancies(client: Client, /, *, follow: bool, every: float, limit: int, plain: bool, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show where sources differ, the newest last."""
    filters = given_filters(options)
    console = Console(soft_wrap=True)
    seen: dict[str, None] = {}
    first = list(islice(client.discrepancies.list(limit=min(limit, 200), **filters), limit))
    while True:
        for row in reversed(first):
            seen[row.id] = None
            print_json([row]) if plain else console.print(tables.discrepancy(row))
        if not follow:
            return
        time.sleep(every)
        first = list(_until_known(client.discrepancies.list(limit=50, **filters), seen))


@main.command(name="listen")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: any free one.")
@click.option("--secret", "secrets", multiple=True, help="Verify with this (whsec_ or whpk_) instead of making an endpoint.")
@click.option("--type", "event_types", multiple=True, help="Only messages of this type.")
@click.option("--count", type=click.IntRange(1), help="Leave after so many messages.")
@as_json
@click.pass_obj
def listen_(
    client: Client, port: int, secrets: tuple[str, ...], event_types: tuple[str, ...], *, count: int | None, plain: bool
) -> None:
    """Receive webhooks on this machine, verified, for development.

    Makes an endpoint and removes it at the end (needs a key with the scope admin, and a service that may send to this machine:
    RASHOMON_WEBHOOK_ALLOW=127.0.0.0/8).
    """
    enough, received = threading.Event(), list[WebhookEvent]()

    def told(event: WebhookEvent) -> None:
        received.append(event)
        click.echo(
            json.dumps({"id": event.id, **event.raw}) if plain else f"{event.timestamp}  {event.type}  {json.dumps(event.data)}"
        )
        if count is not None and len(received) >= count:
            enough.set()

    receiver = listen.Receiver(port, told=told, refused=lambda why: click.echo(f"refused: {why}", err=True))
    receiver.secrets = list(secrets)
    with listen.serving(receiver):
        click.echo(f"Listening at {receiver.url} (press Ctrl-C to stop)", err=True)
        if secrets:
            enough.wait()
            return
        with listen.registered(client, receiver, event_types) as endpoint:
            click.echo(f"The service sends to it as endpoint {endpoint}", err=True)
            enough.wait()


def print_json(rows: Iterable[Record | Mapping[str, Any]]) -> None:
    """Print records as JSON lines, as the service sent them."""
    for row in rows:
        click.echo(json.dumps(row.raw if isinstance(row, Record) else row, ensure_ascii=False))


def leave_if(failed: bool) -> None:  # noqa: FBT001 - it reads as a sentence
    """Leave with the exit code of failure."""
    if failed:
        raise click.exceptions.Exit(FAILED)


def _told(job: Job) -> str:
    done = f" {job.progress.done} of {job.progress.total}, {job.progress.failed} failed" if job.progress else ""
    why = f": {job.error.reason}: {job.error.detail}" if job.error else ""
    return f"{job.id} {job.status}{done}{why}"


def _until_known(rows: Iterable[FoundDiscrepancy], seen: Mapping[str, None]) -> Iterator[FoundDiscrepancy]:
    for row in rows:
        if row.id in seen:
            return
        yield row
