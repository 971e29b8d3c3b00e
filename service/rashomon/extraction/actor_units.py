"""The numbered and named units of an army: "the 59th Brigade of the Armed Forces of Ukraine", "the army's First Division"."""

from __future__ import annotations

import re

from rashomon.extraction.actor_phrases import force_of, state_of
from rashomon.extraction.actor_walk import Found, Walk
from rashomon.knowledge.actors import Term
from rashomon.knowledge.phrases import Match
from rashomon.records.mention import ActorMention

ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
ARMY = "army"  # the generic actor that a unit of nobody named belongs to
UNIT_WORDS = 4  # between the number and the kind of unit: "1st Rapid Intervention Battalion"


def unit(walk: Walk, at: int, _match: Match[Term] | None) -> Found | None:
    """Read a unit by its number, as its army where that is said behind "of"."""
    key = walk.words[at].form.key
    if not (ORDINAL.fullmatch(key) or (walk.is_in(at, "ordinal") and walk.words[at].form.capital)):
        return None
    for index in range(at + 1, at + 2 + UNIT_WORDS):
        if not walk.follows(index):
            return None
        if walk.is_in(index, "unit"):
            return _owned(walk, at, index + 1) or Found(
                at, index + 1, _of_nobody(walk, possessive=walk.words[index].form.possessive)
            )
        if not (walk.words[index].form.capital or walk.is_in(index, "modifier")):
            return None
    return None


def _owned(walk: Walk, at: int, stop: int) -> Found | None:
    index = stop + 1 if walk.follows(stop) and walk.is_in(stop, "of") else None
    if index is None:
        return None
    index += walk.is_in(index, "article")
    owner = walk.term(index) if walk.follows(index) else None
    if owner is not None and owner.payload.kind == "actor" and owner.payload.how == "named":
        actor = walk.lexicon.known[owner.payload.id].actor
        return (
            Found(at, owner.stop, ActorMention(0, 0, "", actor, "named", owner.possessive)) if actor.sector in ARMIES else None
        )
    state = state_of(walk, owner)
    force = walk.force(owner.stop) if owner is not None and state is not None else None
    if state is None or force is None or force.payload.sector != "military":
        return None
    return force_of(walk, at, force, state)


ARMIES = frozenset({"military", "rebel", "militia", "paramilitary", "jihadist"})


def _of_nobody(walk: Walk, *, possessive: bool) -> ActorMention:
    return ActorMention(0, 0, "", walk.lexicon.known[ARMY].actor, "generic", possessive)
