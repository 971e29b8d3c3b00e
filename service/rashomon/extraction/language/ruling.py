"""Parts of speech and irregular lemmas remembered by word and tag: the matcher would ask 179 rules of each token anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG  # type: ignore[import-not-found] # compiled, ships no types
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

FACTORY: Final = "remembering_attribute_ruler"
ASKED: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what a rule may ask for its answer to be remembered
MOST: Final = 60_000  # remembered words; a text of ever new words must not fill the memory
Key = tuple[int, int, int]
Answer = tuple[int, int, int, int]  # part of speech, lemma (0: not ruled), morphology, arc


class RememberingRuler(AttributeRuler):
    """Does as its base does, remembering what the rules about one token say for each tag, word and arc.

    A text with a word that the rules about several tokens need is left to the base.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set what the rules say of each token."""
        rows: list[list[int]] = doc.to_array([TAG, LOWER, DEP]).tolist()
        if self._together is None or any(row[1] in self._together or row[2] in self._together for row in rows):
            return super().__call__(doc)
        answers = [self._answer(doc, (tag, lower, dep)) for tag, lower, dep in rows]
        values: Any = np.array([a[:3] for a in answers], dtype=np.uint64).reshape(-1, 3)  # spaCy's type knows int arrays only
        doc.from_array([POS, LEMMA, MORPH], values)
        for token, row, answer in zip(doc, rows, answers, strict=True):
            if answer[3] != row[2]:
                token.dep = answer[3]
        return doc

    @cached_property
    def _remembered(self) -> dict[Key, Answer]:
        return {}

    @cached_property
    def _together(self) -> frozenset[int] | None:
        """Words and arcs, one for each rule about several tokens; None when the rules ask for more than is remembered."""
        rules: list[dict[str, Any]] = self.patterns
        patterns: list[list[dict[str, Any]]] = [pattern for rule in rules for pattern in rule["patterns"]]
        if any(not token.keys() <= ASKED for pattern in patterns for token in pattern):
            return None
        several = [next(_literals(pattern), None) for pattern in patterns if len(pattern) > 1]
        return None if None in several else frozenset(self.vocab.strings.add(word) for word in several if word)

    def _answer(self, doc: Doc, key: Key) -> Answer:
        answer = self._remembered.get(key)
        if answer is None:
            if len(self._remembered) >= MOST:
                self._remembered.clear()
            answer = self._remembered[key] = self._asked(doc, key)
        return answer

    def _asked(self, doc: Doc, key: Key) -> Answer:
        alone = Doc(doc.vocab, words=[doc.vocab.strings[key[1]]])
        token = alone[0]
        token.tag, token.dep = key[0], key[2]
        super().__call__(alone)
        return token.pos, token.lemma, int(alone.to_array([MORPH])[0]), token.dep


def _literals(pattern: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    return (value for token in pattern for name, value in token.items() if name in ("LOWER", "DEP") and isinstance(value, str))


def register_ruler() -> None:
    """Make the ruler known to spaCy under its factory name; again does nothing."""
    if not Language.has_factory(FACTORY):
        Language.factory(FACTORY, func=_make)


def _make(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp.vocab, name)
