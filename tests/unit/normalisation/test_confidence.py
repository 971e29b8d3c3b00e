"""How sure a reading is follows from signs that a reader can check, each told with its weight."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from rashomon.knowledge.signs import BASE, load_signs
from rashomon.normalisation.confidence import QUESTIONS
from support.article_reader import one_reader

if TYPE_CHECKING:
    from rashomon.records.report import Report

TOLD_FULLY = "Rebels shelled the town of Sarmin on Monday, killing 12 soldiers, with Grad rockets. "


def read(text: str) -> tuple[Report, ...]:
    return (
        one_reader()
        .read(text=text, title=None, published_at="2024-05-15", language="en", article_id="art_sure", source=None)
        .reports
    )


def signs(report: Report) -> dict[str, float]:
    return {why["sign"]: why["value"] for why in report.explain[-1]["why"]}


def test_the_signs_of_the_table_are_those_that_are_asked() -> None:
    assert load_signs("confidence").keys() == {BASE, *QUESTIONS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOLD_FULLY, {"violent", "initiator", "target", "figure", "weapon", "own_place", "close_place", "own_date"}),
        ("Gunmen attacked a village in Nigeria.", {"violent", "initiator", "own_place"}),
        ("Talks on a truce between Sudan's army and the RSF began in Jeddah.", {"own_place", "close_place"}),
    ],
)
def test_what_is_told_is_a_sign(text: str, expected: set[str]) -> None:
    assert expected <= signs(read(text)[0]).keys()


def test_what_is_not_told_is_none() -> None:
    assert not {"initiator", "figure", "weapon", "own_date", "close_place"} & signs(read("Soldiers were killed.")[0]).keys()


def test_a_happening_told_fully_is_surer_than_one_in_passing() -> None:
    assert read(TOLD_FULLY)[0].confidence > read("Soldiers were killed.")[0].confidence


def test_the_reasons_add_up_to_the_confidence() -> None:
    report = read(TOLD_FULLY)[0]
    explained = report.explain[-1]
    odds = explained["base"] + sum(why["points"] for why in explained["why"])
    assert report.confidence == pytest.approx(1 / (1 + math.exp(-odds)), abs=0.02)
    assert all(why["reason"] for why in explained["why"])


def test_the_weightiest_reason_stands_first() -> None:
    points = [abs(why["points"]) for why in read(TOLD_FULLY)[0].explain[-1]["why"]]
    assert points == sorted(points, reverse=True)
