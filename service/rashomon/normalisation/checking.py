"""The article against itself: parts against totals, a stated number of things against the list given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.records.report import Count, Note, Where


def check(counts: Sequence[Count], where: Sequence[Where], places: Sequence[Count]) -> tuple[Note, ...]:
    """Return what does not add up; silence is no contradiction. `places` are stated numbers of places."""
    return (*_parts(counts), *_lists(where, places))


def _parts(counts: Sequence[Count]) -> Iterator[Note]:
    for whole in counts:
        parts = [c.low for c in counts if c.part_of == whole.id and c.low is not None]
        if whole.high is not None and parts and sum(parts) > whole.high:
            yield Note("parts_total_mismatch", f"{whole.high} stated, parts make {sum(parts)}", whole.span)


def _lists(where: Sequence[Where], places: Sequence[Count]) -> Iterator[Note]:
    listed = len({w.name for w in where})
    for count in places:
        if count.low is not None and count.low == count.high and listed > 1 and listed != count.low:
            yield Note("list_length_mismatch", f"{count.low} {count.of} stated, {listed} listed", count.span)
