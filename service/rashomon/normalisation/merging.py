"""Which mentions of an article tell one happening: each joins the earlier one that the signs speak for most, or founds its own.

The signs are weighed like those of `confidence`: log odds, fitted on annotated articles.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.knowledge.signs import BASE, load_signs
from rashomon.knowledge.types import load_types
from rashomon.normalisation import likeness
from rashomon.normalisation.likeness import LOOSE, OBJECTIONS, POINTS, UNTOLD, strange
from rashomon.normalisation.told import WIDE, Told

ARMED = frozenset({"state", "group"})
ENOUGH = -0.75  # log odds: a happening told as two costs more than two told as one
MOST = 5.0  # points for what is shared: more of it proves no more
FACES = 8  # mentions of a happening that a further one is compared with: the first two and the latest
WINDOW = 40  # happenings back that a mention may still speak of; bounds the work on very long texts


@dataclass(frozen=True, slots=True)
class Happening:
    """Mentions believed to tell one event, in text order."""

    mentions: tuple[Told, ...]

    @property
    def kind(self) -> str:
        """The kind that tells most about it: of a headline's attack and the story's car bomb, the bomb."""
        kinds = [t.mention.kind for t in self.mentions]
        kind = next((k for k in kinds if k not in LOOSE), kinds[0])
        return self._between() if kind == UNTOLD else kind

    def _between(self) -> str:
        """Who hurt whom, over all mentions: one may name the gunmen and another the soldiers that they killed."""
        doers, hit = self._camps("initiator"), self._camps("target")
        hurt = any(c.measure in ("killed", "injured") for t in self.mentions for c in t.mention.counts)
        if hurt and hit and hit <= ARMED and doers <= ARMED:
            return "armed_clash"
        return "attack_on_civilians" if "civilians" in hit and "group" in doers else UNTOLD

    def _camps(self, role: str) -> set[str]:
        sides = load_types().sides
        parties = [p.actor for t in self.mentions for p in t.mention.parties if p.role == role and p.actor.how != "thing"]
        return {sides[sector] for sector in (p.actor.sector for p in parties) if sector is not None and sector in sides}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A mention before an earlier happening: some mentions of it, whether it is the latest told, and the first of several."""

    faces: Sequence[Told]
    mention: Told
    first: bool
    latest: bool


def merge(told: Sequence[Told], weights: Mapping[str, float] | None = None) -> tuple[Happening, ...]:
    """Group mentions in text order, each joining the best earlier happening that it fits, or founding a new one.

    `weights` of the signs, when not those that the table holds.
    """
    by = weights or {name: sign.weight for name, sign in load_signs("merging").items()}
    groups: list[list[Told]] = []
    for mention in told:
        latest = range(max(0, len(groups) - WINDOW), len(groups))
        scored = [(odds(meeting_of(groups[n], mention, n, len(groups)), by), n) for n in latest]
        best = max(scored, default=(-math.inf, 0))
        if best[0] >= ENOUGH:
            groups[best[1]].append(mention)
        else:
            groups.append([mention])
    return tuple(Happening(tuple(g)) for g in groups)


def meeting_of(group: Sequence[Told], mention: Told, number: int, count: int) -> Meeting:
    """Bring a mention before the happening that is the `number`th, from 0, of `count` told so far."""
    faces = group if len(group) <= FACES else (*group[:2], *group[2 - FACES :])
    return Meeting(faces, mention, first=number == 0 and count > 1, latest=number == count - 1)


def odds(meeting: Meeting, weights: Mapping[str, float]) -> float:
    """Return the log odds that the mention tells the happening."""
    if any(strange(earlier, meeting.mention) for earlier in meeting.faces):
        return -math.inf
    return weights[BASE] + sum(weights[name] * value for name, value in signs(meeting).items())


def signs(meeting: Meeting) -> Mapping[str, float]:
    """Return what is seen of each sign: mostly 1 or 0."""
    faces, mention = meeting.faces, meeting.mention
    objected = [name for name, objects in OBJECTING.items() if any(objects(earlier, mention) for earlier in faces)]
    shared = 0.0 if objected else min(MOST, max(sum(points(earlier, mention) for points in POINTS) for earlier in faces))
    seen = {"shared": shared, "nothing_shared": float(shared == 0)}
    seen |= {name: float(name in objected) for name in WEIGHED}
    return seen | {name: float(ask(meeting)) for name, ask in QUESTIONS.items()}


OBJECTING = {objects.__name__: objects for objects in OBJECTIONS}
# A total and its part only keep points from counting: alone they say nothing.
WEIGHED = tuple(name for name in OBJECTING if name != likeness.other_scope.__name__)


def _any(ask: Callable[[Told, Told], bool]) -> Callable[[Meeting], bool]:
    return lambda meeting: any(ask(earlier, meeting.mention) for earlier in meeting.faces)


def _apart(meeting: Meeting) -> float:
    """Return how far the nearest mention is back: 0 for none, 1 for 3,000 characters, by orders of magnitude."""
    return math.log1p(max(0, min(meeting.mention.mention.start - t.mention.end for t in meeting.faces))) / 8


def _other_figure(left: Told, right: Told) -> bool:
    """Recognise figures of one measure that differ."""
    measured = {c.measure for c in left.mention.counts} & {c.measure for c in right.mention.counts}
    return bool(measured) and not left.figures() & right.figures()


QUESTIONS: dict[str, Callable[[Meeting], float]] = {
    "first": lambda m: m.first,
    "latest": lambda m: m.latest,
    "apart": _apart,
    "same_sentence": _any(lambda left, right: left.mention.sentence == right.mention.sentence),
    "same_block": _any(lambda left, right: left.mention.block == right.mention.block),
    "headline": _any(lambda left, _: left.mention.headline),
    "totals": _any(lambda left, right: left.mention.scope == right.mention.scope == "summary"),
    "both_untold": _any(lambda left, right: left.mention.kind == right.mention.kind == UNTOLD),
    "other_figure": _any(_other_figure),
    "points_back": lambda m: m.mention.mention.reference == "back",
    "close_place": lambda m: m.mention.own_place and any(w.precision not in WIDE for w in m.mention.where),
    "doer": lambda m: bool(m.mention.initiators()),
}
