"""Turns the packed model file back into an ordinary spaCy pipeline; `training/pack_language_model.py` writes the file."""

from __future__ import annotations

import lzma
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import srsly  # type: ignore[import-untyped] # ships no types
from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Model, NumpyOps

from rashomon.extraction.language.embedding import remember_words
from rashomon.extraction.language.ruling import FACTORY, register_ruler
from rashomon.extraction.language.vectors import WordVectors

PACKED_MODEL: Final = "en_core_web_md.msgpack.xz"
LAYOUT: Final = 1


def load_packed() -> Language:
    """Build the pipeline in the package: tagger, parser, attribute ruler, lemmatizer; sentences come from the parser."""
    return unpack(files(__package__).joinpath(PACKED_MODEL).read_bytes())


def unpack(content: bytes) -> Language:
    """Build the pipeline from what `training/pack_language_model.py` wrote. ValueError when another release wrote it."""
    packed: dict[str, Any] = srsly.msgpack_loads(lzma.decompress(content))
    if packed["layout"] != LAYOUT:
        message = f"the packed language model has layout {packed['layout']}, this release reads {LAYOUT}: pack it again"
        raise ValueError(message)
    register_ruler()
    packed["config"]["components"]["attribute_ruler"] = {"factory": FACTORY}
    language = load_model_from_config(packed["config"], meta=packed["meta"])
    language.vocab.from_bytes(packed["vocab"])
    language.vocab.vectors = _word_vectors(packed["words"])
    language.from_bytes(packed["parts"])
    for name, weights in packed["weights"].items():
        _model(language, name).from_dict(_with_arrays(weights))
    remember_words(_model(language, "tok2vec"))
    for name in packed["weights"]:
        for layer in _model(language, name).walk():
            layer.ops = NumpyOps(use_blis=False)  # numpy's own OpenBLAS multiplies twice as fast
    return language


def _model(language: Language, name: str) -> Model[Any, Any]:
    model: Model[Any, Any] = language.get_pipe(name).model  # type: ignore[attr-defined] # every trained pipe has one
    return model


def _word_vectors(stored: dict[str, Any]) -> WordVectors:
    words = np.cumsum(_whole(stored["gaps"]), dtype=np.uint64)
    return WordVectors(words, _whole(stored["rows"]), _whole(stored["table"]).astype(np.float32), bits=stored["bits"])


def _with_arrays(weights: dict[str, Any]) -> dict[str, Any]:
    """Return weights as thinc wants them, every parameter a float32 array again."""
    params = [{name: value and _whole(value).astype(np.float32) for name, value in node.items()} for node in weights["params"]]
    return {**weights, "params": params}


def _whole(stored: dict[str, Any]) -> npt.NDArray[Any]:
    """Put numbers back together whose first, second, … bytes lie side by side in the file (they compress better so)."""
    array: npt.NDArray[Any] = np.ascontiguousarray(stored["planes"].T).view(stored["type"]).reshape(stored["shape"])
    return array
