"""Fails when reading the quality set falls below what it has reached: by kind of value, and article by article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quality.measure import SETS, Tally, measure
from rashomon.workflows.reading import ArticleReader

FLOORS = {
    "articles": {
        "event": 0.78,
        "type": 0.74,
        "date": 0.58,
        "place": 0.53,
        "initiator": 0.6,
        "target": 0.5,
        "count": 0.59,
        "weapon": 0.76,
        "claimant": 0.48,
        "slots": 0.59,
    },
    "articles-2": {
        "event": 0.71,
        "type": 0.64,
        "date": 0.39,
        "place": 0.46,
        "initiator": 0.48,
        "target": 0.36,
        "count": 0.53,
        "weapon": 0.66,
        "claimant": 0.43,
        "slots": 0.48,
    },
}
"""F1 that reading must keep, some 0.04 below what it has reached; raise them when it has learned something."""

FOUND = {
    "articles": {
        "ua-1": 4, "ua-2": 3, "lb-1": 3, "lb-2": 3, "gz-1": 3, "sd-1": 1, "sd-2": 2, "ml-1": 3, "mm-1": 3, "cd-1": 2,
        "ye-1": 4, "so-1": 4, "pk-1": 1, "pk-2": 1,
    },
    "articles-2": {
        "ua-4": 4, "sd-3": 2, "sd-4": 1, "gz-2": 3, "ye-2": 1, "et-2": 2, "mm-2": 2, "nk-1": 3, "cd-2": 1, "so-2": 3,
    },
}  # fmt: skip
"""Events that reading must find with type and place, one below what it has reached, so that no war falls silent in a mean."""


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    reader = ArticleReader()
    return {name: measure(articles, reader) for name, articles in SETS.items()}


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, floors in FLOORS.items() for kind in floors])
def test_reading_keeps_what_it_reached_for_each_kind_of_value(tallies: dict[str, Tally], name: str, kind: str) -> None:
    tally = tallies[name]
    reached = tally.slots() if kind == "slots" else tally.f1(kind)
    assert reached >= FLOORS[name][kind]


@pytest.mark.parametrize(("name", "article"), [(name, article) for name, found in FOUND.items() for article in found])
def test_no_article_falls_silent(tallies: dict[str, Tally], name: str, article: str) -> None:
    assert tallies[name].found[article] >= FOUND[name][article]


@pytest.mark.parametrize("articles", SETS.values(), ids=SETS)
def test_every_annotated_value_is_in_the_words_of_the_article(articles: Path) -> None:
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        words = article["text"] + "\n" + (article["title"] or "")
        for event in article["events"]:
            slots = [v for k in ("places", "initiators", "targets", "counts", "weapons", "claimants") for v in event[k]]
            assert all(v["text"] in words for v in slots), event["id"]
            assert all(q in article["text"] for q in event["quotes"]), event["id"]
