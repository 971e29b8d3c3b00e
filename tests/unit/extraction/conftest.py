"""One reader for all tests of this room: loading the language takes seconds."""

from __future__ import annotations

import pytest

from rashomon.records.report import Report
from support.article_reader import one_reader


class Reads:
    """Reads a text as published on a Wednesday, 15 May 2024."""

    def __call__(self, text: str) -> tuple[Report, ...]:
        return (
            one_reader()
            .read(text=text, title=None, published_at="2024-05-15", language=None, article_id="art_test", source=None)
            .reports
        )

    def one(self, text: str) -> Report:
        reports = self(text)
        assert len(reports) == 1, [r.type for r in reports]
        return reports[0]


@pytest.fixture(scope="session")
def reads() -> Reads:
    return Reads()
