"""Cuts the reporting blocks of a page into sentences, before any parse, keeping offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.records.page import Block, Page

MAX_CHARS = 600  # a longer run without an end is cut at a space: the parser's time and memory stay bounded
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]*]{0,4}(?=\s|$)|\n+")
_BEFORE_DOT = re.compile(r"(?:^|[\s(\"“])([A-Za-z][A-Za-z.]{0,5})$")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "brig",
        "adm",
        "st",
        "no",
        "vs",
        "u.s",
        "u.n",
        "u.k",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "dec",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "km",
        "gov",
        "sen",
        "rep",
        "pres",
        "prof",
        "inc",
        "ltd",
        "co",
        "approx",
        "est",
        "fig",
        "al",
    ]
)
READ = frozenset({"body", "headline", "heading", "item", "post"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence by its place in the text, and the block (by number) that it stands in."""

    start: int
    end: int
    block: int


def split_page(page: Page) -> tuple[Stretch, ...]:
    """Return the sentences of all blocks that can carry events, in text order."""
    return tuple(
        stretch
        for number, block in enumerate(page.blocks)
        if block.kind in READ
        for stretch in split_block(page.text, block, number)
    )


def split_block(text: str, block: Block, number: int) -> Iterator[Stretch]:
    """Cut one block; white space at either end belongs to no sentence."""
    start = block.start
    for end in [*_ends(text, block), block.end]:
        for left, right in _bounded(text, start, end):
            yield Stretch(left, right, number)
        start = end


def _ends(text: str, block: Block) -> Iterator[int]:
    """Yield where sentences end. A line's end is one in a post only: other blocks hold several lines when these are wrapped."""
    for match in _END.finditer(text, block.start, block.end):
        if block.kind == "post" if match.group()[0] == "\n" else not _goes_on(text, match.start(), match.end(), block):
            yield match.end()


def _goes_on(text: str, dot: int, end: int, block: Block) -> bool:
    """Tell an abbreviation's or initial's dot, or one before a lower-case word, from the end of a sentence."""
    rest = text[end : min(end + 3, block.end)].lstrip()
    if rest and rest[0].islower():
        return True
    if text[dot] != ".":
        return False
    before = _BEFORE_DOT.search(text, max(block.start, dot - 8), dot)
    word = before.group(1) if before else ""
    return len(word) == 1 or word.lower() in _ABBREVIATIONS


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_CHARS:
        cut = text.rfind(" ", start + MAX_CHARS // 2, start + MAX_CHARS)
        cut = cut if cut > start else start + MAX_CHARS
        yield start, cut
        start = cut + 1 if text[cut : cut + 1].isspace() else cut
    if end > start:
        yield start, end
