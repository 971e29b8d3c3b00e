"""Packs spaCy's en_core_web_md into the small file the package ships; same source, same bytes. README.md has the recipe."""

from __future__ import annotations

import argparse
import hashlib
import lzma
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import spacy
import srsly  # type: ignore[import-untyped] # ships no types
from spacy.language import Language

from rashomon.extraction.language.packed import LAYOUT

DROPPED_PIPES: Final = ("ner", "senter")  # names come from dictionaries, sentences from the parser
META_KEPT: Final = ("lang", "name", "version", "description", "author", "url", "license", "spacy_version", "sources")
HASH_BITS: Final = 40  # the last of 64: all words stay distinct, an unknown word passes for one of them once in 1.6 million
READS_VECTORS: Final = "static_vectors"  # thinc's name for the network that projects a word vector
LZMA_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]

Packed = dict[str, Any]


def main() -> None:
    """Read the arguments, pack, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", help="a wheel that carries the pipeline, its folder, or the name of an installed pipeline")
    parser.add_argument("output", type=Path, help="the file to write")
    parser.add_argument("--sha256", help="refuse a source wheel with another checksum")
    arguments = parser.parse_args()
    with opened(arguments.source, sha256=arguments.sha256) as language:
        content = pack(language)
    arguments.output.write_bytes(content)
    print(f"{arguments.output}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


@contextmanager
def opened(source: str, *, sha256: str | None = None) -> Iterator[Language]:
    """Load the source pipeline without the pipes we drop."""
    if not source.endswith(".whl"):
        yield spacy.load(source, exclude=DROPPED_PIPES)
        return
    found = hashlib.sha256(Path(source).read_bytes()).hexdigest()
    if sha256 not in (None, found):
        message = f"{source} has sha256 {found}, not {sha256}"
        raise SystemExit(message)
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(source).extractall(folder)
        config = next(Path(folder).rglob("config.cfg"))
        yield spacy.load(config.parent, exclude=DROPPED_PIPES)


def pack(language: Language) -> bytes:
    """Return all the loader needs, in plain values and arrays, compressed."""
    packed: Packed = {
        "layout": LAYOUT,
        "config": {name: language.config.interpolate()[name] for name in ("nlp", "components")},
        "meta": {name: language.meta[name] for name in META_KEPT if name in language.meta},
        "vocab": language.vocab.to_bytes(exclude=["strings", "vectors"]),
        "words": pack_words(language),
        "parts": pack_parts(language),
        "weights": {name: pack_weights(pipe.model.to_dict()) for name, pipe in trained(language)},
    }
    return lzma.compress(srsly.msgpack_dumps(packed), filters=LZMA_FILTERS)


def trained(language: Language) -> Iterator[tuple[str, Any]]:
    """Give the pipes that have a network."""
    return ((name, pipe) for name, pipe in language.pipeline if hasattr(getattr(pipe, "model", None), "walk"))


def pack_parts(language: Language) -> bytes:
    """Return what `Language.from_bytes` reads, without vocabulary and networks (they are stored smaller)."""
    pipes: list[tuple[str, Any]] = [("tokenizer", language.tokenizer), *language.pipeline]
    parts = {name: pipe.to_bytes(exclude=["vocab", "model"]) for name, pipe in pipes}
    return bytes(srsly.msgpack_dumps(parts))


def pack_words(language: Language) -> Packed:
    """Fold the one matrix that reads the word vectors into them: exact, and a third of the width."""
    nodes = [node for _, pipe in trained(language) for node in pipe.model.walk() if node.name == READS_VECTORS]
    if len(nodes) != 1:
        message = f"{len(nodes)} networks read the word vectors: their matrices cannot all be folded into one table"
        raise SystemExit(message)
    matrix = nodes[0].get_param("W").astype(np.float64)
    table = language.vocab.vectors.data.astype(np.float64) @ matrix.T
    short, rows = sorted_words(language.vocab.vectors.key2row)
    gaps = np.diff(short, prepend=np.uint64(0))
    return {"bits": HASH_BITS, "gaps": planes(gaps, "<u8"), "rows": planes(rows, "<u2"), "table": as_halves(table)}


def sorted_words(key2row: dict[int, int]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Return the last bits of every word's hash, ascending, and the rows in the same order.

    Not the first bits: spaCy gives its own symbols ("case", "number") small numbers instead of hashes.
    """
    keys = np.fromiter(key2row.keys(), dtype=np.uint64) & np.uint64(2**HASH_BITS - 1)
    rows = np.fromiter(key2row.values(), dtype=np.int64)
    order = np.argsort(keys)
    if len(np.unique(keys)) != len(keys):
        message = f"two words share the last {HASH_BITS} bits of their hashes: raise HASH_BITS"
        raise SystemExit(message)
    return keys[order], rows[order]


def pack_weights(weights: Packed) -> Packed:
    """Round every parameter; names and references stay. What `pack_words` folded into the vectors becomes an identity."""
    for node, params in zip(weights["nodes"], weights["params"], strict=True):
        if node["name"] == READS_VECTORS:
            node["dims"]["nM"] = node["dims"]["nO"]
            params["W"] = np.eye(node["dims"]["nO"])
    return {**weights, "params": [{name: as_halves(value) for name, value in params.items()} for params in weights["params"]]}


def as_halves(array: npt.NDArray[Any] | None) -> Packed | None:
    """Round to float16: on our texts no parse changes, while int8 (1.4 MB less) changes an arc in 1,200."""
    if array is None:
        return None
    if np.abs(array).max(initial=0) > np.finfo(np.float16).max:
        message = "a parameter is too large for float16"
        raise SystemExit(message)
    return planes(array, "<f2")


def planes(array: npt.NDArray[Any], kind: str) -> Packed:
    """Lay all first bytes side by side, then all second bytes, …: alike bytes together compress better."""
    flat = np.ascontiguousarray(array.ravel(), dtype=kind)
    if kind.startswith("<u") and not np.array_equal(flat, array.ravel()):
        message = f"a number does not fit {kind}"
        raise SystemExit(message)
    return {"type": kind, "shape": array.shape, "planes": np.ascontiguousarray(flat.view(np.uint8).reshape(len(flat), -1).T)}


if __name__ == "__main__":
    main()
