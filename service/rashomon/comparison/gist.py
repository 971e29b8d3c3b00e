"""The gist of an account: what the comparison functions ask of it, computed once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rashomon.comparison.world import Standing, World
from rashomon.knowledge.kinship import Traits, traits
from rashomon.records.account import Account
from rashomon.records.report import Count, Report, When, Where

RADIUS_KM = {
    "site": 3.0, "neighbourhood": 4.0, "village": 4.0, "town": 6.0, "city": 15.0, "district": 30.0,
    "admin1": 100.0, "country": 500.0, "region": 150.0,
}  # fmt: skip
WIDE = frozenset({"admin1", "country", "region"})
THINGS = frozenset({"infrastructure", "military-objects", "civilians"})  # kinds of what was hit, not somebody in particular
CIVIL = frozenset({"civilians", "infrastructure"})
HARM = frozenset({"killed", "injured"})
SUFFERERS = {"civilians": "civil", "children": "civil", "women": "civil", "combatants": "armed"}

_WORD = re.compile(r"[^\W_]+")
_NOT_IN_NAMES = re.compile(r"[aeiouywhg']|\b(?:al|ar|as|ash|at|az|ad|an|el|ez|the)\b")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as comparison sees it; `name` is reduced to its consonants, so that spellings of one name meet."""

    name: str
    geonames_id: int | None
    level: str
    country: str | None
    admin1: str | None
    point: tuple[float, float] | None
    radius: float

    @property
    def wide(self) -> bool:
        """No better than a province."""
        return self.level in WIDE


@dataclass(frozen=True, eq=False)
class Gist:
    """Days are proleptic ordinals. `exact`: the text itself tells the day(s); `lines`: each actor with its ancestors.

    `hit`: whether civilians and their things ("civil") or fighters and theirs ("armed") were, also where nobody is named.

    `kin`: the line of each actor that takes part and of each claimant, one by one.

    `day_words`: the words of an unresolved calendar day ("Jan. 8" of no year), else empty. The words of the evidence are
    taken apart when first asked for: most accounts of a neighbourhood are told apart before.
    """

    account: Account
    traits: Traits
    start: int | None
    end: int | None
    exact: bool
    day_words: tuple[str, ...]
    published: int | None
    as_of: int | None
    spots: tuple[Spot, ...]
    initiators: frozenset[str]
    targets: frozenset[str]
    excluded: frozenset[str]
    hit: frozenset[str]
    initiator_lines: frozenset[str]
    target_lines: frozenset[str]
    standings: frozenset[tuple[str, Standing]]
    figures: tuple[Count, ...]
    weapons: frozenset[str]
    claimants: frozenset[str]
    kin: frozenset[tuple[str, frozenset[str]]]

    @cached_property
    def names(self) -> dict[str, str]:
        """Actor id → name, of everybody who takes part or tells."""
        parties = {p.actor.id: p.actor.name for p in self.report.participants if p.actor is not None}
        return {**{c.claimant.id: c.claimant.name for c in self.report.claims}, **parties}

    @cached_property
    def words(self) -> frozenset[str]:
        """The longer words of the evidence."""
        return frozenset(w for w in self._told if len(w) > 3)

    @cached_property
    def phrases(self) -> frozenset[str]:
        """Every four words in a row of the evidence."""
        return frozenset(" ".join(self._told[i : i + 4]) for i in range(len(self._told) - 3))

    @cached_property
    def _told(self) -> list[str]:
        return [w for e in self.report.evidence for w in tokens(e.quote)]

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.account.report

    @property
    def id(self) -> str:
        """The report's id."""
        return self.account.report.id

    @property
    def deniers(self) -> frozenset[str]:
        """Who denies that it happened, or any of it."""
        return frozenset(c.claimant.id for c in self.report.claims if c.stance == "denies")

    @property
    def total(self) -> bool:
        """It sums up days or places; what is said to be a total of one place and day is as good as one incident.

        So is one device that went off on a stated day, however many places the account names around it.
        """
        device = self.exact and self.traits.means == "device" and any(not s.wide for s in self.spots)
        narrow = len(self.spots) == 1 and not self.spots[0].wide
        return self.report.scope == "summary" and not ((narrow or device) and 0 < self.length <= 2)

    def line(self, who: str | None) -> frozenset[str]:
        """Return an actor or claimant of this account with its ancestors; empty for nobody."""
        return dict(self.kin).get(who, frozenset((who,))) if who else frozenset()

    @property
    def length(self) -> int:
        """Days from first to last; 0 when undated."""
        return 0 if self.start is None or self.end is None else self.end - self.start + 1


