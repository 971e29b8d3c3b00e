"""Submitting any number of articles: cut into calls by count and size, told apart again article by article."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rashomon_sdk.errors import InvalidRequestError
from rashomon_sdk.records import Batch, Problem, Submitted

TOO_LARGE = 413
Send = Callable[[Sequence[bytes]], Batch]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one call carries; a single article may be larger, and is for the service to judge."""

    count: int
    size: int


class _Item(NamedTuple):
    position: int
    external_id: str | None
    line: bytes


def line(article: Mapping[str, Any]) -> bytes:
    """Return an article as one line of JSON; `source` may be the outlet's name alone. None is not said, so it is not sent."""
    said = {key: value for key, value in article.items() if value is not None}
    if isinstance(said.get("source"), str):
        said["source"] = {"name": said["source"]}
    try:
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair: escaped it gets as far as the service, which says where it stands
        return json.dumps(said, separators=(",", ":")).encode() + b"\n"


def submit(articles: Iterable[Mapping[str, Any]], send: Send, *, skip: Container[str], limits: Limits) -> Iterator[Submitted]:
    """Yield what became of each article, in order."""
    chunk: list[_Item] = []
    size = 0
    for index, article in enumerate(articles):
        external_id = article.get("external_id")
        if external_id is not None and external_id in skip:
            yield from _sent(chunk, send)
            chunk, size = [], 0
            yield Submitted(index=index, outcome="skipped", external_id=external_id)
            continue
        item = _Item(index, external_id, line(article))
        if chunk and (len(chunk) >= limits.count or size + len(item.line) > limits.size):
            yield from _sent(chunk, send)
            chunk, size = [], 0
        chunk.append(item)
        size += len(item.line)
    yield from _sent(chunk, send)


def _sent(chunk: list[_Item], send: Send) -> Iterator[Submitted]:
    """Send one chunk; what the service finds too large is halved, down to the one article that is."""
    if not chunk:
        return
    try:
        batch = send([item.line for item in chunk])
    except InvalidRequestError as error:
        if error.status != TOO_LARGE:
            raise
        if len(chunk) == 1:
            yield _too_large(chunk[0], error)
            return
        yield from _sent(chunk[: len(chunk) // 2], send)
        yield from _sent(chunk[len(chunk) // 2 :], send)
        return
    told = {said.index: said for said in batch.lines}
    for position, item in enumerate(chunk):
        said = told[position]
        yield Submitted(
            index=item.position,
            outcome=said.outcome,
            external_id=item.external_id,
            batch_id=batch.id,
            job_id=said.job_id,
            article_id=said.article_id,
            problem=said.problem,
        )


def _too_large(item: _Item, error: InvalidRequestError) -> Submitted:
    problem = Problem.from_json(
        {"reason": error.reason, "detail": error.detail, "status": error.status, "request_id": error.request_id}
    )
    return Submitted(index=item.position, outcome="refused", external_id=item.external_id, problem=problem)
