"""Packing must be repeatable, and unpacking must give back the pipeline that was packed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from spacy.language import Language

from rashomon.extraction.language.packed import unpack

SCRIPT = Path(__file__).parents[4] / "training" / "pack_language_model.py"
TEXT = "Rebels shelled towns quietly case unheard"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("pack_language_model", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def folder(small_pipeline: Language, tmp_path: Path) -> str:
    small_pipeline.to_disk(tmp_path / "small")
    return str(tmp_path / "small")


def test_the_same_source_gives_the_same_bytes(script: ModuleType, folder: str) -> None:
    with script.opened(folder) as first, script.opened(folder) as second:
        assert script.pack(first) == script.pack(second)


def test_unpacked_it_computes_what_the_source_computes(script: ModuleType, folder: str) -> None:
    with script.opened(folder) as source:
        unpacked = unpack(script.pack(source))

    seen, expected = unpacked(TEXT), source(TEXT)
    np.testing.assert_allclose(expected.tensor, seen.tensor, atol=0.01)
    for wanted, got in zip(expected, seen, strict=True):
        assert (wanted.tag_, wanted.pos_, wanted.lemma_) == (got.tag_, got.pos_, got.lemma_)
        assert (wanted.dep_, wanted.head.i) == (got.dep_, got.head.i)


def test_the_vectors_are_projected_so_that_the_network_reads_the_same(script: ModuleType, folder: str) -> None:
    with script.opened(folder) as source:
        unpacked = unpack(script.pack(source))
    matrix = next(n for n in source.get_pipe("tok2vec").model.walk() if n.name == "static_vectors").get_param("W")

    for word in ("Rebels", "case"):
        np.testing.assert_allclose(matrix @ source.vocab[word].vector, unpacked.vocab[word].vector, rtol=2e-3, atol=1e-3)


def test_entities_are_dropped(script: ModuleType, folder: str) -> None:
    with script.opened(folder) as source:
        assert "ner" not in unpack(script.pack(source)).pipe_names


def test_words_that_share_their_hash_bits_are_refused(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="raise HASH_BITS"):
        script.sorted_words({5: 0, 5 + 2**script.HASH_BITS: 1})


def test_a_weight_beyond_16_bits_is_refused(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="too large"):
        script.as_halves(np.array([70000.0]))


def test_a_wheel_with_another_checksum_is_refused(script: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "pipeline.whl"
    wheel.write_bytes(b"not the one we know")

    with pytest.raises(SystemExit, match="has sha256"), script.opened(str(wheel), sha256="0" * 64):
        pass
