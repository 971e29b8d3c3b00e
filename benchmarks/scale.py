"""What more workers bring, simulated from what one article costs: where it stops, and because of what.

    python benchmarks/scale.py [--read 40 --plan 15 --write 5 --commit 2 --commits 8] [--workers 1 2 4 8] [--tenants 1 8]

Milliseconds, as `end_to_end.py` and `comparison.py` find them on your machine. A worker reads an article (nobody is in its
way), plans its comparison, and writes it if nobody wrote to the same tenant's index since; else it pauses at random and plans
anew, as `workflows/process.py` does. Every article also takes so many other small commits; `--one-writer` lets them, and the
writing, wait for each other, as in SQLite. The queue is never empty. Printed: articles a second, and plans for each article.
"""

from __future__ import annotations

import argparse
import heapq
import random
from dataclasses import dataclass, field

PAUSE = 50.0  # milliseconds at most after the first plan that came to nothing, twice after the second: `process.PAUSE_SECONDS`
LENGTH = 120_000.0  # milliseconds that are simulated


@dataclass(frozen=True)
class Costs:
    """What one article takes, in milliseconds."""

    read: float
    plan: float
    write: float
    commit: float
    commits: int


@dataclass
class Index:
    """One tenant's index: its version, and until when somebody writes to it."""

    version: int = 0
    free_at: float = 0.0


@dataclass
class Run:
    """One simulation."""

    costs: Costs
    indexes: list[Index]
    one_writer: bool
    rng: random.Random
    writer_free_at: float = 0.0
    done: int = 0
    plans: int = 0
    _queue: list[tuple[float, int, str, Index, int, int]] = field(default_factory=list)

    def go(self, workers: int) -> tuple[float, float]:
        """Return articles a second and plans an article."""
        for worker in range(workers):
            self._start(0.0, worker)
        while self._queue and self._queue[0][0] < LENGTH:
            now, worker, step, index, version, starts = heapq.heappop(self._queue)
            if step == "commit":
                ready = self._commit(now, self.costs.commit * self.costs.commits)
                heapq.heappush(self._queue, (ready, worker, "plan", index, 0, 0))
            elif step == "plan":
                self.plans += 1
                planned = now + self._about(self.costs.plan)
                heapq.heappush(self._queue, (planned, worker, "write", index, index.version, starts))
            elif index.version == version and index.free_at <= now:
                self._write(now, worker, index)
            else:
                again = max(now, index.free_at) + self.rng.uniform(0, PAUSE * (starts + 1))
                heapq.heappush(self._queue, (again, worker, "plan", index, 0, starts + 1))
        return self.done / LENGTH * 1000, self.plans / max(1, self.done)

    def _start(self, now: float, worker: int) -> None:
        """Read the next article; its small commits follow."""
        read = now + self._about(self.costs.read)
        heapq.heappush(self._queue, (read, worker, "commit", self.rng.choice(self.indexes), 0, 0))

    def _write(self, now: float, worker: int, index: Index) -> None:
        index.version += 1
        index.free_at = self._commit(now, self._about(self.costs.write))
        self.done += 1
        self._start(index.free_at, worker)

    def _commit(self, now: float, takes: float) -> float:
        """Return when something is written: at once beside others, or in turn with everybody."""
        if not self.one_writer:
            return now + takes
        self.writer_free_at = max(now, self.writer_free_at) + takes
        return self.writer_free_at

    def _about(self, mean: float) -> float:
        """Draw a time: most take less than the mean, a few take several times as long."""
        return self.rng.gammavariate(2.0, mean / 2.0)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {"read": 40.0, "plan": 15.0, "write": 5.0, "commit": 2.0}.items():
        parser.add_argument(f"--{name}", type=float, default=default)
    parser.add_argument("--commits", type=int, default=8)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4, 8, 16, 32])
    parser.add_argument("--tenants", type=int, nargs="*", default=[1, 8])
    parser.add_argument("--one-writer", action="store_true")
    args = parser.parse_args()
    costs = Costs(args.read, args.plan, args.write, args.commit, args.commits)
    print("workers  " + "  ".join(f"{n} tenant{'s' * (n > 1)}: articles/s (plans each)" for n in args.tenants))
    for workers in args.workers:
        cells = []
        for tenants in args.tenants:
            rng = random.Random(workers * 100 + tenants)  # noqa: S311 - the same every time
            rate, plans = Run(costs, [Index() for _ in range(tenants)], args.one_writer, rng).go(workers)
            cells.append(f"{rate:6.1f} ({plans:.2f})".ljust(36))
        print(f"{workers:7}  " + "  ".join(cells))


if __name__ == "__main__":
    main()
