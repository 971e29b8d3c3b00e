"""Cut a line of running text where page stuff has run into it: datelines, headers, captions, link lists, sign-offs.

Page dumps often come as one line. Every cut must be sure of itself: what is not surely page stays reporting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rashomon.intake.kinds import is_credit, signature_date
from rashomon.intake.lines import folded
from rashomon.intake.published import full_dates, leads_in
from rashomon.knowledge.furniture import load_furniture_words
from rashomon.knowledge.times import load_time_words
from rashomon.records.page import Block

HEADER_REACH = 260
TAIL_REACH = 1500
SENTENCE_END = re.compile(r"(?<![\s(][A-Z])[.!?][\"'”’)\]]{0,2}\s{1,3}")
SENTENCE_INSIDE = re.compile(r"[a-z\d][.!?][\"'”’)]{0,2}\s{1,3}[A-Z\"“]")
BRACKETS = re.compile(r"[(\[][^()\[\]]{3,80}[)\]]")
SIGN_OFF = re.compile(r"\s[-–—]{1,2}\s?([A-Z][\w .&/]{1,40})\.?$")
OPENING_WORD = re.compile(r"(?<=\s)(?:The|A|An|In|On|At|It|He|She|They|According|This|These|There|Earlier|Meanwhile)\s[a-z]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of the text at hand: from the line's start to its end, `first` when nothing of the story came before."""

    text: str
    start: int
    end: int
    first: bool
    title: str | None


def cuts_of(stretch: Stretch) -> list[Block]:
    """Return the pieces of the stretch that are not running text, in order and apart."""
    found: list[Block] = []
    at = stretch.start
    if stretch.first and dateline_at(stretch.text, at, stretch.end, opening=True) is None:
        for lead in (_headline, _header, _headline, _header):
            block = lead(stretch, at)
            if block is not None:
                found.append(block)
                at = block.end
    dateline = dateline_at(stretch.text, _skip(stretch.text, at, stretch.end), stretch.end, opening=stretch.first)
    if dateline is not None:
        found.append(Block(dateline.start, dateline.end, "dateline"))
        at = dateline.end
    rest = Stretch(stretch.text, at, stretch.end, first=False, title=None)
    inner = sorted((block for cut in CUTS for block in cut(rest)), key=lambda b: (b.start, -b.end))
    for block in inner:
        if block.start >= (found[-1].end if found else stretch.start):
            found.append(block)
    return found


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _mostly_names(words: list[str]) -> bool:
    """Whether a run of words is written as a headline or a list of names is: few lower-case words but the short ones."""
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return bool(long_words) and sum(word[0].islower() for word in long_words) <= len(long_words) / 5


def _header(stretch: Stretch, at: int) -> Block | None:
    """Return what stands before the story in a page dump: date, "updated", counters, section names."""
    text, end = stretch.text, min(stretch.end, at + HEADER_REACH)
    ends = [found.end for found in full_dates(text, at, end) if not leads_in(text, found.start)]
    ends += [m.end() for m in _inline().finditer(text, at, end)]
    for stop in sorted(ends, reverse=True):
        words = re.findall(r"[^\W\d_]+", _labels().sub(" ", text[at:stop]))
        closed = stop >= stretch.end - 1  # a whole line is judged as a line, not here
        if not closed and SENTENCE_END.search(text, at, stop) is None and (len(words) <= 2 or _mostly_names(words)):
            return Block(_skip(text, at, stop), _counters(text, stop, stretch.end), "furniture")
    return None


@lru_cache(maxsize=1)
def _inline() -> re.Pattern[str]:
    return re.compile("(?i)" + "|".join(map(re.escape, load_furniture_words().inline)))


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    words = load_furniture_words()
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words.date_label + words.update_label + words.inline))})\b")


