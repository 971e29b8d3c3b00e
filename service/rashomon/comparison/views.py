"""Views: one field over all accounts of an event, with the verdict; the list of fields on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from rashomon.comparison import judges
from rashomon.comparison.figures import between, figures_of, headlines
from rashomon.comparison.gist import Gist
from rashomon.comparison.said import GRAVITY, SAYING, Finding, Said, claimant_of, doubts, grouped
from rashomon.comparison.wording import actors_in_words, figure_in_words
from rashomon.records.event import Discrepancy, Verdict
from rashomon.records.report import Claim, Participant

S = TypeVar("S")
DISSENT = {"denies": "denied", "disputes": "disputed", "doubts": "doubted"}
MOST = 60  # statements of one field that are compared with each other


@dataclass(frozen=True, slots=True)
class Judged:
    """Two statements and how they stand to each other."""

    left: Said
    right: Said
    finding: Finding


@dataclass(frozen=True, slots=True)
class View:
    """One field: what each account says, and every pair that could be judged."""

    field: str
    said: tuple[Said, ...]
    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest finding; `single` when there was nothing to compare."""
        worst = max((j.finding.kind for j in self.judged), key=lambda k: GRAVITY[k], default=None)
        return worst or "single"

    @property
    def explanation(self) -> str:
        """The words of the gravest finding."""
        grave = [j.finding.why for j in self.judged if j.finding.kind == self.verdict]
        return grave[0] if grave else "told by one account" if self.said else "told by none"


def views_of(cluster: Sequence[Gist]) -> tuple[View, ...]:
    """Return every field that at least one account of the event fills, fixed fields first, then the measures."""
    fixed = _said_once([_view(field, [s for g in cluster for s in say(g)], judge) for field, say, judge in FIELDS])
    measures = []
    for measure, figures in figures_of(cluster).items():
        told = _ends(headlines(figures))
        judged = [Judged(a.said, b.said, f) for a, b in combinations(told, 2) if (f := between(a, b)) is not None]
        disputed = [d for g in cluster for d in _disputed(g, [f.said for f in told if f.said.gist is g], "/counts/")]
        measures.append(View(measure, tuple(f.said for f in figures), tuple(judged + disputed)))
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
        else replace(view, judged=tuple(j for j in view.judged if not (_stance_of(j) and j.right.claimant_id in deniers)))
        for view in views
    ]


def _stance_of(judged: Judged) -> str | None:
    value = judged.right.value
    return value.get("stance") if isinstance(value, dict) else None


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


def voices(said: list[Said]) -> list[Said]:
    """Return one statement per lineage, claimant, day and value: copies say nothing new."""
    first: dict[tuple[str, str | None, str | None, str], Said] = {}
    for one in said:
        first.setdefault((one.gist.account.lineage_id, one.claimant_id, one.as_of, repr(one.value)), one)
    return _ends(list(first.values()))


