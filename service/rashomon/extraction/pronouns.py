"""Whom "it", "they" and "its fighters" speak of: the subject of the clause above, else of the sentence before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.naming import speaking
from rashomon.records.mention import ActorMention

STANDING_IN = frozenset({"it", "they", "them"})  # "he" is a person: who speaks is asked elsewhere
OWNING = frozenset({"its", "their"})
# Whose business is to tell, or who suffers: "the monitor said it had counted", "residents said they were bombed".
ALOOF = frozenset({"civilian", "source", "monitor", "media", "expert", "civil", None})
ARMED = frozenset({"military", "militant", "security", "police", "rebel", "militia"})


def speaks_of_another(token: Token, named: Sequence[ActorMention]) -> bool:
    """Recognise a pronoun, and forces that only a pronoun gives an owner ("its fighters", "three of its soldiers")."""
    if token.lower_ in STANDING_IN:
        return True
    owned = any(t.lower_ in OWNING and t.dep_ == "poss" for t in grammar.phrase(token))
    return owned and all(m.how == "generic" and m.actor.sector in ARMED for m in named)


def antecedent(token: Token, sentence: Sentence, before: Sentence | None) -> ActorMention | None:
    """Return the nearest subject above that names one who can act; at the head of a sentence the last sentence's subject."""
    for noun in _spoken_of(token):
        found = _actors(noun, sentence) if noun.i < token.i and noun.i != token.i else []
        if found and not speaks_of_another(noun, found):
            return found[0]
    if before is None or before.stretch.block != sentence.stretch.block or token.lower_ not in STANDING_IN:
        return None
    return next((m for head in _roots(before) for s in grammar.own_subjects(head) for m in _actors(s, before)), None)


def _spoken_of(token: Token) -> Iterator[Token]:
    """Yield who could be meant: the objects of verbs that make somebody do it ("urged Iran to stop"), then the subjects above.

    What is done to somebody's own is done by others: "the rebels attacked its troops" looks above the clause.
    """
    below, outside = token, token.dep_ in grammar.SUBJECTS
    for above in grammar.governors(token):
        if grammar.is_verb(above):
            outside = outside or below.dep_ == "ccomp"
            if below.dep_ == "xcomp":
                yield from grammar.objects(above)
            if outside:
                yield from grammar.own_subjects(above)
        below = above


def _actors(subject: Token, sentence: Sentence) -> list[ActorMention]:
    return [m for m in speaking(sentence, subject) if not m.holder and m.actor.sector not in ALOOF]


def _roots(sentence: Sentence) -> Iterator[Token]:
    return (t for t in sentence.tokens if t.head.i == t.i and grammar.is_verb(t))