def _counters(text: str, at: int, end: int) -> int:
    """Step over closing brackets and up to two counters ("0 612"), but not over a number that begins the story."""
    closed = re.compile(r"\s?[)\]|:,]{1,2}").match(text, at, end)
    at = closed.end() if closed else at
    clock = re.compile(r"[\s,|-]{1,3}\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?(?:[AaPp]\.?[Mm]\.?|GMT|UTC))?\b").match(text, at, end)
    at = clock.end() if clock else at
    if not _inline().search(text, max(0, at - 20), at):
        return at
    counters = re.compile(r"(?:\s\d{1,7}){1,2}(?=\s[A-Z])").match(text, at, end)
    return counters.end() if counters else at


def _headline(stretch: Stretch, at: int) -> Block | None:
    """Return the title given with the article, when the text repeats it here."""
    if stretch.title is None:
        return None
    wanted = folded(stretch.title).split()
    start = place = _skip(stretch.text, at, stretch.end)
    for word in wanted:
        match = re.compile(r"[^\w]{0,6}([^\W_]+)").match(stretch.text, place, stretch.end)
        if match is None or match[1].lower() != word:
            return None
        place = match.end()
    return Block(start, place, "headline") if wanted else None


# --- datelines -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline "BEIRUT, 26 July (Reuters) -": its place, its end behind the dash, and the agency it names."""

    start: int
    end: int
    place: tuple[int, int]
    agency: str | None


@lru_cache(maxsize=1)
def _datelines() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted({w.capitalize() for w in load_time_words().months}, key=len, reverse=True))
    day = rf"(?:(?:{months})\.?\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s(?:{months})\.?(?:,?\s\d{{4}})?)"
    country = r"(?:,\s[A-Z][A-Za-z.-]{1,20}(?:\s(?:of\s)?[A-Z][A-Za-z.-]{1,20}){0,2}?)?"
    note = r"(?:\((?:Adds|Updates|Recasts|Corrects|Refiles|Repeats)[^()]{0,60}\)\s)?"
    caps = note + r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,20}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.-]{1,20}){0,4})" + country
    agency = r"\((?P<agency>[A-Z][\w .&/-]{1,30})\)"
    dash = r"(?:\s?(?:--|[-–—:])(?=\s))"
    tail = rf"(?:(?:,?\s{day})?\s{agency}{dash}?|,?\s{day}{dash}|\s?(?:--|[–—])(?=\s)|\s-(?=\s))"
    title = r"(?P<place>[A-Z][a-z'’-]{2,20}(?:[ -][A-Z][a-z'’-]{1,20}){0,3})(?:,\s[A-Z][A-Za-z.]{1,20})?"
    mixed = rf"{title}(?:,?\s{day})?\s{agency}{dash}"
    return re.compile(caps + tail), re.compile(mixed), re.compile(rf"{caps}(?::|,?\s{day})(?=\s[A-Z])")


def dateline_at(text: str, at: int, end: int, *, opening: bool) -> Dateline | None:
    """Return the dateline that begins at `at`.

    In mixed case only with an agency in brackets and on an `opening` line; a colon ("KABUL: Gunmen ...") only there too,
    since further down it heads what is told of the place.
    """
    for pattern in _datelines() if opening else _datelines()[:1]:
        m = pattern.match(text, at, end)
        if m is not None and len(m["place"]) > 2:
            return Dateline(m.start(), m.end(), m.span("place"), m.groupdict().get("agency"))
    return None


# --- pieces in the midst -------------------------------------------------------------------------------------------------


def _credited(stretch: Stretch) -> Iterator[Block]:
    """Return a sentence with a picture credit behind its full stop is a caption: "Smoke rises over the town. (Photo: AFP)"."""
    text = stretch.text
    for m in BRACKETS.finditer(text, stretch.start, stretch.end):
        before = text[max(stretch.start, m.start() - 3) : m.start()]
        if SENTENCE_END.search(before) and is_credit(m.group()) and not dateline_before(text, m.start()):
            yield Block(_sentence_start(text, stretch.start, m.start() - 2), m.end(), "caption")


def dateline_before(text: str, at: int) -> bool:
    """Whether a word in capitals stands right before: then the brackets name the agency of a dateline."""
    return re.search(r"[A-Z]{3,}\s$", text[max(0, at - 12) : at]) is not None


