"""The phrases that say whose it is: "the army of Ukraine", "fighters from Hezbollah", "Lebanese group Hezbollah"."""

from __future__ import annotations

from dataclasses import replace

from rashomon.extraction.actor_phrases import MODIFIERS, armed_people, bare_mention, force_of, state_of, with_people
from rashomon.extraction.actor_walk import Found, Walk
from rashomon.knowledge.actors import ForceWord, Term
from rashomon.knowledge.phrases import Match

GOVERNING = frozenset({"ministry", "state", "government"})  # sectors of who sits in a capital; its army may be anywhere


def of_owner(walk: Walk, at: int, match: Match[Term] | None) -> Found | None:
    """Read it the other way round: "the army of Ukraine", "fighters from Hezbollah", "forces loyal to Khalifa Haftar"."""
    force, members = walk.force(at), walk.members(at)
    noun = force if members is None or (force is not None and force.stop >= members.stop) else members
    if match is not None and armed_people(walk, match) and (noun is None or match.stop >= noun.stop):
        noun = members = Match(
            payload=True, stop=match.stop, possessive=match.possessive
        )  # "separatist fighters with the group"
    if noun is None and walk.is_in(at, "those") and walk.follows(at + 1) and walk.is_in(at + 1, "loyal"):
        noun = members = Match(payload=True, stop=at + 1, possessive=False)  # "those loyal to Haftar"
    index = _after_link(walk, noun.stop) if noun is not None else None
    owner = walk.term(index) if index is not None else None
    if owner is None and force is not None and noun is force:
        return _seated(walk, at, force)
    if noun is None or owner is None or owner.possessive:
        return None
    state = state_of(walk, owner)
    from_there = walk.is_in(noun.stop, "origin")  # "fighters from Iraq" are not its army
    if force is not None and state is not None and not from_there and owner.payload.kind not in ("adjective", "capital"):
        found = force_of(walk, at, replace(force, stop=owner.stop, possessive=False), state)
        return replace(found, stop=max(found.stop, owner.stop))
    if members is not None and owner.payload.kind == "actor" and owner.payload.how in ("named", "person"):
        return with_people(walk, Found(at, owner.stop, replace(bare_mention(walk, owner), how="named"), owner.payload))
    return None


def _seated(walk: Walk, at: int, force: Match[ForceWord]) -> Found | None:
    """Read a government by its seat: "authorities in Niamey", "the defence ministry in Moscow"."""
    seat = walk.term(force.stop + 1) if walk.follows(force.stop) and walk.is_in(force.stop, "seat") else None
    if seat is None or seat.payload.kind != "capital" or seat.possessive or force.payload.sector not in GOVERNING:
        return None
    state = walk.lexicon.states[seat.payload.id]
    return replace(force_of(walk, at, replace(force, stop=seat.stop, possessive=False), state), stop=seat.stop)


def _after_link(walk: Walk, at: int) -> int | None:
    """Return the word after "of", "of the", "from", "loyal to", "linked to the", when it goes on the same phrase."""
    if walk.follows(at) and walk.is_in(at, "loyal") and walk.follows(at + 1) and walk.is_in(at + 1, "loyal_to"):
        at += 2
    elif walk.follows(at) and (walk.is_in(at, "of") or walk.is_in(at, "serving")):
        at += 1
    else:
        return None
    at += walk.is_in(at, "article")
    return at if walk.follows(at) else None


def introduced(walk: Walk, found: Found) -> Found | None:
    """Read the name behind words that say of whom it is: "Lebanese group Hezbollah", "al-Qaeda affiliate al-Nusra Front"."""
    if found.mention.possessive or found.mention.holder or found.mention.how not in ("named", "composed", "generic"):
        return None
    at = found.stop - 1
    while not walk.is_in(at, "kind"):
        at += 1
        if at - found.stop >= MODIFIERS or not walk.follows(at) or walk.words[at].form.capital or walk.is_in(at, "and"):
            return None
    name = walk.term(at + 1) if walk.follows(at + 1) and _like_a_name(walk, at + 1) else None
    if name is None or name.payload.kind != "actor" or name.payload.how != "named":
        return None
    return replace(with_people(walk, Found(found.start, name.stop, bare_mention(walk, name), name.payload)), start=found.start)


def _like_a_name(walk: Walk, at: int) -> bool:
    return walk.words[at].form.capital or walk.words[at].form.key == "al"
