"""Builders of accounts: an ordinary air strike, and whatever a test says is different about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rashomon.records.account import Account
from rashomon.records.identity import content_id
from rashomon.records.report import (
    Actor,
    AsOf,
    Claim,
    Claimant,
    Count,
    Evidence,
    Outcome,
    Participant,
    Report,
    Weapon,
    When,
    Where,
)

PLACES = {
    "Sarmin": ("Sarmin", "Idlib", 35.9, 36.72, "town"),
    "Saraqib": ("Saraqib", "Idlib", 35.86, 36.8, "town"),
    "Aleppo": ("Aleppo", "Aleppo", 36.2, 37.16, "city"),
    "Raqqa": ("Raqqa", "Raqqa", 35.95, 39.01, "city"),
    "Idlib": ("Idlib", "Idlib", 35.9, 36.6, "admin1"),
    "Syria": ("Syria", None, 35.0, 38.0, "country"),
}
CLAIMED_SPAN = (0, 4)


def place(name: str) -> Where:
    known = PLACES[name]
    precision: Any = known[4]
    return Where(
        known[0], None, "SY", known[1], known[2], known[3], precision, "in", None, "gazetteer", (), name, (0, len(name))
    )


def party(role: Any, actor: str, **changes: Any) -> Participant:
    return Participant(role, Actor(actor, actor.replace("-", " ").title()), text=actor, **changes)


def count(
    low: int | None, high: int | None = None, *, measure: str = "killed", of: str = "any", by: str | None = None
) -> Count:
    qualifier: Any = "exact" if low == high else "at_least"
    return Count("c1", measure, of, "people", low, high, qualifier, "unknown", None, by, str(low), CLAIMED_SPAN)


def claim(claimant: str, stance: Any = "asserts", *about: str) -> Claim:
    return Claim(Claimant(claimant, claimant.upper()), stance, None, about or ("",), claimant, CLAIMED_SPAN)


def weapon(ident: str) -> Weapon:
    return Weapon(ident, ident, "munition", ident, CLAIMED_SPAN)


def report(article: str = "art_1", number: int = 1, **changes: Any) -> Report:
    """An air strike on Sarmin on 20 October 2015, as one article tells it."""
    words = f"warplanes struck ({article})"  # too few to be the same wording as another's
    plain = Report(
        id=content_id("rep", article, number), article_id=article, event_id=None, type="air_strike", codes={"cameo": "195"},
        scope="incident", realis="actual", outcome=Outcome(), when=days("2015-10-20"), as_of=AsOf("2015-10-21", "given"),
        where=(place("Sarmin"),), where_mode="one", participants=(party("initiator", "russia"), party("target", "civilians")),
        counts=(), weapons=(), claims=(), purpose=None, evidence=(Evidence(0, len(words), words),), notes=(),
        confidence=0.8, extractor="test",
    )  # fmt: skip
    return replace(plain, **changes)


def days(start: str | None, end: str | None = None, *, basis: str = "explicit", precision: Any = None) -> When:
    if start is None:
        return When()
    found = precision or ("day" if end in (None, start) else "day_range")
    return When(start, end or start, found, basis, start, (0, len(start)))


def account(article: str = "art_1", number: int = 1, **changes: Any) -> Account:
    """The account of one report; `lineage`, `outlet` and `published` may be given beside fields of the report."""
    lineage = changes.pop("lineage", f"lin_{article}")
    outlet = changes.pop("outlet", f"outlet of {article}")
    published = changes.pop("published", "2015-10-21")
    return Account(report(article, number, **changes), lineage, outlet, published, article)