def gist_of(account: Account, world: World) -> Gist:
    """Return the gist of an account."""
    report = account.report
    start, end = days_of(report.when)
    initiators = _actors(report, ("initiator", "co_initiator"))
    targets = _actors(report, ("target",))
    claimants = frozenset(c.claimant.id for c in report.claims)
    return Gist(
        account=account,
        traits=traits(report.type),
        start=start,
        end=end,
        exact=start is not None and report.when.basis != "dateline" and report.when.precision in ("day", "day_range"),
        day_words=_day_words(report.when) if start is None else (),
        published=day(account.published_at),
        as_of=day(report.as_of.date) or day(account.published_at),
        spots=_spots(report),
        initiators=frozenset(a for a in initiators if not world.generic(a)),
        targets=frozenset(a for a in targets if a in THINGS or not world.generic(a)),
        hit=_hit(report, targets, world),
        excluded=frozenset(p.except_ for p in report.participants if p.role == "target" and p.except_),
        initiator_lines=_lines(initiators, world),
        target_lines=_lines(targets, world),
        standings=frozenset((a, world.standing(a)) for a in initiators | targets),
        figures=report.counts,
        weapons=frozenset(w.id for w in report.weapons),
        claimants=claimants,
        kin=frozenset((who, world.line(who)) for who in initiators | targets | claimants),
    )


def days_of(when: When) -> tuple[int | None, int | None]:
    """Return first and last day; a single day is both, unknown is (None, None)."""
    start, end = day(when.start), day(when.end)
    return (end if start is None else start), (start if end is None else end)


def day(iso: str | None) -> int | None:
    """Return the ordinal of an ISO date or time."""
    return date.fromisoformat(iso[:10]).toordinal() if iso else None


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, apostrophes dropped."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("'", "").replace("\u2019", "")
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def bare_name(name: str) -> str:
    """Reduce a place name to its consonants without article, so that Khan Sheikhoun and Khan Shaykhun meet."""
    low = " ".join(tokens(name)).replace("kh", "k").replace("q", "k")
    return re.sub(r"(.)\1+", r"\1", _NOT_IN_NAMES.sub("", low).replace(" ", "")) or low


def _spots(report: Report) -> tuple[Spot, ...]:
    """Return the places; a name that no gazetteer knows counts only where nothing better is told."""
    spots = [_spot(w) for w in report.where]
    return tuple([s for s in spots if s.point is not None] or spots)


def _spot(where: Where) -> Spot:
    known = where.latitude is not None and where.longitude is not None
    return Spot(
        name=bare_name(where.name),
        geonames_id=where.geonames_id,
        level=where.precision,
        country=where.country,
        admin1=bare_name(where.admin1) if where.admin1 else (bare_name(where.name) if where.precision == "admin1" else None),
        point=(where.latitude, where.longitude) if known else None,  # type: ignore[arg-type]  # both are known
        radius=max(RADIUS_KM[where.precision], where.radius_km or 0.0),
    )


def _actors(report: Report, roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(p.actor.id for p in report.participants if p.role in roles and p.actor is not None and not p.except_)


def _hit(report: Report, targets: frozenset[str], world: World) -> frozenset[str]:
    harmed = {SUFFERERS[c.of] for c in report.counts if c.measure in HARM and c.of in SUFFERERS}
    return frozenset({"civil" if t in CIVIL or world.civil(t) else "armed" for t in targets} | harmed)


def _day_words(when: When) -> tuple[str, ...]:
    words = tuple(tokens(when.text or ""))
    return words if any(w[0].isdigit() for w in words) else ()


def _lines(actors: frozenset[str], world: World) -> frozenset[str]:
    return frozenset(a for actor in actors if not world.generic(actor) for a in world.line(actor))
