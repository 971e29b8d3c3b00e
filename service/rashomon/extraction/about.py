"""Who and what stands about a word of happening: its subjects and objects, the actors, figures and places named in them."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.scene import Trigger
from rashomon.knowledge.types import load_types
from rashomon.records.mention import ActorMention, FigureMention, WeaponMention


def actors(tokens: list[Token], sentence: Sentence) -> list[ActorMention]:
    """Return who is named in the noun phrases."""
    spans = [sentence.span(t) for head in tokens for t in grammar.phrase(head)]
    return [a for span in spans for a in overlapping(sentence.leaves.actors, *span)]


def figures(tokens: list[Token], sentence: Sentence) -> list[FigureMention]:
    """Return the figures in the noun phrases."""
    spans = [sentence.span(t) for head in tokens for t in grammar.phrase(head)]
    return [f for span in spans for f in overlapping(sentence.leaves.figures, *span)]


def subjects(trigger: Trigger, sentence: Sentence) -> list[ActorMention]:
    """Who acts: the subject or, of a passive, the agent."""
    verb = trigger.token
    return actors(grammar.agents(verb) if grammar.passive(verb) else grammar.subjects(verb), sentence)


def objects(trigger: Trigger) -> list[Token]:
    """Whom or what it is done to: the object or, of a passive, the subject."""
    verb = trigger.token
    return grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)


def placed(tokens: list[Token], sentence: Sentence) -> bool:
    """Whether a place is named by one of the words."""
    return any(overlapping(sentence.leaves.places, *sentence.span(t)) for t in tokens)


def placed_phrase(tokens: list[Token], sentence: Sentence) -> bool:
    """Whether a place is named in one of the noun phrases ("the town of Gao")."""
    return placed([t for head in tokens for t in grammar.phrase(head)], sentence)


def weapons(tokens: list[Token], sentence: Sentence) -> list[WeaponMention]:
    """Return the weapons in the noun phrases."""
    spans = [sentence.span(t) for head in tokens for t in grammar.phrase(head)]
    return [w for span in spans for w in overlapping(sentence.leaves.weapons, *span)]


def can_fight(actor: ActorMention) -> bool:
    """Whether it is a force or an armed group."""
    return actor.how != "thing" and load_types().sides.get(actor.actor.sector or "") in ("state", "group")


def only_people(tokens: list[Token], sentence: Sentence) -> bool:
    """Recognise "residents", "3,000 people": neither fighters nor those who come and go for their work."""
    named = actors(tokens, sentence)
    return bool(named) and all(a.actor.id == "civilians" for a in named)


def armed_subject(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether a force or an armed group does it."""
    return any(can_fight(a) for a in subjects(trigger, sentence))
