"""A store of synthetic reports whose neighbourhoods stay the same while it grows: one country-year after another.

A country-year holds 1,000 reports in 5 provinces of 10 towns, three to an article; six in ten fall into one dense month of one
province. A third of the happenings are told again by a later article, a tenth of the reports are undated, a tenth of the
articles have no date of publication, a twentieth of the reports name only the country. Country 0 of 2015 is compared in
earnest; the others are that year in another country and year, with their own ids, days, places and keys.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rashomon.comparison.cluster import clusters, link, met
from rashomon.comparison.consolidate import event_id
from rashomon.comparison.events import Told, tell
from rashomon.comparison.gist import gist_of
from rashomon.comparison.lineage import lineage_id
from rashomon.comparison.world import World, unspecified
from rashomon.records.account import Account
from rashomon.records.comparing import Pair
from rashomon.records.identity import content_id
from rashomon.records.plain import to_plain
from rashomon.records.report import Actor, AsOf, Count, Evidence, Outcome, Participant, Report, When, Where

BLOCK = 1000  # reports of a country-year
DENSE = 600  # of them, those of the dense month
ID = re.compile(r"\b(?:rep_|evt_|a)[a-z0-9]+")
YEAR = 2015
YEARS = 20  # of each country
WORLD = World(ancestors=lambda _: (), generic=unspecified, party_to=lambda who, sides: who in sides)
TYPES = ("air_strike", "shelling", "armed_clash", "explosion", "attack_on_civilians", "offensive", "siege", "arrest")
ACTORS = tuple(f"group-{i}" for i in range(30))
WORDS = tuple(
    f"{a}{b}{c}"
    for a in ("mar", "dol", "ken", "sur", "tab", "fel", "gor", "hin", "lup", "nev")
    for b in ("ket", "vill", "brid", "con", "sta", "mur", "pel")
    for c in ("ing", "age", "oy", "er", "ith", "und")
)


@dataclass(frozen=True, slots=True)
class Block:
    """A country-year, compared: the rows that its events and links make are plain data, with `ids` naming what is in them."""

    accounts: list[Account]
    links: list[Pair]
    event_of: dict[str, str]
    events: list[dict[str, Any]]


def articles(rng: random.Random, size: int, *, first: int = 0, dense: bool) -> Iterator[list[Account]]:
    """Yield articles of three reports each from country 0, in all some `size` reports."""
    known: list[dict[str, Any]] = []
    for number in range(first, first + size // 3):
        article = f"a{number:09d}"
        told_here = [
            rng.choice(known[-60:]) if known and rng.random() < 0.33 else _happening(rng, dense=dense) for _ in range(3)
        ]
        known += told_here
        last = min(max(h["day"] for h in told_here) + timedelta(1), date(YEAR, 12, 31))
        published = last.isoformat() if rng.random() > 0.1 else None
        outlet = f"outlet {rng.randrange(50)}"
        yield [
            Account(_report(rng, h, article, i), lineage_id(article), outlet, published, article)
            for i, h in enumerate(told_here)
        ]


def home(rng: random.Random) -> Block:
    """Return country 0 of 2015."""
    spread = articles(rng, BLOCK - DENSE, dense=False)
    month = articles(rng, DENSE, first=BLOCK, dense=True)
    return compared([account for article in (*spread, *month) for account in article])


def compared(accounts: list[Account]) -> Block:
    """Compare these accounts from scratch."""
    gists = [gist_of(a, WORLD) for a in accounts]
    by_id = {g.id: g for g in gists}
    links = [p for a, b in met(gists, ()) if (p := link(a, b)) is not None]
    groups = clusters(gists, links)
    of = {g.id: event_id(group[0].id) for group in groups for g in group}
    return Block(accounts, links, of, [_event_row(tell(group, (), of, by_id, WORLD)) for group in groups])


def moved(block: Block, number: int) -> Block:
    """Return the same country-year as number `number`: another country, another year, ids of their own."""
    country, year = number // YEARS, YEAR + number % YEARS
    accounts = [_moved_account(a, number, country, year) for a in block.accounts]
    ids = {old.report.id: new.report.id for old, new in zip(block.accounts, accounts, strict=True)}
    ids |= {old.report.article_id: new.report.article_id for old, new in zip(block.accounts, accounts, strict=True)}
    founders = {event: report for report, event in reversed(block.event_of.items())}
    ids |= {e["id"]: content_id("evt", ids[founders[e["id"]]]) for e in block.events}
    of = {ids[report]: ids[event] for report, event in block.event_of.items()}
    text = ID.sub(lambda m: ids.get(m[0], m[0]), json.dumps(block.events))
    links = [replace(p, left=min(ids[p.left], ids[p.right]), right=max(ids[p.left], ids[p.right])) for p in block.links]
    return Block(accounts, links, of, json.loads(text.replace(f"{YEAR}", f"{year}").replace("C0-", f"C{country}-")))


def _moved_account(account: Account, number: int, country: int, year: int) -> Account:
    report, article = account.report, f"{account.report.article_id}-{number}"
    when = report.when
    if when.start is not None and when.end is not None:
        when = replace(when, start=f"{year}{when.start[4:]}", end=f"{year}{when.end[4:]}")
    where = tuple(_there(w, country) for w in report.where)
    evidence = tuple(replace(e, quote=_retold(e.quote, article, number)) for e in report.evidence)
    parties = tuple(replace(p, actor=replace(p.actor, id=f"{p.actor.id}-{country}")) for p in report.participants if p.actor)
    ids = {"id": content_id("rep", article, report.id), "article_id": article}
    told = replace(report, **ids, when=when, where=where, participants=parties, evidence=evidence)
    published = f"{year}{account.published_at[4:]}" if account.published_at else None
    return Account(told, lineage_id(article), account.outlet, published, article)


def _retold(words: str, article: str, number: int) -> str:
    """Return the words in another order: the same text everywhere would be one text a thousand times."""
    _, *others = words.split()
    random.Random(f"{article} {number}").shuffle(others)  # noqa: S311 - the same data every time
    return " ".join((article, *others))


def _there(where: Where, country: int) -> Where:
    here = replace(where, country=f"C{country}", name=where.name.replace("C0", f"C{country}"))
    if where.admin1 is None or where.latitude is None or where.longitude is None or where.geonames_id is None:
        return here
    return replace(
        here,
        admin1=where.admin1.replace("C0", f"C{country}"),
        geonames_id=where.geonames_id + 1000 * country,
        latitude=where.latitude + 8 * (country % 7),
        longitude=where.longitude + 8 * (country // 7),
    )


def _happening(rng: random.Random, *, dense: bool) -> dict[str, Any]:
    """Draw what happened: type, day, place, sides, toll."""
    province = 0 if dense else rng.randrange(5)
    day = date(YEAR, 7, 1) + timedelta(rng.randrange(31)) if dense else date(YEAR, 1, 1) + timedelta(rng.randrange(364))
    return {
        "type": rng.choice(TYPES),
        "day": day,
        "province": province,
        "town": province * 10 + rng.randrange(10),
        "sides": rng.sample(ACTORS, 2),
        "killed": rng.randrange(1, 90),
    }


def _report(rng: random.Random, what: dict[str, Any], article: str, number: int) -> Report:
    """Tell a happening as one article does: some are vague about day or place."""
    dated, wide = rng.random() > 0.1, rng.random() < 0.05
    day = what["day"].isoformat()
    words = f"{article} {' '.join(rng.sample(WORDS, 9))}"
    parties = tuple(Participant(role, Actor(a, a)) for role, a in zip(("initiator", "target"), what["sides"], strict=True))  # type: ignore[arg-type]
    count = Count("c1", "killed", "any", "people", what["killed"], what["killed"], "exact", "unknown", None, None, "x", (0, 1))
    return Report(
        id=content_id("rep", article, number), article_id=article, event_id=None, type=what["type"], codes={}, scope="incident",
        realis="actual", outcome=Outcome(), when=When(day, day, "day", "explicit") if dated else When(), as_of=AsOf(),
        where=(_place(what["province"], what["town"], wide=wide),), where_mode="one", participants=parties, counts=(count,),
        weapons=(), claims=(), purpose=None, evidence=(Evidence(0, len(words), words),), notes=(), confidence=0.8,
        extractor="synthetic",
    )  # fmt: skip


def _place(province: int, town: int, *, wide: bool) -> Where:
    if wide:
        return Where("C0", None, "C0", None, 10.0, 10.0, "country", "in", None, "gazetteer", (), None, None)
    latitude, longitude = 10 + province * 0.9 + town % 10 * 0.12, 10 + province * 1.1 + town % 10 * 0.1
    return Where(f"C0-town-{town}", town, "C0", f"C0-province-{province}", latitude, longitude, "town", "in", None, "gazetteer",
                 (), None, None)  # fmt: skip


def _event_row(told: Told) -> dict[str, Any]:
    e = told.event
    return {"id": e.id, "state": "live", "revision": 1, "type": e.type, "scope": e.scope, "realis": e.realis,
            "grading": e.grading, "label": e.label, "confidence": e.confidence,
            "document": to_plain(e), "comparison": to_plain(told.comparison)}  # fmt: skip
