"""A small reader for tests of the work around reading: it reads one kind of sentence, honestly, and does as it is told.

"12 people were killed in Homs on 2015-10-20." is an air strike. Words in brackets direct it: [sleep 5] takes its time,
[crash] kills the process, [raise] fails, [unreadable] refuses, [spin] never ends.
"""

from __future__ import annotations

import os
import re
import signal
import time

from rashomon.records.article import Source
from rashomon.records.identity import content_id
from rashomon.records.problems import UnreadableError
from rashomon.records.report import AsOf, Count, Evidence, Outcome, Report, When, Where
from rashomon.workflows.ports import ReadArticle

SENTENCE = re.compile(r"(\d+) people were killed in (\w+) on (\d{4}-\d\d-\d\d)\.")
POINTS = {"Homs": (34.73, 36.72), "Sarmin": (35.9, 36.72), "Kobane": (36.89, 38.35)}


class PlainReader:
    """See the module."""

    def read(
        self,
        *,
        text: str,
        title: str | None,  # noqa: ARG002 - the port's shape
        published_at: str | None,
        language: str | None,
        article_id: str,
        source: Source | None,  # noqa: ARG002 - the port's shape
    ) -> ReadArticle:
        _obey(text)
        reports = tuple(_report(match, article_id, n) for n, match in enumerate(SENTENCE.finditer(text)))
        prints = tuple(sorted({hash_of(text[i : i + 20]) for i in range(0, max(1, len(text) - 20), 7)}))
        basis = None if published_at is None else "given"
        return ReadArticle(language or "en", published_at, basis, prints, reports)


def hash_of(words: str) -> int:
    return int.from_bytes(content_id("x", words)[2:10].encode(), "big") >> 2


def _obey(text: str) -> None:
    if found := re.search(r"\[sleep ([\d.]+)\]", text):
        time.sleep(float(found[1]))
    if "[crash]" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "[raise]" in text:
        raise ValueError("SECRETWORDS of the article")
    if "[unreadable]" in text:
        raise UnreadableError("There is nothing to read.")
    while "[spin]" in text:
        time.sleep(0.01)


def _report(match: re.Match[str], article_id: str, n: int) -> Report:
    number, town, day = int(match[1]), match[2], match[3]
    latitude, longitude = POINTS.get(town, (None, None))
    where = Where(
        name=town, geonames_id=None, country="SY", admin1=town, latitude=latitude, longitude=longitude, precision="town",
        relation="in", radius_km=5, basis="gazetteer", alternates=(), text=town, span=match.span(2),
    )  # fmt: skip
    count = Count(
        id="c1", measure="killed", of="any", of_class="people", low=number, high=number, qualifier="exact", effect="destroyed",
        part_of=None, claimant_id=None, text=match[1], span=match.span(1),
    )  # fmt: skip
    return Report(
        id=content_id("rep", article_id, n), article_id=article_id, event_id=None, type="air_strike", codes={},
        scope="incident", realis="actual", outcome=Outcome(), when=When(day, day, "day", "explicit", day, match.span(3)),
        as_of=AsOf(), where=(where,), where_mode="one", participants=(), counts=(count,), weapons=(), claims=(), purpose=None,
        evidence=(Evidence(*match.span(), match[0]),), notes=(), confidence=0.9, extractor="plain",
    )  # fmt: skip
