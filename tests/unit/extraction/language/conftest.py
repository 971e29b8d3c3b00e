"""A pipeline of five words, trained on the spot: what packing and choosing must work on, without the real source."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example

WORDS = ["Rebels", "shelled", "towns", "case", "quietly"]  # "case" is a spaCy symbol: its hash is a small number
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


@pytest.fixture(scope="session")
def small_pipeline() -> Language:
    language = spacy.blank("en")
    language.meta["name"] = "small"
    language.vocab.reset_vectors(shape=(len(WORDS), 7))
    random = np.random.default_rng(1)
    for word in WORDS:
        language.vocab.set_vector(word, random.normal(size=7).astype(np.float32))
    language.add_pipe("tok2vec", config={"model": {"pretrained_vectors": True}})
    language.add_pipe("tagger", config={"model": {"tok2vec": LISTENER}})
    parser = language.add_pipe("parser", config={"min_action_freq": 0, "model": {"tok2vec": LISTENER}})
    for arc in ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "advmod"):
        parser.add_label(arc)
    ruler = language.add_pipe("attribute_ruler")
    language.add_pipe("ner").add_label("GPE")
    language.initialize(lambda: [_example(language)])
    ruler.add([[{"TAG": "NNS"}]], {"POS": "NOUN"})  # after initialising, which forgets patterns
    _add_lemmatizer(language)
    return language


def _example(language: Language) -> Example:
    words = ["Rebels", "shelled", "towns", "quietly"]
    return Example.from_dict(
        Doc(language.vocab, words),
        {"tags": ["NNS", "VBD", "NNS", "RB"], "heads": [1, 1, 1, 1], "deps": ["nsubj", "ROOT", "dobj", "advmod"]},
    )


def _add_lemmatizer(language: Language) -> None:
    lookups = Lookups()
    lookups.add_table("lemma_rules", {"noun": [["s", ""]]})
    language.add_pipe("lemmatizer").initialize(lookups=lookups)
