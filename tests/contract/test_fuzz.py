"""A short round of generated requests on each database; the long one is `make fuzz`."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.fuzz import database, fuzz


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_generated_requests_find_no_gap_between_the_contract_and_the_service(kind: str, tmp_path: Path) -> None:
    short = ["--phases", "examples,fuzzing", "--max-examples", "8"]
    with database(kind, tmp_path) as url:
        found = fuzz(url, tmp_path, cases=1, seed=2015, options=short)
    assert [] == found.failures
    assert found.cases > 150
    assert found.answers["200"] > 20
    assert 0 == sum(n for status, n in found.answers.items() if status.startswith("5"))
