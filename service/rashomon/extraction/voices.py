"""Who speaks where no name of the tables is said: by an office, an institution, or what the article said of a person before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.spelling import words
from rashomon.knowledge.telling import TellingWords
from rashomon.records.mention import ActorMention
from rashomon.records.report import Actor

NEAR = 6  # words between a calling and the name behind it
LONGEST_NAME = 8  # words of an institution's name
HUMAN = frozenset({"he", "she", "who"})
DEFINITE = frozenset({"the", "this"})
DESCRIBING = frozenset({"amod", "compound", "poss", "prep", "appos"})
SERVING = ("of", "for", "at", "with", "in")
BODIES = frozenset(
    {"organisation", "organization", "agency", "network", "group", "watchdog", "office", "department", "directorate"}
)  # any that spoke
SINGLE = frozenset({"NN", "NNP"})
INSIDE = frozenset({"of", "for", "and", "&", "in", "al", "-", "the", "'s", "’s", "’", "'"})  # small words of a name


@dataclass(slots=True)
class Voices:
    """What an article has said so far of those who speak in it."""

    words: TellingWords
    lexicon: ActorLexicon
    people: dict[str, Actor] = field(default_factory=dict)  # by last name, and by calling: "Hassan said", "the ministry said"
    person: Actor | None = None  # for whom the last person spoke: "he"
    unnamed: Actor | None = None  # ... and nobody has said that person's name yet
    body: Actor | None = None  # the last that spoke and is no person: "it", "they"

    def of(self, head: Token, sentence: Sentence) -> ActorMention | None:
        """Return who the subject of a word of telling is, when the tables name nobody in it."""
        actor = self._again(head) or self._by_role(head) or self._institution(head) or self._known(head)
        return _mention(head, sentence, actor) if actor is not None else None

    def beside(self, head: Token, sentence: Sentence, found: Actor) -> Iterator[ActorMention]:
        """Yield who shares the noun of a source that is found: "security and local sources"."""
        if found.sector != "source" and found.id != "officials":
            return
        kinds = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod")]
        joined = [t for k in kinds for t in grammar.coordinated(k) if any(c.dep_ == "conj" for c in k.children)]
        for kind in joined:
            phrase = f"{kind.text} {head.text}"
            match = self.lexicon.terms.longest(phrase, words(phrase), 0)
            actor = self.lexicon.get(match.payload.id) if match is not None and match.stop > 1 else None
            if actor is not None and actor.id != found.id:
                start, end = sentence.span(kind)
                yield ActorMention(start, end, kind.text, actor, "generic")

    def meant(self, pronoun: str) -> Actor | None:
        """Return for whom "he" or "it" speaks, as far as the two can be told apart."""
        return (self.person if pronoun in HUMAN else self.body) or self.person

    def heard(self, head: Token, actor: Actor) -> None:
        """Remember a speaker: his last name or his calling, and that "he" is he."""
        name = _name(head)
        callings = (t.lemma_.lower() for noun in _apposed(head) for t in (noun, *_before(noun)))
        calling = next((word for word in callings if word in self.words.roles), None)
        if name is not None and (calling or len(name) > 1):
            self.people[name[-1].lower_] = actor
        if name is None or calling:
            self.people[calling or head.lemma_.lower()] = actor
        if calling is None and head.lemma_.lower() not in self.words.roles:
            self.body = actor
        elif head.tag_ in SINGLE:
            self.person, self.unnamed = actor, (None if name else actor)

    def _again(self, head: Token) -> Actor | None:
        """Return who "the committee", "the spokesman" was; a body that is only described anew is the last that spoke."""
        if head.pos_ != "NOUN" or not any(c.lower_ in DEFINITE for c in head.children):
            return None
        described = any(c.dep_ in DESCRIBING for c in head.children)
        known = self.people.get(head.lemma_.lower()) if not described else None
        return known or (self.body if head.lower_ in BODIES else None)

    def _by_role(self, head: Token) -> Actor | None:
        """Return for whom somebody speaks by his calling, rather by what he serves: "a spokesman of the third brigade"."""
        for noun in _apposed(head):
            calling = next((t for t in (noun, *_before(noun)) if self._kind(t, self.words.roles)), None)
            if calling is None:
                continue
            beside = (*_served(noun), *(t for t in _before(noun) if t.i < calling.i and noun.i - calling.i < NEAR))
            owner = next(
                (a for t in beside if (a := self._kind(t, self.words.institutions) or self._kind(t, self.words.roles))), None
            )
            return owner or self._kind(calling, self.words.roles)
        return None

    def _kind(self, word: Token, table: Mapping[str, str]) -> Actor | None:
        pair = f"{word.nbor(-1).lower_} {word.lower_}" if word.i else ""
        ident = table.get(pair) or table.get(word.lemma_.lower())
        return self.lexicon.get(ident) if ident is not None else None

    def _institution(self, head: Token) -> Actor | None:
        """Return an institution by its kind, or under its own name when it is written like one."""
        kind = self._kind(head, self.words.institutions)
        if kind is None or not head.text[0].isupper():
            return kind
        name = _title(head)
        slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", name.lower())).strip("-")
        return Actor(slug, name, kind.sector) if " " in name else kind

    def _known(self, head: Token) -> Actor | None:
        """Return for whom a person named before speaks; a full name not heard yet is whoever spoke last without a name."""
        name = _name(head)
        if name is None:
            return None
        actor = self.people.get(name[-1].lower_)
        return actor or (self.unnamed if len(name) > 1 else None)


def _apposed(head: Token) -> Iterator[Token]:
    """Yield the noun and what is set beside it: "Ali Hadi, a doctor and head of the clinic"."""
    yield head
    for child in head.children:
        if child.dep_ == "appos":
            yield from (child, *(t for t in child.children if t.dep_ == "appos"))


def _served(noun: Token) -> Iterator[Token]:
    """Yield what somebody serves, behind him and before: "of the brigade", "the camp's president"."""
    yield from grammar.after(noun, *SERVING)
    yield from (c for c in noun.children if c.dep_ == "poss")


def _before(noun: Token) -> list[Token]:
    """Return the words before a name or a calling, the nearest first: "civil society leader Jean Lobo"."""
    words = noun.doc[max(noun.left_edge.i, noun.i - LONGEST_NAME) : noun.i]
    return [t for t in reversed(words) if t.dep_ in ("compound", "nmod", "amod", "appos")]


def _name(head: Token) -> list[Token] | None:
    """Return the words of a person's name: proper nouns with nothing before them that owns or numbers them."""
    if head.pos_ != "PROPN":
        return None
    words = [t for t in head.lefts if t.dep_ in ("compound", "nmod") and t.pos_ == "PROPN"]
    return [*words, head]


def _title(head: Token) -> str:
    """Return the name of an institution: the capitalised words and the small ones among them, up to its kind."""
    doc, start = head.doc, head.i
    for index in range(head.i - 1, max(-1, head.i - LONGEST_NAME), -1):
        if doc[index].text[0].isupper() and doc[index].lower_ != "the":
            start = index
        elif doc[index].lower_ not in INSIDE and doc[index - 1].text != "-":
            break
    return " ".join(doc[start : head.i + 1].text.split()).replace("’", "'")


def _mention(head: Token, sentence: Sentence, actor: Actor) -> ActorMention:
    said = grammar.phrase(head)
    start, end = sentence.span(said[0])[0], sentence.span(said[-1])[1]
    text = sentence.doc.text  # the doc's own text: offsets of `span` are the article's
    return ActorMention(start, end, text[said[0].idx : said[-1].idx + len(said[-1])], actor, "person")
