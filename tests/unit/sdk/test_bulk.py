"""Submitting many: cut as told, told apart again, nothing lost and nothing sent twice."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence

import pytest

from rashomon_sdk import bulk
from rashomon_sdk.errors import InvalidRequestError, NoAnswerError
from rashomon_sdk.records import Batch


class Service:
    """Takes lines as the service does: refuses empty texts, and calls with more bytes than `most`."""

    def __init__(self, most: int = 10_000) -> None:
        self.most = most
        self.calls: list[list[str]] = []

    def __call__(self, lines: Sequence[bytes]) -> Batch:
        if sum(map(len, lines)) > self.most:
            raise InvalidRequestError(413, {"reason": "too_large", "detail": "Too large."})
        articles = [json.loads(line) for line in lines]
        self.calls.append([article["external_id"] for article in articles])
        told = [
            {"index": n, "outcome": "created", "article_id": f"art_{a['external_id']}"}
            if a["text"]
            else {"index": n, "outcome": "refused", "problem": {"reason": "invalid", "detail": "The text is empty."}}
            for n, a in enumerate(articles)
        ]
        return Batch.from_json({"id": f"job_{len(self.calls)}", "kind": "batch", "status": "queued", "lines": told})


def articles(count: int, *, text: str = "Shells fell.") -> list[dict[str, str]]:
    return [{"external_id": f"x{n}", "text": text} for n in range(count)]


def told(
    given: list[dict[str, str]], service: Service, *, count: int = 100, size: int = 10_000, skip: Sequence[str] = ()
) -> list[str]:
    rows = bulk.submit(given, service, skip=frozenset(skip), limits=bulk.Limits(count, size))
    return [f"{row.index} {row.external_id} {row.outcome}" for row in rows]


def test_calls_are_cut_by_count() -> None:
    service = Service()
    told(articles(5), service, count=2)
    assert [["x0", "x1"], ["x2", "x3"], ["x4"]] == service.calls


def test_calls_are_cut_by_bytes_not_characters() -> None:
    service = Service()
    told(articles(3, text="ж" * 100), service, size=500)  # 200 bytes of text each, some 240 a line
    assert [["x0", "x1"], ["x2"]] == service.calls


def test_a_refused_article_harms_no_other() -> None:
    given = articles(3)
    given[1]["text"] = ""
    assert ["0 x0 created", "1 x1 refused", "2 x2 created"] == told(given, Service())


def test_a_call_that_is_too_large_for_this_service_is_halved_down_to_the_article_that_is() -> None:
    given = articles(4)
    given[2]["text"] = "x" * 5_000
    service = Service(most=1_000)
    assert ["0 x0 created", "1 x1 created", "2 x2 refused", "3 x3 created"] == told(given, service)
    assert [["x0", "x1"], ["x3"]] == service.calls


def test_what_was_told_before_is_left_out_and_said_to_be() -> None:
    service = Service()
    assert ["0 x0 skipped", "1 x1 created", "2 x2 skipped", "3 x3 created"] == told(articles(4), service, skip=["x0", "x2"])
    assert ["x1", "x3"] == list(itertools.chain(*service.calls))


def test_a_run_that_breaks_off_resumes_after_what_it_was_told() -> None:
    service = Service()

    def breaks(lines: Sequence[bytes]) -> Batch:
        if len(service.calls) == 1:
            raise NoAnswerError("gone")
        return service(lines)

    heard: list[str] = []
    with pytest.raises(NoAnswerError):
        heard.extend(str(row.external_id) for row in bulk.submit(articles(4), breaks, skip=(), limits=bulk.Limits(2, 9999)))
    assert ["x0", "x1"] == heard
    told(articles(4), service, skip=heard)
    assert [["x0", "x1"], ["x2", "x3"]] == service.calls


def test_articles_are_taken_as_they_are_sent() -> None:
    taken: list[int] = []

    def source() -> itertools.chain[dict[str, str]]:
        return itertools.chain.from_iterable([taken.append(n) or article] for n, article in enumerate(articles(10)))  # type: ignore[func-returns-value]

    rows = bulk.submit(source(), Service(), skip=(), limits=bulk.Limits(2, 9999))
    next(rows)
    assert [0, 1, 2] == taken


def test_the_outlet_may_be_a_name_and_what_is_not_said_is_not_sent() -> None:
    assert {"text": "a", "source": {"name": "Post"}} == json.loads(bulk.line({"text": "a", "source": "Post", "url": None}))


def test_half_a_surrogate_pair_is_for_the_service_to_refuse() -> None:
    assert rb'{"text":"\ud800"}' + b"\n" == bulk.line({"text": "\ud800"})
