"""Remembered rules say what the rules say, in texts with and without the words that rules about several tokens need."""

from __future__ import annotations

import pytest
from spacy.pipeline import AttributeRuler

from rashomon.extraction.language import load_language
from rashomon.extraction.language.ruling import RememberingRuler

TEXTS = (
    "Rebels who had taken the town were not seen, the army said; it did what it does.",
    "THE TOWN WAS HIT  twice, and that is all there was.",
    "“Let's go”, he said: they ain't gonna stop, y'all.",
    "İzmir's 12 men have been shelling since Monday. ﬀ \U0001d504",
    "There are no survivors. Those killed have been buried.",
    " ",
)


def said(doc: object) -> list[tuple[str, ...]]:
    return [(t.pos_, t.lemma_, str(t.morph), t.dep_) for t in doc]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", TEXTS)
def test_remembering_changes_no_answer(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    language = load_language()
    remembered = [said(language(text)) for _ in range(2)]  # asked, then from memory
    monkeypatch.setattr(RememberingRuler, "__call__", AttributeRuler.__call__)
    assert [said(language(text))] * 2 == remembered


def test_ever_new_words_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.extraction.language.ruling.MOST", 20)
    language = load_language()
    ruler = language.get_pipe("attribute_ruler")
    language(" ".join(f"name{n}" for n in range(200)))
    assert isinstance(ruler, RememberingRuler)
    assert len(ruler._remembered) <= 20
