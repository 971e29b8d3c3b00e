"""Measure comparison alone: annotated events become reports with the annotated values, so that nothing is lost in reading.

With --read the articles are read by the service's own reader instead, which measures both together.

    python benchmarks/comparison_gold.py GOLD_DIR SCORER [--batch dev-seeds ...] [--details] [--read]

GOLD_DIR holds the annotated articles and `conflicts/`, SCORER is the evaluation script. Prints its cluster, conflict and
lineage figures per batch, and with --details every pair of accounts that was wrongly joined or parted, with the reasons.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rashomon.comparison.events import events_of
from rashomon.comparison.gist import gist_of
from rashomon.comparison.lineage import fingerprints, lineages
from rashomon.comparison.score import compare
from rashomon.comparison.world import BARE, World, world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.records.account import Account
from rashomon.records.article import Source
from rashomon.records.comparing import Prints
from rashomon.records.identity import content_id
from rashomon.records.plain import to_plain
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
from rashomon.workflows.ports import Reader

PEOPLE = {"any", "civilians", "children", "women", "combatants"}


def load(path: Path) -> list[dict[str, Any]]:
    """Return the annotated articles of a batch."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def read_accounts(reader: Reader, articles: list[dict[str, Any]]) -> tuple[list[Account], dict[str, str]]:
    """Return accounts as the service reads them, and article id → lineage id."""
    read = {}
    for a in articles:
        read[a["article_id"]] = reader.read(
            text=a["text"], title=a.get("title"), published_at=a.get("published_at"), language=None,
            article_id=a["article_id"], source=Source(a["source"]),
        )  # fmt: skip
    prints = [Prints(i, i, r.published_at, None, r.fingerprints) for i, r in read.items()]
    lineage = lineages(prints)
    outlet = {a["article_id"]: a["source"] for a in articles}
    return [Account(r, lineage[i], outlet[i], got.published_at, i) for i, got in read.items() for r in got.reports], lineage


def accounts_of(articles: list[dict[str, Any]]) -> tuple[list[Account], dict[str, str]]:
    """Return accounts with annotated values, and article id → lineage id."""
    prints = [Prints(a["article_id"], a["article_id"], a["published_at"], None, fingerprints(a["text"])) for a in articles]
    lineage = lineages(prints)
    return [
        Account(report_of(a, e), lineage[a["article_id"]], a["source"], a["published_at"], a["article_id"])
        for a in articles
        for e in a["events"]
    ], lineage


def report_of(article: dict[str, Any], event: dict[str, Any]) -> Report:
    """Return the report a perfect reader would make of an annotated event."""
    span = (0, 0)
    evidence = [(article["text"].find(q), q) for q in event["quotes"]]
    start, end = event["start"], event["end"] or event["start"]
    return Report(
        id=content_id("rep", event["id"]), article_id=article["article_id"], event_id=None, type=event["type"], codes={},
        scope=event["scope"], realis=event["realis"], outcome=Outcome(),
        when=When(start, end, _precision(start, end), None if event["date_basis"] == "none" else event["date_basis"],
                  event.get("md")),
        as_of=AsOf(article["published_at"][:10], "given") if article["published_at"] else AsOf(),
        where=tuple(_where(p) for p in event["places"]), where_mode="one",
        participants=tuple(_party(role, w) for role in ("initiator", "target") for w in event[role + "s"]),
        counts=tuple(
            Count(f"c{i}", c["measure"], c["of"], "people" if c["of"] in PEOPLE else "other", c["low"], c["high"],
                  _qualifier(c), "unknown", None, c.get("by"), c["text"], span)
            for i, c in enumerate(event["counts"]) if not c.get("implicit")
        ),
        weapons=tuple(Weapon(w["id"], w["id"], "other", w["text"], span) for w in event["weapons"]),
        claims=tuple(Claim(Claimant(w["id"], w["text"]), "asserts", None, ("",), w["text"], span) for w in event["claimants"]),
        purpose=None, evidence=tuple(Evidence(max(0, at), max(0, at) + len(q), q) for at, q in evidence),
        notes=(), confidence=1.0, extractor="annotation",
    )  # fmt: skip


def _precision(start: str | None, end: str | None) -> Any:  # noqa: ANN401 - a literal
    if start is None:
        return "unknown"
    if start == end:
        return "day"
    days = (date.fromisoformat(end or start) - date.fromisoformat(start)).days
    return "day_range" if days < 6 else "week" if days < 10 else "month" if days < 60 else "year"


def _qualifier(count: dict[str, Any]) -> Any:  # noqa: ANN401 - a literal
    if count.get("approx"):
        return "about" if count["high"] else "vague"
    return "exact" if count["low"] == count["high"] else "at_least"


def _where(place: dict[str, Any]) -> Where:
    return Where(place["name"], None, place.get("country"), place.get("admin1"), place.get("lat"), place.get("lon"),
                 place["level"], "in", None, "gazetteer", (), place["text"], None)  # fmt: skip


