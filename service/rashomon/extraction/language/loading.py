"""Chooses the pipeline: the packed one, or the one an operator names; refuses one the rules could not read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

from rashomon.extraction.language.packed import load_packed

# What the rules read: tags, lemmas and arcs in the labels spaCy's own English pipelines use, not Universal Dependencies.
NEEDED_PIPES: Final = frozenset({"tagger", "parser", "attribute_ruler", "lemmatizer"})
NEEDED_ARCS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "agent"})
UNUSED_PIPES: Final = ("ner",)


class LanguageModelError(ValueError):
    """The named pipeline is not there, or is none the rules can read. `reason` tells which; trying again never helps."""

    retryable = False

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def load_language(name: str | None = None) -> Language:
    """Return the packed pipeline, or the installed spaCy English pipeline of that name (or folder), without `ner`.

    Each call builds a new one (about a second, 60 MB): load once, before forking. LanguageModelError has the reason
    `unknown_language_model` (nothing of that name) or `unsuitable_language_model` (something the rules cannot use).
    """
    if name is None:
        return load_packed()
    language = _load_installed(name)
    lacks = _missing(language)
    if lacks:
        raise LanguageModelError("unsuitable_language_model", f"The language model {name!r} lacks {', '.join(lacks)}.")
    return language


def _load_installed(name: str) -> Language:
    if not (spacy.util.is_package(name) or Path(name).is_dir()):
        raise LanguageModelError("unknown_language_model", f"No spaCy pipeline {name!r} is installed.")
    try:
        return spacy.load(name, exclude=UNUSED_PIPES)
    except (AttributeError, ImportError, OSError, ValueError) as error:  # no `load`, no pipeline in it, or a broken one
        raise LanguageModelError("unsuitable_language_model", f"{name!r} is no spaCy pipeline that loads: {error}") from error


def _missing(language: Language) -> list[str]:
    if language.lang != "en":
        return ["English"]
    if lacking_pipes := NEEDED_PIPES - set(language.pipe_names):
        return sorted(lacking_pipes)
    return sorted(NEEDED_ARCS - set(language.get_pipe("parser").labels))  # type: ignore[attr-defined] # a parser has labels
