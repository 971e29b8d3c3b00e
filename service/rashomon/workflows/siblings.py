"""How the articles of one lineage differ: sentence by sentence against the founder."""

from __future__ import annotations

import re

from rashomon.records.article import Article
from rashomon.records.lineage import Copy, Lineage

_END = re.compile(r"(?<=[.!?\u2026])\s+|(?<=[.!?\u2026][\"\u201d\u2019)\]])\s+|\n+")
MOST_PASSAGES = 50  # of one side: a copy is a copy, a page's furniture is not worth more


def lineage_of(lineage_id: str, articles: tuple[Article, ...]) -> Lineage:
    """Return the lineage; `articles` begins with the founder."""
    founder = articles[0]
    copies = (Copy(founder, None, (), ()), *(_copy(article, founder) for article in articles[1:]))
    return Lineage(lineage_id, founder.id, copies)


def _copy(article: Article, founder: Article) -> Copy:
    if article.text is None or founder.text is None:
        return Copy(article, None, (), ())
    here, there = _sentences(article.text), _sentences(founder.text)
    shorter, longer = (here, there) if _size(here) <= _size(there) else (there, here)
    shared = _size({key: words for key, words in shorter.items() if key in longer})
    contained = shared / _size(shorter) if shorter else None
    only_here = tuple(words for key, words in here.items() if key not in there)
    only_there = tuple(words for key, words in there.items() if key not in here)
    return Copy(article, contained, only_here[:MOST_PASSAGES], only_there[:MOST_PASSAGES])


def _sentences(text: str) -> dict[str, str]:
    """Return the sentences by what they say regardless of case, spaces and punctuation."""
    found = (sentence.strip() for sentence in _END.split(text))
    return {" ".join(re.findall(r"\w+", sentence.casefold())): sentence for sentence in found if sentence}


def _size(sentences: dict[str, str]) -> int:
    return sum(len(key) for key in sentences)
