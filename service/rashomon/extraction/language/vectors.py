"""Word vectors in three arrays: a dictionary of 685,000 words would cost 90 MB, and each forked worker would copy it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from spacy.attrs import ORTH  # type: ignore[import-not-found] # compiled, ships no types
from spacy.strings import get_string_id
from spacy.vectors import BaseVectors  # type: ignore[import-not-found] # compiled, ships no types

Floats = npt.NDArray[np.float32]


class WordVectors(BaseVectors):  # type: ignore[misc] # as above
    """A read-only table of vectors, found by the last bits of spaCy's 64-bit word hash.

    `words` are those bits, ascending; `rows[i]` is the row of `table` for `words[i]`. A word that is not in the table
    has the zero vector, as in spaCy. Cutting the hash lets a unknown word borrow a vector once in 1.6 million.
    """

    mode = "default"
    attr = ORTH  # a word is looked up by its own hash, not by its normal form

    def __init__(self, words: npt.NDArray[np.uint64], rows: npt.NDArray[np.uint16], table: Floats, *, bits: int) -> None:
        super().__init__()
        self.name: str | None = None
        self.data = table
        self.n_keys = len(words)
        self._words = words
        self._rows = rows
        self._mask = np.uint64(2**bits - 1)

    def find(self, keys: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Return the row of each word hash, -1 where the word has none."""
        sought = np.asarray(keys, dtype=np.uint64) & self._mask
        places = np.minimum(np.searchsorted(self._words, sought), self.n_keys - 1)
        return np.where(self._words[places] == sought, self._rows[places].astype(np.int64), -1)

    def get_batch(self, keys: npt.ArrayLike) -> Floats:
        """Return one vector a word hash, zeros where the word has none."""
        rows = self.find(keys)
        vectors = self.data[rows]
        vectors[rows < 0] = 0
        return vectors

    def __getitem__(self, key: str | int) -> Floats:
        if key not in self:
            raise KeyError(key)
        vector: Floats = self.get_batch([get_string_id(key)])[0]
        return vector

    def __contains__(self, key: str | int) -> bool:
        return bool(self.find([get_string_id(key)])[0] >= 0)

    def __len__(self) -> int:
        return len(self.data)

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and width of the table."""
        return self.data.shape

    @property
    def size(self) -> int:
        """Numbers in the table."""
        return self.data.size

    @property
    def vectors_length(self) -> int:
        """Width of a vector."""
        return int(self.data.shape[1])

    @property
    def is_full(self) -> bool:
        """Say that no word can be added."""
        return True
