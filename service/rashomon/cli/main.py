"""`rashomon`: the commands, their options and nothing else; each does its work in a module of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from rashomon import __version__
from rashomon.records.problems import ProblemError
from rashomon.settings import Settings, address_of, from_environment


def settings() -> Settings:
    """Return the settings of the environment; a variable that does not fit is a usage error."""
    try:
        return from_environment(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def address(name: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return the check of an option that stands for the variable `name`."""

    def check(_context: click.Context, _option: click.Parameter, raw: str | None) -> str | None:
        try:
            return address_of(name, raw) if raw else None
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return check


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rashomon")
def main() -> None:
    """Read news about armed conflict and show where the accounts of one event agree and differ."""


@main.command()
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Reading processes.")
@click.option(
    "--broker-url", callback=address("RASHOMON_BROKER_URL"), help="Use this Redis or Valkey instead of the embedded one."
)
@click.option(
    "--database-url", callback=address("RASHOMON_DATABASE_URL"), help="Use this database instead of the SQLite file in --data."
)
def run(**options: object) -> None:
    """Start everything on this machine: API, worker, relay, and an embedded Valkey."""
    from rashomon.cli.run import Plan, run_all

    raise SystemExit(run_all(Plan(**options), settings()))  # type: ignore[arg-type]  # click's names are Plan's


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--threads", type=click.IntRange(2), default=32, show_default=True)
@click.option("--processes", type=click.IntRange(1), default=1, show_default=True)
def api(host: str, port: int, threads: int, processes: int) -> None:
    """Serve HTTP (gunicorn with threads)."""
    from rashomon.cli.roles import serve_api

    serve_api(settings(), host=host, port=port, threads=threads, processes=processes)


@main.command()
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Reading processes.")
def worker(workers: int) -> None:
    """Read and compare articles (Celery)."""
    from rashomon.cli.roles import serve_worker

    serve_worker(settings(), workers=workers)


@main.command()
def relay() -> None:
    """Hand stored work to the broker and take back what was lost."""
    from rashomon.cli.roles import serve_relay

    serve_relay(settings())


@main.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from rashomon.cli.roles import upgrade_database

    upgrade_database(settings())
    click.echo("The database is up to date.")


@main.command()
@click.option("--since", help="Only articles received since then, ISO 8601.")
@click.option("--tenant", default="default", show_default=True)
def reread(since: str | None, tenant: str) -> None:
    """Queue stored articles to be read again, after an upgrade."""
    from rashomon.cli.reread import reread_articles

    for line in reread_articles(settings(), tenant=tenant, since=since):
        click.echo(line)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), show_default=True)
def backup(file: Path, data: Path) -> None:
    """Write the database and the keys into one FILE; the service may be running."""
    from rashomon.cli.backup import back_up

    click.echo(back_up(file, data=data, settings=settings()))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), show_default=True)
def restore(file: Path, data: Path) -> None:
    """Fill an empty data directory (or the empty database of RASHOMON_DATABASE_URL) from a backup FILE."""
    from rashomon.cli.backup import restore as restore_from

    click.echo(restore_from(file, data=data, settings=settings()))


@main.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command("create")
@click.option("--tenant", default="default", show_default=True)
@click.option("--name", default="key", show_default=True)
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "submit", "admin"]), help="Default: all three.")
def keys_create(tenant: str, name: str, scopes: tuple[str, ...]) -> None:
    """Print a new key; it is shown this once."""
    from rashomon.cli.roles import create_key

    click.echo(create_key(settings(), tenant=tenant, name=name, scopes=scopes or ("read", "submit", "admin")))


@keys.command("list")
@click.option("--tenant", default="default", show_default=True)
def keys_list(tenant: str) -> None:
    """Print the keys of a tenant, without their secrets."""
    from rashomon.cli.roles import list_keys

    for line in list_keys(settings(), tenant=tenant):
        click.echo(line)


@keys.command("revoke")
@click.argument("key_id")
@click.option("--tenant", default="default", show_default=True)
def keys_revoke(key_id: str, tenant: str) -> None:
    """Make a key useless from now on."""
    from rashomon.cli.roles import revoke_key

    try:
        revoke_key(settings(), tenant=tenant, key_id=key_id)
    except ProblemError as error:
        raise click.ClickException(error.detail) from error
    click.echo(f"{key_id} is revoked.")


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--title")
@click.option("--published", help="Publication date, ISO 8601.")
@click.option("--source", help="Name of the outlet.")
def extract(file: IO[bytes], title: str | None, published: str | None, source: str | None) -> None:
    """Read one text (FILE, or - for standard input) and print its reports as JSON, without any server."""
    from rashomon.cli.extract import extract_text

    click.echo(extract_text(file.read(), title=title, published=published, source=source, settings=settings()))


@main.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True)
@click.option("--key", envvar="RASHOMON_API_KEY", help="Default: the key in --data.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
def demo(url: str, key: str | None, data: Path) -> None:
    """Submit the example articles to a running service and print the compared events."""
    from rashomon.cli.demo import show_demo

    raise SystemExit(show_demo(url=url, key=key, data=data))
