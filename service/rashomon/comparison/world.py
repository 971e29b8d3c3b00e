"""What comparison must know of the world beyond the reports: who belongs to whom. Passed in, so that any actor tree fits."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class World:
    """`ancestors(id)`: every wider actor of an actor, without itself. `generic(id)`: nobody in particular ("militants")."""

    ancestors: Callable[[str], Collection[str]]
    generic: Callable[[str], bool]

    def line(self, actor_id: str) -> frozenset[str]:
        """Return the actor with all its ancestors."""
        return frozenset((actor_id, *self.ancestors(actor_id)))


def unspecified(actor_id: str) -> bool:
    """Tell ids that name nobody: "militants-unspecified"; what `World.generic` is without a lexicon."""
    return actor_id.endswith("-unspecified")


BARE = World(ancestors=lambda _: (), generic=unspecified)
"""A world without an actor tree: every actor stands alone."""
