"""Resolve expressions of time to closed intervals of ISO dates, by the rules of docs/records.md and with their basis."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rashomon.records.mention import TimeMention
from rashomon.records.report import AsOf, DatePrecision, Span, When

Direction = Literal["past", "future"]
Bounds = tuple[date, date, DatePrecision, str]  # first day, last day, precision, basis

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
NEAR_FUTURE = timedelta(days=90)  # "on 30 May" read on 10 May is hardly the May of last year: then nothing is resolved
VAGUE_PERIODS = {7: "week", 30: "month"}  # days of "recent days" and "recent weeks"
EDGE_MONTHS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}  # of a year
EDGE_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}  # of a month


@dataclass(frozen=True, slots=True)
class _Context:
    """What a mention may be resolved against. `today` is the day of writing, or the text's own day that stands for it."""

    today: date | None
    anchor: When | None
    heading: When | None
    year_hint: int | None
    direction: Direction


def resolve_time(
    mention: TimeMention,
    *,
    published: date | None,
    anchor: When | None = None,
    heading: When | None = None,
    year_hint: int | None = None,
    direction: Direction = "past",
) -> When:
    """Return the interval that the mention means; start and end are None when the text does not settle it.

    `anchor` is the time that "the day before" refers to; without `published` a day-exact anchor also stands for the day of
    writing. `heading` is the range of the section, which gives years to dates without one. `direction` "future" is for
    planned events: "on Friday" is then the next one. A weekday without a day of writing stays unresolved.
    """
    own_day = anchor.end if anchor is not None and anchor.precision in ("day", "day_range") else None
    today = published or (date.fromisoformat(own_day) if own_day else None)
    context = _Context(today, anchor, heading, year_hint, direction)
    bounds = _bounds(mention, context)
    if bounds is None:
        return When(text=mention.text, span=(mention.start, mention.end))
    first, last, precision, basis = bounds
    return When(first.isoformat(), last.isoformat(), precision, basis, mention.text, (mention.start, mention.end))


def _bounds(mention: TimeMention, context: _Context) -> Bounds | None:
    if mention.swappable:
        return None
    try:
        return RESOLVERS[mention.kind](mention, context)
    except (OverflowError, ValueError):  # "999 decades ago" leaves the calendar
        return None


def dateline_when(published: date | None) -> When:
    """Nothing but the publication date speaks for it: the day before publication to the day of publication."""
    if published is None:
        return When()
    return When((published - DAY).isoformat(), published.isoformat(), "day_range", "dateline")


def as_of(
    *,
    own: When | None = None,
    heading: When | None = None,
    post: str | None = None,
    published: str | None = None,
    published_basis: str | None = None,
    published_span: tuple[str, Span] | None = None,
) -> AsOf:
    """Return the day up to which the account speaks: by its own words, else the heading, a post, the publication date."""
    for when, basis in ((own, "text"), (heading, "heading")):
        if when is not None and when.end is not None:
            return AsOf(when.end, basis, when.text, when.span)
    if post is not None:
        return AsOf(post, "post")
    if published is None:
        return AsOf()
    text, span = published_span or (None, None)
    return AsOf(published, published_basis, text, span)


def settle_day_order(mentions: Sequence[TimeMention], *, published: date | None) -> tuple[TimeMention, ...]:
    """Settle dates such as 03/04/2015 by the text's other dates, or by the publication date; the rest stay swappable."""
    order = day_order(mentions)
    return tuple(_settled(m, order, published) if m.swappable else m for m in mentions)


def day_order(mentions: Sequence[TimeMention]) -> Literal["day_first", "month_first"] | None:
    """How the text writes its all-figure dates, told by those that allow one reading only."""
    votes = {_written_order(m) for m in mentions if m.kind == "date" and not m.swappable} - {None}
    return votes.pop() if len(votes) == 1 else None


