"""Split a text into lines and put hard-wrapped lines together again, keeping offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]*]{0,3}$")
LEADING_ON = re.compile(r"\s(?:a|an|and|at|by|for|from|in|near|of|on|or|the|to|with)$")  # no line of its own ends so
RUN_MIN = 4  # lines from which a text without blank lines shows that it is broken at a fixed width
WRAP_MIN, WRAP_MAX = 40, 100  # widths at which mailers and old pages break lines


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch without surrounding white space; `blank_before`: an empty line parts it from the one above.

    `plain` is its letters and digits in lower case, `words` how many words white space parts, `closed` whether it ends
    as a sentence ends.
    """

    start: int
    end: int
    text: str
    blank_before: bool
    plain: str
    words: int
    closed: bool


def folded(text: str) -> str:
    """Letters and digits only, lower case: two writings of one headline are equal."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _line(start: int, text: str, *, blank_before: bool) -> Line:
    closed = TERMINAL.search(text[-6:]) is not None
    return Line(start, start + len(text), text, blank_before, folded(text), len(text.split()), closed)


def lines_of(text: str) -> list[Line]:
    """Return the lines of the text that hold anything, wrapped paragraphs joined."""
    found: list[Line] = []
    blank = True
    for match in re.finditer(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+", text):
        raw = match.group()
        stripped = raw.strip()
        gap = text[found[-1].end : match.start()] if found else ""
        blank = not found or blank or gap.count("\n") > 1 or gap.count("\r") > 1
        if not stripped:
            blank = True
            continue
        start = match.start() + raw.index(stripped[0])
        found.append(_line(start, stripped, blank_before=blank))
        blank = False
    return _unwrapped(text, found)


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines of each paragraph that was broken at a fixed width; where two surely were, of all that may have been."""
    paragraphs = _paragraphs(lines)
    sure = [_widest(paragraph) for paragraph in paragraphs if _is_wrapped(paragraph)]
    width = max(sure) if len(sure) > 1 else 0
    joined: list[Line] = []
    for paragraph in paragraphs:
        whole = _is_wrapped(paragraph) or _was_full(paragraph, width)
        joined += [_join(text, paragraph)] if whole else _joined_where_broken(text, paragraph)
    return joined


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for line in lines:
        if line.blank_before or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _widest(paragraph: list[Line]) -> int:
    return max(line.end - line.start for line in paragraph)


def _was_full(paragraph: list[Line], width: int) -> bool:
    """Whether no line had room for the first word of the next, and most stop in the midst of a sentence."""
    room = [width - (line.end - line.start) for line in paragraph[:-1]]
    words = [len(line.text.split(maxsplit=1)[0]) for line in paragraph[1:]]
    if not room or _widest(paragraph) > width or any(free > word for free, word in zip(room, words, strict=True)):
        return False
    return sum(not line.closed for line in paragraph[:-1]) * 2 > len(room)


def _is_wrapped(paragraph: list[Line]) -> bool:
    if len(paragraph) < 2:
        return False
    widths = [line.end - line.start for line in paragraph]
    widest = _widest(paragraph)
    if not WRAP_MIN <= widest <= WRAP_MAX or any(width < 0.6 * widest for width in widths[:-1]):
        return False
    open_lines = sum(not line.closed for line in paragraph[:-1])
    goes_on = sum(line.text[0].islower() for line in paragraph[1:])
    return open_lines * 2 >= len(paragraph) - 1 and goes_on * 3 >= len(paragraph) - 1


def _joined_where_broken(text: str, lines: list[Line]) -> list[Line]:
    """Join the broken lines of paragraphs that no blank line parts, each up to where a sentence closes with its line."""
    goes_on = sum(not left.closed and right.text[0].islower() for left, right in pairwise(lines))
    widest = _widest(lines)
    if len(lines) < RUN_MIN or widest > WRAP_MAX or goes_on * 4 < len(lines):
        return lines
    paragraphs = [[lines[0]]]
    for left, right in pairwise(lines):
        full = left.end - left.start >= 0.7 * widest and left is not lines[0]
        hangs = left.words == 1 or LEADING_ON.search(left.text) is not None
        if not left.closed and (full or hangs or right.text[0].islower()):
            paragraphs[-1].append(right)
        else:
            paragraphs.append([right])
    return [_join(text, paragraph) for paragraph in paragraphs]


def _join(text: str, paragraph: list[Line]) -> Line:
    start, end = paragraph[0].start, paragraph[-1].end
    return _line(start, text[start:end], blank_before=paragraph[0].blank_before)
