"""`q`: every word that is asked for stands in the record's words, in any order."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Table, and_, true

from rashomon.storage.folding import fold

_WORD = re.compile(r"\w+")


def words_match(table: Table, asked: str) -> ColumnElement[bool]:
    """Whether the (folded) `words` of a row hold every word that is asked for."""
    found = _WORD.findall(fold(asked))
    return and_(true(), *(table.c.words.contains(word, autoescape=True) for word in found))
