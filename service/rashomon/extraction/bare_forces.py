"""Gives "the army", "the ministry of defence" the country whose own was named last: an article goes on about the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.spelling import WORD, fold
from rashomon.records.mention import ActorMention

FORCES = {"army": "military", "defence-ministry": "mod"}  # the generic actor, and how ids of the same force end


def settle_bare_forces(mentions: Sequence[ActorMention], lexicon: ActorLexicon, text: str) -> tuple[ActorMention, ...]:
    """Return the mentions with bare forces as those of the country named before; with none named they stay as they are."""
    country: str | None = None
    settled: list[ActorMention] = []
    for mention in mentions:
        whose = _owner(settled[-1], mention) if settled else None
        if mention.how == "generic" and mention.actor.id in FORCES and (whose or country):
            settled.append(replace(mention, actor=lexicon.specialise(mention.actor, whose or country)))
            continue
        if _names_a_force(mention) or (country is None and _names_a_deed(mention, lexicon, text)):
            country = mention.actor.country
        settled.append(mention)
    return tuple(settled)


def _names_a_force(mention: ActorMention) -> bool:
    ident = mention.actor.id
    return mention.actor.country is not None and ident.endswith(tuple(f"-{suffix}" for suffix in FORCES.values()))


def _names_a_deed(mention: ActorMention, lexicon: ActorLexicon, text: str) -> bool:
    """Recognise "an Israeli strike", after which "the army" is Israel's."""
    if not mention.adjective or mention.actor.sector != "state":
        return False
    word = WORD.match(text, mention.end + 1)
    return word is not None and fold(word.group()) in lexicon.words["deed"]


def _owner(before: ActorMention, force: ActorMention) -> str | None:
    """Return the country of the state that stands right before the force: "Ukraine's 3rd Brigade"."""
    owns = before.actor.sector == "state" and (before.possessive or before.adjective) and before.end + 1 == force.start
    return before.actor.country if owns else None
