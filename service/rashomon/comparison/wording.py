"""Days, places, figures and actors in the words a reader would use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rashomon.records.report import Where

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def days_in_words(start: str | None, end: str | None, *, year: bool = True) -> str:
    """Return "20 Oct 2015", "9-10 Jul 2016" or "Oct 2015"; "no date" when unknown."""
    if start is None:
        return "no date"
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    tail = f" {last.year}" if year else ""
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]}{tail}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day >= 28
        return f"{MONTHS[first.month - 1]}{tail}" if whole else f"{first.day}-{last.day} {MONTHS[first.month - 1]}{tail}"
    head = f"{first.day} {MONTHS[first.month - 1]}" + (f" {first.year}" if first.year != last.year else "")
    return f"{head} - {last.day} {MONTHS[last.month - 1]}{tail}"


def figure_in_words(low: int | None, high: int | None) -> str:
    """Return "29", "at least 29", "up to 40" or "20 to 30"."""
    if low is not None and high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}" if high is not None else "no figure"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def place_in_words(where: Where) -> str:
    """Return "near Sarmin", "at Kuweires Airbase" or "in Aleppo"."""
    inside = "at" if where.precision == "site" else "in"
    return f"{where.relation if where.relation in ('near', 'toward', 'along') else inside} {where.name}"


def list_in_words(items: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def actors_in_words(ids: Iterable[str], *known: Mapping[str, str]) -> str:
    """Return "Ahrar al-Sham and Russia": the names by which the accounts know them, else the words of the id."""
    names = [next((k[i] for k in known if i in k), i.replace("-", " ")) for i in sorted(ids)]
    return list_in_words(names)
