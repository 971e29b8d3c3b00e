"""Say of each line what it is: reporting or page. One question a function, asked in the order of RULES."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rashomon.intake.lines import Line
from rashomon.intake.published import full_date, is_date_line
from rashomon.knowledge.furniture import load_furniture_words
from rashomon.records.page import BlockKind

BULLET = re.compile(r"(?:[•·▪◦‣►■●○*–—-]{1,2}|\.|\d{1,2}[.)]|\([a-z\d]{1,2}\))\s{1,10}(?=\S)")
HANDLE = re.compile(r"@\w{2,30}\)?[\s,(|·–—-]{0,5}")
NOTE_REACH = 4  # lines from the end in which an author note may stand
LONG_LINE = 200  # above this a line is hardly a menu entry
SUFFIX = re.compile(r"\s[-–|]\s([A-Z][\w.’' ]{2,40})$")


@dataclass(frozen=True, slots=True)
class Around:
    """What a rule may look at beside its line."""

    lines: Sequence[Line]
    index: int
    kinds: Sequence[BlockKind]  # of the lines before
    suffixes: frozenset[str]  # " - Outlet" endings that lines share
    title: str | None

    @property
    def line(self) -> Line:
        """The line in question."""
        return self.lines[self.index]


Rule = tuple[BlockKind, Callable[[Around], bool]]


def kinds_of(lines: Sequence[Line], *, title: str | None) -> list[BlockKind]:
    """The kind of each line."""
    suffixes = _shared_suffixes(lines)
    kinds: list[BlockKind] = []
    for index in range(len(lines)):
        around = Around(lines, index, kinds, suffixes, title)
        kinds.append(next((kind for kind, holds in RULES if holds(around)), "body"))
    return kinds


def folded(text: str) -> str:
    """Letters and digits only, lower case: two writings of one headline are equal."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _shared_suffixes(lines: Sequence[Line]) -> frozenset[str]:
    found = Counter(m[1] for line in lines if (m := SUFFIX.search(line.text)))
    return frozenset(suffix for suffix, count in found.items() if count > 1)


def signature_date(line: str) -> re.Match[str] | None:
    """The date that signs an embedded post: "— Name (@handle) October 21, 2015"."""
    for handle in HANDLE.finditer(line):
        found = full_date().match(line, handle.end())
        if found:
            return found
    return None


def _is_post(around: Around) -> bool:
    if signature_date(around.line.text):
        return True
    following = around.lines[around.index + 1 : around.index + 2]
    return bool(following) and not following[0].blank_before and following[0].words <= 16 and (
        signature_date(following[0].text) is not None
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
    return len(line.text) > 8 and any(folded(line.text) in folded(around.lines[i].text) for i in before)


def is_credit(text: str) -> bool:
    """Whether words in brackets name a picture's source: "(Photo: AFP)", "(TRT World and Agencies)"."""
    inner = text.strip("()[] ")
    if not inner or len(inner) > 80:
        return False
    names = re.findall(r"[^\W_]+(?:[ -][^\W_]+)*", inner)
    words = load_furniture_words().credit
    return any(re.search(rf"(?<![^\W_]){re.escape(credit)}(?![^\W_])", inner) for credit in words) and len(names) <= 6


def _is_furniture(around: Around) -> bool:
    line, words = around.line, load_furniture_words()
    plain = folded(line.text)
    if not plain or not any(c.isalpha() for c in line.text):
        return True
    if re.sub(r"\s?\d+$", "", plain) in words.line or plain in words.line:
        return True
    if line.text.lower().startswith(words.opens) and len(line.text) <= LONG_LINE:
        return True
    return _is_address(line.text) or _is_menu(around) or _is_foreign(line.text) or _is_byline(line)


def _is_address(text: str) -> bool:
    return " " not in text and ("://" in text or "www." in text or "@" in text)


def _is_menu(around: Around) -> bool:
    """Many short parts between bars or arrows, or a trail of page names that ends in the headline."""
    text = around.line.text
    parts = re.split(r"\s[|›»>/·•]\s", text)
    if len(parts) >= 4 and all(len(part.split()) <= 5 for part in parts):
        return True
    following = [folded(line.text) for line in around.lines[around.index + 1 : around.index + 4]]
    plain = folded(text)
    if not around.line.closed and any(len(f.split()) >= 4 and plain != f and plain.endswith(f) for f in following):
        return True
    run = [line for line in around.lines[max(0, around.index - 2) : around.index + 3] if line.words <= 4 and not line.closed]
    known = load_furniture_words().line
    return around.line.words <= 3 and not around.line.closed and sum(folded(line.text) in known for line in run) >= 2 and len(run) >= 4


def _is_foreign(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isascii() for c in letters) < len(letters) / 4


def _is_byline(line: Line) -> bool:
    return line.words <= 8 and not line.closed and re.match(r"(?i:by)\s[A-Z][\w.’'-]+(?:[\s,][\w.’'-]+){0,6}$", line.text) is not None


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
    if "body" in around.kinds or "item" in around.kinds:
        return False
    if around.title is not None:
        return folded(line.text) == folded(around.title)
    return "headline" not in around.kinds and 4 <= line.words <= 30 and not line.text.endswith((".", "!", ";", ","))


def _is_heading(around: Around) -> bool:
    line = around.line
    if line.closed and not line.text.endswith(":") or line.words > 16 or line.text[0].islower():
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
