"""Find the day an article was published in its own text: labels, date lines, a date at the very start, the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rashomon.knowledge.furniture import load_furniture_words
from rashomon.knowledge.times import load_time_words
from rashomon.records.report import Span

HEAD_REACH = 700  # code points from the start in which a labelled or lone date may speak for the article
TAIL_REACH = 400
EARLIEST, LATEST = 1980, 2099
# Words that may stand with a date in a line that says nothing else: "Sun, 16 Apr 2017 14:05 GMT | 3 min".
CLOCK = (
    r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?|\d{4}(?=\s|$)|am|pm|a\.m\.?|p\.m\.?|gmt|utc|est|edt|bst|cet|eet|msk|ist"
    r"|local|time|at|on|by|the|of"
)
STAMP_REACH = 300  # code points from the start in which a date without a label may be the page's stamp
LEADS = re.compile(
    r"(?i)(?:(?:^|[\s(])(?:on|in|since|from|until|till|by|of|the|its|to|and|before|after|between|dated|as)|[-–—])\s{0,2}$"
)
RANGE_BEHIND = re.compile(r"\s?[-–—]\s?(?:\d|[A-Z][a-z]{2,8}\.?\s\d)")
CLOCK_BEHIND = re.compile(r"[\s,|–-]{1,3}(?:at\s)?(?:\d{1,2}[:.]?\d{2}|\d{1,2}\s?[ap]\.?m)\b", re.IGNORECASE)
NEW_SENTENCE = re.compile(r"\.?\s{1,3}[A-Z\"“][\w'’-]{0,20}\s")
BYLINE = re.compile(r"(?i:\bby)\s[\w.’'-]{2,20}(?:\s[A-Z][\w.’'-]{0,20}){0,3}\s?(?:[-–—|,]|on)?\s?$")
ADDRESS = re.compile(
    r"https?://\S{3,80}?/(?P<y>(?:19|20)\d\d)(?:[/-](?P<m>\d{1,2}|[a-z]{3,9})[/-](?P<d>\d{1,2})|(?P<m2>[01]\d)(?P<d2>[0-3]\d))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class FullDate:
    """A full date in the text. `other` is the second reading of figures such as 03/04/2015, `day` the day-first one.

    `day_first` is what figures with one reading show of the text's habit; None for dates with a month's name.
    """

    start: int
    end: int
    day: date
    other: date | None = None
    day_first: bool | None = None


@lru_cache(maxsize=1)
def full_date() -> re.Pattern[str]:
    """Return a calendar date with its year, in any usual order."""
    words = load_time_words()
    months = "|".join(sorted((form for w in words.months for form in (w.capitalize(), w.upper(), w)), key=len, reverse=True))
    names = "|".join(sorted((w.capitalize() for w in [*words.weekdays, *words.weekdays_short]), key=len, reverse=True))
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    year = r"(?:19|20)\d\d(?!\d)"
    suffix = r"(?:st|nd|rd|th)?"
    weekday = rf"(?:(?:{names})\.?,?\s{{1,2}})?"
    return re.compile(
        rf"(?<![\w./-])(?:{weekday}(?P<d1>{day}){suffix}[\s/-]{{1,2}}(?:of\s)?(?P<m1>{months})\.?,?[\s/-]{{1,2}}(?P<y1>{year})"
        rf"|{weekday}(?P<m2>{months})\.?\s{{0,2}}(?P<d2>{day}){suffix}(?:,?\s{{1,2}}(?:\d\d:\d\d(?::\d\d)?\s)?|,|(?<=\d\d))(?P<y2>{year})"
        rf"|(?P<y3>{year})(?P<s3>[-/.])(?P<m3>1[0-2]|0?[1-9])(?P=s3)(?P<d3>{day})(?!\d)"
        rf"|(?P<a4>\d{{1,2}})(?P<s4>[-/.])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>{year}))"
    )


def full_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FullDate]:
    """Every full date between two places of the text."""
    for m in full_date().finditer(text, start, len(text) if end is None else end):
        found = _read(m)
        if found is not None:
            yield found


def _read(m: re.Match[str]) -> FullDate | None:
    for n in "123":
        if m[f"y{n}"]:
            name = m[f"m{n}"]
            month = int(name) if name.isdecimal() else load_time_words().months[name.lower()]
            day = _date(int(m[f"y{n}"]), month, int(m[f"d{n}"]))
            return FullDate(m.start(), m.end(), day) if day else None
    first, second, year = int(m["a4"]), int(m["b4"]), int(m["y4"])
    readings = [day for day in (_date(year, second, first), _date(year, first, second)) if day]
    if not readings:
        return None
    both = len(readings) == 2 and readings[0] != readings[1]
    day_first = None if len(readings) == 2 else first == readings[0].day
    return FullDate(m.start(), m.end(), readings[0], readings[1] if both else None, day_first)


def _date(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_furniture_words()
    return tuple(  # type: ignore[return-value]  # two labels in, two patterns out
        re.compile(
            rf"(?i)(?<![^\W_])(?:{'|'.join(map(re.escape, labels))})(?![^\W_])[\s:(|–-]{{0,4}}(?:at\s|on\s)?"
            rf"(?:\d{{1,2}}[:.]?\d{{2}}\s?(?:[ap]m|gmt)?[,\s]{{0,3}})?$"
        )
        for labels in (words.date_label, words.update_label)
    )


def published_in(
    text: str, *, header_ends: int, date_lines: Sequence[Span], posts: Sequence[Span] = ()
) -> tuple[date, Span] | None:
    """Return the publication day and the words that say it, or None.

    In order: a labelled date ("Published April 29 2017"), a line that is only a date, a date that opens the text, one
    stamped beside the writer's name or the clock, an "Updated" date, the day in the page's address.
    `header_ends` is where running text begins, `date_lines` are lines that are only a date, `posts` embedded posts,
    whose dates are their own.
    Figures that allow two readings are settled by the other dates of the text; unsettled, nothing is returned.
    """
    dates = [d for d in full_dates(text) if not any(start <= d.start < end for start, end in posts)]
    for question in (_labelled, _lone, _opening, _stamped, _updated, _in_address):
        found = question(text, dates, header_ends, date_lines)
        if found is not None:
            day = _settle(text, found, dates)
            if day is not None:
                return day, (found.start, found.end)
    return None


def _near_edge(text: str, found: FullDate, header_ends: int) -> bool:
    return found.start <= max(HEAD_REACH, header_ends) or found.start >= len(text) - TAIL_REACH


def _label_before(text: str, at: int, which: int) -> bool:
    return _labels()[which].search(text, max(0, at - 45), at) is not None


def _labelled(text: str, dates: list[FullDate], header_ends: int, _: Sequence[Span]) -> FullDate | None:
    return next((d for d in dates if _near_edge(text, d, header_ends) and _label_before(text, d.start, 0)), None)


def _updated(text: str, dates: list[FullDate], header_ends: int, _: Sequence[Span]) -> FullDate | None:
    return next((d for d in dates if _near_edge(text, d, header_ends) and _label_before(text, d.start, 1)), None)


def _lone(_: str, dates: list[FullDate], __: int, date_lines: Sequence[Span]) -> FullDate | None:
    return next((d for d in dates if any(start <= d.start and d.end <= end for start, end in date_lines)), None)


def _opening(text: str, dates: list[FullDate], header_ends: int, _: Sequence[Span]) -> FullDate | None:
    """Return a date in the header that no words lead to: "16 Apr 2017 Toll rises", not "On 16 April 2017 troops left"."""
    header = [found for found in dates if found.start <= header_ends]
    return next((found for found in header if not leads_in(text, found.start) and not _is_range(text, found)), None)


def leads_in(text: str, at: int) -> bool:
    """Whether the words before `at` make the date part of a sentence or a range."""
    return LEADS.search(text[max(0, at - 14) : at]) is not None


def _is_range(text: str, found: FullDate) -> bool:
    return RANGE_BEHIND.match(text, found.end) is not None


def _stamped(text: str, dates: list[FullDate], _: int, __: Sequence[Span]) -> FullDate | None:
    """In the first lines: a date behind the writer's name, with the clock beside it, or standing between two sentences."""
    for found in dates:
        if found.start > STAMP_REACH:
            return None
        if BYLINE.search(text, max(0, found.start - 80), found.start):
            return found
        stamped = CLOCK_BEHIND.match(text, found.end) or (NEW_SENTENCE.match(text, found.end) and not _is_range(text, found))
        if stamped and not leads_in(text, found.start) and text[found.start - 1 : found.start] != "-":
            return found
    return None


