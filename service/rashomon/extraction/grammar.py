"""Questions to a parse: who is the subject, what is the object, which words make up a phrase, how far apart are two words."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "oprd"})
SHARED = frozenset({"xcomp", "conj", "advcl"})  # a verb in these arcs may take over its governor's subject
DOING = frozenset({"by", "after", "before", "while"})  # "broke the truce by shelling the town": who broke it shelled
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis", "appos"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "SYM", "DET"})
_CLIMB = 8


def is_verb(token: Token) -> bool:
    """Recognise a main verb, finite or not."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


def passive(token: Token) -> bool:
    """Recognise a passive: with auxiliary or agent, or a bare participle after its noun ("the town hit on Monday")."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent", "csubjpass") for c in token.children):
        return True
    if (
        token.dep_ == "conj"
        and token.tag_ == "VBN"
        and not any(c.dep_ in SUBJECTS or c.dep_ in OBJECTS for c in token.children)
    ):
        return passive(token.head)
    return token.tag_ == "VBN" and token.dep_ in ("acl", "amod") and not any(c.dep_ in OBJECTS for c in token.children)


def coordinated(token: Token) -> Iterator[Token]:
    """Yield the token and what is joined to it by commas, "and", "or", "as well as"."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i != token.i:
            yield from coordinated(child)


def nouns(token: Token) -> Iterator[Token]:
    """Yield the token and its coordinated nouns; a verb drawn into the chain by a parse without commas is left out."""
    return (t for t in coordinated(token) if t.pos_ in NOMINAL or (t.i == token.i and t.dep_ == "pobj"))


def own_subjects(verb: Token) -> list[Token]:
    """Subjects hanging on the verb itself."""
    return [t for c in verb.children if c.dep_ in SUBJECTS for t in nouns(c)]


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb, its governor's when it has none of its own; a relative clause's is its noun."""
    at = verb
    for _ in range(_CLIMB):
        own = own_subjects(at)
        if own:
            return _unrelative(own, at)
        if at.dep_ in ("acl", "relcl") or (at.dep_ == "amod" and is_verb(at)):
            return [at.head] if at.head.pos_ in NOMINAL else []
        above = at.head.head if at.dep_ == "pcomp" and at.head.lower_ in DOING else None
        if above is not None and is_verb(above) and not passive(above):
            at = above
        elif at.dep_ in SHARED and is_verb(at.head):
            at = at.head
        else:
            return []
    return []


def _unrelative(found: list[Token], verb: Token) -> list[Token]:
    """Replace "which", "that", "who" by the noun that the relative clause describes."""
    if verb.dep_ != "relcl":
        return found
    return [verb.head if t.tag_ in ("WDT", "WP") or t.lower_ in ("that", "which", "who") else t for t in found]


def objects(verb: Token) -> list[Token]:
    """Direct objects, with the noun of a relative clause where "that" or nothing stands for it."""
    own = [t for c in verb.children if c.dep_ in OBJECTS for t in nouns(c)]
    return _unrelative(own, verb)


def agents(token: Token) -> list[Token]:
    """Return the "by" phrase of a verb or of a noun of happening."""
    found = []
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [t for c in child.children if c.dep_ == "pobj" for t in nouns(c)]
    return found


def after(token: Token, *prepositions: str) -> list[Token]:
    """Return the nouns of the token's phrases with one of the prepositions ("against", "on")."""
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            found += [t for c in child.children if c.dep_ in ("pobj", "pcomp") for t in nouns(c)]
            for deeper in child.children:  # "out of the town"
                if deeper.dep_ == "prep":
                    found += [t for c in deeper.children if c.dep_ == "pobj" for t in nouns(c)]
    return found


def through_of(noun: Token) -> Iterator[Token]:
    """Yield the noun, and what it is of: "the start of the second phase of the operation"."""
    for _ in range(4):
        yield noun
        below = after(noun, "of")
        if not below:
            return
        noun = below[0]


def phrase(head: Token) -> list[Token]:
    """Return the words of a noun phrase about its head: modifiers and "of" phrases, no clauses, no other prepositions."""
    words, stack = [], [head]
    while stack:
        token = stack.pop()
        words.append(token)
        stack += [c for c in token.children if _belongs(c, head)]
    return sorted(words, key=lambda t: t.i)


def _belongs(child: Token, head: Token) -> bool:
    if child.dep_ in CLAUSES or child.dep_ in ("conj", "cc", "punct", "preconj"):
        return child.dep_ == "punct" and child.lower_ in ("-", "–")
    if child.dep_ == "prep":
        return child.lower_ == "of" and child.head.i == head.i
    return child.i > head.i - 40 and child.i < head.i + 40


def governors(token: Token) -> Iterator[Token]:
    """Yield the words above a token, nearest first."""
    for _ in range(60):
        above = token.head
        if above.i == token.i:
            return
        token = above
        yield token


def distance(left: Token, right: Token) -> int:
    """Arcs between two words; a large number when the parse has them in different trees."""
    above = {left.i: 0}
    for steps, token in enumerate(governors(left), 1):
        above[token.i] = steps
    if right.i in above:
        return above[right.i]
    for steps, token in enumerate(governors(right), 1):
        if token.i in above:
            return steps + above[token.i]
    return 99


def negated(token: Token) -> bool:
    """Recognise a "not", "never" or "no" on the word itself."""
    return any(c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no") for c in token.children)
