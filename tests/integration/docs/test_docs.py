"""What the documents show is what happens: their commands run, and say what the page says they say.

When they differ because the service has learned something, `make docs` writes the new words into the pages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rashomon_sdk.testing import Service
from support.documents import Session, settled, steps

ROOT = Path(__file__).parents[3]
PAGES = sorted([ROOT / "README.md", ROOT / "sdk" / "README.md", *(ROOT / "docs").rglob("*.md")])
RUNNING = [page for page in PAGES if page.parent == ROOT / "docs" and any(True for _ in steps(page.read_text("utf-8")))]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page: Path, service: Service, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    session = Session(folder, {"RASHOMON_URL": service.url, "RASHOMON_API_KEY": service.api_key})
    for step in steps(page.read_text("utf-8")):
        printed = session.run(step)
        if step.said is not None and step.said.strip():
            assert settled(step.said) == settled(printed), step.code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    assert [] == [link for link in links if not (page.parent / link).exists()]
