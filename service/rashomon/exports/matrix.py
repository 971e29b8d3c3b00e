"""The comparison of an event as one page to read: HTML, Markdown, CSV. Copies of one text are folded into one column entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

from rashomon.exports import table
from rashomon.records.comparison import Cell, Comparison, Row
from rashomon.records.event import Verdict

HEADER = ("field", "verdict", "explanation", "value", "quote", "outlets", "claimant", "lineage", "as_of", "reports")
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    ".contradiction{background:#fbe3e0}.update{background:#fdf3d0}.agree{background:#e4f3e4}q{color:#444}"
)


def as_csv(compared: Comparison) -> str:
    """Return one line per value and lineage."""
    rows = [
        (row.field, verdict_on(row, told[0]), row.explanation, _value(told[0]), told[0].text, _outlets(told),
         told[0].claimant_id, told[0].lineage_id, told[0].as_of, [cell.report_id for cell in told])
        for row in compared.rows for told in folded(row)
    ]  # fmt: skip
    return "".join(table.write(HEADER, rows))


def as_markdown(compared: Comparison) -> str:
    """Return the matrix as a Markdown document."""
    parts = [f"# {_md(compared.label)}", ""]
    for row in compared.rows:
        parts += [f"## {_md(row.field)}: {row.verdict}", "", _md(row.explanation), "",
        "| value | verdict | words | outlets | claimant | as of |",
                  "|---|---|---|---|---|---|"]  # fmt: skip
        for told in folded(row):
            value, *rest = _parts(told)
            parts.append("| " + " | ".join(_md(part) for part in (value, verdict_on(row, told[0]), *rest)) + " |")
        parts.append("")
    if compared.unique:
        parts += ["## Said by one source only", ""]
        parts += [
            f"- {_md(_value(cell))}: {_md(cell.text or '')} ({_md(cell.outlet or 'unknown outlet')})"
            for cell in compared.unique
        ]
        parts.append("")
    return "\n".join(parts)


def as_html(compared: Comparison) -> str:
    """Return the matrix as one HTML page without scripts."""
    rows = "\n".join(_html_row(row, told, first=n == 0) for row in compared.rows for n, told in enumerate(folded(row)))
    unique = "".join(
        f"<li>{escape(_value(cell))}: <q>{escape(cell.text or '')}</q> ({escape(cell.outlet or 'unknown outlet')})</li>"
        for cell in compared.unique
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(compared.label)}</title>'
        f"<style>{STYLE}</style></head>\n"
        f"<body><h1>{escape(compared.label)}</h1>\n<table><thead><tr><th>field</th><th>verdict</th><th>value</th><th>words</th><th>outlets</th>"
        f"<th>claimant</th><th>as of</th></tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        + (f"<h2>Said by one source only</h2><ul>{unique}</ul>\n" if unique else "")
        + "</body></html>\n"
    )


RENDER: dict[str, Callable[[Comparison], str]] = {"html": as_html, "md": as_markdown, "csv": as_csv}


def verdict_on(row: Row, cell: Cell) -> Verdict:
    """Return the verdict on the value of a cell: its own where a report can give several, else that of the row."""
    return next((v.verdict for v in row.values if v.value == cell.value), row.verdict)


def folded(row: Row) -> list[list[Cell]]:
    """Return the cells that say something, those of one lineage, claimant and value together: copies count once."""
    groups: dict[str, list[Cell]] = {}
    for cell in row.cells:
        if cell.value is not None:
            groups.setdefault(
                json.dumps([cell.lineage_id or cell.report_id, cell.claimant_id, cell.value], sort_keys=True), []
            ).append(cell)
    return list(groups.values())


def _html_row(row: Row, told: list[Cell], *, first: bool) -> str:
    """Return a line of the table; the first of a field says how the field stands, each how its value does."""
    name = escape(row.field) if first else ""
    head = f'<th scope="row" title="{escape(row.explanation)}">{name}</th>' if first else "<td></td>"
    verdict = verdict_on(row, told[0])
    value, words, outlets, claimant, as_of = (escape(part) for part in _parts(told))
    return (
        f'<tr class="{verdict}">{head}<td>{verdict if first or row.values else ""}</td><td>{value}</td><td><q>{words}</q></td>'
        f"<td>{outlets}</td><td>{claimant}</td><td>{as_of}</td></tr>"
    )


def _parts(told: list[Cell]) -> tuple[str, str, str, str, str]:
    cell = told[0]
    return _value(cell), cell.text or "", ", ".join(_outlets(told)), cell.claimant_id or "", cell.as_of or ""


def _outlets(told: list[Cell]) -> list[str]:
    return list(dict.fromkeys(cell.outlet or "unknown outlet" for cell in told))


def _value(cell: Cell) -> str:
    return _said(cell.value)


def _said(value: Any) -> str:  # noqa: ANN401 - JSON data
    """Return a value as a person would write it: a figure with its bounds, a day or a span of days, a list of names."""
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value)
    if isinstance(value, dict) and {"low", "high"} <= value.keys():
        of = value.get("of")
        return _figure(value["low"], value["high"]) + (f" {of}" if of not in {None, "any"} else "")
    if isinstance(value, dict) and {"start", "end"} <= value.keys():
        return value["start"] if value["start"] == value["end"] else f"{value['start']} to {value['end']}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _figure(low: int | None, high: int | None) -> str:
    if low == high:
        return "?" if low is None else str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"


def _md(text: str) -> str:
    return "".join("\\" + c if c in "\\`*_{}[]<>#|!" else " " if c in "\r\n" else c for c in text)
