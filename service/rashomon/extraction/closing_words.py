"""The words that close a sentence with who told it: "…, on Monday, a medic in Aden told reporters in Cairo"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence

FARTHEST = 24  # words between the comma and the verb of telling
HEARERS = 6  # words behind the verb in which its hearers may sit


@dataclass(frozen=True, slots=True)
class Closing:
    """Where in the article the teller is named (`start`), and where the closing words end."""

    start: int
    end: int


def closing_of(sentence: Sentence, telling: Collection[str], happenings: Collection[int]) -> Closing | None:
    """Return the closing words of a sentence whose words of happening, by token, all but those behind it are told by them.

    Only told by a verb behind its subject, with a happening before both: in "Police said a bomb exploded" nothing closes.
    """
    for verb in reversed(sentence.tokens):
        if verb.i in happenings or not grammar.is_verb(verb) or verb.lemma_.lower() not in telling:
            continue
        start = _teller(sentence, verb, happenings)
        if start is not None and any(i < start for i in happenings):
            return Closing(sentence.span(sentence.tokens[start])[0], sentence.span(sentence.tokens[_end(sentence, verb)])[1])
    return None


def _teller(sentence: Sentence, verb: Token, happenings: Collection[int]) -> int | None:
    """Return the first word of the phrase before the verb: behind the nearest comma that leaves more than a place's name."""
    start = verb.i
    while start > max(0, verb.i - FARTHEST):
        before = sentence.tokens[start - 1]
        if before.i in happenings or _is_clause(before):
            return None
        if before.lower_ == "," and _names_someone(sentence, start, verb.i):
            return start if sentence.tokens[start].pos_ not in ("ADP", "SCONJ") else None
        start -= 1
    return None


def _is_clause(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound")


def _names_someone(sentence: Sentence, first: int, last: int) -> bool:
    words = [t for t in sentence.tokens[first:last] if t.pos_ in grammar.NOMINAL and t.pos_ not in ("DET", "NUM", "ADJ")]
    places = sentence.leaves.places
    return any(not any(p.name_start <= sentence.span(t)[0] < p.name_end for p in places) for t in words)


def _end(sentence: Sentence, verb: Token) -> int:
    """Return the last word of "told a news agency in Cairo": up to a comma or the next clause."""
    last = verb.i
    for token in sentence.tokens[verb.i + 1 : verb.i + 1 + HEARERS]:
        if token.is_punct or _is_clause(token) or token.dep_ == "mark":
            break
        last = token.i
    return last
