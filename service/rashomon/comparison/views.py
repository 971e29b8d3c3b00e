"""Views: one field over all accounts of an event, with the verdict on the field and on each of its values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from rashomon.comparison import judges
from rashomon.comparison.fields import FIELDS, Field
from rashomon.comparison.figures import between, figures_of, headlines, replaced
from rashomon.comparison.gist import Gist
from rashomon.comparison.said import GRAVITY, SAYING, Finding, Said, asserting, doubts, grouped
from rashomon.comparison.wording import actors_in_words, figure_in_words, list_in_words
from rashomon.records.event import Discrepancy, Verdict
from rashomon.records.report import Claim

S = TypeVar("S")
DISSENT = {"denies": "denied", "disputes": "disputed", "doubts": "doubted"}
MOST = 60  # statements of one field that are compared with each other


@dataclass(frozen=True, slots=True)
class Judged:
    """The statements of two sides that a finding is about."""

    left: tuple[Said, ...]
    right: tuple[Said, ...]
    finding: Finding

    @property
    def sides(self) -> tuple[Said, ...]:
        """All statements, those of the left first."""
        return (*self.left, *self.right)


@dataclass(frozen=True, slots=True)
class View:
    """One field: what each account says, one statement a value, and every pair that could be judged."""

    field: str
    said: tuple[Said, ...]
    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest finding; `single` when there was nothing to compare."""
        return _gravest(self.judged) or "single"

    @property
    def explanation(self) -> str:
        """The words of the gravest finding."""
        grave = [j for j in self.judged if j.finding.kind == self.verdict]
        return _why(grave) if grave else "told by one account" if self.said else "told by none"

    def verdict_on(self, value: str) -> Verdict:
        """Return the verdict on one of several values: whether others reject it, else whether two independent texts give it."""
        mine = [s for s in self.said if s.value == value]
        about = [j for j in self.judged if j.finding.kind == "contradiction" and any(s.value == value for s in j.sides)]
        if about:
            return "contradiction"
        return "agree" if len({s.gist.account.lineage_id for s in mine}) > 1 else "single"


def _gravest(judged: Iterable[Judged]) -> Verdict | None:
    return max((j.finding.kind for j in judged), key=lambda k: GRAVITY[k], default=None)


def views_of(cluster: Sequence[Gist]) -> tuple[View, ...]:
    """Return every field that at least one account of the event fills, fixed fields first, then the measures."""
    sayers = asserting(cluster)
    told = [(field, cluster if field.name == "occurred" else sayers) for field in FIELDS]
    fixed = _said_once([_view(field, [s for g in accounts for s in field.say(g)]) for field, accounts in told])
    measures = []
    for measure, figures in figures_of(sayers).items():
        heads = _ends(headlines(figures))
        judged = [Judged((a.said,), (b.said,), f) for a, b in combinations(heads, 2) if (f := between(a, b)) is not None]
        judged += [Judged((old.said,), (new.said,), finding) for old, new, finding in replaced(figures)]
        said = tuple(f.said for f in figures)
        measures.append(View(measure, said, (*judged, *_disputed(said))))
    return tuple(v for v in (*fixed, *measures) if v.said)


def _said_once(views: Sequence[View]) -> list[View]:
    """Drop what a denier of the whole event denies of its parts: who says that nothing happened says so once, in `occurred`."""
    deniers = {
        claim.claimant.id
        for view in views
        if view.field == "occurred"
        for said in view.said
        for claim in said.gist.report.claims
        if claim.stance == "denies" and (said.value == "denied" or "" in claim.about)
    }
    return [
        view
        if view.field == "occurred"
        else replace(view, judged=tuple(j for j in view.judged if not (_dissent(j) and j.right[0].claimant_id in deniers)))
        for view in views
    ]


def _dissent(judged: Judged) -> bool:
    value = judged.right[0].value
    return isinstance(value, dict) and "stance" in value


def discrepancies_of(views: Sequence[View]) -> tuple[Discrepancy, ...]:
    """Return what the accounts differ on: per field at most one contradiction and one update, with all their values."""
    found = []
    for view in views:
        for kind in ("contradiction", "update"):
            grave = [j for j in view.judged if j.finding.kind == kind]
            if grave:
                order = "unknown" if any(j.finding.order == "unknown" for j in grave) else None
                found.append(Discrepancy(view.field, kind, grouped(_involved(view, grave)), _why(grave), order))
    return tuple(found)


