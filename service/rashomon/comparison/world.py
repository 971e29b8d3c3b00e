"""What comparison must know of the world beyond the reports: who belongs to whom. Passed in, so that any actor tree fits."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from rashomon.knowledge.actors import ActorLexicon

STATE = frozenset({"state", "government", "ministry", "military", "police", "intelligence", "security"})  # sectors
CIVIL = frozenset({"civilian", "civil", "ngo", "igo", "media", "monitor", "expert", "source"})  # sectors that bear no arms
NAMELESS = frozenset({"source", "media"})  # sectors of "a military source", "local media": nobody who could be asked
Standing = Literal["state", "named", "loose", "nameless"]


@dataclass(frozen=True, slots=True)
class World:
    """`ancestors(id)`: every wider actor of an actor, without itself. `generic(id)`: nobody in particular ("militants").

    `party_to(id, sides)`: whether who says something has a stake in what is told of these actors. `standing(id)`: a state's
    own, a named group, a loose word for groups of a country ("Syrian rebels") that fits any of them, or a nameless source.
    `civil(id)`: people who bear no arms ("medics").
    """

    ancestors: Callable[[str], Collection[str]]
    generic: Callable[[str], bool]
    party_to: Callable[[str, Collection[str]], bool]
    standing: Callable[[str], Standing] = lambda _: "named"
    civil: Callable[[str], bool] = lambda _: False

    def line(self, actor_id: str) -> frozenset[str]:
        """Return the actor with all its ancestors."""
        return frozenset((actor_id, *self.ancestors(actor_id)))


def unspecified(actor_id: str) -> bool:
    """Tell ids that name nobody: "militants-unspecified"."""
    return actor_id.endswith("-unspecified")


BARE = World(ancestors=lambda _: (), generic=unspecified, party_to=lambda who, sides: who in sides)
"""A world without an actor tree: every actor stands alone."""


def world_of(lexicon: ActorLexicon) -> World:
    """Return the world as the actor tables know it."""
    choices = {choice for words in lexicon.in_country.values() for choice in words.values()}

    def standing(actor_id: str) -> Standing:
        actor = lexicon.get(actor_id)
        if actor is not None and actor.sector in STATE:
            return "state"
        if actor is not None and actor.sector in NAMELESS:
            return "nameless"
        return "loose" if actor_id in choices else "named"

    def generic(actor_id: str) -> bool:
        return unspecified(actor_id) or actor_id in lexicon.in_country

    def ancestors(actor_id: str) -> Collection[str]:
        known = lexicon.known.get(actor_id)
        return (*lexicon.ancestors(actor_id), *(known.member_of if known else ()))

    def civil(actor_id: str) -> bool:
        actor = lexicon.get(actor_id)
        return actor is not None and actor.sector in CIVIL

    return World(ancestors, generic, lexicon.party_to, standing, civil)
