"""How long `rashomon run` takes until it could read an article, and what each of its processes holds in memory.

    python benchmarks/start.py [--rounds 5]

The first start of a round is in an empty directory (it makes tables, keys and passwords), the second in the same one. Memory is
what the processes would free by ending (USS) and their share of what they have in common (PSS), idle, after one article was
read. Beside it, in the same minute: what a bare interpreter and one with spaCy imported take to start.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from rashomon_sdk import Client
from rashomon_sdk.testing.service import Service

ROLES = ("valkey", " api ", " worker ", " relay", " run ")


def main() -> None:
    """Start it several times over and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    first, again, memory = [], [], dict[str, list[tuple[float, float]]]()
    for _ in range(args.rounds):
        with tempfile.TemporaryDirectory() as folder:
            service = Service([sys.executable, "-m", "rashomon"], Path(folder))
            first.append(seconds_to_start(service))
            service.stop()
            again.append(seconds_to_start(service))
            with Client(service.url, api_key=service.api_key) as rashomon:
                job = rashomon.articles.submit(text="Shells killed 3 people in Homs on 20 October 2015.")
                rashomon.jobs.wait(job, timeout=60)
            for role, held in footprint().items():
                memory.setdefault(role, []).append(held)
            service.stop()
    print(f"first start: {spread(first)}; start again: {spread(again)}")
    print(f"beside: python {spread(bare('pass'))}; python with spaCy {spread(bare('import spacy'))}")
    for role, held in memory.items():
        own, share = (statistics.median(column) for column in zip(*held, strict=True))
        print(f"{role:18} USS {own:5.0f} MB   PSS {share:5.0f} MB")
    print(f"{'all':18} PSS {sum(statistics.median(pss for _, pss in held) for held in memory.values()):5.0f} MB")


def seconds_to_start(service: Service) -> float:
    """Return how long it took until the command said that it is ready."""
    began = time.perf_counter()
    service.start()
    return time.perf_counter() - began


def bare(code: str) -> list[float]:
    """Return how long an interpreter takes, three times."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - began)
    return taken


def footprint() -> dict[str, tuple[float, float]]:
    """Return megabytes (USS, PSS) of each process below this one, named after its role."""
    held: dict[str, tuple[float, float]] = {}
    for process in psutil.Process().children(recursive=True):
        role = next((role.strip() for role in ROLES if role in f"{' '.join(process.cmdline())} "), process.name())
        role = f"{role} (child)" if role in held else role
        info = process.memory_full_info()
        uss, pss = held.get(role, (0.0, 0.0))
        held[role] = (uss + info.uss / 2**20, pss + info.pss / 2**20)
    return held


def spread(seconds: Sequence[float]) -> str:
    """Return the middle and the worst."""
    return f"{statistics.median(seconds):.2f} s (worst of {len(seconds)}: {max(seconds):.2f})"


if __name__ == "__main__":
    main()
