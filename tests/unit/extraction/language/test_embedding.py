"""What is remembered of a word is what the network says of it, whatever was read before."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from rashomon.extraction.language import embedding, load_language

TEXTS = (
    "Shells hit Tal Rasheed, medics said.",
    "They don't know who'd fired; it's what he'd said  twice.",
    "THE TOWN WAS HIT\n\nby 12 rockets … İzmir \U0001d504 e\u0301 \u200b",
)


@pytest.fixture
def language() -> Language:
    return load_language()


def rows(language: Language, *texts: str) -> list[np.ndarray]:
    layer = language.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    return list(layer.predict([language.make_doc(text) for text in texts]))


def unremembered(language: Language, text: str) -> np.ndarray:
    layer = language.get_pipe("tok2vec").model.layers[0].layers[0]  # type: ignore[attr-defined]
    return layer.predict([language.make_doc(text)])[0]


@pytest.mark.parametrize("text", TEXTS)
def test_remembering_changes_no_embedding(language: Language, text: str) -> None:
    for _ in range(2):  # asked, then from memory
        np.testing.assert_allclose(rows(language, text)[0], unremembered(language, text), atol=1e-5)


@pytest.mark.parametrize("before", [TEXTS[1], "said", " ".join(f"word{n}" for n in range(333)) + " said"])
def test_a_word_has_one_embedding_whatever_was_read_before(language: Language, before: str) -> None:
    fresh = rows(language, *TEXTS)
    other = load_language()
    rows(other, before)
    assert all(np.array_equal(a, b) for a, b in zip(fresh, rows(other, *TEXTS), strict=True))  # to the last bit


@pytest.mark.parametrize("words", [15, 200])  # as many as fit when the old are forgotten; more than fit at all
def test_ever_new_words_do_not_fill_the_memory(language: Language, words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MOST", 20)
    remembered = embedding.RememberedWords(language.get_pipe("tok2vec").model.layers[0].layers[0])  # type: ignore[attr-defined]
    remembered([language.make_doc("eight other words were read before this one")])
    text = " ".join(f"name{n}" for n in range(words))
    np.testing.assert_allclose(remembered([language.make_doc(text)])[0], unremembered(language, text), atol=1e-5)
    assert len(remembered._places) <= 20


def test_it_cannot_be_trained(language: Language) -> None:
    _, back = language.get_pipe("tok2vec").model.layers[0]([language.make_doc("a")], is_train=True)  # type: ignore[attr-defined]
    with pytest.raises(NotImplementedError):
        back([])
