"""A tree of phrases, word by word: finds the longest known phrase at a place of a text in time bounded by the phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rashomon.knowledge.spelling import Form, Word, words

P = TypeVar("P")
ANY, CAPITAL, UPPER = 0, 1, 2
# What may stand between two words of one phrase. A line break may when the next word is not capitalised: wrapped text.
GAPS = frozenset(
    {" ", "-", "\u2010", "\u2011", "\u00a0", "  ", "\u2013", "' ", "\u2019 ", " \u201c", ' "', '" ', "\u201d ", ""}
)


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether the two words may belong to one phrase."""
    gap = text[left.end : right.start]
    return gap in GAPS or (gap == "\n" and not right.form.capital)


@dataclass(slots=True)
class Node(Generic[P]):
    """A word of some phrase; `cases` demand how the words of each phrase that ends here are written."""

    children: dict[str, Node[P]] = field(default_factory=dict)
    endings: list[tuple[tuple[int, ...], P]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match(Generic[P]):
    """What was found, the index after its last word, and whether it ends as an owner ("Syria's", "Syrias")."""

    payload: P
    stop: int
    possessive: bool
    uncertain: bool = False  # the owner's apostrophe is lost; the s may be a plural's


class Phrases(Generic[P]):
    """Phrases with payloads. Capitals in a spelling are demanded of the text: acronyms whole, names at their first capital."""

    def __init__(self) -> None:
        self._root: Node[P] = Node()

    def add(self, spelling: str, payload: P) -> None:
        """Put in one spelling; the first payload for the same words and capitals stays."""
        parts = words(spelling)
        node = self._root
        for word in parts:
            node = node.children.setdefault(word.form.key, Node())
        cases = demands([w.form for w in parts])
        if parts and all(known != cases for known, _ in node.endings):
            node.endings.append((cases, payload))
            node.endings.sort(key=lambda e: -sum(e[0]))

    def starts(self, form: Form) -> bool:
        """Whether any phrase begins so."""
        children = self._root.children
        return form.key in children or (form.bare is not None and form.bare in children)

    def beginnings(self) -> frozenset[str]:
        """Return the first words of all phrases."""
        return frozenset(self._root.children)

    def longest(self, text: str, found: Sequence[Word], at: int) -> Match[P] | None:
        """Return the longest phrase that begins at word `at` and is written as it demands."""
        node = self._root
        best: Match[P] | None = None
        index = at
        while index < len(found):
            if index > at and not joined(text, found[index - 1], found[index]):
                break
            word = found[index].form
            best = self._bare(node, found, at, index) or best
            child = node.children.get(word.key)
            if child is None:
                break
            node = child
            index += 1
            payload = _fitting(node, found[at:index])
            if payload is not None:
                best = Match(payload, index, _owns(text, found[index - 1]))
        return best

    @staticmethod
    def _bare(node: Node[P], found: Sequence[Word], at: int, index: int) -> Match[P] | None:
        """Return the phrase whose last word has lost the apostrophe of its owner's s."""
        bare = found[index].form.bare
        if bare is None or not found[index].form.capital or bare not in node.children:
            return None
        payload = _fitting(node.children[bare], found[at : index + 1])
        return None if payload is None else Match(payload, index + 1, possessive=True, uncertain=True)


def demands(forms: Sequence[Form]) -> tuple[int, ...]:
    """Say what the spelling asks of each word: an acronym's capitals, and the first capital of a name."""
    asked = []
    first = True
    for form in forms:
        if form.upper:
            asked.append(UPPER)
        elif form.capital and first and form.key != "al":
            asked.append(CAPITAL)
            first = False
        else:
            asked.append(ANY)
    return tuple(asked)


def _fitting(node: Node[P], found: Sequence[Word]) -> P | None:
    for cases, payload in node.endings:
        for word, case in zip(found, cases, strict=True):
            if case and not (word.form.upper if case == UPPER else word.form.capital):
                break
        else:
            return payload
    return None


def _owns(text: str, word: Word) -> bool:
    return word.form.possessive or (word.form.key.endswith("s") and text[word.end : word.end + 2] in ("' ", "\u2019 "))
