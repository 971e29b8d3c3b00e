"""Matches what was read to what was annotated and counts agreement, so that a fall in reading shows as a number.

An annotated event and a read report belong together when they share words of evidence and a type a coder could have chosen.
Values are compared by the words that say them: annotation and reading both quote the article, so no table of names is needed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.records.report import Report
from rashomon.workflows.reading import ArticleReader

SETS = {name: Path(__file__).with_name(f"{name}.jsonl") for name in ("articles", "articles-2")}
WIDE_TYPES = {"violence", "armed_clash", "offensive", "air_strike", "shelling", "explosion", "attack_on_civilians"}
TWO_SIDED = {"armed_clash", "negotiation", "agreement", "alliance"}  # either side may be named first
VERBAL = {"accusation", "denial", "condemnation", "threat", "demand", "claim_of_responsibility", "sanction", "vote"}
VERBAL |= {"investigation", "statement", "protest"}


@dataclass
class Tally:
    """How many values agree, were read, and were annotated, by kind of value."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    found: dict[str, int] = field(default_factory=dict)
    """Events whose type and place were both read, by article."""

    def f1(self, kind: str) -> float:
        """Return the harmonic mean of precision and recall of one kind of value."""
        return 2 * self.right[kind] / ((self.read[kind] + self.annotated[kind]) or 1)

    def recall(self, kind: str) -> float:
        """Return the annotated values of a kind that were read."""
        return self.right[kind] / (self.annotated[kind] or 1)

    def slots(self) -> float:
        """Return F1 over all values of all kinds."""
        kinds = set(SAYS) - {"event"}
        right, both = sum(self.right[k] for k in kinds), sum(self.read[k] + self.annotated[k] for k in kinds)
        return 2 * right / (both or 1)


def measure(articles: Path, reader: ArticleReader) -> Tally:
    """Read all articles of one set with one reader and tally them."""
    tally = Tally()
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        read = reader.read(
            text=article["text"], title=article["title"], published_at=article["published_at"],
            language=None, article_id=article["article_id"], source=None,
        )  # fmt: skip
        tally_article(tally, article, [said(r) for r in read.reports if r.type not in VERBAL])
    return tally


def said(report: Report) -> dict[str, Any]:
    """Return a report in the shape of an annotated event."""
    parties = [(p.role, p.text or "") for p in report.participants]
    return {
        "type": report.type,
        "start": report.when.start,
        "end": report.when.end,
        "places": [f"{w.name} {w.text or ''}" for w in report.where],
        "initiators": [text for role, text in parties if role in {"initiator", "co_initiator"}],
        "targets": [text for role, text in parties if role == "target"],
        "counts": [(c.measure, c.low, c.high) for c in report.counts],
        "weapons": [w.text or w.name for w in report.weapons],
        "claimants": [f"{c.claimant.name} {c.text or ''}" for c in report.claims],
        "spans": [(e.start, e.end) for e in report.evidence],
    }


def told(event: dict[str, Any], text: str) -> dict[str, Any]:
    """Return an annotated event in the shape the reports were brought into."""
    counts = [(c["measure"], c["low"], c["high"]) for c in event["counts"] if not c.get("implicit")]
    words = {k: [x["text"] for x in event[k]] for k in ("initiators", "targets", "weapons", "claimants")}
    places = [f"{p['name']} {p['text']}" for p in event["places"]]
    spans = [(text.find(q), text.find(q) + len(q)) for q in event["quotes"]]
    return {**event, **words, "counts": counts, "places": places, "spans": spans}


def tally_article(tally: Tally, article: dict[str, Any], read: list[dict[str, Any]]) -> None:
    """Match one article's events and reports and add what agrees."""
    events = [told(e, article["text"]) for e in article["events"]]
    pairs = matched(events, read)
    for kind, says in SAYS.items():
        tally.annotated[kind] += sum(len(says(e)) for e in events)
        tally.read[kind] += sum(len(says(r)) for r in read)
        tally.right[kind] += sum(agreement(kind, e, r) for e, r in pairs)
    tally.found[article["article_id"]] = sum(right_type(e, r) == 1 and right_place(e, r) for e, r in pairs)


def agreement(kind: str, event: dict[str, Any], report: dict[str, Any]) -> int:
    """Return how many values of a kind a report has right."""
    if kind == "type":
        return int(right_type(event, report) == 1)
    return common(SAYS[kind](event), SAYS[kind](report))


def matched(events: list[dict[str, Any]], read: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return event and report one to one, best agreement first."""
    ranked = sorted(((likeness(e, r), -i, -j) for i, e in enumerate(events) for j, r in enumerate(read)), reverse=True)
    used: set[tuple[str, int]] = set()
    pairs = []
    for value, i, j in ranked:
        if value > 0 and not used & {("event", i), ("report", j)}:
            used |= {("event", i), ("report", j)}
            pairs.append((events[-i], read[-j]))
    return pairs


def likeness(event: dict[str, Any], report: dict[str, Any]) -> float:
    """Return how well a report fits an event; 0 when they share no evidence or no type."""
    if not any(a < d and c < b for a, b in event["spans"] for c, d in report["spans"]):
        return 0
    agreeing = sum(agreement(kind, event, report) for kind in SAYS)
    return right_type(event, report) and right_type(event, report) + agreeing


def right_type(event: dict[str, Any], report: dict[str, Any]) -> float:
    """1: a type a coder could have chosen; 0.5: some violent type for another."""
    if report["type"] in {event["type"], *event["also"]}:
        return 1
    return 0.5 * (event["type"] in WIDE_TYPES and report["type"] in WIDE_TYPES)


def right_place(event: dict[str, Any], report: dict[str, Any]) -> bool:
    """Is the first place read the first place annotated, or does neither name one?"""
    return bool(common(SAYS["place"](event), SAYS["place"](report))) or not (event["places"] or report["places"])


def common(left: Iterable[Any], right: Iterable[Any]) -> int:
    """Return the size of a greedy one-to-one matching of equal values; words agree when one holds most of the other."""
    rest, hits = list(right), 0
    for value in left:
        twin = next((r for r in rest if alike(value, r)), None)
        if twin is not None:
            rest.remove(twin)
            hits += 1
    return hits


def alike(left: Any, right: Any) -> bool:
    """Equal, or two phrases of which the shorter shares at least half its words with the longer."""
    if not (isinstance(left, str) and isinstance(right, str)):
        return bool(left == right)
    words, others = ({w.strip(".,'’()").removesuffix("'s") for w in t.lower().split()} for t in (left, right))
    return 2 * len(words & others) >= min(len(words), len(others)) > 0


def sides(event: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return who acts and who is acted on; all sides act where a type has two sides."""
    both = event["type"] in TWO_SIDED
    return event["initiators"] + event["targets"] * both, [] if both else event["targets"]


SAYS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "event": lambda _: ["an event"],
    "type": lambda e: [e["type"]],
    "date": lambda e: [(e["start"], e["end"])] if e["start"] else [],
    "place": lambda e: e["places"][:1],
    "initiator": lambda e: sides(e)[0],
    "target": lambda e: sides(e)[1],
    "count": lambda e: e["counts"],
    "weapon": lambda e: e["weapons"],
    "claimant": lambda e: e["claimants"],
}
"""What each kind of value is, read from an event or a report in the common shape."""
