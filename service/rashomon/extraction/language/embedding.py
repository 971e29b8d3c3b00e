"""Embeddings remembered by word: the first layer of the network knows nothing of a word's neighbours, so one answer serves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import NORM, ORTH, SPACY  # type: ignore[import-not-found] # compiled, ships no types
from spacy.tokens import Doc
from thinc.api import Model

MOST: Final = 20_000  # remembered words, 8 MB; a text of ever new words must not fill the memory
BLOCK: Final = 32  # new words are asked for so many at a time: few are rounded otherwise, and a word must have one answer
Key = tuple[int, int, int]  # spelling, normal form, whether a space follows: all else the layer reads hangs on the spelling
Rows = npt.NDArray[np.float32]
Answer = tuple[list[Rows], Callable[..., Any]]


class RememberedWords:
    """Answers for an embedding layer (documents to one row of numbers a token), asking it of new words only."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        self._layer = layer
        self._places: dict[Key, int] = {}
        self._table: Rows | None = None

    def __call__(self, docs: Sequence[Doc]) -> list[Rows]:
        """Return the rows of each document's tokens."""
        keys = [[(orth, norm, space) for orth, norm, space in doc.to_array([ORTH, NORM, SPACY]).tolist()] for doc in docs]
        new = [key for key in dict.fromkeys(chain.from_iterable(keys)) if key not in self._places]
        if len(self._places) + len(new) > MOST:
            self._places.clear()
            new = list(dict.fromkeys(chain.from_iterable(keys)))
        if len(new) > MOST:
            return list(self._layer.predict(docs))
        if new:
            self._learn(docs[0], new)
        table = self._table
        return [] if table is None else [table[[self._places[key] for key in row]] for row in keys]

    def _learn(self, doc: Doc, new: list[Key]) -> None:
        asked = new + new[-1:] * (-len(new) % BLOCK)
        words = Doc(doc.vocab, words=[doc.vocab.strings[key[0]] for key in asked], spaces=[bool(key[2]) for key in asked])
        words.from_array([NORM], np.array([[key[1]] for key in asked], dtype=np.uint64))  # type: ignore[arg-type] # hashes
        rows: Rows = self._layer.predict([words])[0]
        if self._table is None:
            self._table = np.empty((MOST, rows.shape[1]), dtype=np.float32)
        first = len(self._places)
        self._table[first : first + len(new)] = rows[: len(new)]
        self._places.update(zip(new, range(first, first + len(new)), strict=True))


def remember_words(tok2vec: Model[Any, Any]) -> None:
    """Put a memory before the embedding layer of a trained network (its first; the second looks at the neighbours)."""
    embed = tok2vec.layers[0]
    remembered = RememberedWords(embed)

    def forward(_model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> Answer:  # noqa: ARG001,FBT001 - thinc's names
        return remembered(docs), _untrained

    tok2vec.layers[0] = Model("remembered_words", forward, layers=[embed])


def _untrained(_gradient: object) -> None:
    message = "a remembered embedding cannot be trained"
    raise NotImplementedError(message)
