"""What each account says of one field, and who says it: the cells that verdicts are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rashomon.comparison.gist import Gist
from rashomon.records.event import DiscrepancyValue, Supporter
from rashomon.records.report import Claim, Count, Report, Span

Kind = Literal["agree", "compatible", "update", "contradiction"]
SAYING = ("asserts", "accuses", "admits")  # stances that carry a value
GRAVITY: dict[str, int] = {"agree": 0, "compatible": 1, "update": 2, "contradiction": 3}


@dataclass(frozen=True, slots=True)
class Said:
    """One account's value of a field (plain JSON data) with the words and who the article names for it.

    `pointer` is where the report holds the value ("" for whether it happened at all): what claims are about.
    """

    gist: Gist
    value: Any
    claimant_id: str | None
    text: str | None = None
    span: Span | None = None
    pointer: str = ""

    @property
    def who(self) -> str:
        """The claimant's name, else the outlet's, in words."""
        names = {c.claimant.id: c.claimant.name for c in self.gist.report.claims}
        return names.get(self.claimant_id or "", self.claimant_id or self.gist.account.outlet or "one article")

    @property
    def as_of(self) -> str | None:
        """The day up to which the account speaks, else the day it was published."""
        return self.gist.report.as_of.date or (self.gist.account.published_at or "")[:10] or None


@dataclass(frozen=True, slots=True)
class Finding:
    """How two accounts stand to each other, in words; `order` "unknown" when time cannot tell which is later.

    `values`: the values of which that holds where an account gives several; empty for all.
    """

    kind: Kind
    why: str
    order: str | None = None
    values: frozenset[str] = frozenset()


def claimant_of(report: Report, pointer: str) -> str | None:
    """Return who carries the value at a JSON pointer: the claim about it, else the claim about the whole report."""
    exact = [c for c in report.claims if pointer in c.about and c.stance in SAYING]
    whole = [c for c in report.claims if "" in c.about and c.stance in SAYING]
    chosen = exact or whole
    return chosen[0].claimant.id if chosen else None


def asserting(cluster: Sequence[Gist]) -> Sequence[Gist]:
    """Return the accounts that say what happened: of one that only denies, the values are what it denies. All when all deny."""
    return [g for g in cluster if g.report.realis != "denied"] or cluster


def denier_of(report: Report) -> Claim | None:
    """Return the claim of who denies the report as a whole, else of who denies any of it."""
    denials = [c for c in report.claims if c.stance == "denies"]
    return next((c for c in denials if "" in c.about), denials[0] if denials else None)


def said_count(gist: Gist, count: Count) -> Said:
    """Return a stated figure as said; where one figure of the report has its own source, the others are the article's."""
    counts = gist.report.counts
    sourced = any(c.claimant_id for c in counts)
    pointer = f"/counts/{counts.index(count)}"
    claimant = count.claimant_id if sourced else claimant_of(gist.report, pointer)
    value = {"low": count.low, "high": count.high, "of": count.of}
    return Said(gist, value, claimant, count.text, count.span, pointer)


def doubts(said: Said) -> Iterable[Claim]:
    """Return the claims of the article by which somebody else denies, disputes or doubts the value."""
    for claim in said.gist.report.claims:
        dissents = claim.stance in ("denies", "disputes", "doubts") and claim.claimant.id != said.claimant_id
        if dissents and said.pointer in claim.about:
            yield claim


def supporter(said: Said) -> Supporter:
    """Return who says it, as events and discrepancies show it."""
    account = said.gist.account
    return Supporter(account.report.id, account.report.article_id, account.lineage_id, said.claimant_id, said.as_of, said.span)


def grouped(said: Iterable[Said]) -> tuple[DiscrepancyValue, ...]:
    """Return the distinct values with their supporters, in the order of the accounts."""
    groups: list[tuple[Any, list[Supporter]]] = []
    for one in said:
        same = next((g for g in groups if g[0] == one.value), None)
        if same is None:
            groups.append((one.value, [supporter(one)]))
        else:
            same[1].append(supporter(one))
    return tuple(DiscrepancyValue(value, tuple(supporters)) for value, supporters in groups)