def _sentence_start(text: str, start: int, at: int) -> int:
    """Where the sentence that holds `at` begins, looking back no further than a caption is long."""
    floor = max(start, at - 400)
    ends = [m.end() for m in SENTENCE_END.finditer(text, floor, at)]
    return _skip(text, ends[-1] if ends else floor, at)


def _links(stretch: Stretch) -> Iterator[Block]:
    """Return a headline of another story run into the text: after an agency's credit, or right before the real dateline."""
    text = stretch.text
    for m in SENTENCE_END.finditer(text, stretch.start, stretch.end):
        reach = min(stretch.end, m.end() + 300)
        following = SENTENCE_END.search(text, m.end(), reach)
        stop = following.start() if following else reach
        place = _inner_dateline(text, m.end(), stop)
        if place is None and _credit_at(text, m.end()):
            place = _last_opening(text, m.end(), stop)
        if place is not None and _mostly_names(re.findall(r"[^\W\d_]+", text[m.end() : place])):
            yield Block(m.end(), place, "furniture")


def _credit_at(text: str, at: int) -> bool:
    return _capital_credits().match(text, at) is not None


@lru_cache(maxsize=1)
def _capital_credits() -> re.Pattern[str]:
    names = [credit for credit in load_furniture_words().credit if credit.isupper()]
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})\s")


def _last_opening(text: str, start: int, stop: int) -> int | None:
    """Return the last place where a sentence can begin inside a run of capitalised words."""
    found = [m.start() for m in OPENING_WORD.finditer(text, start, stop)]
    sure = [at for at in found if _mostly_names(re.findall(r"[^\W\d_]+", text[start:at])) and len(text[start:at].split()) >= 5]
    return len(text[: sure[-1]].rstrip()) if sure else None


def _inner_dateline(text: str, start: int, stop: int) -> int | None:
    for m in re.compile(r"\s[A-Z][A-Z'’-]{2,20}(?:\s[A-Z]{3,20}){0,2}\s\([A-Z][\w .&/-]{1,30}\)").finditer(text, start, stop):
        if len(text[start : m.start()].split()) >= 4:
            return m.end()
    return None


def _tail(stretch: Stretch) -> Iterator[Block]:
    """All that follows a tail word, when no sentence follows and the text before it is closed."""
    text, floor = stretch.text, max(stretch.start, stretch.end - TAIL_REACH)
    for m in _tails().finditer(text, floor, stretch.end):
        if SENTENCE_INSIDE.search(text, m.end(), stretch.end) is None and m.start() > stretch.start:
            start = m.start(1)
            yield Block(start, stretch.end, "furniture")
            return


@lru_cache(maxsize=1)
def _tails() -> re.Pattern[str]:
    words = [re.escape(phrase[:1].upper() + phrase[1:]) for phrase in load_furniture_words().tail]
    scraps = r"(?:\.\.\.\s?)?(?:\d{1,7}\s)?"
    return re.compile(rf"(?<=[.!?…\"”)])\s{{1,3}}({scraps}(?:{'|'.join(words)})(?:[\s:]|$))")


def _sign_off(stretch: Stretch) -> Iterator[Block]:
    m = SIGN_OFF.search(stretch.text, max(stretch.start, stretch.end - 60), stretch.end)
    if m is not None and (m[1] in load_furniture_words().credit):
        yield Block(m.start() + 1, m.end(), "furniture")


def _posts(stretch: Stretch) -> Iterator[Block]:
    """Return an embedded post in the midst of a line: the sentence before its signature, and the signature."""
    found = signature_date(stretch.text[stretch.start : stretch.end])
    if found is not None:
        start = _sentence_start(stretch.text, stretch.start, stretch.start + found.start())
        day = next((d.day.isoformat() for d in full_dates(found.group()) if d.other is None), None)
        yield Block(start, stretch.start + found.end(), "post", day)


CUTS: tuple[Callable[[Stretch], Iterator[Block]], ...] = (_posts, _credited, _links, _tail, _sign_off)
