"""Say of each line what it is: reporting or page. One question a function, asked in the order of RULES."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.intake.lines import Line, folded
from rashomon.intake.published import full_date, is_date_line
from rashomon.knowledge.furniture import load_furniture_words
from rashomon.records.page import BlockKind

BULLET = re.compile(r"(?:[•·▪◦‣►■●○*–—-]{1,2}|\.|\d{1,2}[.)]|\([a-z\d]{1,2}\))\s{1,10}(?=\S)")
HANDLE = re.compile(r"@\w{2,30}\)?[\s,(|·–—-]{0,5}")
NOTE_REACH = 4  # lines from the end in which an author note may stand
MENU_WORDS = 8  # more do not make a menu entry, with the counter beside it
LONG_LINE = 200  # above this a line is hardly a menu entry
BYLINE = re.compile(r"(?i:by|written by|posted by)\s[\w.’'-]{2,20}(?:[\s,–-]{1,3}[\w.’'-]{1,20}){0,6}$")
BARS = re.compile(r"\s[|›»>/·•]\s")
SUFFIX = re.compile(r"\s[-–|]\s([A-Z][\w.’' ]{2,40})$")


@dataclass(frozen=True, slots=True)
class Around:
    """What a rule may look at beside its line."""

    lines: Sequence[Line]
    index: int
    kinds: Sequence[BlockKind]  # of the lines before
    begun: frozenset[str]  # which of headline, body and item came before
    suffixes: frozenset[str]  # " - Outlet" endings that lines share
    title: str | None

    @property
    def line(self) -> Line:
        """The line in question."""
        return self.lines[self.index]


Rule = tuple[BlockKind, Callable[[Around], bool]]


def kinds_of(lines: Sequence[Line], *, title: str | None) -> list[BlockKind]:
    """Return the kind of each line."""
    suffixes = _shared_suffixes(lines)
    kinds: list[BlockKind] = []
    begun: frozenset[str] = frozenset()
    for index in range(len(lines)):
        around = Around(lines, index, kinds, begun, suffixes, folded(title) if title else None)
        kind: BlockKind = next((kind for kind, holds in RULES if holds(around)), "body")
        kinds.append(kind)
        if kind in ("headline", "body", "item") and kind not in begun:
            begun |= {kind}
    return kinds


def _shared_suffixes(lines: Sequence[Line]) -> frozenset[str]:
    found = Counter(m[1] for line in lines if (m := SUFFIX.search(line.text)))
    return frozenset(suffix for suffix, count in found.items() if count > 1)


def signature_date(line: str) -> re.Match[str] | None:
    """Return the date that signs an embedded post: "— Name (@handle) October 21, 2015"."""
    for handle in HANDLE.finditer(line):
        found = full_date().match(line, handle.end())
        if found:
            return found
    return None


def _is_post(around: Around) -> bool:
    if signature_date(around.line.text):
        return True
    following = around.lines[around.index + 1 : around.index + 2]
    return (
        bool(following)
        and not following[0].blank_before
        and following[0].words <= 16
        and (signature_date(following[0].text) is not None)
    )


def _is_caption(around: Around) -> bool:
    line, words = around.line, load_furniture_words()
    if line.text.lower().startswith(words.opens_caption) and line.words <= 80:
        return True
    if (m := SUFFIX.search(line.text)) and m[1] in around.suffixes:
        return True
    if is_credit(line.text[line.text.rfind("(") :]) and line.text.endswith((")", "]")) and line.words <= 60:
        return True
    before = [i for i in range(max(0, around.index - 2), around.index) if around.kinds[i] == "caption"]
    return len(line.text) > 8 and any(line.plain in around.lines[i].plain for i in before)


def is_credit(text: str) -> bool:
    """Whether words in brackets name a picture's source: "(Photo: AFP)", "(TRT World and Agencies)"."""
    inner = text.strip("()[] ")
    if not inner or len(inner) > 80:
        return False
    names = re.findall(r"[^\W_]+(?:[ -][^\W_]+)*", inner)
    return len(names) <= 6 and _credits().search(inner) is not None


@lru_cache(maxsize=1)
def _credits() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, load_furniture_words().credit))})(?![^\W_])")


def _is_furniture(around: Around) -> bool:
    line, words = around.line, load_furniture_words()
    if not line.plain or not any(c.isalpha() for c in line.plain):
        return True
    if line.words <= MENU_WORDS and line.plain.rstrip("0123456789 ") in words.line:
        return True
    if line.text.lower().startswith(words.opens) and len(line.text) <= LONG_LINE:
        return True
    return _is_address(line.text) or _is_menu(around) or _is_foreign(line.text) or _is_byline(line)


def _is_address(text: str) -> bool:
    return " " not in text and ("://" in text or "www." in text or "@" in text)


def _is_menu(around: Around) -> bool:
    """Many short parts between bars or arrows, or a trail of page names that ends in the headline."""
    line = around.line
    if _has_bars(line.text):
        return True
    if line.closed:
        return False
    following = [other.plain for other in around.lines[around.index + 1 : around.index + 4] if other.words >= 4]
    if line.words > 5 and any(line.plain != other and line.plain.endswith(other) for other in following):
        return True
    return line.words <= 3 and _is_among_menu(around)


def _has_bars(text: str) -> bool:
    parts = BARS.split(text, maxsplit=40)
    return len(parts) >= 4 and all(len(part.split()) <= 5 for part in parts)


def _is_among_menu(around: Around) -> bool:
    """Whether the lines around are as short, and two of them known menu entries."""
    run = [line for line in around.lines[max(0, around.index - 2) : around.index + 3] if line.words <= 4 and not line.closed]
    known = load_furniture_words().line
    return len(run) >= 4 and sum(line.plain in known for line in run) >= 2


def _is_foreign(text: str) -> bool:
    if text.isascii():
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isascii() for c in letters) < len(letters) / 4


def _is_byline(line: Line) -> bool:
    return line.words <= 8 and not line.closed and BYLINE.match(line.text) is not None


def _is_date(around: Around) -> bool:
    return is_date_line(around.line.text)


def _is_author_note(around: Around) -> bool:
    """Among the last lines, and not one that goes on reporting: an author's life and where to follow it."""
    if around.index < max(1, len(around.lines) - NOTE_REACH):
        return False
    text = around.line.text.lower()
    return around.line.words <= 80 and any(phrase in text for phrase in load_furniture_words().author_note)


def _is_item(around: Around) -> bool:
    return BULLET.match(around.line.text) is not None and around.line.words > 3


def _is_headline(around: Around) -> bool:
    line = around.line
    if around.begun & {"body", "item"}:
        return False
    if around.title is not None:
        return line.plain == around.title
    return "headline" not in around.begun and 4 <= line.words <= 30 and not line.text.endswith((".", "!", ";", ","))


def _is_heading(around: Around) -> bool:
    line = around.line
    if (line.closed and not line.text.endswith(":")) or line.words > 16 or line.text[0].islower():
        return False
    return around.index + 1 < len(around.lines) and not line.text.endswith(("”", '"', ","))


RULES: tuple[Rule, ...] = (
    ("post", _is_post),
    ("caption", _is_caption),
    ("furniture", _is_furniture),
    ("furniture", _is_date),
    ("furniture", _is_author_note),
    ("item", _is_item),
    ("headline", _is_headline),
    ("heading", _is_heading),
)
