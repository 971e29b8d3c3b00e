"""Finds who can act, tell or be hit: names, states with the words of their forces, generic words, and things that are hit.

Works on plain text in one pass; every place looks at a bounded number of words ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rashomon.extraction.actor_phrases import Found, Walk, composed, named, of_owner
from rashomon.extraction.actor_sense import sensible
from rashomon.knowledge.actors import ActorLexicon, Term
from rashomon.knowledge.phrases import Match
from rashomon.knowledge.spelling import words
from rashomon.records.mention import ActorMention

READERS: tuple[Callable[[Walk, int, Match[Term] | None], Found | None], ...] = (named, composed, of_owner)


def find_actors(text: str, lexicon: ActorLexicon) -> tuple[ActorMention, ...]:
    """Return the actors in text order without overlaps; at each word the longest reading wins.

    Country names are actors only where they do not plainly say a place ("in Syria" is none); capitals only where they act.
    """
    walk = Walk(text, tuple(words(text)), lexicon)
    mentions: list[ActorMention] = []
    at = 0
    while at < len(walk.words):
        found = _best(walk, at)
        if found is None:
            at += 1
            continue
        if sensible(walk, found):
            mentions.append(_mention(walk, found))
        at = found.stop
    return tuple(mentions)


def _best(walk: Walk, at: int) -> Found | None:
    if not walk.may_start(at):
        return None
    match = walk.term(at)
    readings = [found for read in READERS if (found := read(walk, at, match)) is not None]
    return max(readings, key=lambda found: found.stop, default=None)


def _mention(walk: Walk, found: Found) -> ActorMention:
    start, end = walk.words[found.start].start, walk.words[found.stop - 1].end
    mention = found.mention
    return replace(mention, start=start, end=end, text=walk.text[start:end])
