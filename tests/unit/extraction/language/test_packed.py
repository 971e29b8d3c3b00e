"""The packed pipeline must answer as the pipeline it was packed from, in every process that uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from rashomon.extraction.language import load_language, packed

PARSES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("parses.json").read_text(encoding="utf-8"))

PARSES_IN_A_CHILD = """
import os
from rashomon.extraction.language import load_language

def read():
    return [(word.lemma_, word.tag_, word.dep_, word.head.i) for word in language("Shells hit Tal Rasheed, medics said.")]

language = load_language()
expected = read()
child = os.fork()
if child == 0:
    os._exit(0 if read() == expected else 3)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


@pytest.mark.parametrize("expected", PARSES, ids=[entry["text"][:30] for entry in PARSES])
def test_it_answers_as_its_source_did(language: Language, expected: dict[str, Any]) -> None:
    doc = language(expected["text"])

    assert expected["words"] == [token.text for token in doc]
    assert expected["heads"] == [token.head.i for token in doc]
    assert expected["arcs"] == [token.dep_ for token in doc]
    assert expected["tags"] == [token.tag_ for token in doc]
    assert expected["parts"] == [token.pos_ for token in doc]
    assert expected["lemmas"] == [token.lemma_ for token in doc]
    assert expected["sentences"] == [sentence.text for sentence in doc.sents]


def test_a_batch_is_read_as_its_texts_are_alone(language: Language) -> None:
    docs = language.pipe((entry["text"] for entry in PARSES), batch_size=8)

    assert [entry["heads"] for entry in PARSES] == [[token.head.i for token in doc] for doc in docs]


def test_it_has_no_entity_recogniser_and_splits_sentences_by_the_parse(language: Language) -> None:
    assert language.pipe_names == ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]


def test_loading_twice_gives_equal_weights_and_separate_pipelines(language: Language) -> None:
    again = load_language()

    assert again is not language
    for name in ("tok2vec", "tagger", "parser"):
        assert language.get_pipe(name).model.to_bytes() == again.get_pipe(name).model.to_bytes()
    assert (language.vocab.vectors.data == again.vocab.vectors.data).all()


def test_loaded_before_forking_it_reads_the_same_in_the_child() -> None:
    finished = subprocess.run([sys.executable, "-c", PARSES_IN_A_CHILD], check=False, timeout=120)

    assert finished.returncode == 0


def test_the_pipeline_is_spacys_under_mit(language: Language) -> None:
    assert tuple(language.meta[key] for key in ("name", "version", "license")) == ("core_web_md", "3.8.0", "MIT")
    assert Path(packed.__file__).with_name("LICENSE-en_core_web_md").is_file()
    assert Path(packed.__file__).with_name("NOTICE-en_core_web_md").is_file()


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("mortar", True),
        ("Aleppo", True),
        ("case", True),  # a spaCy symbol: a small number instead of a hash
        ("Tal-Rasheedabadqx", False),
        ("", False),
    ],
)
def test_only_words_of_the_list_have_a_vector(language: Language, word: str, *, known: bool) -> None:
    vectors = language.vocab.vectors

    assert known == (word in vectors)
    assert known == bool(vectors.get_batch([language.vocab.strings[word]]).any())
    assert known == language.vocab[word].has_vector


def test_british_spellings_are_read_as_american_ones(language: Language) -> None:
    assert language.vocab["armour"].norm_ == "armor"  # the network was trained on normal forms


def test_a_word_outside_the_list_is_a_key_error(language: Language) -> None:
    with pytest.raises(KeyError):
        language.vocab.vectors["Tal-Rasheedabadqx"]


def test_a_file_of_another_layout_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "LAYOUT", packed.LAYOUT + 1)

    with pytest.raises(ValueError, match="pack it again"):
        load_language()
