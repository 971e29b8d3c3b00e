"""What the stages hand on: the sentences of a page with their leaves, and the events drafted so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from spacy.tokens import Token

from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import Leaves
from rashomon.knowledge.triggers import TriggerWord
from rashomon.records.mention import EventMention, Telling
from rashomon.records.page import Page


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of happening found in a sentence: its token, and the row of the table that it matched."""

    token: Token
    word: TriggerWord
    first: int  # the tokens it covers, last one included
    last: int

    @property
    def verbal(self) -> bool:
        """A verb, so with subject and object."""
        return self.word.part == "v"


@dataclass(frozen=True, slots=True)
class Draft:
    """An event being made: the triggers of one sentence that tell one happening, head first, and the mention so far."""

    sentence: Sentence
    triggers: tuple[Trigger, ...]
    mention: EventMention

    @property
    def head(self) -> Token:
        """The token that stands for the event in the parse."""
        return self.triggers[0].token

    def effects(self) -> frozenset[str]:
        """Return what its words say was done to somebody or something."""
        return frozenset(t.word.effect for t in self.triggers if t.word.effect)

    def kinds(self) -> frozenset[str]:
        """Return the kinds its words name."""
        return frozenset(t.word.kind for t in self.triggers)

    def but(self, **changes: object) -> Draft:
        """Return the draft with a changed mention; itself when nothing changes, as most stages leave most drafts alone."""
        if all(getattr(self.mention, name) == value for name, value in changes.items()):
            return self
        return replace(self, mention=replace(self.mention, **changes))  # type: ignore[arg-type] # checked by the record


@dataclass(frozen=True, slots=True)
class Scene:
    """A page under reading. Stages return a new scene. `answers`: sentences without a word of happening that may answer one."""

    page: Page
    leaves: Leaves
    sentences: tuple[Sentence, ...]
    drafts: tuple[Draft, ...] = ()
    tellings: tuple[Telling, ...] = ()
    answers: tuple[Sentence, ...] = ()

    def each(self, change: Callable[[Draft], Draft]) -> Scene:
        """Change every draft by itself."""
        return replace(self, drafts=tuple(change(d) for d in self.drafts))

    def among(self, change: Callable[[tuple[Draft, ...]], tuple[Draft, ...]]) -> Scene:
        """Change the drafts of each sentence together."""
        groups = (tuple(group) for _, group in groupby(self.drafts, key=lambda d: d.sentence.start))
        return replace(self, drafts=tuple(d for group in groups for d in change(group)))
