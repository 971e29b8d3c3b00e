"""The command line's own parts: files read, values in words, the matrix readable without colour."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from rashomon_sdk import errors
from rashomon_sdk.ctl import files, matrix, words
from rashomon_sdk.ctl.connect import exit_code, make_client
from rashomon_sdk.ctl.filters import given_filters
from rashomon_sdk.ctl.main import main
from rashomon_sdk.records import Comparison, Event


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (58, 58, "58"),
        (58, None, "at least 58"),
        (None, 40, "up to 40"),
        (20, 30, "20 to 30"),
        (0, 0, "0"),  # a stated zero is a figure
        (None, None, "?"),  # no figure is no figure
    ],
)
def test_figures_in_words(low: int | None, high: int | None, expected: str) -> None:
    assert expected == words.bounds(low, high)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2015-11-17", "2015-11-17", "17 Nov 2015"),
        ("2015-11-16", "2015-11-21", "16-21 Nov 2015"),
        ("2015-10-30", "2015-11-02", "30 Oct 2015 - 2 Nov 2015"),
        (None, None, "no date"),
        (None, "2015-11-02", "until 2 Nov 2015"),
    ],
)
def test_days_in_words(start: str | None, end: str | None, expected: str) -> None:
    assert expected == words.days(start, end)


def test_files_are_read_by_their_kind_and_a_bad_one_harms_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufeffShells fell.", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "one", "source": "Own"}\n\nnot json\n[1]\n', "utf-8")
    (tmp_path / "c.json").write_text('{"text": "two"}', "utf-8")
    (tmp_path / "d.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "ignored.bin").write_bytes(b"\x00")
    found = list(files.find([str(tmp_path)], kind=None, given={"source": "Post"}))
    assert [("Shells fell.", "Post"), ("one", "Own"), ("two", "Post")] == [
        (item.article["text"], item.article["source"]) for item in found if item.article
    ]
    assert ["b.jsonl:3", "b.jsonl:4", "d.txt"] == [Path(item.where).name for item in found if not item.article]


def test_a_saved_page_is_read_for_its_article(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    body = " ".join(
        f"Shells fell on the harbour for the {n}th day, residents said, and the ferry stayed away." for n in range(4, 12)
    )
    article = f"<article><h1>Harbour shelled</h1><p>{body}</p></article>"
    page = f"<html><head><title>Harbour shelled</title></head><body><nav>Home</nav>{article}</body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    [found] = files.find([str(tmp_path / "page.html")], kind=None, given={})
    assert found.article
    assert "the 4th day" in found.article["text"]
    assert "Home" not in found.article["text"]


def test_a_file_that_is_not_there_is_told_as_such() -> None:
    [found] = files.find(["/nowhere/at/all.txt"], kind=None, given={})
    assert "No such file" in str(found.problem)


def cell(
    outlet: str, value: object, *, lineage: str | None = None, claimant: str | None = None, text: str = "words"
) -> dict[str, Any]:
    ids = {"report_id": f"rep_{outlet}", "article_id": f"art_{outlet}", "lineage_id": lineage or f"lin_{outlet}"}
    return {**ids, "outlet": outlet, "claimant_id": claimant, "value": value, "text": text, "span": [0, 5], "as_of": None}


EVENT = Event.from_json(
    {
        "id": "evt_1",
        "label": "Air strike in Saraqib, 19 Apr 2016",
        "grading": "contested",
        "sources": {"articles": 3, "outlets": 3, "lineages": 2, "claimants": ["activists"]},
        "participants": [{"role": "initiator", "actor": {"id": "raf-1", "name": "First Air Force"}}],
    }
)
COMPARED = Comparison.from_json(
    {
        "event_id": "evt_1",
        "rows": [
            {
                "field": "killed", "verdict": "contradiction", "explanation": "37 against 9",
                "cells": [
                    cell("Wire", {"low": 37, "high": None, "of": "any"}),
                    cell("Copyist", {"low": 37, "high": None, "of": "any"}, lineage="lin_Wire"),
                    cell("Ministry Post", {"low": 9, "high": 9, "of": "any"}),
                ],
            },
            {
                "field": "initiator", "verdict": "agree", "explanation": "both",
                "cells": [cell("Wire", "raf-1"), cell("Ministry Post", None)],
                "values": [{"value": "raf-1", "verdict": "agree"}],
            },
            {
                "field": "target", "verdict": "contradiction", "explanation": "disputed",
                "cells": [
                    cell("Wire", "civilians"), cell("Wire", "nusra-front", claimant="russia-mod", text="positions of al-Nusra"),
                    cell("Ministry Post", "nusra-front", text="militants"),
                ],
                "values": [
                    {"value": "civilians", "verdict": "single"}, {"value": "nusra-front", "verdict": "contradiction"},
                ],
            },
        ],
    }
)  # fmt: skip


def printed(width: int, *, quotes: bool = False) -> str:
    out = io.StringIO()
    matrix.show(Console(file=out, width=width, no_color=True), EVENT, COMPARED, quotes=quotes)
    return out.getvalue()


def test_values_that_differ_are_marked_without_colour() -> None:
    lines = printed(100).splitlines()
    [killed] = [line for line in lines if line.startswith(" ≠ killed")]
    assert "A at least 37" in killed
    assert "B 9" in killed
    assert "≠ killed: 37 against 9" in lines


def test_copies_stand_in_one_column_with_their_first() -> None:
    text = printed(100)
    assert "+ 1 copy" in text
    assert "Copyist" not in text


def test_what_agrees_is_not_marked_and_silence_is_a_dash() -> None:
    [initiator] = [line for line in printed(100).splitlines() if "initiator" in line]
    assert ["=", "initiator", "First", "Air", "Force", "-"] == initiator.split()


def test_each_of_several_values_stands_in_a_row_with_its_own_words_and_verdict() -> None:
    lines = printed(110).splitlines()
    [civilians] = [line for line in lines if "civilians" in line]
    [nusra] = [line for line in lines if "nusra front" in line]
    assert ["·", "civilians", "“words”", "-"] == civilians.split()
    assert nusra.split()[:3] == ["≠", "nusra", "front"]
    assert "“positions of al-Nusra” (russia mod)" in nusra
    assert "“militants”" in nusra


def test_sources_that_do_not_fit_follow_below() -> None:
    narrow = printed(50)
    assert 2 == narrow.count("≠ killed\n") + narrow.count("≠ killed ")
    assert max(len(line) for line in narrow.splitlines()) <= 50


def test_quotes_are_shown_when_asked_for() -> None:
    def killed(text: str) -> str:
        return text.partition("killed")[2].partition("initiator")[0]

    assert "“words”" in killed(printed(100, quotes=True))
    assert "“words”" not in killed(printed(100))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.NoAnswerError("gone"), 3),
        (errors.NotFoundError(404, {}), 4),
        (errors.ServerError(503, {}), 5),
        (errors.WebhookVerificationError("stale", "old"), 1),
    ],
)
def test_exit_codes_tell_what_kind_of_failure_it_was(error: errors.RashomonError, expected: int) -> None:
    assert expected == exit_code(error)


def test_the_key_is_the_options_then_the_environments_then_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "api-key").write_text("rsh_file\n", "ascii")
    monkeypatch.delenv("RASHOMON_API_KEY", raising=False)
    assert "rsh_file" == make_client(url=None, key=None, data=tmp_path)._transport._key
    monkeypatch.setenv("RASHOMON_API_KEY", "rsh_environment")
    assert "rsh_environment" == make_client(url=None, key=None, data=tmp_path)._transport._key
    assert "rsh_option" == make_client(url=None, key="rsh_option", data=tmp_path)._transport._key


def test_filters_that_were_not_given_are_not_asked_for() -> None:
    options = {"type": (), "place": None, "within": False, "min": 0, "metadata": ("desk=world",)}
    assert {"min": 0, "metadata": {"desk": "world"}} == given_filters(options)
    with pytest.raises(click.BadParameter):
        given_filters({"metadata": ("desk",)})


def test_every_command_has_its_help() -> None:
    for name in main.commands:
        ran = CliRunner().invoke(main, [name, "--help"])
        assert 0 == ran.exit_code, name
        assert json.dumps(name)[1:-1] in ran.output
