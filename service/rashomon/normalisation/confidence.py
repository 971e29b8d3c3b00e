"""How sure a reading is: questions to a report and its mentions, weighed by what annotated articles taught.

It is the chance that the article tells such a happening, of this type. It says nothing of whether the account is true.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from rashomon.knowledge.signs import BASE, load_signs
from rashomon.normalisation.likeness import LOOSE, VIOLENT
from rashomon.normalisation.told import WIDE, Told
from rashomon.records.report import Report, Role

Question = Callable[[Report, Sequence[Told], int], float]


def with_confidence(report: Report, told: Sequence[Told], length: int) -> Report:
    """Return the report with its confidence (0 to 1) and, in `explain`, the signs it comes from, weightiest first.

    `told` are the mentions it was made of, the founding one first; `length` is the article's in characters.
    """
    known = load_signs("confidence")
    seen = {name: value for name, ask in QUESTIONS.items() if (value := float(ask(report, told, length)))}
    odds = known[BASE].weight + sum(known[name].weight * value for name, value in seen.items())
    why = sorted((_reason(name, value) for name, value in seen.items()), key=lambda r: (-abs(r["points"]), r["sign"]))
    explain: dict[str, Any] = {"field": "confidence", "base": known[BASE].weight, "why": why}
    return replace(report, confidence=round(1 / (1 + math.exp(-odds)), 2), explain=(*report.explain, explain))


def _reason(name: str, value: float) -> dict[str, Any]:
    """Say one sign, and by how much it raises or lowers the log odds."""
    sign = load_signs("confidence")[name]
    return {"sign": name, "value": round(value, 2), "points": round(sign.weight * value, 2), "reason": sign.reason}


def _has(role: Role) -> Question:
    return lambda report, _told, _length: any(p.role == role for p in report.participants)


QUESTIONS: dict[str, Question] = {
    "violent": lambda report, _told, _length: report.type in VIOLENT,
    "loose_kind": lambda report, _told, _length: report.type in LOOSE,
    "several_words": lambda _report, told, _length: any(len(t.mention.reasons) > 1 for t in told),
    "told_again": lambda _report, told, _length: len(told) > 1,
    "headline": lambda _report, told, _length: any(t.mention.headline for t in told),
    "late": lambda _report, told, length: told[0].mention.start / max(length, 1),
    "initiator": _has("initiator"),
    "target": _has("target"),
    "figure": lambda report, _told, _length: bool(report.counts),
    "weapon": lambda report, _told, _length: bool(report.weapons),
    "own_place": lambda _report, told, _length: any(t.own_place for t in told),
    "close_place": lambda report, _told, _length: bool(report.where) and report.where[0].precision not in WIDE,
    "own_date": lambda _report, told, _length: any(t.own_time for t in told),
    "summary": lambda report, _told, _length: report.scope == "summary",
    "points_back": lambda _report, told, _length: all(t.mention.reference == "back" for t in told),
}
