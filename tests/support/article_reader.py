"""The reader that ships, built once for all tests of a process: loading the language takes seconds."""

from __future__ import annotations

from functools import lru_cache

from rashomon.workflows.reading import ArticleReader


@lru_cache(maxsize=1)
def one_reader() -> ArticleReader:
    return ArticleReader()
