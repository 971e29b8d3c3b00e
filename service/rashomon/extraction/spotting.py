"""Finds the words of happening in a parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extraction.analysis import Sentence
from rashomon.extraction.idle_words import idle
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.needs import holds
from rashomon.extraction.scene import Trigger
from rashomon.knowledge.triggers import Triggers, TriggerWord

_REACH = 5  # words between a verb and the second word of its phrase ("set the houses on fire")
MACHINES = frozenset({"aircraft", "drone"})
_PARTS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


def spot(sentence: Sentence, triggers: Triggers) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence in order; of overlapping nouns the longest phrase wins."""
    found = [t for token in sentence.doc if (t := _spot_at(token, sentence, triggers)) is not None]
    covered = {i for t in found if len(t.word.words) > 1 and not t.verbal for i in range(t.first, t.last)}
    echoes = triggers.cues["echo"]
    kept = (t for t in found if t.token.i not in covered and not (t.word.part == "n" and _in_a_name(t.token, sentence)))
    return tuple(
        t for t in kept if not (t.word.part == "n" and _only_modifies(t.token, found, echoes)) and not idle(t, triggers.cues)
    )


def _spot_at(token: Token, sentence: Sentence, triggers: Triggers) -> Trigger | None:
    """Return the longest reading of the word; of equally long ones the first whose context gives what its row asks."""
    for part in _parts_of(token):
        for lemma in _lemmas(token):
            read = [
                Trigger(token, word, *covered)
                for word in triggers.starting(part, lemma)
                if (covered := _cover(token, word)) is not None
            ]
            if read:
                longest = [t for t in read if len(t.word.words) == len(read[0].word.words)]
                asking = (t for t in longest if t.word.needs is not None and holds(t, sentence))
                return read[0] if len(longest) == 1 else next(asking, read[0])
    return None


def _parts_of(token: Token) -> Iterator[str]:
    """Yield the part of speech as tagged, then what a wrong tag may hide: a participle as adjective, a gerund as verb."""
    part = _PARTS.get(token.pos_)
    if part is None or token.dep_ in ("aux", "auxpass"):
        return
    if (
        part == "v"
        and token.tag_ == "VBG"
        and token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "compound", "conj", "pcomp")
    ):
        yield "n" if token.dep_ != "pcomp" else "v"
    yield part
    if part == "n" and (
        token.lower_.endswith("ed")
        or (token.tag_ == "NNS" and token.dep_ in ("ROOT", "dobj", "dep", "appos") and not _counted(token))
    ):
        yield "v"
    if part == "a":
        yield "v"
        yield "n"
    if part == "v":
        yield "a"


def _counted(noun: Token) -> bool:
    """Recognise "fired 240 shells": what is counted is no verb."""
    return any(c.dep_ == "nummod" for c in noun.children)


def _lemmas(token: Token) -> Iterator[str]:
    lemma = token.lemma_.lower()
    yield lemma
    if token.lower_ != lemma:
        yield token.lower_
    if token.lower_.endswith("s") and len(token.lower_) > 3:
        yield token.lower_[:-1]
    if token.pos_ == "VERB" and token.lower_.endswith("ed"):  # the lemma of "staged" comes out as "stag"
        yield token.lower_[:-1]
    if token.pos_ in ("ADJ", "PROPN") and token.lower_.endswith("ed"):
        yield token.lower_[:-2]
        yield token.lower_[:-1]


def _cover(token: Token, word: TriggerWord) -> tuple[int, int] | None:
    rest = word.words[1:] if word.part == "v" else word.words[:-1]
    if not rest:
        return token.i, token.i
    return _cover_right(token, rest) if word.part == "v" else _cover_left(token, rest)


def _cover_left(token: Token, words: tuple[str, ...]) -> tuple[int, int] | None:
    first = token.i - len(words)
    if first < 0:
        return None
    before = token.doc[first : token.i]
    same = all(w in (t.lower_, t.lemma_.lower()) for w, t in zip(words, before, strict=True))
    return (first, token.i) if same else None


def _cover_right(token: Token, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the other words of a verb phrase stand below the verb, or just after it, in order."""
    at = token.i
    for word in words:
        window = token.doc[at + 1 : min(token.i + 1 + _REACH, len(token.doc))]
        hit = next((t for t in window if word in (t.lower_, t.lemma_.lower()) and _hangs(t, token)), None)
        if hit is None:
            return None
        at = hit.i
    return token.i, at


def _hangs(child: Token, verb: Token) -> bool:
    return verb.i in (child.head.i, child.head.head.i) or child.i == verb.i + 1


def _in_a_name(token: Token, sentence: Sentence) -> bool:
    """Recognise a kind of machine ("attack aircraft") and part of somebody's name ("Government of National Accord")."""
    span = sentence.span(token)
    if token.pos_ == "PROPN" and any(a.how == "named" and not a.adjective for a in overlapping(sentence.leaves.actors, *span)):
        return True
    return any(w.class_ in MACHINES for w in overlapping(sentence.leaves.weapons, *span))


def _only_modifies(token: Token, found: list[Trigger], echoes: frozenset[str]) -> bool:
    """Recognise a noun that only describes another ("strike releases"), unless that is about an event ("blast site")."""
    if token.dep_ not in ("compound", "nmod", "amod") or token.head.pos_ not in ("NOUN", "PROPN"):
        return False
    return token.head.lemma_.lower() not in echoes and not any(t.token.i == token.head.i for t in found)
