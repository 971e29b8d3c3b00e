"""Whom "it", "they" and "its fighters" speak of: the subject of the clause above, else of the sentence before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.naming import speaking
from rashomon.records.mention import ActorMention

STANDING_IN = frozenset({"it", "they", "them"})  # "he" is a person: who speaks is asked elsewhere
GROUPS = frozenset({"group", "movement", "organisation", "organization", "militia", "faction"})
BARE = frozenset({"det", "cc", "conj", "punct", "appos"})
GROUPED = frozenset({"militant", "jihadist", "rebel", "militia", "paramilitary", "criminal"})
OWNING = frozenset({"its", "their"})
# Whose business is to tell, or who suffers: "the monitor said it had counted", "residents said they were bombed".
ALOOF = frozenset({"civilian", "source", "monitor", "media", "expert", "civil", None})
ARMED = frozenset({"military", "militant", "security", "police", "rebel", "militia"})


def speaks_of_another(token: Token, named: Sequence[ActorMention]) -> bool:
    """Recognise a pronoun, and forces that only a pronoun gives an owner ("its fighters", "three of its soldiers")."""
    if token.lower_ in STANDING_IN or _the_group(token):
        return True
    owned = any(t.lower_ in OWNING and t.dep_ == "poss" for t in grammar.phrase(token))
    return owned and all(m.how == "generic" and m.actor.sector in ARMED for m in named)


def antecedent(token: Token, sentence: Sentence, before: Sentence | None) -> ActorMention | None:
    """Return the nearest subject above that names one who can act; at the head of a sentence the last sentence's subject."""
    if _the_group(token):
        return _last_group(token, sentence, before)
    for noun in _spoken_of(token):
        found = _actors(noun, sentence) if noun.i < token.i and noun.i != token.i else []
        if found and not speaks_of_another(noun, found):
            return found[0]
    if before is None or before.stretch.block != sentence.stretch.block or token.lower_ not in STANDING_IN:
        return None
    return next((m for head in _roots(before) for s in grammar.own_subjects(head) for m in _actors(s, before)), None)


def _the_group(token: Token) -> bool:
    """Recognise "the group", "the Iran-backed group", "the same movement": no name says which."""
    described = [c for c in token.children if c.dep_ not in BARE and not (c.dep_ == "amod" and c.text.islower())]
    return token.lower_ in GROUPS and not described and any(c.lower_ in ("the", "this") for c in token.children)


def _last_group(token: Token, sentence: Sentence, before: Sentence | None) -> ActorMention | None:
    """Return the armed group named last before the words."""
    here = sentence.span(token)[0]
    named = (*(before.leaves.actors if before is not None else ()), *(a for a in sentence.leaves.actors if a.start < here))
    armed = (m for m in reversed(named) if m.how == "named" and m.actor.sector in GROUPED and not m.holder)
    return next(armed, None)


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
