"""Find every expression of time in a text, unresolved: what it says, in parts, with its place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from rashomon.extraction.time_patterns import CLASSES, compiled, not_a_day, windows
from rashomon.knowledge.figures import load_figure_words
from rashomon.knowledge.times import FixedPhrase, load_time_words
from rashomon.records.mention import TimeMention

Parts = dict[str, Any]  # the fields of a TimeMention that a shape fills; {} refuses the match
LASTING = "lasting"  # the part of a time that says how long, not when
OPENERS = re.compile(r"(?i:\b(since|until|till|by))\s{1,3}(?:the\s{1,3})?$")
SINCE_EVENT = re.compile(r"(?i:\bsince)\s[^.,;:!?\n]{1,120}")  # "since the start of the operation there on 30 September"
BORN = re.compile(r"\b(?:born|aged)\s$")
BEFORE_DATE = re.compile(r"\b(?:on|in|of)\s{1,3}$")


def find_times(text: str) -> tuple[TimeMention, ...]:
    """Return the times said in `text` in order, apart: of two that overlap the one that begins first, then the longer."""
    found = [mention for kind, stretches in windows(text).items() for mention in _of_class(kind, stretches, text)]
    found.sort(key=lambda m: (m.start, -m.end))
    blocked = [m.span() for m in not_a_day().finditer(text)] if any(m.kind == "weekday" for m in found) else []
    kept: list[TimeMention] = []
    for mention in found:
        if (not kept or mention.start >= kept[-1].end) and not _inside(blocked, mention):
            kept.append(mention)
    return tuple(_opened(text, kept))


def _of_class(kind: str, stretches: list[tuple[int, int]], text: str) -> Iterator[TimeMention]:
    for shape in CLASSES[kind]:
        for start, end in stretches:
            yield from _matches(shape, compiled()[shape].finditer(text, start, end), text)


def _matches(shape: str, matches: Iterable[re.Match[str]], text: str) -> Iterator[TimeMention]:
    build = BUILDERS[shape]
    for match in matches:
        pattern = match.re
        parts = build(match)
        if parts:
            start, end = match.span("t") if "t" in pattern.groupindex else match.span()
            if parts.get("year") and _counts_people(text, match):
                parts["year"] = None
                end = start + len(text[start : match.start("y")].rstrip(" ,\n\t\xa0"))
            if end > start and any(v is not None for k, v in parts.items() if k != "kind"):
                yield TimeMention(start=start, end=end, text=text[start:end], **parts)


def _counts_people(text: str, match: re.Match[str]) -> bool:
    """Whether a year in round hundreds counts the noun behind it: "on 25 May 2000 people fled" (a lost comma)."""
    if "y" not in match.re.groupindex or match.start("y") < 0 or match.end("y") != match.end():
        return False
    after = re.match(r"\s{1,2}([a-z]{3,15})\b", text[match.end() : match.end() + 20])
    if after is None or text[match.start("y") - 2 : match.start("y")].startswith(","):
        return False
    noun = load_figure_words().nouns.get(after[1])
    return noun is not None and after[1] != noun.singular and match["y"].endswith("00")


def _inside(blocked: list[tuple[int, int]], mention: TimeMention) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in blocked)


def _opened(text: str, mentions: list[TimeMention]) -> Iterator[TimeMention]:
    """Turn times that stand behind "since", "until" or "by" into open ranges."""
    since = [m.span() for m in SINCE_EVENT.finditer(text)]
    starts = [start for start, _ in since]
    for mention in mentions:
        before = OPENERS.search(text, max(0, mention.start - 16), mention.start)
        if mention.kind in ("range", "since") or mention.span_of_time:
            yield mention
        elif before is not None:
            kind: Any = "since" if before[1].lower() == "since" else "until"
            yield replace(mention, kind=kind, start=before.start(), text=text[before.start() : mention.end])
        else:
            at = bisect_left(starts, mention.start) - 1
            under = at >= 0 and mention.end <= since[at][1] and mention.kind == "date"
            says = under and BEFORE_DATE.search(text, max(0, mention.start - 5), mention.start)
            yield replace(mention, kind="since") if says else mention


def _number(text: str | None) -> int | None:
    """Return a number of units as written; "several", "a few" give None."""
    if text is None:
        return 1
    text = text.lower()
    if text.startswith(("couple", "a couple")):
        return 2
    return int(text) if text.isdecimal() else load_time_words().numbers.get(text)


def _month(text: str | None) -> int | None:
    return load_time_words().months[text.rstrip(".").lower()] if text else None


def _weekday(text: str | None) -> int | None:
    if text is None:
        return None
    name, words = text.rstrip(".").lower(), load_time_words()
    return words.weekdays.get(name, words.weekdays_short.get(name))


def _int(text: str | None) -> int | None:
    digits = re.match(r"\d+", text) if text else None
    return int(digits[0]) if digits else None


def _year(text: str | None, *, century_of: str | None = None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) > 2 else int((century_of or "20")[:2] + text)


def _range_of_days(m: re.Match[str]) -> Parts:
    """Two dates with one month or year between them; "3 and 7 May" are two days, not a range."""
    get = m.groupdict().get
    first, last = _int(get("d1")), _int(get("d2"))
    month1, month2 = _month(get("m1")), _month(get("m2"))
    if get("and") and (get("pre") or "").lower() != "between" and not (first and last and last == first + 1):
        return {}
    year1, year2 = _year(get("y1")), _year(get("y2"))
    month1, month2 = month1 or month2, month2 or month1
    if month1 == month2 and (year1 or year2) == (year2 or year1) and (first or 0) >= (last or 0):
        return {}
    if year1 is None and year2 is not None and month1 and month2:
        year1 = year2 if month1 <= month2 else year2 - 1
    start: Parts = {"year": year1, "month": month1, "day": first}
    return {"kind": "range", **start, "end_year": year2, "end_month": month2, "end_day": last}


def _range_of_months(m: re.Match[str]) -> Parts:
    if not m["pre"] and (m["and"] or not (m["y1"] or m["y2"])):
        return {}
    if m["and"] and m["pre"].lower() != "between":
        return {}
    year2 = _year(m["y2"])
    first, last = _month(m["m1"]), _month(m["m2"])
    year1 = _year(m["y1"]) or (year2 if year2 and first and last and first <= last else year2 and year2 - 1)
    return {"kind": "range", "year": year1, "month": first, "end_year": year2, "end_month": last}


def _range_of_years(m: re.Match[str]) -> Parts:
    first, last = _year(m["y1"]), _year(m["y2"], century_of=m["y1"])
    if m["and"] and (m["pre"] or "").lower() != "between":
        return {}
    if not first or not last or not first < last <= first + 60:
        return {}
    return {"kind": "range", "year": first, "end_year": last}


def _range_of_weekdays(m: re.Match[str]) -> Parts:
    first, last = _weekday(m["w1"]), _weekday(m["w2"])
    if (m["and"] and not (m["pre"] or m["night"]) and last != ((first or 0) + 1) % 7) or first == last:
        return {}
    return {"kind": "range", "weekday": first, "end_weekday": last}


def _date(m: re.Match[str]) -> Parts:
    get = m.groupdict().get
    year = _year(get("y") or get("y3"))
    day: Parts = {"year": year, "month": _month(m["m"]), "day": _int(m["d"]), "weekday": _weekday(get("w"))}
    return {"kind": "date", **day, "of_year": _of_year(get("rel"))}


def _of_year(text: str | None) -> str | None:
    """Read the year of "July last year", "5 March of that year", "May of the same year"."""
    which = _normal(text).split()[-1] if text else None
    return "that" if which == "same" else which


def _iso(m: re.Match[str]) -> Parts:
    return {"kind": "date", "year": int(m["y"]), "month": int(m["m"]), "day": int(m["d"])}


def _numeric(m: re.Match[str]) -> Parts:
    """Day before month unless the figures forbid it; `swappable` when they would allow both."""
    first, second = int(m["a"]), int(m["b"])
    day, month = (second, first) if second > 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return {}
    both = first <= 12 and second <= 12 and first != second
    return {"kind": "date", "year": _year(m["y"]), "month": month, "day": day, "swappable": both}


def _month_alone(m: re.Match[str]) -> Parts:
    name = m["m"].rstrip(".").lower()
    said = m["y"] or m["rel"] or m["which"] or m["edge"] or m["prep"]
    if (name in load_time_words().names_that_are_words and not said) or (m["m"].isupper() and not said):
        return {}
    edge = _edge(m["edge"])
    earlier = (m["prep"] or "").lower() == "earlier"
    return {
        "kind": "date",
        "year": _year(m["y"]),
        "month": _month(m["m"]),
        "which": (m["which"] or "").lower() or None,
        "part": "until_now" if earlier else edge,
        "of_year": _of_year(m["rel"]),
        "vague": bool(edge) or earlier,
    }


def _edge(text: str | None) -> str | None:
    if text is None:
        return None
    text = _normal(text)
    if "half" in text:
        return f"{text.split()[-3]} half"  # "the first half of"
    early = text.startswith("early") or any(word in text for word in ("beginning", "start"))
    return "early" if early else "mid" if "mid" in text else "late"


def _year_alone(m: re.Match[str]) -> Parts:
    """Read a year behind a preposition; one in which somebody was born dates nobody's deed."""
    if not (m["prep"] or m["edge"]) or BORN.search(m.string, max(0, m.start() - 8), m.start()):
        return {}
    return {"kind": "date", "year": int(m["y"]), "part": _edge(m["edge"]), "vague": bool(m["edge"])}


