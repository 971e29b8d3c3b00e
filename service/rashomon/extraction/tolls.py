"""Figures that a sentence states of a toll: "the number of victims is 60", "put the number of hostages at 40"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.knowledge.figures import load_figure_words

BARE = "toll"  # without another word it is of the dead
TOLLS = frozenset({BARE, "number", "count", "tally", "figure", "total"})
RAISING = frozenset({"bring", "take", "push", "raise", "lift"})
PERIODS = frozenset({"year", "month", "week"})
AT = frozenset({"to", "at", "from", "as"})


def toll_of(figure: Token) -> tuple[Token, str] | None:
    """Return the word that says what a stated figure counts, and its measure; none when the figure is of no toll."""
    for noun in stated_of(figure):
        if noun.lemma_.lower() in TOLLS:
            return _measured(noun)
    return None


def of_a_period(figure: Token) -> bool:
    """Recognise what a blow only adds to: "bringing to 60 the number of people killed since May"."""
    verb = figure.head.head
    if figure.dep_ != "pobj" or figure.head.lower_ != "to" or verb.lemma_.lower() not in RAISING:
        return False
    clause = verb.doc[verb.i : verb.right_edge.i + 1]
    return any(t.lower_ == "since" or (t.lower_ in PERIODS and t.i and t.nbor(-1).lower_ == "this") for t in clause)


def of_losses(figure: Token) -> bool:
    """Recognise what losses are put at: "losses came to 60 men and seven tanks"."""
    return any(noun.lemma_.lower() == "loss" for noun in stated_of(figure))


def stated_of(figure: Token) -> Iterator[Token]:
    """Yield the nouns of which the sentence states the figure: the subject it is, rises to or hits, the object put at it."""
    at = figure
    if at.dep_ == "quantmod" and at.i + 1 < len(at.doc) and at.nbor(1).lower_ == "with":  # "was 20 with 50 others injured"
        at = next((g for g in grammar.governors(at) if g.dep_ == "attr"), at)
    while at.dep_ in ("conj", "appos", "compound", "nmod") and at.head.pos_ in grammar.NOMINAL:  # "60 men, two mortar systems"
        at = at.head
    figure = at
    while at.dep_ == "pobj" and at.head.lower_ in AT:  # "to 51 from 46"
        at = at.head.head
    verb = at.head if at is figure and at.dep_ in ("attr", "dobj") else at
    if grammar.is_verb(verb) and verb is not figure:
        yield from grammar.own_subjects(verb)
        yield from (t for t in grammar.objects(verb) if t.i != figure.i)


def _measured(noun: Token) -> tuple[Token, str] | None:
    words = load_figure_words().tolls
    said = grammar.phrase(noun)
    for token in (*said, *(c for t in said for c in t.children if c.dep_ == "acl")):  # "of people killed"
        measure = words.get(token.lower_) or words.get(token.lemma_.lower())
        if measure is not None:
            return token, measure
    return (noun, "killed") if noun.lemma_.lower() == BARE else None
