"""The leaf mentions of a page in order of place, and which of them lie in a stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rashomon.records.mention import ActorMention, FigureMention, PlaceMention, TimeMention, WeaponMention


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last."""


M = TypeVar("M", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Leaves:
    """All leaf mentions, each kind in text order and without overlaps within the kind."""

    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()

    def within(self, start: int, end: int) -> Leaves:
        """Return those that begin inside the stretch."""
        return Leaves(
            actors=_slice(self.actors, start, end),
            places=_slice(self.places, start, end),
            times=_slice(self.times, start, end),
            figures=_slice(self.figures, start, end),
            weapons=_slice(self.weapons, start, end),
        )


def _slice(mentions: Sequence[M], start: int, end: int) -> tuple[M, ...]:
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, lo=first, key=lambda m: m.start)
    return tuple(mentions[first:last])


def overlapping(mentions: Sequence[M], start: int, end: int) -> tuple[M, ...]:
    """Return the mentions that share a character with the stretch."""
    return tuple(m for m in mentions if m.start < end and start < m.end)