def _decade(m: re.Match[str]) -> Parts:
    return {"kind": "range", "year": int(m["y"]) * 10, "end_year": int(m["y"]) * 10 + 9, "vague": True}


def _season(m: re.Match[str]) -> Parts:
    """Only with a year or "last": "fall" and "spring" are words of many meanings."""
    if not (m["y"] or m["which"]) or (m["which"] and m["which"].lower() == "next"):
        return {}
    first, last = load_time_words().seasons[m["s"].lower()]
    year = _year(m["y"])
    end_year = year + 1 if year and last < first else year
    which = m["which"].lower() if m["which"] else None
    span: Parts = {"year": year, "month": first, "end_year": end_year, "end_month": last}
    return {"kind": "range", **span, "which": which, "vague": True}


def _weekday_alone(m: re.Match[str]) -> Parts:
    """Read "On Fridays" and "every Friday" are habits; "Saturdays blast" has lost its apostrophe."""
    if m["habit"] and (m["habit"].lower() != "on" or m["own"] == "s"):
        return {}
    which = (m["which"] or "").lower()
    kind: Any = {"past": "last", "previous": "last", "coming": "next"}.get(which, which or None)
    return {"kind": "weekday", "weekday": _weekday(m["w"]), "which": kind, "part": _part(m["part"])}


