"""What a linter from npm says of the contract, where one is installed: `npm install --global @redocly/cli`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

REDOCLY = shutil.which("redocly")
CONTRACT = Path(__file__).parents[2] / "openapi.yaml"


@pytest.mark.slow
@pytest.mark.skipif(REDOCLY is None, reason="redocly is not installed")
def test_a_linter_finds_nothing_in_the_contract() -> None:
    settings = Path(__file__).with_name("redocly.yaml")
    said = subprocess.run(
        [str(REDOCLY), "lint", "--config", str(settings), str(CONTRACT)], capture_output=True, text=True, check=False
    )
    assert 0 == said.returncode, said.stdout + said.stderr
