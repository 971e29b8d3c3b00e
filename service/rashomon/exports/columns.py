"""Our own columns: one line per event, report or stated figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.exports import table
from rashomon.exports.shape import Shape
from rashomon.records.event import Event
from rashomon.records.figure import StatedFigure
from rashomon.records.report import Participant, Report, When, Where

HAPPENING = ("id", "type", "scope", "realis")
TIME = ("date_start", "date_end", "date_precision", "date_basis")
PLACE = ("place", "geonames_id", "country", "admin1", "latitude", "longitude", "place_precision", "place_relation")
WHO = ("initiators", "targets", "holders", "weapons")
MEASURES = ("killed", "injured", "captured", "displaced")
EVENT = (
    *HAPPENING, "label", *TIME, *PLACE, *WHO, *(f"{m}_{end}" for m in MEASURES for end in ("low", "high", "best")),
    "articles", "outlets",
    "lineages", "claimants", "grading", "discrepancies", "confidence", "merged_into", "report_ids",
)  # fmt: skip
REPORT = (
    *HAPPENING, "article_id", "event_id", "outcome", *TIME, "as_of", *PLACE, *WHO,
    *(f"{m}_{end}" for m in MEASURES for end in ("low", "high")),
    "claimants", "quotes", "confidence", "extractor",
)  # fmt: skip
FIGURE = (
    "report_id", "count_id", "article_id", "event_id", "lineage_id", "outlet", "claimant_id", "claimant", "measure", "of",
    "of_class", "low",
    "high", "qualifier", "words", "span_start", "span_end", *TIME, "as_of", *PLACE,
)  # fmt: skip


def events(records: Iterable[Event], _: Shape) -> Iterator[str]:
    """Yield one line per event."""
    return table.write(EVENT, (_event(event) for event in records))


def reports(records: Iterable[Report], _: Shape) -> Iterator[str]:
    """Yield one line per report."""
    return table.write(REPORT, (_report(report) for report in records))


def figures(records: Iterable[StatedFigure], _: Shape) -> Iterator[str]:
    """Yield one line per stated figure."""
    return table.write(FIGURE, (_figure(figure) for figure in records))


def _event(event: Event) -> list[Any]:
    sources = event.sources
    counted = {count.measure: count for count in reversed(event.counts) if count.of == "any"}
    counted |= {count.measure: count for count in reversed(event.counts) if count.measure not in counted}
    measured = [getattr(counted.get(measure), bound, None) for measure in MEASURES for bound in ("low", "high", "best")]
    return [
        event.id, event.type, event.scope, event.realis, event.label, *_time(event.when), *_place(event.where),
        *_who(event.participants), [weapon.name for weapon in event.weapons], *measured,
        sources.articles, sources.outlets, sources.lineages, sources.claimants, event.grading,
        [f"{d.field}: {d.kind}" for d in event.discrepancies], event.confidence, event.merged_into, event.report_ids,
    ]  # fmt: skip


def _report(report: Report) -> list[Any]:
    counted = {count.measure: count for count in reversed(report.counts)}
    measured = [getattr(counted.get(measure), bound, None) for measure in MEASURES for bound in ("low", "high")]
    return [
        report.id, report.type, report.scope, report.realis, report.article_id, report.event_id, report.outcome.value,
        *_time(report.when), report.as_of.date, *_place(report.where), *_who(report.participants),
        [weapon.name for weapon in report.weapons], *measured, [claim.claimant.name for claim in report.claims],
        [evidence.quote for evidence in report.evidence], report.confidence, report.extractor,
    ]  # fmt: skip


def _figure(figure: StatedFigure) -> list[Any]:
    claimant = figure.claimant
    return [
        figure.report_id, figure.count_id, figure.article_id, figure.event_id, figure.lineage_id, figure.outlet,
        claimant.id if claimant else None, claimant.name if claimant else None, figure.measure, figure.of, figure.of_class,
        figure.low,
        figure.high, figure.qualifier, figure.text, *figure.span, *_time(figure.window), figure.as_of,
        *_place((figure.place,) if figure.place else ()),
    ]  # fmt: skip


def _time(when: When) -> tuple[Any, ...]:
    return when.start, when.end, when.precision, when.basis


def _place(where: tuple[Where, ...]) -> tuple[Any, ...]:
    """Return the columns of the most specific place, which comes first."""
    if not where:
        return (None,) * len(PLACE)
    first = where[0]
    return (
        first.name, first.geonames_id, first.country, first.admin1, first.latitude, first.longitude, first.precision,
        first.relation,
    )  # fmt: skip


def _who(participants: tuple[Participant, ...]) -> list[list[str]]:
    def named(*roles: str) -> list[str]:
        return [p.actor.name if p.actor else f"not {p.except_}" for p in participants if p.role in roles]

    return [named("initiator", "co_initiator"), named("target"), named("location_holder")]