def _part(text: str | None) -> str | None:
    return load_time_words().parts[text.lower()] if text else None


def _period(m: re.Match[str]) -> Parts:
    """Read "Over the last week", "last 24 hours"; a bare "last week" is the calendar week and belongs to another shape."""
    which = m["which"].lower()
    if which == "previous" and not m["n"]:
        return {}
    if which == "last" and not m["n"] and not m["the"]:
        return {}
    amount, unit = _number(m["n"]), load_time_words().units[m["u"].lower()]
    if unit == "weekend":
        return {"kind": "offset", "unit": unit, "which": "last"}
    return {"kind": "offset", **_in_days(unit, amount), "span_of_time": True}


def _lasting(m: re.Match[str]) -> Parts:
    """Read "for more than two years": a period up to now only where the verb says so, for hours never."""
    unit, amount = load_time_words().units[m["u"].lower()], _number(m["n"])
    if unit in ("hour", "night", "weekend") or amount is None:
        return {}
    return {"kind": "offset", **_in_days(unit, amount), "span_of_time": True, "part": LASTING}


def _in_days(unit: str, amount: int | None) -> Parts:
    """Hours and nights in days (begun days count), fortnights in weeks, decades in years."""
    amount = 1 if amount is None else amount
    if unit == "hour":
        return {"unit": "day", "amount": -(-amount // 24)}
    if unit in ("night", "weekend"):
        return {"unit": "day", "amount": amount}
    if unit == "fortnight":
        return {"unit": "week", "amount": 2 * amount}
    if unit == "decade":
        return {"unit": "year", "amount": 10 * amount}
    return {"unit": unit, "amount": amount}


def _which_unit(m: re.Match[str]) -> Parts:
    which: Any = m["which"].lower().split()[-1]
    lead = (m["lead"] or "").lower()
    part = "until_now" if lead == "earlier" else "from_now" if lead == "later" else lead or None
    unit = load_time_words().units[m["u"].lower()]
    return {"kind": "offset", "unit": unit, "which": "last" if which == "past" else which, "part": part, "vague": bool(lead)}


def _weekend(_: re.Match[str]) -> Parts:
    return {"kind": "offset", "unit": "weekend", "which": "this"}


def _ago(m: re.Match[str]) -> Parts:
    """Read "A few days ago" is vague; how many months are "months ago" is not said, so nothing is dated by it."""
    unit = load_time_words().units[m["u"].lower()]
    amount = _number(m["n"]) if m["n"] else None
    if amount is None:
        length = {"hour": 1, "day": 7, "week": 30}.get(unit, 0)
        return {"kind": "offset", "unit": "day", "amount": length, "span_of_time": True, "vague": True}
    if unit == "hour":
        return {"kind": "offset", "unit": "day", "amount": -(-amount // 24), "span_of_time": True}
    days = _in_days(unit, amount)
    return {"kind": "offset", "unit": days["unit"], "amount": -days["amount"]}


def _distance(m: re.Match[str]) -> Parts:
    """Read "Two days later": so far from another time of the text; "hours later" is still that day."""
    back = m["dir"].lower() not in ("later", "after")
    unit = load_time_words().units[m["u"].lower()]
    amount = _number(m["n"]) if m["n"] else None
    if unit == "hour":
        return {"kind": "anchor", "unit": "day", "amount": 0, "vague": True} if (amount or 1) < 24 else {}
    if amount is None:
        return {"kind": "anchor", "unit": unit, "vague": True}
    days = _in_days(unit, amount)
    return {"kind": "anchor", "unit": days["unit"], "amount": -days["amount"] if back else days["amount"]}


def _in_hours(m: re.Match[str]) -> Parts:
    return {"kind": "offset", "unit": "day", "amount": int(m["n"]) // 24, "span_of_time": True}


def _said(phrase: FixedPhrase) -> Parts:
    length: Parts = {"unit": phrase.unit, "amount": phrase.amount, "span_of_time": phrase.period}
    return {**length, "vague": phrase.vague, "part": phrase.part}


def _normal(text: str) -> str:
    return " ".join(text.lower().split())


def _fixed(m: re.Match[str]) -> Parts:
    return {"kind": "offset", **_said(load_time_words().fixed[_normal(m["f"])])}


def _anchor(m: re.Match[str]) -> Parts:
    return {"kind": "anchor", **_said(load_time_words().anchors[_normal(m["f"])])}


def _since_start(m: re.Match[str]) -> Parts:
    """Read "since the start of the year"."""
    return {"kind": "since", "which": "this", "unit": load_time_words().units[m["u"].lower()]}


def _since_then(_: re.Match[str]) -> Parts:
    return {"kind": "since", "which": "this"}


BUILDERS: dict[str, Callable[[re.Match[str]], Parts]] = {
    "range_month_day": _range_of_days,
    "range_days_of_month": _range_of_days,
    "range_day_month": _range_of_days,
    "range_days_before_month": _range_of_days,
    "range_months": _range_of_months,
    "range_years": _range_of_years,
    "range_weekdays": _range_of_weekdays,
    "day_month": _date,
    "month_day": _date,
    "month_day_glued": _date,
    "iso": _iso,
    "numeric": _numeric,
    "numeric_short": _numeric,
    "month": _month_alone,
    "year": _year_alone,
    "decade": _decade,
    "season": _season,
    "weekday": _weekday_alone,
    "period": _period,
    "lasting": _lasting,
    "in_hours": _in_hours,
    "which_unit": _which_unit,
    "weekend": _weekend,
    "ago": _ago,
    "distance": _distance,
    "fixed": _fixed,
    "anchor": _anchor,
    "since_start": _since_start,
    "since_then": _since_then,
}