def _in_address(text: str, _: list[FullDate], __: int, ___: Sequence[Span]) -> FullDate | None:
    """Return the day in the path of the page's own address."""
    m = ADDRESS.search(text, 0, HEAD_REACH)
    if m is None:
        return None
    month = m["m"] or m["m2"]
    number = int(month) if month.isdecimal() else load_time_words().months.get(month, 0)
    day = _date(int(m["y"]), number, int(m["d"] or m["d2"]))
    return FullDate(m.start("y"), m.end(), day) if day else None


def _settle(text: str, found: FullDate, dates: list[FullDate]) -> date | None:
    """Return the one reading of 03/04/2015 that the text bears out, by the first kind of evidence that tells; else None."""
    if found.other is None:
        return found.day
    readings = (found.day, found.other)
    for bears_out in (_by_habit, _by_full_dates, _by_months, _by_weekdays):
        fits = [day for day in readings if bears_out(text, found, day, dates)]
        if len(fits) == 1:
            return fits[0]
    return None


def _by_habit(_: str, found: FullDate, day: date, dates: list[FullDate]) -> bool:
    """Other figures of the text can be read in one order only."""
    habits = {d.day_first for d in dates} - {None}
    return habits == {day == found.day}


def _by_full_dates(_: str, __: FullDate, day: date, dates: list[FullDate]) -> bool:
    """Return a full date with a month's name lies in the month before."""
    return any(-1 <= (day - d.day).days <= 31 for d in dates if d.other is None)


