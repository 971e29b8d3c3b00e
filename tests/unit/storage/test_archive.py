"""A backup holds everything of one moment and fills an empty database of either kind; nothing else is ever filled."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from rashomon.cli.main import main
from rashomon.records.article import Source, Submission
from rashomon.records.problems import ConflictError
from rashomon.records.query import Filters
from rashomon.records.webhook import EndpointDraft
from rashomon.storage.archive import read_archive, write_archive
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import is_current
from rashomon.storage.tables.schema import metadata
from rashomon.workflows import keys, read, submit

PASSING = {"processes"}


def fill(store: Database) -> None:
    for n in range(3):
        submission = Submission(f"Text {n} of “Hôms”.\n\u2028", source=Source("Daily Post"), metadata={"n": n}, title=None)
        submit.submit_article(store, "default", submission)
    keys.create_key(store, "default", name="first", scopes=("read",))
    with store.writing() as unit:
        unit.hooks.add_endpoint("default", "whe_a", EndpointDraft(url="https://example.org"), b"\x00sealed\xff")


def everything(store: Database) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as unit:
        tables = [t for t in metadata.sorted_tables if t.name not in PASSING]
        return {
            t.name: [tuple(row) for row in unit.connection.execute(select(t).order_by(*t.primary_key.columns))] for t in tables
        }


def archived(url: str) -> io.BytesIO:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as out:
        write_archive(url, out)
    return held


def test_a_backup_fills_another_database_with_the_same(store: Database, database_url: str, tmp_path: Path) -> None:
    fill(store)
    url = f"sqlite:///{tmp_path}/restored.db"
    with zipfile.ZipFile(archived(database_url)) as source:
        assert 3 == read_archive(url, source)["articles"]
    other = open_database(url)
    assert everything(store) == everything(other)
    assert is_current(url)
    assert 3 == len(read.list_articles(other, "default", Filters(q="homs"), limit=9).items)
    other.close()


def test_a_backup_of_sqlite_goes_on_in_either_database(store: Database, database_url: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/first.db"
    with zipfile.ZipFile(archived(database_url)) as source:
        read_archive(url, source)  # an empty one
    first = open_database(url)
    fill(first)
    with zipfile.ZipFile(archived(url)) as source:
        read_archive(database_url, source)
    assert everything(first) == everything(store)
    submit.submit_article(store, "default", Submission("another"))  # numbers go on where they stopped
    with store.reading() as unit:
        assert 4 == len({m.id for m in unit.outbox.pending(9)})
    first.close()


def test_a_database_that_holds_anything_is_not_filled(store: Database, database_url: str) -> None:
    fill(store)
    before = everything(store)
    with zipfile.ZipFile(archived(database_url)) as source, pytest.raises(ConflictError) as refused:
        read_archive(database_url, source)
    assert "database_not_empty" == refused.value.reason
    assert before == everything(store)


def test_half_a_backup_fills_nothing(store: Database, database_url: str, tmp_path: Path) -> None:
    fill(store)
    held = archived(database_url)
    damaged = io.BytesIO()
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(damaged, "w") as out:
        for name in source.namelist():
            lines = source.read(name).splitlines(keepends=True)
            out.writestr(name, b"".join(lines[:-1] if name == "tables/jobs.ndjson" else lines))
    url = f"sqlite:///{tmp_path}/restored.db"
    with zipfile.ZipFile(damaged) as source, pytest.raises(ConflictError, match="jobs"):
        read_archive(url, source)
    other = open_database(url)
    assert () == read.list_articles(other, "default", Filters(), limit=9).items
    other.close()


def test_the_commands_carry_a_data_directory_with_its_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASHOMON_DATABASE_URL", raising=False)
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "backup.zip"
    here.mkdir()
    for name in ("secret-key", "api-key"):
        (here / name).write_text(f"the {name}", "ascii")
    monkeypatch.setenv("RASHOMON_DATABASE_URL", f"sqlite:///{here}/rashomon.db")
    assert 0 == CliRunner().invoke(main, ["migrate"]).exit_code
    monkeypatch.delenv("RASHOMON_DATABASE_URL")
    store = open_database(f"sqlite:///{here}/rashomon.db")
    fill(store)
    store.close()

    made = CliRunner().invoke(main, ["backup", str(file), "--data", str(here)])
    assert (0, "3 articles" in made.output) == (made.exit_code, True), made.output
    assert 0o600 == file.stat().st_mode & 0o777
    filled = CliRunner().invoke(main, ["restore", str(file), "--data", str(there)])
    assert 0 == filled.exit_code, filled.output
    assert "the secret-key" == (there / "secret-key").read_text("ascii").strip()
    assert 0o600 == (there / "secret-key").stat().st_mode & 0o777
    again = CliRunner().invoke(main, ["restore", str(file), "--data", str(there)])
    assert (1, True) == (again.exit_code, "empty" in again.output)
    assert json.loads(zipfile.ZipFile(file).read("manifest.json"))["rows"]["articles"] == 3
    nothing = CliRunner().invoke(main, ["backup", str(file), "--data", str(tmp_path / "nowhere")])
    assert 1 == nothing.exit_code
