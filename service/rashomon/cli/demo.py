"""`rashomon demo`: submit the example articles to a running service and print the compared events.

The articles are invented for this purpose, outlets included; only the places and the ways of telling are real.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import requests
from rich.console import Console
from rich.table import Table

VERDICTS = {"contested": "red", "confirmed": "green", "fair": "green", "single_source": "dim"}


def show_demo(*, url: str, key: str | None, data: Path) -> int:
    """Run the demonstration; return the exit code."""
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update(_authorization(key, data))
        try:
            article_ids = _submit_all(session, f"{url.rstrip('/')}/v1")
            events = _events(session, f"{url.rstrip('/')}/v1", article_ids)
        except requests.RequestException as error:
            click.echo(f"the service at {url} did not do its part: {error}\nIs `make run` running?", err=True)
            return 1
    _print(events)
    return 0


def _authorization(key: str | None, data: Path) -> dict[str, str]:
    file = data / "api-key"
    if key is None and file.exists():
        key = file.read_text("ascii").strip()
    return {"Authorization": f"Bearer {key}"} if key else {}


def articles() -> list[dict[str, Any]]:
    """Return the example articles as submissions."""
    lines = files("rashomon.cli").joinpath("demo_articles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _submit_all(session: requests.Session, base: str) -> list[str]:
    jobs = [_json(session.post(f"{base}/articles", json=article, timeout=30)) for article in articles()]
    for job in jobs:
        _wait(session, base, job)
    return [job["article_ids"][0] for job in jobs]


def _wait(session: requests.Session, base: str, job: dict[str, Any]) -> None:
    while job["status"] in ("queued", "running"):
        job = _json(session.get(f"{base}/jobs/{job['id']}", headers={"Prefer": "wait=20"}, timeout=60))
    if job["status"] != "succeeded":
        raise requests.RequestException(f"job {job['id']} ended {job['status']}: {job['error']}")


def _events(session: requests.Session, base: str, article_ids: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        query: dict[str, Any] = {"article_id": article_ids, "limit": 100, "cursor": cursor}
        page = _json(session.get(f"{base}/events", params=query, timeout=30))
        found += page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            return sorted(found, key=lambda event: (-event["sources"]["articles"], event["when"]["start"] or "9999"))


def _json(answer: requests.Response) -> dict[str, Any]:
    if not answer.ok:
        raise requests.RequestException(f"{answer.status_code} {answer.text[:300]}")
    body: dict[str, Any] = answer.json()
    return body


def _print(events: list[dict[str, Any]]) -> None:
    table = Table(title="What six articles tell of one week", show_lines=True)
    for heading in ("Event", "Told by", "Agreement", "Where they differ"):
        table.add_column(heading, overflow="fold")
    for event in events:
        sources = event["sources"]
        colour = VERDICTS[event["grading"]]
        table.add_row(
            event["label"],
            f"{_articles(sources['articles'])}, {sources['lineages']} independent\n{', '.join(sources['claimants'])}".strip(),
            f"[{colour}]{event['grading'].replace('_', ' ')}[/{colour}]",
            "\n".join(f"{d['field']}: {d['explanation']}" for d in event["discrepancies"] if d["kind"] != "compatible") or "-",
        )
    Console().print(table)


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
