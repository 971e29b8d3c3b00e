"""Which actors a noun phrase names, by itself or by the office that somebody holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.records.mention import ActorMention

ALLIES = frozenset({"ally", "backer", "supporter", "sponsor", "patron", "rival", "foe", "enemy", "opponent", "partner"})
SERVING = ("for", "of", "with", "from", "at")


def mentions_in(sentence: Sentence, head: Token) -> tuple[ActorMention, ...]:
    """Return the actors named by a noun phrase: those over its head, then those that describe it ("ISIS positions": both)."""
    if head.lemma_.lower() in ALLIES:
        return _allies(sentence, head)
    return _in_phrase(sentence, head)


def _allies(sentence: Sentence, head: Token) -> tuple[ActorMention, ...]:
    """Return who the ally is, not whose: "regime allies Chad and Niger" are Chad and Niger, "its Russian ally" is Russia."""
    names = [t for t in _apposed(head) if t.pos_ == "PROPN"]
    if names:
        return tuple(dict.fromkeys(m for t in names for m in _in_phrase(sentence, t)))
    return tuple(m for m in _in_phrase(sentence, head) if m.how != "generic" and not m.possessive)


def _apposed(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "appos" or (child.dep_ == "conj" and head.dep_ == "appos"):
            yield child
            yield from _apposed(child)


def _in_phrase(sentence: Sentence, head: Token) -> tuple[ActorMention, ...]:
    words = [t for word in grammar.phrase(head) for t in (word, *_joined(word, head))]
    found: list[ActorMention] = []
    at_head = overlapping(sentence.leaves.actors, *sentence.span(head))
    for token in words:
        for mention in overlapping(sentence.leaves.actors, *sentence.span(token)):
            if mention not in found and (mention in at_head or _describes(mention, at_head) or _listed(mention, at_head)):
                found.append(mention)
    return tuple(found)


def _joined(word: Token, head: Token) -> Iterator[Token]:
    """Yield what is joined to an adjective before the head: "the Saudi and Houthi delegations"."""
    if word.head.i == head.i and word.dep_ in ("amod", "compound", "nmod"):
        yield from (c for c in word.children if c.dep_ == "conj")


def _listed(mention: ActorMention, at_head: Iterable[ActorMention]) -> bool:
    """Recognise names side by side in a list that lost its commas ("by Turkey Russia and Iran"), two states of one force."""
    return any(_bare_name(mention) and _bare_name(h) and h.start - mention.end == 1 for h in at_head) or any(
        mention.how == "composed" and h.start - mention.end == len(" and ") for h in at_head
    )


def _bare_name(mention: ActorMention) -> bool:
    return mention.how == "named" and not (mention.adjective or mention.possessive or mention.holder or mention.excluded)


def _describes(mention: ActorMention, at_head: Iterable[ActorMention]) -> bool:
    """Recognise an adjective or owner counts when the head itself names no actor, or names a thing."""
    heads = list(at_head)
    return mention.holder or mention.excluded or not heads or all(h.how in ("thing", "generic") for h in heads)


def speaking(sentence: Sentence, head: Token) -> list[ActorMention]:
    """Return for whom somebody speaks, the name before the office ("the ministry's spokesman, Ivan Petrov")."""
    found = [m for m in mentions_in(sentence, head) if m.how != "thing" and not m.adjective]
    named = [m for t in head.children if t.dep_ == "appos" for m in mentions_in(sentence, t) if m.how in ("person", "named")]
    if named and all(m.how == "generic" for m in found):
        return named
    if found and all(m.actor.sector == "source" for m in found):
        return _sourced(sentence, head) or found
    if found and any(m.actor.id != "officials" for m in found):
        return _at_head(sentence, head, found) or found
    served = [m for office in _offices(head) for m in mentions_in(sentence, office) if m.how != "thing"]
    return [m for m in served if not found or m.how != "generic"] or found


def _sourced(sentence: Sentence, head: Token) -> list[ActorMention]:
    """Return the armed group or force in which an unnamed source sits: "a source in Hamas"."""
    inside = [m for t in grammar.after(head, "in", "within", "inside", "from") for m in mentions_in(sentence, t)]
    return [m for m in inside if m.how in ("named", "composed") and m.actor.sector not in ("media", "civilian", None)]


def _at_head(sentence: Sentence, head: Token, found: list[ActorMention]) -> list[ActorMention]:
    """Return the source rather than the outlet whose source it is: "a Reuters source"."""
    over = overlapping(sentence.leaves.actors, *sentence.span(head))
    return [m for m in found if m in over and m.actor.sector == "source" and any(o.actor.sector == "media" for o in found)]


def _offices(head: Token) -> Iterator[Token]:
    """Yield whom an unknown person speaks for: "Ali Hadi, a spokesman for the rebels", "a commander with the brigade"."""
    for role in (head, *(t for t in head.children if t.dep_ == "appos")):
        yield from [role] if role is not head else []
        yield from grammar.after(role, *SERVING)