def _written_order(mention: TimeMention) -> Literal["day_first", "month_first"] | None:
    digits = [part for part in mention.text.replace("/", "-").replace(".", "-").split("-") if part.isdecimal()]
    if len(digits) != 3 or len(digits[0]) > 2 or mention.day is None or mention.day <= 12:
        return None
    return "day_first" if int(digits[0]) == mention.day else "month_first"


def _settled(mention: TimeMention, order: str | None, published: date | None) -> TimeMention:
    swapped = replace(mention, day=mention.month, month=mention.day, swappable=False)
    straight = replace(mention, swappable=False)
    if order is not None:
        return straight if order == "day_first" else swapped
    if published is None:
        return mention
    fits = [m for m in (straight, swapped) if (day := _day_of(m)) and published - 60 * DAY <= day <= published + DAY]
    return fits[0] if len(fits) == 1 else mention


def _day_of(mention: TimeMention) -> date | None:
    if mention.year is None or mention.month is None or mention.day is None:
        return None
    return _date(mention.year, mention.month, mention.day)


def year_hint_of(mentions: Sequence[TimeMention]) -> int | None:
    """Return the one year that the text's full dates leave possible for dates without a year; None when they leave several."""
    years = {year for m in mentions if m.day for year in (m.year, m.end_year) if year}
    return years.pop() if len(years) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _back_months(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --- dates -----------------------------------------------------------------------------------------------------------


def _resolve_date(mention: TimeMention, context: _Context) -> Bounds | None:
    if mention.month is None:
        return _resolve_year(mention)
    year = mention.year or _year_for(mention, context)
    if year is None:
        return None
    if mention.day is None:
        return _resolve_month(mention, year, context)
    day = _date(year, mention.month, mention.day)
    return (day, day, "day", "explicit") if day else None


def _resolve_year(mention: TimeMention) -> Bounds | None:
    if mention.year is None:
        return None
    first, last = EDGE_MONTHS.get(mention.part or "", (1, 12))
    return date(mention.year, first, 1), _month_end(mention.year, last), "year", "explicit"


def _resolve_month(mention: TimeMention, year: int, context: _Context) -> Bounds:
    month = mention.month or 1
    first, last = date(year, month, 1), _month_end(year, month)
    if mention.part in EDGE_DAYS:
        begin, end = EDGE_DAYS[mention.part]
        first, last = date(year, month, begin), min(last, date(year, month, min(end, last.day)))
    if mention.part == "until_now" and context.today is not None:
        last = max(first, min(last, context.today))
    return first, last, "month", "explicit" if mention.year else "relative"


def _year_for(mention: TimeMention, context: _Context) -> int | None:
    """Return the year of a date without one: the section's, else that of the last (or next) such date, else the text's."""
    if mention.of_year is not None:
        return _year_named(mention.of_year, context)
    month = mention.month or 1
    under = _year_under(month, mention.day, context.heading)
    if under is not None or context.today is None:
        return under or context.year_hint
    year = context.today.year
    day = _date(year, month, mention.day or 1)
    if mention.which == "last" and month >= context.today.month:
        return year - 1
    if mention.which == "next" or context.direction == "future":
        last = _date(year, month, mention.day or 1)
        return year if last is None or last >= context.today.replace(day=1) else year + 1
    if day is None or day <= context.today + DAY:
        return year
    ahead = mention.day is not None and day - context.today <= NEAR_FUTURE
    return None if ahead else year - 1


def _year_named(which: str, context: _Context) -> int | None:
    """Return the year of "July last year" by the day of writing, of "July of that year" by what was told last."""
    told = _anchor_bounds(context.anchor)
    day = told[0] if which in ("that", "previous") and told else context.today if which in ("last", "this") else None
    return day.year - (which in ("last", "previous")) if day else None


def _year_under(month: int, day: int | None, heading: When | None) -> int | None:
    """Return the year in which the date falls inside, or nearest to, the range of the section heading."""
    if heading is None or heading.start is None or heading.end is None or heading.precision == "unknown":
        return None
    first, last = date.fromisoformat(heading.start), date.fromisoformat(heading.end)
    options = [found for year in range(first.year - 1, last.year + 2) if (found := _date(year, month, day or 15))]
    return min(options, key=lambda d: max((first - d).days, (d - last).days, 0)).year if options else None


def _resolve_range(mention: TimeMention, context: _Context) -> Bounds | None:
    if mention.weekday is not None:
        return _resolve_weekday_range(mention, context)
    if mention.month is None or mention.end_month is None:
        if mention.year is None or mention.end_year is None:
            return None
        return date(mention.year, 1, 1), date(mention.end_year, 12, 31), "year", "explicit"
    closing = replace(mention, month=mention.end_month, day=mention.end_day, year=mention.end_year)
    end_year = mention.end_year or _year_for(closing, context) or mention.year
    if end_year is None:
        return None
    year = mention.year or (end_year if mention.month <= mention.end_month else end_year - 1)
    if mention.end_year is None and mention.year is not None:
        end_year = mention.year if mention.month <= mention.end_month else mention.year + 1
    if mention.day is None or mention.end_day is None:
        basis = "explicit" if mention.year else "relative"
        return date(year, mention.month, 1), _month_end(end_year, mention.end_month), "month", basis
    first, last = _date(year, mention.month, mention.day), _date(end_year, mention.end_month, mention.end_day)
    return (first, last, "day_range", "explicit") if first and last and first <= last else None


def _resolve_weekday_range(mention: TimeMention, context: _Context) -> Bounds | None:
    if context.today is None or mention.end_weekday is None or mention.weekday is None:
        return None
    last = _weekday_day(mention.end_weekday, context.today, context.direction)
    first = last - timedelta(days=(mention.end_weekday - mention.weekday) % 7)
    return first, last, "day_range", "relative"


# --- relative to the day of writing ------------------------------------------------------------------------------------


def resolve_weekday(weekday: int, published: date) -> date:
    """Return the last such day on or before publication: news looks back. Monday is 0."""
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _weekday_day(weekday: int, today: date, direction: Direction) -> date:
    back = resolve_weekday(weekday, today)
    return back if direction == "past" or back == today else back + WEEK


def _resolve_weekday(mention: TimeMention, context: _Context) -> Bounds | None:
    if context.today is None or mention.weekday is None:
        return None
    day = _weekday_day(mention.weekday, context.today, "future" if mention.which == "next" else context.direction)
    if day == context.today and mention.which == "last":
        day -= WEEK
    return day, day, "day", "relative"


def _resolve_offset(mention: TimeMention, context: _Context) -> Bounds | None:
    today = context.today
    if today is None or mention.unit is None:
        return None
    if mention.which is not None:
        return _calendar_unit(mention, today)
    amount = mention.amount or 0
    if mention.span_of_time:
        return _period(mention.unit, amount, today, vague=mention.vague)
    return _point(mention.unit, amount, today)


def _period(unit: str, amount: int, today: date, *, vague: bool) -> Bounds | None:
    """Return a period that ends today. Seven days ending today begin six days ago, "recent days" seven."""
    if amount <= 0:
        return None
    if unit == "day":
        precision = VAGUE_PERIODS.get(amount, "day_range") if vague else "day_range"
        return today - amount * DAY, today, _precision(precision), "relative"
    if unit == "week":
        return today - amount * WEEK + DAY, today, "week" if amount == 1 else "day_range", "relative"
    months = amount if unit == "month" else 12 * amount
    return _back_months(today, months), today, "month" if months == 1 else "year" if months >= 12 else "day_range", "relative"


def _precision(name: str) -> DatePrecision:
    return "week" if name == "week" else "month" if name == "month" else "day_range"


def _point(unit: str, amount: int, today: date) -> Bounds | None:
    if unit in ("day", "week"):
        day = today + amount * (DAY if unit == "day" else WEEK)
        return day, day, "day", "relative"
    if unit == "month":
        at = _back_months(today, -amount)
        return at.replace(day=1), _month_end(at.year, at.month), "month", "relative"
    if unit == "year":
        return date(today.year + amount, 1, 1), date(today.year + amount, 12, 31), "year", "relative"
    return None


def _calendar_unit(mention: TimeMention, today: date) -> Bounds | None:
    """Read "Last week" is the week before this one, Monday to Sunday; "earlier this month" ends today."""
    step = {"last": -1, "this": 0, "next": 1}[mention.which or "this"]
    unit = mention.unit
    if unit == "weekend":
        return _weekend(step, today)
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + step * WEEK
        last, precision = first + 6 * DAY, "week"
    elif unit == "month":
        start = _back_months(today.replace(day=1), -step)
        first, last, precision = start, _month_end(start.year, start.month), "month"
    elif unit == "year":
        first, last, precision = date(today.year + step, 1, 1), date(today.year + step, 12, 31), "year"
    else:
        return None
    if step == 0 and mention.part not in ("from_now", "late"):
        last = today
    elif step == 0:
        first = today
    return first, last, "week" if precision == "week" else "month" if precision == "month" else "year", "relative"


def _weekend(step: int, today: date) -> Bounds:
    """Saturday and Sunday. On a weekend "last weekend" is the one before it; "the weekend" is the latest begun."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if step < 0 and today.weekday() >= 5:
        saturday -= WEEK
    if step > 0:
        saturday += WEEK
    last = saturday + DAY if step else min(saturday + DAY, max(today, saturday))
    return saturday, last, "day_range", "relative"


# --- open ranges and anchors -------------------------------------------------------------------------------------------


def _resolve_since(mention: TimeMention, context: _Context) -> Bounds | None:
    """From the start of what is named to the day of writing. The precision is that of the start."""
    opening = _opening(mention, context)
    if opening is None or context.today is None:
        return None
    first, _, precision, basis = opening
    if first > context.today:
        return None
    return first, context.today, "day_range" if precision == "day" else precision, basis


def _opening(mention: TimeMention, context: _Context) -> Bounds | None:
    if mention.weekday is not None and mention.month is None:
        return _resolve_weekday(mention, context)
    if mention.unit is not None:
        return _resolve_offset(mention, context)
    if mention.month is not None or mention.year is not None:
        return _resolve_date(mention, context)
    return _anchor_bounds(context.anchor)


def _resolve_until(mention: TimeMention, context: _Context) -> Bounds | None:
    """Only with a start to close: "until Friday" alone says when something was not over, not when it was."""
    ending, start = _opening(mention, context), _anchor_bounds(context.anchor)
    if ending is None or start is None or ending[1] < start[0]:
        return None
    return start[0], ending[1], "day_range", ending[3]


def _anchor_bounds(anchor: When | None) -> Bounds | None:
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    return date.fromisoformat(anchor.start), date.fromisoformat(anchor.end), anchor.precision, "relative"


def _resolve_anchor(mention: TimeMention, context: _Context) -> Bounds | None:
    bounds = _anchor_bounds(context.anchor)
    if bounds is None or mention.amount is None or mention.unit is None:
        return None
    first, last, precision, _ = bounds
    if mention.unit in ("day", "week"):
        step = mention.amount * (DAY if mention.unit == "day" else WEEK)
        return first + step, last + step, precision, "relative"
    return _point(mention.unit, mention.amount, first)


RESOLVERS: dict[str, Callable[[TimeMention, _Context], Bounds | None]] = {
    "date": _resolve_date,
    "range": _resolve_range,
    "weekday": _resolve_weekday,
    "offset": _resolve_offset,
    "since": _resolve_since,
    "until": _resolve_until,
    "anchor": _resolve_anchor,
}
