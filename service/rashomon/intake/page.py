"""Read a page: which stretches are reporting and which are furniture, when it was published, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rashomon.intake.kinds import BULLET, kinds_of, signature_date
from rashomon.intake.lines import Line, lines_of
from rashomon.intake.pieces import SIGN_OFF, Stretch, cuts_of, dateline_at
from rashomon.intake.published import full_dates, is_date_line, published_in
from rashomon.knowledge.furniture import load_furniture_words
from rashomon.records.page import Block, BlockKind, Page
from rashomon.records.report import Span

RUNNING: frozenset[BlockKind] = frozenset({"body", "headline", "item"})


def read_page(text: str, title: str | None = None, published_at: str | None = None) -> Page:
    """Return the text's blocks and publication facts. `published_at`, when the client gave one, is believed over the text."""
    lines = lines_of(text)
    kinds = kinds_of(lines, title=title)
    blocks = _merged_posts(_blocks(text, lines, kinds, title))
    first = next((block.start for block in blocks if block.kind in ("body", "item")), len(text))
    date_lines = [(line.start, line.end) for line in lines if is_date_line(line.text)]
    posts = [(block.start, block.end) for block in blocks if block.kind == "post"]
    found = None if published_at else published_in(text, header_ends=first, date_lines=date_lines, posts=posts)
    place, agency, dated = _dateline_facts(text, blocks)
    found = found or (None if published_at else dated)
    return Page(
        text=text,
        title=title,
        blocks=tuple(blocks),
        published=published_at[:10] if published_at else found[0].isoformat() if found else None,
        published_basis="given" if published_at else "text" if found else None,
        published_span=found[1] if found else None,
        outlet=_signed_by(text) or agency,
        dateline_place=place,
    )


def _blocks(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind], title: str | None) -> list[Block]:
    blocks: list[Block] = []
    told = False
    for line, kind in zip(lines, kinds, strict=True):
        if kind not in RUNNING:
            blocks.append(Block(line.start, line.end, kind, _post_day(line) if kind == "post" else None))
            continue
        bullet = BULLET.match(line.text) if kind == "item" else None
        start = line.start + (bullet.end() if bullet else 0)
        stretch = Stretch(text, start, line.end, first=not told, title=title)
        blocks += _around(text, start, line.end, cuts_of(stretch), kind)
        told = told or kind != "headline"
    return blocks


def _around(text: str, start: int, end: int, cuts: Sequence[Block], kind: BlockKind) -> list[Block]:
    """Return the cuts and, between them, what is left of the line."""
    blocks: list[Block] = []
    at = start
    for cut in [*cuts, Block(end, end, kind)]:
        left, right = at, cut.start
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if any(c.isalnum() for c in text[left:right]):
            blocks.append(Block(left, right, kind))
        if cut.end > cut.start:
            blocks.append(cut)
        at = cut.end
    return blocks


def _post_day(line: Line) -> str | None:
    found = signature_date(line.text)
    days = [d for d in full_dates(found.group()) if d.other is None] if found else []
    return days[0].day.isoformat() if days else None


def _merged_posts(blocks: list[Block]) -> list[Block]:
    """Return a post and the signature line below it are one block with the signature's date."""
    merged: list[Block] = []
    for block in blocks:
        before = merged[-1] if merged else None
        if before is not None and before.kind == block.kind == "post" and before.date is None:
            merged[-1] = Block(before.start, block.end, "post", block.date)
        else:
            merged.append(block)
    return merged


def _dateline_facts(text: str, blocks: Sequence[Block]) -> tuple[Span | None, str | None, tuple[date, Span] | None]:
    """Place and agency of the first dateline, and its date when it has a year."""
    for block in blocks:
        if block.kind == "dateline":
            found = dateline_at(text, block.start, block.end + 1, opening=True)
            days = [d for d in full_dates(text, block.start, block.end) if d.other is None]
            dated = (days[0].day, (days[0].start, days[0].end)) if days else None
            return (found.place if found else None), (found.agency if found else None), dated
    return None, None, None


def _signed_by(text: str) -> str | None:
    """Return the agency that signs the text at its end: "--Reuters"."""
    m = SIGN_OFF.search(text.rstrip()[-60:])
    return m[1] if m and m[1] in load_furniture_words().credit else None
