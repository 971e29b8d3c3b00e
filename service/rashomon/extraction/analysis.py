"""Sentences that can matter, parsed: tokens with tags, lemmas and arcs, and their places in the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.extraction.leaves import Leaves
from rashomon.extraction.sentences import Stretch
from rashomon.knowledge.triggers import Triggers, stem
from rashomon.records.mention import ActorMention, PlaceMention
from rashomon.records.page import Page

BATCH = 24  # sentences; larger batches add hundreds of megabytes and no speed
PARSED = {"parser": {"batch_size": 4 * BATCH}}  # it takes a quarter of its batch at a time
ANSWER = 400  # characters; who answers does so in a sentence
_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 0.6  # share of capitalised words from which a line counts as a headline
_MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed stretch with its leaves; `doc` offsets count from `start`."""

    stretch: Stretch
    kind: str  # of its block
    doc: Doc
    leaves: Leaves
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]  # of the tokens, in the article: looked up thousands of times

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return self.stretch.start

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return self.stretch.end

    def span(self, token: Token) -> tuple[int, int]:
        """Return the token's place in the article."""
        at = self.stretch.start + token.idx
        return at, at + len(token)

    def tokens_of(self, start: int, end: int) -> list[Token]:
        """Return the tokens that share a character with the stretch of the article."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end, lo=first)
        return [t for t in self.tokens[first:last] if start < self.stretch.start + t.idx + len(t)]

    def head_of(self, start: int, end: int) -> Token | None:
        """Return the token of the stretch that governs the others."""
        tokens = self.tokens_of(start, end)
        inside = {t.i for t in tokens}
        return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)


def analyse(
    page: Page, stretches: Sequence[Stretch], leaves: Leaves, triggers: Triggers, language: Language
) -> tuple[Sentence, ...]:
    """Parse the stretches that hold a word of happening; the others cannot carry an event."""
    return _parsed(page, [s for s in stretches if _matters(page.text[s.start : s.end], triggers.stems)], leaves, language)


def analyse_answers(
    page: Page, stretches: Sequence[Stretch], leaves: Leaves, triggers: Triggers, language: Language
) -> tuple[Sentence, ...]:
    """Parse the short stretches without such a word that may answer what another told: "The army denied this."."""
    stems = frozenset(map(stem, triggers.cues["answering"])) | {"deni"}
    texts = ((s, page.text[s.start : s.end]) for s in stretches if s.end - s.start <= ANSWER)
    chosen = [s for s, text in texts if _matters(text, stems) and not _matters(text, triggers.stems)]
    return _parsed(page, chosen, leaves, language)


def _parsed(page: Page, chosen: Sequence[Stretch], leaves: Leaves, language: Language) -> tuple[Sentence, ...]:
    found = [leaves.within(s.start, s.end) for s in chosen]
    texts = (_parsable(page, s, here) for s, here in zip(chosen, found, strict=True))
    docs = language.pipe(texts, batch_size=BATCH, component_cfg=PARSED)
    return tuple(_sentence(page, s, here, doc) for s, here, doc in zip(chosen, found, docs, strict=True))


def _sentence(page: Page, stretch: Stretch, leaves: Leaves, doc: Doc) -> Sentence:
    tokens = tuple(doc)
    return Sentence(stretch, page.blocks[stretch.block].kind, doc, leaves, tokens, tuple(stretch.start + t.idx for t in tokens))


def _matters(text: str, stems: Collection[str]) -> bool:
    return any(stem(word) in stems for word in _words(text))


def _words(text: str) -> Iterator[str]:
    return (m.group().lower() for m in _WORD.finditer(text))


def _parsable(page: Page, stretch: Stretch, leaves: Leaves) -> str:
    """Return the text for the parser: same length, headline capitals lowered except in names."""
    text = re.sub(r"\s", " ", page.text[stretch.start : stretch.end])
    if not _shouted(text, headline=page.blocks[stretch.block].kind in ("headline", "heading")):
        return text
    names = [(m.start - stretch.start, m.end - stretch.start) for m in _named(leaves)]
    return _lower_outside(text, names)


def _named(leaves: Leaves) -> list[ActorMention | PlaceMention]:
    return [*(a for a in leaves.actors if a.how == "named"), *leaves.places]


def _shouted(text: str, *, headline: bool) -> bool:
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    if len(words) < _MIN_WORDS and not headline:
        return False
    return sum(1 for w in words if w[0].isupper()) >= _SHOUTED * len(words)


def _lower_outside(text: str, names: Sequence[tuple[int, int]]) -> str:
    """Lower-case words outside the names; a letter whose lower case is longer stays as it is."""
    letters = [c.lower() if len(c.lower()) == 1 else c for c in text]
    for start, end in names:
        letters[max(start, 0) : end] = list(text[max(start, 0) : end])
    first = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    letters[first : first + 1] = list(text[first : first + 1])
    return "".join(letters)
