"""An operator may name another pipeline; one that is absent or that the rules cannot read is refused at the start."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.lookups import Lookups

from rashomon.extraction.language import LanguageModelError, load_language

LOADS_ITSELF = """
from pathlib import Path
from spacy.util import load_model_from_init_py

def load(**overrides):
    return load_model_from_init_py(Path(__file__), **overrides)
"""


def install(name: str, language: Language | None, site: Path) -> None:
    """Put a package where Python finds it, laid out as `spacy package` does, or one that is no pipeline at all."""
    package, information = site / name, site / f"{name}-1.0.dist-info"
    package.mkdir()
    information.mkdir()
    information.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    package.joinpath("__init__.py").write_text(LOADS_ITSELF if language else "")
    if language:
        language.to_disk(package / f"{language.lang}_{language.meta['name']}-{language.meta['version']}")
        language.to_disk(package)  # meta.json is read from the package itself


def test_an_installed_pipeline_is_loaded_by_its_name_without_entities(
    small_pipeline: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("en_small", small_pipeline, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    language = load_language("en_small")

    assert language.meta["name"] == "small"
    assert {"tagger", "parser", "attribute_ruler", "lemmatizer"} <= set(language.pipe_names)
    assert "ner" not in language.pipe_names


def test_a_pipeline_is_loaded_from_its_folder(small_pipeline: Language, tmp_path: Path) -> None:
    small_pipeline.to_disk(tmp_path)

    assert load_language(str(tmp_path)).meta["name"] == "small"


def test_a_name_nobody_installed_is_unknown() -> None:
    with pytest.raises(LanguageModelError, match="en_nowhere_lg") as caught:
        load_language("en_nowhere_lg")

    assert caught.value.reason == "unknown_language_model"
    assert not caught.value.retryable
    assert isinstance(caught.value, ValueError)


def test_a_package_that_is_no_pipeline_is_unsuitable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install("en_empty", None, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(LanguageModelError) as caught:
        load_language("en_empty")

    assert caught.value.reason == "unsuitable_language_model"


def test_a_folder_without_a_pipeline_is_unsuitable(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError) as caught:
        load_language(str(tmp_path))

    assert caught.value.reason == "unsuitable_language_model"


def another_language() -> Language:
    return spacy.blank("de")


def without_parser() -> Language:
    return spacy.blank("en")


def with_universal_arcs() -> Language:
    language = spacy.blank("en")
    language.add_pipe("tagger").add_label("NN")
    parser = language.add_pipe("parser")
    for arc in ("nsubj", "nsubj:pass", "obj", "obl"):
        parser.add_label(arc)
    language.add_pipe("attribute_ruler")
    lookups = Lookups()
    lookups.add_table("lemma_rules")
    language.add_pipe("lemmatizer").initialize(lookups=lookups)
    return language


@pytest.mark.parametrize(
    ("build", "lacks"),
    [(another_language, "lacks English"), (without_parser, "parser"), (with_universal_arcs, "nsubjpass")],
)
def test_a_pipeline_the_rules_cannot_read_is_unsuitable(build, lacks: str, tmp_path: Path) -> None:  # noqa: ANN001
    build().to_disk(tmp_path)

    with pytest.raises(LanguageModelError, match=lacks) as caught:
        load_language(str(tmp_path))

    assert caught.value.reason == "unsuitable_language_model"
