"""Events, reports, discrepancies and submissions as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from rashomon_sdk.ctl import words
from rashomon_sdk.ctl.submitting import BAD, Outcome
from rashomon_sdk.records import Event, FoundDiscrepancy, Participant, Report, Where

MIN_WIDTHS = {"event": 30, "article": 30, "told by": 13, "differs in": 12, "what": 16, "who": 12, "against": 10}
"""Ids stay whole, and so do words, in a terminal of 80 columns."""

GRADINGS = {"contested": "red", "confirmed": "green", "fair": "green", "single_source": "dim"}


def events(rows: Iterable[Event]) -> Table:
    """Return one row per event."""
    table = _table("event", "killed", "told by", "differs in")
    for event in rows:
        killed = next((c for c in event.counts if c.measure == "killed" and c.of == "any"), None)
        table.add_row(
            Text(f"{event.label}\n").append(event.id, "dim"),
            words.bounds(killed.low, killed.high) if killed else "-",
            Text(f"{words.counted(event.sources.articles, 'article')}\n{event.sources.lineages} independent\n").append(
                words.plain(event.grading), GRADINGS.get(event.grading, "")
            ),
            ", ".join(dict.fromkeys(d.field for d in event.discrepancies if d.kind != "compatible")) or "-",
        )
    return table


def reports(rows: Iterable[Report]) -> Table:
    """Return one row per report."""
    table = _table("what", "who", "against", "figures", "according to")
    for report in rows:
        kind = words.plain(report.type) + (f" ({report.realis})" if report.realis != "actual" else "")
        table.add_row(
            f"{kind}\n{words.days(report.when.start, report.when.end)}\n{places(report.where)}",
            actors(report.participants, ("initiator", "co_initiator")),
            actors(report.participants, ("target",)),
            "\n".join(f"{words.plain(c.measure)} {words.bounds(c.low, c.high)} {_of(c.of)}".strip() for c in report.counts)
            or "-",
            "\n".join(f"{claim.claimant.name} {claim.stance}" for claim in report.claims) or "-",
        )
    return table


def discrepancy(row: FoundDiscrepancy) -> Text:
    """Return one discrepancy as a line."""
    text = Text(f"{row.found_at[:16].replace('T', ' ')}  ")
    style = "bold red" if row.discrepancy.kind == "contradiction" else "yellow"
    text.append(f"{row.discrepancy.kind} in {words.plain(row.discrepancy.field)}", style=style)
    text.append(f"  {row.label} ({row.event_id})\n                  {row.discrepancy.explanation}")
    return text


def submissions(rows: Sequence[Outcome]) -> Table:
    """Return one row per article."""
    table = _table("file", "article", "state", "")
    for row in rows:
        style = "red" if row.status in BAD else "green"
        table.add_row(row.where, row.article_id or "-", Text(row.status, style=style), row.problem or "")
    return table


def places(found: Sequence[Where]) -> str:
    """Return places in words, the most specific first."""
    return (
        ", ".join((f"{place.relation} " if place.relation not in (None, "in") else "") + place.name for place in found) or "-"
    )


def actors(found: Sequence[Participant], roles: Sequence[str]) -> str:
    """Return who stands in one of the roles."""
    named = [_actor(participant) for participant in found if participant.role in roles]
    return ", ".join(named) or "-"


def _actor(participant: Participant) -> str:
    if participant.actor is None:
        return f"others than {words.plain(participant.except_)}" if participant.except_ else participant.text or "?"
    return (f"{participant.hedge} " if participant.hedge else "") + participant.actor.name


def _of(of: str) -> str:
    return "" if of == "any" else of


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", min_width=MIN_WIDTHS.get(heading))
    return table