def _ends(items: list[S]) -> list[S]:
    """Keep the first and the last of a very long list: every two are compared, and a war's toll is told a thousand times."""
    return items if len(items) <= MOST else items[: MOST // 2] + items[-MOST // 2 :]


def _why(grave: Sequence[Judged]) -> str:
    """Tell an update from its first to its last value; of contradictions the first, and how many more there are."""
    rises = [j for j in grave if j.finding.kind == "update"]
    if rises:
        return max(rises, key=_span).finding.why
    more = len({j.finding.why for j in grave}) - 1
    return grave[0].finding.why + (f" ({more} more)" if more else "")


def _span(judged: Judged) -> int:
    low = [int(s.value.get("low") or 0) if isinstance(s.value, dict) else 0 for s in (judged.left, judged.right)]
    return abs(low[0] - low[1])


def _involved(view: View, grave: Sequence[Judged]) -> list[Said]:
    wanted = {id(s) for j in grave for s in (j.left, j.right)}
    said = [s for s in view.said if id(s) in wanted]
    return said + [s for j in grave for s in (j.left, j.right) if id(s) in wanted and all(s is not v for v in view.said)]


def _view(field: str, said: list[Said], judge: Callable[[Said, Said], Finding | None]) -> View:
    heard = voices(said)
    judged = [Judged(a, b, f) for a, b in combinations(heard, 2) if a.gist is not b.gist and (f := judge(a, b)) is not None]
    gists = list({id(s.gist): s.gist for s in said}.values())
    pointer = POINTERS.get(field)
    if pointer is not None:
        judged += [d for g in gists for d in _disputed(g, [s for s in said if s.gist is g], pointer, field)]
    if field in ("initiator", "target"):
        judged += [d for g in gists for d in _inside(g, field)]
    return View(field, tuple(said), tuple(judged))


def _disputed(gist: Gist, said: list[Said], pointer: str, field: str = "") -> list[Judged]:
    """Inside one article somebody denies or doubts what another says."""
    found = []
    for claim in doubts(gist, pointer):
        if field in ("initiator", "target") and not _about_role(gist, claim.about, field):
            continue
        for one in said:
            if one.claimant_id != claim.claimant.id:
                other = Said(gist, {"stance": claim.stance}, claim.claimant.id, claim.text, claim.span)
                found.append(
                    Judged(one, other, Finding("contradiction", f"{_told(one)}; {DISSENT[claim.stance]} by {other.who}"))
                )
    return found[:1]


def _inside(gist: Gist, role: str) -> list[Judged]:
    """Inside one article two claimants name actors that exclude each other."""
    named: dict[Claim, list[Participant]] = {}
    for i, party in enumerate(gist.report.participants):
        for claim in gist.report.claims:
            if party.role.removeprefix("co_") == role and claim.stance in SAYING and f"/participants/{i}" in claim.about:
                named.setdefault(claim, []).append(party)
    said = [Said(gist, [_named(p) for p in who], c.claimant.id, who[0].text, who[0].span) for c, who in named.items()]
    return [Judged(a, b, f) for a, b in combinations(said, 2) if (f := judges.inside(a, b)) is not None]


def _told(said: Said) -> str:
    """Return what is said and by whom, as a person would: "al-Nusra Front, says Russia"."""
    if isinstance(said.value, dict):
        return f"{figure_in_words(said.value.get('low'), said.value.get('high'))} according to {said.who}"
    if isinstance(said.value, list):
        return f"{actors_in_words([str(v) for v in said.value if v], said.gist.names)} according to {said.who}"
    return f"{'it happened' if said.value == 'actual' else said.value}, according to {said.who}"


def _about_role(gist: Gist, about: Sequence[str], role: str) -> bool:
    parties = gist.report.participants
    numbers = [p.split("/")[2] for p in about if p.startswith("/participants/")]
    return any(n.isdecimal() and int(n) < len(parties) and parties[int(n)].role == role for n in numbers)


def _type(gist: Gist) -> list[Said]:
    return [Said(gist, gist.report.type, claimant_of(gist.report, "/type"))]


def _date(gist: Gist) -> list[Said]:
    when = gist.report.when
    if gist.start is None:
        return []
    value = {"start": when.start, "end": when.end, "precision": when.precision}
    return [Said(gist, value, claimant_of(gist.report, "/when"), when.text, when.span)]


def _place(gist: Gist) -> list[Said]:
    where = gist.report.where
    if not where:
        return []
    return [Said(gist, [w.name for w in where], claimant_of(gist.report, "/where"), where[0].text, where[0].span)]


def _party(role: str) -> Callable[[Gist], list[Said]]:
    def say(gist: Gist) -> list[Said]:
        parties = [(i, p) for i, p in enumerate(gist.report.participants) if p.role.removeprefix("co_") == role]
        if not parties:
            return []
        first = parties[0]
        claimant = claimant_of(gist.report, f"/participants/{first[0]}")
        return [Said(gist, [_named(p) for _, p in parties], claimant, first[1].text, first[1].span)]

    return say


def _named(party: Participant) -> str | None:
    if party.actor is None:
        return f"not {party.except_}" if party.except_ else party.text
    return party.actor.id


def _weapon(gist: Gist) -> list[Said]:
    used = gist.report.weapons
    if not used:
        return []
    return [Said(gist, sorted({w.id for w in used}), claimant_of(gist.report, "/weapons/0"), used[0].text, used[0].span)]


def _occurred(gist: Gist) -> list[Said]:
    return [Said(gist, gist.report.realis, claimant_of(gist.report, "/realis"))]


def _outcome(gist: Gist) -> list[Said]:
    outcome = gist.report.outcome
    if outcome.value is None:
        return []
    return [Said(gist, outcome.value, outcome.claimant_id or claimant_of(gist.report, "/outcome"), outcome.text, outcome.span)]


FIELDS: tuple[tuple[str, Callable[[Gist], list[Said]], Callable[[Said, Said], Finding | None]], ...] = (
    ("type", _type, judges.types),
    ("date", _date, judges.dates),
    ("place", _place, judges.places),
    ("initiator", _party("initiator"), judges.initiators),
    ("target", _party("target"), judges.targets),
    ("weapon", _weapon, judges.weapons),
    ("occurred", _occurred, judges.occurred),
    ("outcome", _outcome, judges.outcomes),
)
POINTERS = {"occurred": "", "weapon": "/weapons/", "initiator": "/participants/", "target": "/participants/", "place": "/where"}
