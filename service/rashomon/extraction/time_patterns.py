"""The shapes in which English writes a time, as patterns over the words of `knowledge.times`.

Every quantifier is bounded, so that each pattern takes time linear in the text whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rashomon.knowledge.times import load_time_words

GAP = r"(?=\s)[^\S\n]{0,3}\n?[^\S\n]{0,3}"  # white space with one line break at most: a blank line parts two texts
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![^\W_])"
YEAR = r"(?:19|20)\d\d(?!\d|,\d)"
DASH = r"[^\S\n]?[-–—][^\S\n]?"
HEAD = r"(?<![^\W_])(?<![^\W_][./-])(?<!\d,)"  # no letter or digit before, nor one behind a dot, slash or dash
TAIL = r"(?![^\W_])"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _phrases(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", GAP) for word in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def fragments() -> dict[str, str]:
    """Return the named pieces that the patterns below are built of."""
    words = load_time_words()
    months = [form for word in words.months for form in (word.capitalize(), word.upper())]
    return {
        "GAP": GAP,
        "DAY": DAY,
        "YEAR": YEAR,
        "HEAD": HEAD,
        "TAIL": TAIL,
        "DASH": DASH,
        "TO": rf"(?:{DASH}|{GAP}(?i:to|through|until|till){GAP})",
        "AND": rf"(?:{GAP}(?i:and){GAP})",
        "MON": rf"(?:{_any(months)})\.?",
        "WDAY": rf"(?i:{_any(words.weekdays)})",
        "WDAY_ANY": rf"(?:(?i:{_any(words.weekdays)})|{_any(w.capitalize() for w in words.weekdays_short)})\.?",
        "UNIT": rf"(?i:{_any(words.units)})",
        "NUM": rf"(?:\d{{1,3}}|(?i:{_any(words.numbers)}))",
        "SEASON": rf"(?i:{_any(words.seasons)})",
        "PART": rf"(?i:{_any(words.parts)})",
        "EDGE": rf"(?i:early|mid|late|(?:the{GAP})?(?:beginning|start|end|middle|first{GAP}half|second{GAP}half){GAP}of)",
        "FIXED": rf"(?i:{_phrases(words.fixed)})",
        "ANCHOR": rf"(?i:{_phrases(words.anchors)})",
        "OF_YEAR": rf"(?:,?{GAP}(?:(?i:of){GAP})?(?P<rel>(?i:last|this|that|the{GAP}same|the{GAP}previous)){GAP}(?i:year))",
        "SINCE_THEN": rf"(?i:{_phrases(SINCE_THEN)})",
        "NOT_A_DAY": rf"(?i:{_phrases(words.not_a_day)})",
    }


# One shape a line; what is in (?P<t>…) is the mention where words before it are only asked for.
# Each holds a word of its class, near which alone it is looked for.
SHAPES = {
    "range_month_day": r"HEAD(?:(?P<pre>(?i:from|between))GAP)?(?P<m1>MON)GAP(?P<d1>DAY)(?:,?GAP(?P<y1>YEAR))?"
    r"(?:TO|(?P<and>AND))(?P<m2>MON)GAP(?P<d2>DAY)(?:,?GAP(?P<y2>YEAR))?TAIL",
    "range_days_of_month": r"HEAD(?:(?P<pre>(?i:from|between))GAP)?(?P<m1>MON)GAP(?P<d1>DAY)(?:TO|(?P<and>AND))"
    r"(?P<d2>DAY)(?:,?GAP(?P<y2>YEAR))?",
    "range_day_month": r"HEAD(?:(?P<pre>(?i:from|between))GAP)?(?P<d1>DAY)GAP(?P<m1>MON)(?:,?GAP(?P<y1>YEAR))?"
    r"(?:TO|(?P<and>AND))(?P<d2>DAY)GAP(?P<m2>MON)(?:,?GAP(?P<y2>YEAR))?",
    "range_days_before_month": r"HEAD(?:(?P<pre>(?i:from|between))GAP)?(?P<d1>DAY)(?:TO|(?P<and>AND))(?P<d2>DAY)"
    r"GAP(?:(?i:of)GAP)?(?P<m2>MON)(?:,?GAP(?P<y2>YEAR))?TAIL",
    "range_months": r"HEAD(?:(?P<pre>(?i:from|between))GAP)?(?P<m1>MON)(?:GAP(?P<y1>YEAR))?(?:TO|(?P<and>AND))"
    r"(?P<m2>MON)(?!GAP\d{1,2}TAIL)(?:GAP(?P<y2>YEAR))?TAIL",
    "range_years": r"HEAD(?:(?P<pre>(?i:from|between))GAP)?(?P<y1>YEAR)(?:TO|/|(?P<and>AND))(?P<y2>YEAR|\d\d)(?!\d)TAIL",
    "range_weekdays": r"HEAD(?:(?:(?i:in|on|during)GAP)?(?:(?i:the)GAP)?(?P<night>(?i:night|overnight))GAP(?:(?i:of)GAP)?)?"
    r"(?:(?P<pre>(?i:from|between))GAP)?(?P<w1>WDAY)(?:GAPPART)?(?:TO|(?P<and>AND))(?P<w2>WDAY)TAIL",
    "day_month": r"HEAD(?:(?P<w>WDAY_ANY),?GAP\(?(?:(?i:the)GAP)?)?(?P<d>DAY)(?:GAP(?i:of))?(?:GAP|-)(?P<m>MON)"
    r"(?:,?(?:GAP|-)(?P<y>YEAR)|OF_YEARTAIL|TAIL)",
    "month_day": r"HEAD(?:(?P<w>WDAY_ANY),?GAP\(?)?(?P<m>MON)[^\S\n]{0,3}(?:(?i:the)GAP)?(?P<d>DAY)"
    r"(?:,?GAP(?P<y>YEAR)|,(?P<y3>YEAR)|OF_YEAR)?TAIL",
    "month_day_glued": r"HEAD(?P<m>MON)GAP?(?P<d>3[01]|[12]\d|0?[1-9])(?P<y>YEAR)",
    "iso": r"(?<![\w./-])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d])",
    "numeric": r"(?<![\w./-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d|[./-]\d)",
    "numeric_short": r"(?<![\w./-])(?P<a>\d{2})(?P<sep>[/.])(?P<b>\d{2})(?P=sep)(?P<y>\d\d)(?!\w|[./-]\d)",
    "month": r"HEAD(?:(?P<prep>(?i:in|since|until|till|by|of|from|during|through|throughout|before|after|earlier))GAP"
    r"(?:(?i:in)GAP)?)?(?P<t>(?:(?P<which>(?i:last|this|next))GAP|(?P<edge>EDGE)(?:GAP|-))?"
    r"(?P<m>MON)(?:,?GAP(?:(?i:of)GAP)?(?P<y>YEAR)|OF_YEAR)?)TAIL",
    "year": r"HEAD(?:(?P<prep>(?i:in|since|until|till|by|of|from|during|through|throughout|before|after|the|year))GAP)?"
    r"(?P<t>(?:(?P<edge>EDGE)(?:GAP|-))?(?P<y>YEAR))(?![^\W_]|[-/]\d)",
    "decade": r"HEAD(?P<t>(?P<y>(?:19|20)\d)0['’]?s)TAIL",
    "season": r"HEAD(?P<t>(?:(?P<which>(?i:last|this|next))GAP)?(?P<s>SEASON)(?:GAP(?:(?i:of)GAP)?(?P<y>YEAR))?)TAIL",
    "weekday": r"HEAD(?:(?P<habit>(?i:every|on|each))GAP)?(?P<t>(?:(?i:this)GAP)?"
    r"(?:(?P<which>(?i:last|this|next|past|previous|coming))GAP)?"
    r"(?P<w>WDAY)(?P<own>['’]?s)?(?:GAP(?P<part>PART))?)TAIL",
    "period": r"HEAD(?:(?i:in|over|during|within|for|throughout)GAP)?(?:(?P<the>(?i:the|these|this))GAP)?"
    r"(?P<which>(?i:past|last|previous))"
    r"(?:(?:GAP|-)(?P<n>NUM|(?i:couple)GAP(?i:of)))?(?:GAP|-)(?P<u>UNIT)(?:GAP(?i:period))?TAIL",
    "lasting": r"HEAD(?i:for)GAP(?:(?i:more than|over|at least|nearly|almost|about|around|some|roughly)GAP)?(?P<n>NUM)"
    r"(?:GAP|-)(?P<u>UNIT)(?!GAP(?i:now\s)?(?i:ago|later|earlier|after|before))TAIL",
    "in_hours": r"HEAD(?i:in)GAP(?P<n>24|48|72)[\s-](?P<u>(?i:hours))TAIL",
    "which_unit": r"HEAD(?:(?P<lead>(?i:earlier|early|later|late))GAP)?(?P<which>(?i:last|this|next|this past))GAP"
    r"(?P<u>(?i:week|weekend|month|year))TAIL",
    "weekend": r"HEAD(?:(?i:at|over|during|on)GAP)(?i:the)GAP(?P<u>(?i:weekend))TAIL",
    "ago": r"HEAD(?:(?P<n>NUM|(?i:a few|several|a couple of|some))GAP)?(?P<u>UNIT)GAP(?i:ago)TAIL",
    "distance": r"HEAD(?:(?P<n>NUM|(?i:a few|several|a couple of|some))GAP)?(?P<u>UNIT)GAP"
    r"(?P<dir>(?i:later|earlier|after|before|prior|previously))TAIL",
    "fixed": r"HEAD(?:(?i:in|over|during|within)GAP)?(?:(?i:the)GAP)?(?P<f>FIXED)TAIL",
    "anchor": r"HEAD(?:(?i:on)GAP)?(?P<f>ANCHOR)TAIL",
    "since_start": r"HEAD(?i:since)GAP(?:(?i:the)GAP)?(?i:start|beginning|turn|dawn)GAP(?i:of)GAP(?i:the|this)GAP"
    r"(?P<u>(?i:week|month|year))TAIL",
    "since_then": r"HEAD(?P<f>SINCE_THEN)TAIL",
}


CLASSES = {
    "month": (
        "range_month_day", "range_days_of_month", "range_day_month", "range_days_before_month", "range_months",
        "day_month", "month_day", "month_day_glued", "month",
    ),
    "weekday": ("range_weekdays", "weekday"),
    "figure": ("iso", "numeric", "numeric_short"),
    "year": ("range_years", "year", "decade"),
    "season": ("season",),
    "unit": (
        "period", "lasting", "in_hours", "which_unit", "weekend", "ago", "distance", "fixed", "anchor", "since_start",
        "since_then",
    ),
}  # fmt: skip
SINCE_THEN = ("since then", "ever since", "since that time", "from then on")
REACH = 64  # code points before and behind a word of its class within which a shape lies
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of every word without which no shape matches."""
    words = load_time_words()
    ends = [phrase.split()[-1] for phrase in (*words.fixed, *words.anchors, *SINCE_THEN)]
    days = [form for day in words.weekdays for form in (day, day + "s")]
    members = {"month": words.months, "weekday": days, "season": words.seasons, "unit": [*ends, *words.units]}
    return {word: tuple(kind for kind, of in members.items() if word in of) for of in members.values() for word in of}


def windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """For each class the stretches of the text, in order and apart, in which its shapes can lie."""
    classes = word_classes()
    found: dict[str, list[tuple[int, int]]] = {kind: [] for kind in CLASSES}
    for match in WORD.finditer(text):
        word = match.group()
        for kind in _figure_classes(text, match) if word[0].isdecimal() else classes.get(word.lower(), ()):
            stretches = found[kind]
            start, end = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
            if stretches and start <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((start, end))
    return found


def _figure_classes(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """Return a year or a part of a date in figures; other numbers belong to no time by themselves."""
    word, before, after = match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
    parted = before in ("/", ".", "-") or (after[:1] in ("/", ".", "-") and after[1:].isdecimal())
    year = word[:2] in ("19", "20") and word[2:4].isdecimal()
    return (("figure",) if parted else ()) + (("year",) if year else ())


@lru_cache(maxsize=1)
def compiled() -> dict[str, re.Pattern[str]]:
    """All shapes, compiled once; the names in capitals stand for the pieces above."""
    pieces = fragments()
    name = re.compile("|".join(sorted(pieces, key=len, reverse=True)))
    return {kind: re.compile(name.sub(lambda m: pieces[m.group()], shape)) for kind, shape in SHAPES.items()}


@lru_cache(maxsize=1)
def not_a_day() -> re.Pattern[str]:
    """Names that hold a weekday and mean none."""
    return re.compile(fragments()["NOT_A_DAY"])