def _ends(items: list[S]) -> list[S]:
    """Keep the first and the last of a very long list: every two are compared, and a war's toll is told a thousand times."""
    return items if len(items) <= MOST else items[: MOST // 2] + items[-MOST // 2 :]


def _why(grave: Sequence[Judged]) -> str:
    """Tell an update from its first to its last value; a denial with everybody; else the first and how many more there are."""
    rises = [j for j in grave if j.finding.kind == "update"]
    if rises:
        return max(rises, key=_span).finding.why
    if all({s.value for s in j.sides if isinstance(s.value, str)} == {"actual", "denied"} for j in grave):
        return judges.denials([s for j in grave for s in j.sides])
    more = len({j.finding.why for j in grave}) - 1 if grave[0].finding.kind == "contradiction" else 0
    return grave[0].finding.why + (f" ({more} more)" if more else "")


def _span(judged: Judged) -> int:
    low = [int(s.value.get("low") or 0) if isinstance(s.value, dict) else 0 for s in (judged.left[0], judged.right[0])]
    return abs(low[0] - low[1])


def _involved(view: View, grave: Sequence[Judged]) -> list[Said]:
    """Return the statements in the order of the accounts; those that only a judge made come last."""
    wanted = {id(s): s for j in grave for s in j.sides}
    mine = [s for s in view.said if id(s) in wanted]
    return mine + [s for key, s in wanted.items() if key not in {id(m) for m in mine}]


def _one_name(said: Sequence[Said]) -> list[Said]:
    """Give a place the name by which the first account calls it, however others spell it."""
    names: dict[int, str] = {}
    for one in said:
        number = _geonames_id(one)
        if number is not None:
            names.setdefault(number, str(one.value))
    return [replace(one, value=names.get(_geonames_id(one) or 0, one.value)) for one in said]


def _geonames_id(said: Said) -> int | None:
    return said.gist.report.where[int(said.pointer.rsplit("/", 1)[1])].geonames_id


def _view(field: Field, said: list[Said]) -> View:
    if field.name == "place":
        said = _one_name(said)
    judged = [
        _judged(a, b, finding)
        for a, b in combinations(_voices(said), 2)
        if a[0].gist is not b[0].gist and (finding := field.judge(a[0], b[0])) is not None
    ]
    inside = _inside(said) if field.name in ("initiator", "target") else []
    return View(field.name, tuple(said), (*judged, *_disputed(said), *inside))


def _voices(said: Iterable[Said]) -> list[tuple[Said, ...]]:
    """Return what each account says, one per lineage, claimant, day and values: copies say nothing new."""
    by_account: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_account[one.gist.id].append(one)
    first: dict[tuple[str, str | None, str | None, str], tuple[Said, ...]] = {}
    for mine in by_account.values():
        head = mine[0]
        key = (head.gist.account.lineage_id, head.claimant_id, head.as_of, repr([s.value for s in mine]))
        first.setdefault(key, tuple(mine))
    return _ends(list(first.values()))


def _judged(left: tuple[Said, ...], right: tuple[Said, ...], finding: Finding) -> Judged:
    """Return the finding with the statements it is about: those of the values it names, else all."""
    mine, theirs = (tuple(s for s in side if s.value in finding.values) if finding.values else side for side in (left, right))
    return Judged(mine or left, theirs or right, finding)


def _disputed(said: Sequence[Said]) -> list[Judged]:
    """Inside one article somebody denies or doubts what another says; values that one doubts of one source go together."""
    doubted: dict[tuple[str, Claim, str | None], list[Said]] = defaultdict(list)
    for one in said:
        for claim in doubts(one):
            doubted[one.gist.id, claim, one.claimant_id].append(one)
    found = []
    for (_, claim, _), values in doubted.items():
        gist = values[0].gist
        other = Said(gist, {"stance": claim.stance}, claim.claimant.id, claim.text, claim.span)
        why = f"{_told(values)}; {DISSENT[claim.stance]} by {other.who}"
        found.append(Judged(tuple(values), (other,), Finding("contradiction", why)))
    return found


def _inside(said: Sequence[Said]) -> list[Judged]:
    """Inside one article two claimants name actors that exclude each other."""
    named: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        for claim in one.gist.report.claims:
            if claim.stance in SAYING and one.pointer in claim.about:
                named[one.gist.id, claim.claimant.id].append(replace(one, claimant_id=claim.claimant.id))
    pairs = [(a, b) for (left, mine), (right, theirs) in combinations(named.items(), 2) if left[0] == right[0]
             for a in mine for b in theirs]  # fmt: skip
    return [Judged((a,), (b,), f) for a, b in pairs if (f := judges.inside(a, b)) is not None]


def _told(said: Sequence[Said]) -> str:
    """Return what is said and by whom, as a person would: "al-Nusra Front, according to Russia"."""
    first = said[0]
    if isinstance(first.value, dict):
        words = [figure_in_words(s.value.get("low"), s.value.get("high")) for s in said]
        return f"{list_in_words(words)} according to {first.who}"
    if first.value == "actual" and not first.pointer:
        return f"it happened, according to {first.who}"
    return f"{actors_in_words([str(s.value) for s in said], first.gist.names)} according to {first.who}"
