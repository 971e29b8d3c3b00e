"""A short rampage on each database: most kinds of fault once, then the same count as the long one (`make chaos`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from chaos.run import database, rampage


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost_and_nothing_happens_twice(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as url:
        outcome = rampage(url, tmp_path, kills=10, seed=2015)
    assert [] == outcome.verdict.wrong
    assert outcome.verdict.counted["acknowledged"] > 40
    assert all(seconds < 15 for seconds in outcome.quiet_recoveries)
    assert outcome.quiet_recoveries
