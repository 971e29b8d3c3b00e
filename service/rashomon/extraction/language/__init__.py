"""Sentences, tags, lemmas and dependencies: the English pipeline that ships in the package, or another the operator names."""

from rashomon.extraction.language.loading import LanguageModelError, load_language

__all__ = ["LanguageModelError", "load_language"]
