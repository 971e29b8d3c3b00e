"""Who there is: named actors as a tree, states that compose with the words of their forces, and what the words stand for.

Read by `actor_tables.load_actors` from the tables actors, persons, states, force_words, generic_actors, actor_words and the
countries of the gazetteer; a user's own rows go before ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.knowledge.phrases import Phrases
from rashomon.records.report import Actor

Relation = Literal["same", "parent", "child", "unrelated"]
How = Literal["named", "composed", "generic", "person", "thing"]
Kind = Literal["actor", "state", "adjective", "capital", "people"]


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor of the tables. `speaks_for` whose voice it is, `allied` and `member_of` whose cause it shares."""

    actor: Actor
    since: str | None = None
    until: str | None = None
    speaks_for: tuple[str, ...] = ()
    allied: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state: `root` is the id that stands for all of it, `slug` what the ids of its forces begin with."""

    iso: str
    root: str
    slug: str
    name: str
    adjective: str


@dataclass(frozen=True, slots=True)
class ForceWord:
    """A noun that makes an actor of a state: `suffix` of the id; "" is the state itself, "=x" the generic actor x."""

    suffix: str
    name: str  # with {adj} for the state's adjective
    sector: str
    parent: str  # suffix of the next larger force, "." the state, "" none
    title: bool  # may be followed by the holder's name ("President")


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for: an actor by its id, or a state in one of its forms."""

    kind: Kind
    id: str
    how: How = "named"


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """All that is known of actors. Build it with `load_actors`; it is read-only and may be shared by threads."""

    known: Mapping[str, KnownActor]
    states: Mapping[str, State]  # by ISO code
    terms: Phrases[Term]
    forces: Phrases[ForceWord]
    by_suffix: Mapping[str, ForceWord]
    in_country: Mapping[str, Mapping[str, str]]  # generic id -> ISO code or "*" -> id or "*suffix"
    words: Mapping[str, frozenset[str]]  # small closed sets, by name
    members: Phrases[bool]  # nouns for the people of a group ("fighters")
    by_slug: Mapping[str, State]
    adjectives: frozenset[str]  # single words for what is of a state ("Russian", "US")
    starters: frozenset[str]  # every word with which an actor may begin

    def get(self, ident: str) -> Actor | None:
        """Return the actor of an id, also of a composed one ("ukraine-air-force"); None when nobody has it."""
        if ident in self.known:
            return self.known[ident].actor
        slug, _, suffix = ident.partition("-")
        while suffix:
            if slug in self.by_slug and suffix in self.by_suffix:
                return self.compose(self.by_slug[slug], self.by_suffix[suffix])
            more, _, suffix = suffix.partition("-")
            slug = f"{slug}-{more}"
        return None

    def compose(self, state: State, force: ForceWord) -> Actor:
        """Return the force, office or people of a state: "Ukrainian" + "warplanes" is `ukraine-air-force`."""
        if force.suffix == "":
            return self.known[state.root].actor
        if force.suffix.startswith("="):
            return replace(self.known[force.suffix[1:]].actor, country=state.iso)
        ident = f"{state.slug}-{force.suffix}"
        if ident in self.known:
            return self.known[ident].actor
        name = force.name.format(adj=state.adjective)
        return Actor(ident, name, force.sector, state.iso, self._above(state, force))

    def _above(self, state: State, force: ForceWord) -> tuple[str, ...]:
        chain: list[str] = []
        while force.parent not in ("", "."):
            chain.append(f"{state.slug}-{force.parent}")
            force = self.by_suffix[force.parent]
        return (*chain, state.root) if force.parent == "." else tuple(chain)

    def specialise(self, actor: Actor, country: str | None) -> Actor:
        """Return what a generic actor is in an article about a country: "rebels" in SY are `syria-rebels`.

        Unknown countries, and actors that are the same everywhere, come back as they are.
        """
        choices = self.in_country.get(actor.id, {})
        state = self.states.get(country or "")
        if state is None or not choices:
            return actor
        target = choices.get(state.iso, choices.get("*", ""))
        if target.startswith("*"):
            return self.compose(state, self.by_suffix[target[1:]])
        return self.known[target].actor if target else actor

    def ancestors(self, ident: str) -> tuple[str, ...]:
        """Ids of what it belongs to, nearest first."""
        actor = self.get(ident)
        return actor.part_of if actor else ()

    def related(self, one: str, other: str) -> Relation:
        """Tell what `one` is to `other`: "parent" contains it. A member of an alliance is a child of it."""
        if one == other:
            return "same"
        if one in self._containers(other):
            return "parent"
        return "child" if other in self._containers(one) else "unrelated"

    def party_to(self, ident: str, sides: Iterable[str]) -> bool:
        """Whether the actor has an interest in what is told of any of `sides`: its own side, voice, alliance or ally."""
        wanted = {up for side in sides for up in self._line(side)}
        own = {up for voice in (ident, *self._voices(ident)) for up in self._line(voice)}
        causes = {c for i in own if i in self.known for c in (*self.known[i].allied, *self.known[i].member_of)}
        return bool(wanted & (own | causes))

    def _containers(self, ident: str) -> set[str]:
        line = self._line(ident)
        return set(line[1:]) | {m for i in line if i in self.known for m in self.known[i].member_of}

    def _line(self, ident: str) -> tuple[str, ...]:
        return (ident, *self.ancestors(ident))

    def _voices(self, ident: str) -> tuple[str, ...]:
        line = self._line(ident)
        return tuple(v for i in line if i in self.known for v in self.known[i].speaks_for)
