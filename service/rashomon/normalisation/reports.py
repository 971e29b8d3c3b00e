"""From mentions to reports: resolve, merge what tells one happening, and write each value with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.places import Gazetteer
from rashomon.normalisation.checking import check
from rashomon.normalisation.claims import claimants_of, claims, pointers
from rashomon.normalisation.codes import Circumstances, codes
from rashomon.normalisation.confidence import with_confidence
from rashomon.normalisation.counts import counts
from rashomon.normalisation.dates import as_of
from rashomon.normalisation.foes import face_foes
from rashomon.normalisation.merging import Happening, merge
from rashomon.normalisation.participants import participants
from rashomon.normalisation.resolving import Setting, resolve, setting_of
from rashomon.normalisation.told import WIDE, Told, holds
from rashomon.records.identity import content_id
from rashomon.records.mention import Reading
from rashomon.records.page import Page
from rashomon.records.report import AsOf, Count, Evidence, Outcome, Participant, Realis, Report, Weapon, When, Where, WhereMode

EXTRACTOR = "1.0.0"
ASIDE = frozenset({"near"})
WATCHERS = frozenset({"monitor", "media", "ngo", "igo", "source"})  # sectors that tell of others
EVIDENCE = 4  # mentions quoted, the founding one first


@dataclass(frozen=True, slots=True)
class Norms:
    """What normalising needs to know; loaded once for the process."""

    gazetteer: Gazetteer
    lexicon: ActorLexicon


def to_reports(reading: Reading, page: Page, *, article_id: str, norms: Norms) -> tuple[Report, ...]:
    """Return one report for each happening that the article tells, in the order in which it tells them."""
    setting = setting_of(reading, page, norms.gazetteer)
    told = resolve(reading, setting, norms.lexicon)
    return reports_of(merge(told), setting, article_id=article_id, norms=norms)


def reports_of(happenings: Sequence[Happening], setting: Setting, *, article_id: str, norms: Norms) -> tuple[Report, ...]:
    """Return the report of each happening."""
    return tuple(_report(h, setting, article_id, norms) for h in face_foes(happenings))


def _report(happening: Happening, setting: Setting, article_id: str, norms: Norms) -> Report:
    told = happening.mentions
    where = _where(told)
    parties = _not_heard(participants(told), told)
    figures = counts(told, claimants_of(told))
    weapons = _weapons(told)
    evidence = _evidence(told, setting.page.text)
    first = told[0].mention
    kind = happening.kind
    words = " ".join(e.quote for e in evidence)
    outcome = _outcome(told, setting.page.text)
    report = Report(
        id=content_id("rep", article_id, kind, [first.start, first.end]),
        article_id=article_id,
        event_id=None,
        type=kind,
        codes=codes(
            kind,
            replace(
                _circumstances(where, parties, figures, weapons), outcome=outcome.value, words=words, lexicon=norms.lexicon
            ),
        ),
        scope=first.scope,
        realis=_mode_of_being(told),
        outcome=outcome,
        when=_when(told),
        as_of=_as_of(setting),
        where=where,
        where_mode=_mode(where),
        participants=parties,
        counts=figures,
        weapons=weapons,
        claims=claims(told, pointers(where, parties, figures, weapons), parties),
        purpose=None,
        evidence=evidence,
        notes=check(figures, where, ()),
        confidence=0.0,
        extractor=EXTRACTOR,
    )
    return with_confidence(report, told, len(setting.page.text))


def _not_heard(parties: Sequence[Participant], told: Sequence[Told]) -> tuple[Participant, ...]:
    """Leave out a monitor or an outlet among the targets that only tells of them: "the Observatory counted 24 dead"."""
    tellers = {t.claimant.id for m in told for t in m.mention.tellings if t.claimant.sector in WATCHERS}
    return tuple(p for p in parties if p.role != "target" or p.actor is None or p.actor.id not in tellers)


def _circumstances(
    where: Sequence[Where], parties: Sequence[Participant], figures: Sequence[Count], weapons: Sequence[Weapon]
) -> Circumstances:
    return Circumstances(
        weapons=weapons,
        initiators=[p.actor for p in parties if p.actor and p.role in ("initiator", "co_initiator")],
        targets=[p.actor for p in parties if p.actor and p.role == "target"],
        killed=_stated(figures, "killed"),
        captured=_stated(figures, "captured"),
        country=where[0].country if where else None,
    )


def _stated(figures: Sequence[Count], measure: str) -> int | None:
    """Return the largest figure stated for a measure."""
    found = [f.low if f.low is not None else f.high for f in figures if f.measure == measure]
    return max((n for n in found if n is not None), default=None)


def _mode_of_being(told: Sequence[Told]) -> Realis:
    """Return how the founding mention tells it; a try that is then told as done was done."""
    modes = [t.mention.realis for t in told]
    return "actual" if modes[0] == "attempted" and "actual" in modes else modes[0]


def _where(told: Sequence[Told]) -> tuple[Where, ...]:
    """Return the places said by the mentions, else the inherited ones; each once."""
    tellers = [t for t in told if t.own_place] or told
    own = [w for t in tellers for w in t.where]
    found: dict[tuple[str, int | None], Where] = {}
    for where in own:
        found.setdefault((where.name, where.geonames_id), where)
    sentences = {(w.name, w.geonames_id, t.mention.sentence) for t in tellers for w in t.where}
    said = Counter((name, number) for name, number, _ in sentences)
    kept = [w for w in found.values() if not any(o is not w and holds(w, o) for o in found.values())]
    return tuple(sorted(kept, key=lambda w: (w.precision in WIDE, w.relation in ASIDE, -said[w.name, w.geonames_id])))


def _mode(where: Sequence[Where]) -> WhereMode:
    return "one" if len(where) < 2 else "each"


def _when(told: Sequence[Told]) -> When:
    """Return the day the mentions say, the first that says one; else what is inherited."""
    for wanted in (True, False):
        for mention in told:
            if mention.own_time is wanted and mention.when.start:
                return mention.when
    return When()


def _as_of(setting: Setting) -> AsOf:
    page = setting.page
    span = page.published_span
    quoted = (page.text[span[0] : span[1]], span) if span else None
    return as_of(published=page.published, published_basis=page.published_basis, published_span=quoted)


def _weapons(told: Sequence[Told]) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for mention in told:
        for w in mention.mention.weapons:
            found.setdefault(w.id, Weapon(w.id, w.name, w.class_, w.text, (w.start, w.end)))
    return tuple(found.values())


def _outcome(told: Sequence[Told], text: str) -> Outcome:
    for mention in told:
        span = mention.mention.outcome_span
        if mention.mention.outcome and span:
            claimant = next((t.claimant.id for t in mention.mention.tellings), None)
            return Outcome(mention.mention.outcome, text[span[0] : span[1]], span, claimant)
    return Outcome()


def _evidence(told: Sequence[Told], text: str) -> tuple[Evidence, ...]:
    spans = dict.fromkeys(span for t in told for span in t.mention.evidence)
    return tuple(Evidence(start, end, text[start:end]) for start, end in list(spans)[:EVIDENCE])
