"""An article in a language that is not read ends its job as refused, and no attempt is repeated."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.records.article import Submission
from rashomon.storage.database import Database
from rashomon.workflows import process, read, submit
from support.article_reader import one_reader

SPANISH = (
    "Al menos doce personas murieron el lunes en un ataque aéreo contra un mercado de la ciudad, según informaron los "
    "servicios de rescate. Los heridos fueron trasladados a los hospitales de la región, que ya no tienen medicamentos."
)
ENGLISH = "At least twelve people were killed on Monday in an air strike on a market in Sarmin, rescue workers said."


def no_judge(_accounts: Any) -> tuple[()]:
    return ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SPANISH, "unsupported_language"),
        ("В понедельник в результате удара по рынку погибли двенадцать человек.", "unsupported_language"),  # noqa: RUF001
        ("%PDF-1.4 \x01\x02\x03\x04\x05\x06\x07\x0e\x0f", "unreadable_text"),
        ("--- 12 ---", "unreadable_text"),
    ],
)
def test_what_cannot_be_read_fails_its_job_for_good(store: Database, text: str, reason: str) -> None:
    job = submit.submit_article(store, "default", Submission(text)).job
    shift = process.Shift(owner="test")
    assert process.process_article(store, one_reader(), no_judge, "default", job.id, attempt=1, shift=shift)
    ended = read.get_job(store, "default", job.id)
    assert "failed" == ended.status
    assert ended.error is not None
    assert (reason, False) == (ended.error.reason, ended.error.retryable)
    assert text == read.get_article(store, "default", job.article_ids[0]).text


def test_the_language_read_is_kept_with_the_article(store: Database) -> None:
    job = submit.submit_article(store, "default", Submission(ENGLISH)).job
    shift = process.Shift(owner="test")
    assert process.process_article(store, one_reader(), no_judge, "default", job.id, attempt=1, shift=shift)
    assert "en" == read.get_article(store, "default", job.article_ids[0]).language
