"""From files to submissions: plain text, saved pages, JSON lines; one article at a time, whatever their number."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Article = dict[str, Any]


class UnreadableError(Exception):
    """A file that yields no article; the message says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article, or why there is none, and where it was: a file, or a line of one."""

    where: str
    article: Article | None
    problem: str | None = None


def find(paths: Iterable[str], *, kind: str | None, given: Mapping[str, Any]) -> Iterator[Found]:
    """Yield the articles of files, of folders (what they hold of the kinds that we know) and of `-`, standard input.

    `kind` is told by the suffix unless given; `given` fills what an article does not say itself.
    """
    for path in paths:
        for file in _files(path):
            for found in _read(file, kind or KINDS.get(file.suffix.lower(), "text")):
                yield Found(found.where, {**given, **found.article} if found.article else None, found.problem)


def _files(path: str) -> Iterator[Path]:
    file = Path(path)
    if not file.is_dir():
        yield file
        return
    yield from sorted(part for part in file.rglob("*") if part.is_file() and part.suffix.lower() in KINDS)


def _read(file: Path, kind: str) -> Iterator[Found]:
    where = "standard input" if str(file) == "-" else str(file)
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = raw.decode("utf-8-sig") if kind != "html" else ""
        if kind == "jsonl":
            yield from _lines(where, text)
        else:
            yield Found(where, READERS[kind](raw, text))
    except (OSError, UnicodeDecodeError, UnreadableError) as error:
        yield Found(where, None, str(error))


def _lines(where: str, text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
        except ValueError as error:
            yield Found(f"{where}:{number}", None, f"not JSON: {error}")
            continue
        if isinstance(article, dict):
            yield Found(f"{where}:{number}", article)
        else:
            yield Found(f"{where}:{number}", None, "a line is one article as a JSON object")


def _page(raw: bytes, _: str) -> Article:
    try:
        import trafilatura  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise UnreadableError("saved pages need trafilatura: pip install 'rashomon-sdk[html]'") from error
    told: Any = trafilatura.bare_extraction(raw, with_metadata=True, include_comments=False)
    if told is None or not told.text:
        raise UnreadableError("no article was found in the page")
    source = {"name": told.sitename or told.hostname, "domain": told.hostname}
    said = {"text": told.text, "title": told.title, "url": told.url, "published_at": told.date}
    return {key: value for key, value in said.items() if value} | ({"source": source} if source["name"] else {})


def _one(_: bytes, text: str) -> Article:
    try:
        article = json.loads(text)
    except ValueError as error:
        raise UnreadableError(f"not JSON: {error}") from error
    if not isinstance(article, dict):
        raise UnreadableError("a .json file is one article as a JSON object; use JSON lines for several")
    return article


def _plain(_: bytes, text: str) -> Article:
    return {"text": text}


READERS: dict[str, Callable[[bytes, str], Article]] = {"text": _plain, "html": _page, "json": _one}
KINDS = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
