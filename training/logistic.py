"""Weighs signs by logistic regression with a ridge, and keeps what came out in the tables that the service reads."""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import numpy as np

TABLES = Path(__file__).parents[1] / "service/rashomon/knowledge/data"
RIDGE = 3.0  # of the weights, not of the base


def arguments(description: str | None) -> argparse.Namespace:
    """Return what both fits are told; the names the scorer knows stand beside the first annotated file unless said."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--actors", type=Path, help="names the scorer knows; default: beside the first gold file")
    parser.add_argument("--unseen", nargs="*", type=Path, default=[], help="further articles, to measure on alone")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.actors = args.actors or args.gold[0].with_name("actors.json")
    return args


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer of the annotated set, which is a script."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fit(seen: np.ndarray, right: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """Return base and weights, by Newton's method."""
    rows = np.column_stack([np.ones(len(seen)), seen])
    pull = np.diag([1e-6, *[ridge] * seen.shape[1]])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chances) - pull @ weights
        weights += np.linalg.solve(rows.T @ (rows * (chances * (1 - chances))[:, None]) + pull, slope)
    return weights


def chance(seen: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the chance of each row to be right."""
    return 1 / (1 + np.exp(-(weights[0] + seen @ weights[1:])))


def write_signs(table: str, weights: Mapping[str, float], source: str) -> None:
    """Put the weights into a table of signs, reasons unchanged."""
    path = TABLES / f"{table}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    out = io.StringIO()
    written = csv.DictWriter(out, ["sign", "weight", "reason", "source"], lineterminator="\n")
    written.writeheader()
    written.writerows({**row, "weight": f"{weights[row['sign']]:.2f}", "source": source} for row in rows)
    path.write_text(out.getvalue(), encoding="utf-8")
