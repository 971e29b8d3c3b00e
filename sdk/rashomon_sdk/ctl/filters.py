"""The service's filters as options, made from the client's own list of them so that none is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from rashomon_sdk import filters

F = TypeVar("F", bound=Callable[..., Any])
KINDS: dict[str, Any] = {
    "reports": filters.ReportListFilters,
    "events": filters.EventFilters,
    "discrepancies": filters.DiscrepancyFilters,
}
NOT_OPTIONS = frozenset({"fields", "explain", "article_id"})  # shape the answer, or have an option of their own
FLAGS = frozenset({"within"})
NUMBERS = frozenset({"min", "max", "min_lineages"})
MANY = frozenset({"type", "grading", "metadata"})
HELP = {
    "bbox": "west,south,east,north",
    "near": "lat,lon,km",
    "since": "Happened on or after (ISO date).",
    "until": "Happened on or before.",
    "within": "Wholly between --since and --until.",
    "metadata": "KEY=VALUE of the articles.",
    "has_discrepancy": "A field (killed) or a kind (contradiction).",
    "sort": "when, -when, updated, -updated, lineages, -lineages (reports: when, -when, type).",
    "measure": "Such as killed; with --of, --min, --max.",
    "q": "Words in the label or the quotes.",
    "updated_since": "Changed at or after.",
}


def with_filters(kind: str) -> Callable[[F], F]:
    """Decorate a command with an option for each filter of a list."""

    def decorate(command: F) -> F:
        for name in sorted(KINDS[kind].__annotations__.keys() - NOT_OPTIONS, reverse=True):
            command = _option(name)(command)
        return command

    return decorate


def given_filters(options: dict[str, Any]) -> dict[str, Any]:
    """Return the filters that were given, as the client takes them."""
    given = {name: value for name, value in options.items() if value is not None and value is not False and value != ()}
    if "metadata" in given:
        pairs = [pair.partition("=") for pair in given["metadata"]]
        if not all(sign for _, sign, _ in pairs):
            raise click.BadParameter("KEY=VALUE is expected", param_hint="--metadata")
        given["metadata"] = {key: value for key, _, value in pairs}
    return given


def _option(name: str) -> Callable[[F], F]:
    flag = "--" + name.replace("_", "-")
    if name in FLAGS:
        return click.option(flag, name, is_flag=True, help=HELP.get(name))
    kind = int if name in NUMBERS else str
    return click.option(flag, name, type=kind, multiple=name in MANY, help=HELP.get(name))
