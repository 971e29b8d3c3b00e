"""Whether a word that could name an actor does so here, or says a place, a thing's origin, or an everyday word."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.extraction.actor_walk import Found, Walk
from rashomon.knowledge.actors import Kind


def sensible(walk: Walk, found: Found) -> bool:
    """Ask each question that the word's kind calls for."""
    if found.nobody:
        return False
    if found.term is None:
        return True
    against = AGAINST[found.term.kind]
    return not any(question(walk, found) for question in against)


def _shouted(walk: Walk, found: Found) -> bool:
    """Tell an everyday word from an acronym: "WHO IS SAFE" in a line of capitals names nobody."""
    if found.stop - found.start != 1 or not walk.is_in(found.start, "shouted"):
        return False
    beside = []
    for step, edge in ((-1, found.start), (1, found.stop - 1)):
        at = edge + step
        while abs(at - edge) <= 2 and walk.follows(max(at, at - step)):
            beside.append(walk.words[at].form)
            at += step
    return any(form.upper and len(form.key) > 3 and not walk.lexicon.terms.starts(form) for form in beside)


def _in_a_name(walk: Walk, found: Found) -> bool:
    """Tell the end of a name that nobody knows ("the Ruritanian People's Liberation Army", "Civil Guard") from an army."""
    if found.mention.how != "generic" or found.stop - found.start != 1 or not walk.is_in(found.start, "name_end"):
        return False
    before = found.start - 1
    named = before >= 0 and walk.words[before].form.capital and not walk.is_in(before, "name_stop")
    return named and walk.words[found.start].form.capital and walk.follows(found.start)


def _place(walk: Walk, found: Found) -> bool:
    """Tell whether a country only says where: "in Syria", "northern Iraq", "Aleppo, Syria"."""
    before = found.start - 1
    if walk.is_in(before, "article"):
        before -= 1
    if walk.follows(before + 1) and walk.is_in(before, "locative") and not found.mention.possessive:
        return True
    return not found.mention.possessive and _after_town(walk, found)


def _after_town(walk: Walk, found: Found) -> bool:
    """Tell whether the country stands behind a comma after a town."""
    if found.start == 0 or walk.text[walk.words[found.start - 1].end : walk.words[found.start].start] != ", ":
        return False
    town = walk.words[found.start - 1].form
    match = walk.term(found.start - 1)
    if not town.capital or (match is not None and match.stop == found.start):
        return False
    return not (walk.follows(found.stop) and walk.is_in(found.stop, "acts"))


def _made(walk: Walk, found: Found) -> bool:
    """Tell origins: "Russian-made", "Iranian-supplied", "US-backed" with nobody known behind."""
    return walk.hyphen(found.stop) and (walk.is_in(found.stop, "maker") or walk.is_in(found.stop, "backer"))


def _setting(walk: Walk, found: Found) -> bool:
    """Tell settings ("Syrian city", "the Turkish border", "the Syria talks") and names of buildings ("the Saudi Hospital")."""
    if walk.follows(found.stop) and walk.words[found.stop].form.capital and walk.is_in(found.stop, "building"):
        return True
    return walk.follows(found.stop) and walk.is_in(found.stop, "setting") and not found.uncertain


def _acts(walk: Walk, found: Found) -> bool:
    """Tell whether a capital says or does something: "Moscow denied", "talks between Ankara and Tehran"."""
    if found.mention.possessive:
        return not (walk.follows(found.stop) and walk.is_in(found.stop, "setting"))
    before = found.start - 1
    if (walk.is_in(before, "locative") or walk.is_in(before, "placing")) and walk.follows(found.start):
        return walk.is_in(before, "beside") and _among_states(walk, found)
    if walk.follows(found.stop) and walk.is_in(found.stop, "acts"):
        return True
    if walk.is_in(before, "before_actor") and walk.follows(found.start):
        return True
    return walk.is_in(before, "beside") and walk.follows(found.start) and _among_states(walk, found)


def _among_states(walk: Walk, found: Found) -> bool:
    """Another state stands on the other side of an "and"."""
    for index in (found.start - 2, found.stop + 1):
        link = found.start - 1 if index < found.start else found.stop
        if 0 <= index < len(walk.words) and walk.words[link].form.key == "and":
            match = walk.term(index)
            if match is not None and match.payload.kind in ("state", "capital"):
                return True
    return False


def _idle(walk: Walk, found: Found) -> bool:
    return not _acts(walk, found)


AGAINST: dict[Kind, tuple[Callable[[Walk, Found], bool], ...]] = {
    "actor": (_shouted, _in_a_name),
    "state": (_shouted, _made, _setting, _place),
    "adjective": (_shouted, _made, _setting),
    "capital": (_idle,),
    "people": (),
}
