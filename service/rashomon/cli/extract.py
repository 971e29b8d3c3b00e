"""`rashomon extract`: one text in, its reports out, no server."""

from __future__ import annotations

import json

import click

from rashomon.bootstrap import build_reader
from rashomon.records.article import Source
from rashomon.records.identity import content_id
from rashomon.records.plain import to_plain
from rashomon.records.problems import ProblemError
from rashomon.settings import Settings


def extract_text(raw: bytes, *, title: str | None, published: str | None, source: str | None, settings: Settings) -> str:
    """Return the reports of the text as indented JSON; ClickException names what cannot be read."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"the text is not UTF-8: {error}") from error
    reader = build_reader(settings)
    article_id = content_id("art", [source, None], text)
    try:
        read = reader.read(
            text=text,
            title=title,
            published_at=published,
            language=None,
            article_id=article_id,
            source=Source(source) if source else None,
        )
    except ProblemError as error:
        raise click.ClickException(f"{error.reason}: {error.detail}") from error
    return json.dumps(to_plain(read.reports), ensure_ascii=False, indent=2)
