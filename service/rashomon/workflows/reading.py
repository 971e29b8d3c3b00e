"""The reader: raw text in, reports out. Composes cleaning, extraction and normalisation, and loads what they know once."""

from __future__ import annotations

from pathlib import Path

from rashomon.comparison.lineage import fingerprints
from rashomon.extraction.language import load_language
from rashomon.extraction.reading import Knowledge, read
from rashomon.intake.page import read_page
from rashomon.intake.readable import check_readable
from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.places import Gazetteer
from rashomon.knowledge.telling import load_telling
from rashomon.knowledge.triggers import load_triggers
from rashomon.knowledge.weapons import load_arsenal
from rashomon.normalisation.reports import Norms, to_reports
from rashomon.records.article import Source
from rashomon.workflows.ports import ReadArticle


class ArticleReader:
    """Reads articles. Building it takes seconds and 200 MB: build one a process, before forking."""

    def __init__(self, *, language_model: str | None = None, knowledge_dir: Path | None = None) -> None:
        gazetteer = Gazetteer(extra=knowledge_dir)
        self.lexicon = lexicon = load_actors(knowledge_dir)  # comparing knows the same actors
        self.knowledge = Knowledge(
            language=load_language(language_model),
            triggers=load_triggers(knowledge_dir),
            lexicon=lexicon,
            arsenal=load_arsenal(knowledge_dir),
            gazetteer=gazetteer,
            telling=load_telling(knowledge_dir),
        )
        self.norms = Norms(gazetteer=gazetteer, lexicon=lexicon)

    def read(
        self,
        *,
        text: str,
        title: str | None,
        published_at: str | None,
        language: str | None,
        article_id: str,
        source: Source | None,  # noqa: ARG002 - the port offers it
    ) -> ReadArticle:
        """Read one article; spans point into `text`, report ids are made from `article_id`.

        Raises UnreadableError for what is no text, and UnsupportedLanguageError for what is surely not English.
        """
        read_in = check_readable(text, language=language)
        page = read_page(text, title=title, published_at=published_at)
        reading = read(page, self.knowledge)
        return ReadArticle(
            language=read_in,
            published_at=page.published,
            published_at_basis=page.published_basis,
            fingerprints=fingerprints(text),
            reports=to_reports(reading, page, article_id=article_id, norms=self.norms),
        )
