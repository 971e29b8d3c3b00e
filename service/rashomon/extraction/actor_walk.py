"""A text as words beside the lexicon that reads it: what begins where, what goes on, where a personal name ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.knowledge.actors import ActorLexicon, ForceWord, Term
from rashomon.knowledge.phrases import Match, joined
from rashomon.knowledge.spelling import Word
from rashomon.records.mention import ActorMention

HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
NAME_WORDS = 5  # longest name taken after a title


@dataclass(frozen=True, slots=True)
class Found:
    """A reading of the words `start`..`stop`; the mention's offsets are filled in at the end. `term` when a bare word."""

    start: int
    stop: int
    mention: ActorMention
    term: Term | None = None
    uncertain: bool = False
    nobody: bool = False  # words that belong together but name no actor
    name: int | None = None  # where a personal name begins behind its title


@dataclass(frozen=True, slots=True)
class Walk:
    """A text as words, and the lexicon to read it with."""

    text: str
    words: tuple[Word, ...]
    lexicon: ActorLexicon

    def may_start(self, at: int) -> bool:
        """Whether a reading may begin at this word."""
        form = self.words[at].form
        return form.key in self.lexicon.starters or form.bare in self.lexicon.starters

    def is_in(self, at: int, name: str) -> bool:
        """Whether the word belongs to a closed set of the lexicon."""
        return 0 <= at < len(self.words) and self.words[at].form.key in self.lexicon.words[name]

    def term(self, at: int) -> Match[Term] | None:
        """Return the longest term beginning here."""
        if at >= len(self.words):
            return None
        return self.lexicon.terms.longest(self.text, self.words, at)

    def force(self, at: int) -> Match[ForceWord] | None:
        """Return the longest noun for a force beginning here."""
        if at >= len(self.words):
            return None
        return self.lexicon.forces.longest(self.text, self.words, at)

    def members(self, at: int) -> Match[bool] | None:
        """Return the longest noun for the people of a group beginning here."""
        return self.lexicon.members.longest(self.text, self.words, at) if at < len(self.words) else None

    def follows(self, at: int) -> bool:
        """Whether word `at` stands in one phrase with the word before it."""
        return 0 < at < len(self.words) and joined(self.text, self.words[at - 1], self.words[at])

    def hyphen(self, at: int) -> bool:
        """Whether a hyphen stands right before the word."""
        return 0 < at < len(self.words) and self.text[self.words[at - 1].end : self.words[at].start] in HYPHENS


def name_stop(walk: Walk, at: int) -> int:
    """Return the end of the name after a title: capitalised words and the small words inside Arabic and European names."""
    stop = index = at
    while index < min(at + NAME_WORDS, len(walk.words)) and walk.follows(index):
        if walk.is_in(index, "name_stop"):
            break
        if walk.words[index].form.capital:
            stop = index + 1
        elif not walk.is_in(index, "link"):
            break
        index += 1
        if walk.words[index - 1].form.possessive:
            break
    return stop


def apposed(walk: Walk, found: Found) -> Found | None:
    """Return the person whose calling the found words are: "Samir Hallak, an activist"."""
    article = found.start - 1
    if found.name is not None or not walk.is_in(found.stop - 1, "one") or not walk.is_in(article, "article"):
        return None
    if article == 0 or walk.text[walk.words[article - 1].end : walk.words[article].start] != ", ":
        return None
    start = _name_start(walk, article)
    # One word, or what stands behind "in" or "of", may as well be a place: "In Deir Ezzor, a resident said".
    placed = walk.follows(start) and (walk.is_in(start - 1, "locative") or walk.is_in(start - 1, "placing"))
    if article - start < 2 or placed:
        return None
    return Found(start, article, replace(found.mention, how="person", possessive=False), name=start)


def _name_start(walk: Walk, stop: int) -> int:
    """Return where the name that ends before `stop` begins; `stop` when none does."""
    start = index = stop
    while index > max(0, stop - NAME_WORDS) and (index == stop or walk.follows(index)):
        index -= 1
        if walk.is_in(index, "name_stop") or walk.words[index].form.upper:
            break
        if walk.words[index].form.capital:
            start = index
        elif not walk.is_in(index, "link"):
            break
    return start
