"""Start, watch and stop the processes of one installation, in order; knows nothing of what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

RESTARTS_ALLOWED = 5  # more deaths than this of one child ...
RESTART_WINDOW = 60.0  # ... within so many seconds end the whole command
LAST_WORDS = 15  # lines of a dying child's log that are shown
LOG_LIMIT = 20 * 1024 * 1024  # bytes; a longer log is set aside once at start


class ChildKeepsDyingError(RuntimeError):
    """A child died too often; the message carries its last words."""


@dataclass(frozen=True, slots=True)
class Role:
    """What to run: its name, its command, its environment and how long it may take to stop."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    stop_seconds: float = 30.0
    ready: Callable[[], bool] | None = None


@dataclass(slots=True)
class Child:
    """A running role with its process, its log and the times of its deaths."""

    role: Role
    process: subprocess.Popen[bytes]
    log: Path
    deaths: list[float] = field(default_factory=list)


class Supervisor:
    """Runs roles as leashed children in their own process groups, so that Ctrl-C reaches the supervisor alone."""

    def __init__(self, log_dir: Path) -> None:
        self._log_dir = log_dir
        self._children: list[Child] = []

    def start(self, role: Role) -> None:
        """Start `role` after all started before it; they are stopped in the opposite order."""
        self._log_dir.mkdir(parents=True, exist_ok=True)
        log = self._log_dir / f"{role.name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        self._children.append(Child(role, _spawn(role, log), log))

    def check(self) -> None:
        """Start again what died; raise ChildKeepsDyingError when that does not help."""
        for child in self._children:
            code = child.process.poll()
            if code is None:
                continue
            _kill_group(child.process)
            now = time.monotonic()
            child.deaths = [then for then in child.deaths if now - then < RESTART_WINDOW] + [now]
            if len(child.deaths) > RESTARTS_ALLOWED:
                raise ChildKeepsDyingError(_obituary(child, code))
            time.sleep(min(0.1 * 2 ** len(child.deaths), 5.0))
            child.process = _spawn(child.role, child.log)

    def stop(self) -> None:
        """Stop everything, last started first; a child that does not stop in its time is killed with its group."""
        while self._children:
            child = self._children.pop()
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(child.role.stop_seconds)
            _kill_group(child.process)

    def pids(self) -> dict[str, int]:
        """Return the process id of each running role."""
        return {child.role.name: child.process.pid for child in self._children}


def _spawn(role: Role, log: Path) -> subprocess.Popen[bytes]:
    leash = (sys.executable, "-m", "rashomon.cli.leash", str(os.getpid()))
    with log.open("ab") as out:
        return subprocess.Popen(  # noqa: S603 - our own command lines
            [*leash, *role.command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(role.environment),
            start_new_session=True,
        )


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _obituary(child: Child, code: int) -> str:
    how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
    words = child.log.read_text("utf-8", "replace").splitlines()[-LAST_WORDS:]
    return f"{child.role.name} keeps dying ({how}); its last words:\n" + "\n".join(f"  {line}" for line in words)