def _by_months(text: str, _: FullDate, day: date, __: list[FullDate]) -> bool:
    """Return the text names that month beside a day: "since 7 July"."""
    names = [name.capitalize() for name, number in load_time_words().months.items() if number == day.month]
    month = "|".join(map(re.escape, names))
    return re.search(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{month})|(?:{month})\.?\s\d{{1,2}})\b", text) is not None


def _by_weekdays(text: str, _: FullDate, day: date, __: list[FullDate]) -> bool:
    """Return the first weekday told is the day of publication or the day before, as news tells it."""
    weekdays = load_time_words().weekdays
    m = re.search(rf"(?i)\b(?:{'|'.join(weekdays)})", text)
    return m is not None and (day.weekday() - weekdays[m.group().lower()]) % 7 <= 1


def is_date_line(line: str) -> bool:
    """Whether a line says nothing but a full date, with its clock time, label and at most three other words."""
    dates = list(full_dates(line)) if len(line) <= 160 else []
    if not dates or any(_is_range(line, found) for found in dates):
        return False
    rest = line
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    rest = _beside_dates().sub(" ", rest)
    left = re.findall(r"[^\W\d_]+", rest)
    return len(left) <= 3 and not any(word.islower() and len(word) > 3 for word in left)


@lru_cache(maxsize=1)
def _beside_dates() -> re.Pattern[str]:
    words = load_furniture_words()
    labels = "|".join(map(re.escape, words.date_label + words.update_label))
    return re.compile(rf"(?i)(?<![^\W_])(?:{labels}|{CLOCK})(?![^\W_])")
