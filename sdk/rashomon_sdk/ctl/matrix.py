"""`rashomonctl compare`: one event as a matrix, sources across, disagreements marked so that they show without colour too."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon_sdk.ctl import words
from rashomon_sdk.records import Cell, Comparison, Event, Row

MARKS = {  # verdict: (sign, style)
    "contradiction": ("≠", "bold red"),
    "update": ("↑", "yellow"),
    "compatible": ("≈", ""),
    "agree": ("=", "green"),
    "single": ("·", "dim"),
}
DIFFERING = ("contradiction", "update")
FIELD_WIDTH = 24
NARROWEST = 19  # characters; what a source's column needs to be read
SIDES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Source:
    """One independent text: the outlets that carry it, the first in the heading."""

    key: str
    outlets: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The first outlet, and how many carry the same text."""
        more = len(self.outlets) - 1
        return self.outlets[0] + (f"\n+ {more} cop{'y' if more == 1 else 'ies'}" if more else "")


def render(event: Event, compared: Comparison, *, width: int, quotes: bool) -> RenderableType:
    """Return the matrix; sources that do not fit beside each other follow below, under the same fields."""
    names = {p.actor.id: p.actor.name for p in event.participants if p.actor}
    sources = sources_of(compared.rows)
    across = max(1, (width - FIELD_WIDTH - 4) // (NARROWEST + 3))
    shares = [sources[start : start + across] for start in range(0, len(sources), across)]
    tables = [_table(compared.rows, share, names, quotes=quotes) for share in shares]
    return Group(_title(event), *tables, _differences(compared.rows))


def show(console: Console, event: Event, compared: Comparison, *, quotes: bool) -> None:
    """Print the matrix."""
    console.print(render(event, compared, width=console.width, quotes=quotes))


def sources_of(rows: Sequence[Row]) -> list[Source]:
    """Return the independent texts in the order in which the service tells them, copies folded into theirs."""
    outlets: dict[str, dict[str, None]] = {}
    for row in rows:
        for cell in row.cells:
            outlets.setdefault(_source_key(cell), {})[cell.outlet or "unknown outlet"] = None
    return [Source(key, tuple(names)) for key, names in outlets.items()]


def sides_of(row: Row) -> dict[str, str]:
    """Return a letter for each different value of a row in which sources differ; none for a row in which they do not."""
    if row.verdict not in DIFFERING:
        return {}
    values = dict.fromkeys(_value_key(cell) for cell in row.cells if cell.value is not None)
    return dict(zip(values, SIDES, strict=False)) if len(values) > 1 else {}


def _title(event: Event) -> Text:
    told = event.sources
    by = ", ".join(words.plain(claimant) for claimant in told.claimants) or "nobody named"
    head = Text(f"{event.label}\n", style="bold")
    head.append(
        f"{words.plain(event.grading)} · {words.counted(told.articles, 'article')}, {told.lineages} independent"
        f" · according to {by}\n"
    )
    return head


def _table(rows: Sequence[Row], sources: Sequence[Source], names: Mapping[str, str], *, quotes: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, expand=False)
    table.add_column("", width=FIELD_WIDTH, overflow="fold")
    for source in sources:
        table.add_column(source.heading, min_width=NARROWEST, overflow="fold", vertical="top")
    for row in rows:
        if len(row.values) < 2:
            sides = sides_of(row)
            cells = [_cell(row, source, sides, names, quotes=quotes) for source in sources]
            table.add_row(_marked(row.verdict, words.plain(row.field)), *cells)
            continue
        table.add_row(_marked(row.verdict, words.plain(row.field)))
        for value in row.values:
            named = words.value(value.value, names)
            table.add_row(
                Padding(_marked(value.verdict, named), (0, 0, 0, 2)),
                *(_words_for(row, source, value.value) for source in sources),
            )
    return table


def _marked(verdict: str, name: str) -> Text:
    sign, style = MARKS.get(verdict, ("?", ""))
    return Text(f"{sign} {name}", style=style)


def _words_for(row: Row, source: Source, value: str) -> Text:
    """Return the words by which a source gives one of several values, each once, and who says it where the field differs."""
    cells = [cell for cell in row.cells if cell.value == value and _source_key(cell) == source.key]
    if not cells:
        return Text("-", style="dim")
    text = Text("\n".join(dict.fromkeys(f"“{cell.text}”" if cell.text else "yes" for cell in cells)), style="italic")
    claimants = dict.fromkeys(words.plain(cell.claimant_id) for cell in cells if cell.claimant_id)
    if claimants and row.verdict in DIFFERING:
        text.append(f" ({', '.join(claimants)})", "not italic dim")
    return text


def _cell(row: Row, source: Source, sides: Mapping[str, str], names: Mapping[str, str], *, quotes: bool) -> Text:
    """Return what a source says of a field: each different value once, with its side; who says it where that differs."""
    told: dict[str, list[Cell]] = {}
    for cell in row.cells:
        if cell.value is not None and _source_key(cell) == source.key:
            told.setdefault(_value_key(cell), []).append(cell)
    lines = []
    for key, cells in told.items():
        line = Text(
            f"{sides[key]} " if key in sides else "", style="bold red" if row.verdict == "contradiction" else "bold yellow"
        )
        line.append(words.value(cells[0].value, names), "not bold default")
        claimants = dict.fromkeys(words.plain(cell.claimant_id) for cell in cells if cell.claimant_id)
        if claimants and (len(told) > 1 or key in sides):
            line.append(f" ({', '.join(claimants)})", "not bold dim default")
        if quotes:
            quoted = dict.fromkeys(f"\n“{cell.text}”" for cell in cells if cell.text)
            line.append("".join(quoted), "not bold italic dim default")
        lines.append(line)
    return Text("\n").join(lines) if lines else Text("-", style="dim")


def _differences(rows: Sequence[Row]) -> Text:
    text = Text()
    for row in rows:
        if row.verdict in DIFFERING:
            sign, style = MARKS[row.verdict]
            text.append(f"{sign} {words.plain(row.field)}: ", style=style)
            text.append(f"{row.explanation}\n")
    return text or Text("No source contradicts another.\n")


def _source_key(cell: Cell) -> str:
    return cell.lineage_id or cell.article_id


def _value_key(cell: Cell) -> str:
    return json.dumps(cell.value, sort_keys=True, default=str)
