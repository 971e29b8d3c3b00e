"""Values as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def plain(name: str) -> str:
    """Return an id as words: `air_strike` is "air strike", `russia-mod` is "russia mod"."""
    return name.replace("_", " ").replace("-", " ")


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: "1 article", "2 articles"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def bounds(low: int | None, high: int | None) -> str:
    """Return a figure's bounds in words; "?" when neither is known."""
    if low is None and high is None:
        return "?"
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def days(start: str | None, end: str | None) -> str:
    """Return an interval of ISO dates in words; "no date" when it has none."""
    if start is None and end is None:
        return "no date"
    if start is None or end is None:
        return f"until {day(str(end))}" if start is None else f"from {day(start)}"
    if start == end:
        return day(start)
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {last:%b %Y}"
    return f"{day(start)} - {day(end)}"


def day(iso: str) -> str:
    """Return an ISO date as "17 Nov 2015"."""
    moment = date.fromisoformat(iso[:10])
    return f"{moment.day} {moment:%b %Y}"


def value(said: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - a cell's value is JSON data
    """Return a value of a comparison in words; `names` gives actors' names by id."""
    if isinstance(said, Mapping):
        if "start" in said:
            return days(said.get("start"), said.get("end"))
        of = said.get("of")
        return bounds(said.get("low"), said.get("high")) + (f" {of}" if of and of != "any" else "")
    if isinstance(said, str):
        return names.get(said) or plain(said)
    if isinstance(said, Iterable):
        return ", ".join(value(part, names) for part in said)
    return str(said)
