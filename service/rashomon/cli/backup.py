"""`rashomon backup` and `restore`: database and keys in one file that only its owner can read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from rashomon.cli.home import DirectoryInUseError, Home, write_private
from rashomon.records.problems import ProblemError
from rashomon.settings import Settings
from rashomon.storage.archive import read_archive, write_archive

KEYS = ("secret-key", "api-key")  # of a data directory: without the first nothing sealed can be opened


def back_up(file: Path, *, data: Path, settings: Settings) -> str:
    """Write the backup, or nothing; return what to tell. A running service need not stop."""
    url = database_of(data, settings)
    if url is None:
        raise click.ClickException(f"there is no database in {data}, and RASHOMON_DATABASE_URL names none")
    partial = file.with_name(f"{file.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with _told(), os.fdopen(descriptor, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                rows = write_archive(url, archive)
                kept = [name for name in KEYS if (data / name).exists()]
                for name in kept:
                    archive.writestr(f"keys/{name}", (data / name).read_text("ascii").strip())
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    keys = f"with {' and '.join(kept)}" if kept else "WITHOUT any key: keep RASHOMON_SECRET_KEY yourself"
    return f"{file}: {rows['articles']} articles, {rows['reports']} reports, {rows['events']} events, {keys}."


def restore(file: Path, *, data: Path, settings: Settings) -> str:
    """Fill an empty data directory or database from a backup; return what to tell."""
    with _told(), zipfile.ZipFile(file) as archive:
        home = Home(data)
        try:
            rows = read_archive(database_of(data, settings) or home.database_url, archive)
            for name in KEYS:
                if f"keys/{name}" in archive.namelist() and not (data / name).exists():
                    write_private(data / name, archive.read(f"keys/{name}").decode("ascii"))
        finally:
            home.close()
    return f"Restored {rows['articles']} articles, {rows['reports']} reports, {rows['events']} events into {data}."


def database_of(data: Path, settings: Settings) -> str | None:
    """Return the database that is meant: the one that the environment names, else that of the data directory if it has one."""
    if settings.database_url != Settings().database_url:
        return settings.database_url
    file = data.resolve() / "rashomon.db"
    return f"sqlite:///{file}" if file.exists() else None


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (ProblemError, DirectoryInUseError) as error:
        raise click.ClickException(str(error)) from error
    except zipfile.BadZipFile as error:
        raise click.ClickException("that is no backup") from error