def _party(role: Any, who: dict[str, Any]) -> Participant:  # noqa: ANN401 - a literal
    if who["id"].startswith("non-"):
        return Participant(role, None, except_=who["id"][4:], text=who["text"])
    return Participant(role, Actor(who["id"], who["text"]), text=who["text"])


def scorer_of(path: Path) -> Any:  # noqa: ANN401 - a module
    """Load the evaluation script."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def world_of_lexicon() -> World:
    """Return the world with the actor tree ."""
    try:
        return world_of(load_actors())
    except FileNotFoundError:
        return BARE


def measure(batches: list[Path], scorer_path: Path, *, details: bool, read: bool) -> None:
    """Print the figures of each batch and of all together."""
    score = scorer_of(scorer_path)
    world = world_of_lexicon()
    reader = None
    if read:
        from rashomon.workflows.reading import ArticleReader  # noqa: PLC0415 - loads the language model

        reader = ArticleReader()
    everything, every_pred, conflicts = [], {}, []
    for path in batches:
        articles = load(path)
        accounts, lineage = read_accounts(reader, articles) if reader else accounts_of(articles)
        pred = predict(articles, accounts, lineage, world)
        if details:
            explain(score, score.load_gold(path), pred, accounts, world)
        gold = score.load_gold(path)
        lines = (path.parent / "conflicts" / path.name).read_text(encoding="utf-8").split("\n")
        mine = [{**json.loads(line)} for line in lines if line.strip()]
        for c in mine:
            c["cluster"] = f"{path.stem}/{c['cluster']}"
        show(path.stem, score, gold, pred, mine)
        everything += gold
        every_pred |= pred
        conflicts += mine
    show("all", score, everything, every_pred, conflicts)


def show(name: str, score: Any, gold: list[Any], pred: dict[str, Any], conflicts: list[Any]) -> None:  # noqa: ANN401 - a module
    """Print one line of figures."""
    result, _ = score.evaluate(gold, json.loads(json.dumps(pred)), score.Actors(ACTORS), conflicts)
    print(name)
    for key in ("cluster_b3", "cluster_b3_multi", "conflict", "lineage_pairs"):
        print(f"  {key:18} {result.get(key)}")


def predict(articles: list[dict[str, Any]], accounts: list[Account], lineage: dict[str, str], world: World) -> dict[str, Any]:
    """Return what the service would serve for these accounts."""
    told = events_of(accounts, world)
    of = {r: t.event.id for t in told for r in t.event.report_ids}
    reports = [a.report for a in accounts]
    home = {r.id: r.article_id for r in reports}
    return {
        a["article_id"]: {
            "lineage_id": lineage[a["article_id"]],
            "reports": [to_plain(replace(r, event_id=of[r.id])) for r in reports if r.article_id == a["article_id"]],
            "events": [to_plain(t.event) for t in told if any(home[r] == a["article_id"] for r in t.event.report_ids)],
        }
        for a in articles
    }


def explain(score: Any, gold: list[Any], pred: dict[str, Any], accounts: list[Account], world: World) -> None:  # noqa: ANN401 - a module
    """Print every pair of matched reports that was wrongly joined or parted, and every discrepancy found."""
    _, details = score.evaluate(gold, json.loads(json.dumps(pred)), score.Actors(ACTORS))
    gists = {a.report.id: gist_of(a, world) for a in accounts}
    matched = [(g, p) for _, pairs, _, _, _ in details for g, p in pairs]
    name = {p["id"]: f"{g['id']} {g['cluster']} {gists[p['id']].report.type}" for g, p in matched}
    for i, (g1, p1) in enumerate(matched):
        for g2, p2 in matched[i + 1 :]:
            if (g1["cluster"] == g2["cluster"]) != (p1["cluster"] == p2["cluster"]):
                verdict = compare(gists[p1["id"]], gists[p2["id"]])
                what = "PARTED" if g1["cluster"] == g2["cluster"] else "JOINED"
                print(what, name[p1["id"]], "|", name[p2["id"]], "|", verdict.score, verdict.reasons)
    for event in {e["id"]: e for row in pred.values() for e in row["events"]}.values():
        for d in event["discrepancies"]:
            who = sorted({name.get(r, "?").split(" ")[1] if r in name else "?" for r in event["report_ids"]})
            print("DIFFER", who, event["label"], "|", d["field"], d["kind"], d["order"], "|", d["explanation"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--batch", nargs="*", default=["dev-seeds", "dev-rashideen", "dev-official", "dev-castello"])
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--read", action="store_true")
    args = parser.parse_args()
    ACTORS = args.gold / "actors.json"
    measure([args.gold / f"{b}.jsonl" for b in args.batch], args.scorer, details=args.details, read=args.read)
