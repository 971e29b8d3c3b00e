"""Which actors a noun phrase names, by itself or by the office that somebody holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.records.mention import ActorMention

SERVING = ("for", "of", "with", "from", "at")


def mentions_in(sentence: Sentence, head: Token) -> tuple[ActorMention, ...]:
    """Return the actors named by a noun phrase: those over its head, then those that describe it ("ISIS positions": both)."""
    words = grammar.phrase(head)
    found: list[ActorMention] = []
    at_head = overlapping(sentence.leaves.actors, *sentence.span(head))
    for token in words:
        for mention in overlapping(sentence.leaves.actors, *sentence.span(token)):
            if mention not in found and (mention in at_head or _describes(mention, at_head)):
                found.append(mention)
    return tuple(found)


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
    if found and any(m.actor.id != "officials" for m in found):
        return found
    served = [m for office in _offices(head) for m in mentions_in(sentence, office) if m.how != "thing"]
    return [m for m in served if not found or m.how != "generic"] or found


def _offices(head: Token) -> Iterator[Token]:
    """Yield whom an unknown person speaks for: "Ali Hadi, a spokesman for the rebels", "a commander with the brigade"."""
    for role in (head, *(t for t in head.children if t.dep_ == "appos")):
        yield from [role] if role is not head else []
        yield from grammar.after(role, *SERVING)
