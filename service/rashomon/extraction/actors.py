"""Finds who can act, tell or be hit: names, states with the words of their forces, generic words, and things that are hit.

Works on plain text in one pass; every place looks at a bounded number of words ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rashomon.extraction.actor_owners import introduced, of_owner
from rashomon.extraction.actor_phrases import composed, named
from rashomon.extraction.actor_sense import sensible
from rashomon.extraction.actor_units import ORDINAL, unit
from rashomon.extraction.actor_walk import Found, Walk, apposed, name_stop
from rashomon.extraction.bare_forces import settle_bare_forces
from rashomon.extraction.bare_groups import settle_bare_groups
from rashomon.knowledge.actors import ActorLexicon, Term
from rashomon.knowledge.phrases import Match
from rashomon.knowledge.spelling import words
from rashomon.records.mention import ActorMention
from rashomon.records.report import Actor

READERS: tuple[Callable[[Walk, int, Match[Term] | None], Found | None], ...] = (composed, named, of_owner, unit)

People = dict[str, tuple[Actor, frozenset[str]]]  # by last name: whom the person stands for, and the words of the name


def find_actors(text: str, lexicon: ActorLexicon) -> tuple[ActorMention, ...]:
    """Return the actors in text order without overlaps; at each word the longest reading wins.

    Country names are actors only where they do not plainly say a place ("in Syria" is none); capitals only where they act.
    A person introduced by a title ("defence minister Ivan Petrov") is that actor again when only the last name follows.
    """
    walk = Walk(text, tuple(words(text)), lexicon)
    mentions: list[ActorMention] = []
    people: People = {}
    short: dict[str, Actor] = {}
    at = 0
    while at < len(walk.words):
        found = _shortened(walk, at, short) or _best(walk, at) or _again(walk, at, people)
        if found is None:
            at += 1
            continue
        for part in (apposed(walk, found), found):
            if part is not None and sensible(walk, part) and _is_next(walk, part, mentions):
                mentions.append(_mention(walk, part))
                if part.name is not None:
                    keys = [word.form.key for word in walk.words[part.name : part.stop]]
                    people[keys[-1]] = (part.mention.actor, frozenset(keys))
                short.update(_acronym(walk, part))
        at = found.stop
    return settle_bare_groups(settle_bare_forces(mentions, lexicon, text), text)


def _is_next(walk: Walk, found: Found, mentions: list[ActorMention]) -> bool:
    return not mentions or mentions[-1].end <= walk.words[found.start].start


def _again(walk: Walk, at: int, people: People) -> Found | None:
    """Read a person known from earlier in the text, with what stands before the last name ("Ivan Petrov", "el-Faris")."""
    if not people or not walk.words[at].form.capital:
        return None
    stop = at + 1 if walk.is_in(at, "name_stop") else name_stop(walk, at + 1)
    last = walk.words[stop - 1].form
    actor, name = people.get(last.key, (None, frozenset()))
    if actor is None or any(word.form.key not in name for word in walk.words[at:stop]):
        return None
    return Found(at, stop, ActorMention(0, 0, "", actor, "person", last.possessive))


def _acronym(walk: Walk, found: Found) -> dict[str, Actor]:
    """Return the acronym that stands in brackets behind a name: here it means this name, whatever else it may mean."""
    if found.mention.how not in ("named", "composed") or found.stop >= len(walk.words):
        return {}
    word, before = walk.words[found.stop], walk.words[found.stop - 1].end
    bracketed = walk.text[before : word.start] == " (" and walk.text[word.end : word.end + 1] == ")"
    return {word.form.key: found.mention.actor} if bracketed and word.form.upper else {}


def _shortened(walk: Walk, at: int, short: dict[str, Actor]) -> Found | None:
    """Read an acronym that the text has introduced, with its people ("ENDF soldiers")."""
    form = walk.words[at].form
    actor = short.get(form.key) if form.upper else None
    if actor is None:
        return None
    members = walk.members(at + 1) if walk.follows(at + 1) and not form.possessive else None
    return Found(at, members.stop if members else at + 1, ActorMention(0, 0, "", actor, "named", form.possessive))


def _best(walk: Walk, at: int) -> Found | None:
    if not (walk.may_start(at) or ORDINAL.fullmatch(walk.words[at].form.key)):
        return None
    match = walk.term(at)
    readings = [found for read in READERS if (found := read(walk, at, match)) is not None]
    best = max(readings, key=lambda found: found.stop, default=None)
    return best and (introduced(walk, best) or best)


def _mention(walk: Walk, found: Found) -> ActorMention:
    start, end = walk.words[found.start].start, walk.words[found.stop - 1].end
    mention = found.mention
    return replace(mention, start=start, end=end, text=walk.text[start:end])
