"""The supervisor with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from rashomon.cli.home import DirectoryInUseError, Home
from rashomon.cli.supervisor import RESTARTS_ALLOWED, ChildKeepsDyingError, Role, Supervisor

WAITING = "import time\nprint('up', flush=True)\ntime.sleep(60)"
STUBBORN = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"


def role(name: str, code: str, *, stop_seconds: float = 5.0) -> Role:
    return Role(name, (sys.executable, "-c", code), dict(os.environ), stop_seconds=stop_seconds)


def wait_until(condition: object, *, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def check_for(supervisor: Supervisor, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        supervisor.check()


def up(log: Path) -> bool:
    return log.exists() and "up" in log.read_text()


def test_children_stop_in_the_opposite_order(tmp_path: Path) -> None:
    order = tmp_path / "order"
    code = (
        "import signal, sys, time\n"
        f"def bye(*_):\n    open({str(order)!r}, 'a').write('NAME '); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, bye)\nprint('up', flush=True)\ntime.sleep(60)"
    )
    supervisor = Supervisor(tmp_path)
    for name in ("first", "second", "third"):
        supervisor.start(role(name, code.replace("NAME", name)))
    wait_until(lambda: all(up(tmp_path / f"{name}.log") for name in ("first", "second", "third")))
    supervisor.stop()
    assert order.read_text().split() == ["third", "second", "first"]


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path)
    supervisor.start(role("child", WAITING))
    wait_until(lambda: up(tmp_path / "child.log"))
    before = supervisor.pids()["child"]
    os.kill(before, signal.SIGKILL)
    try:
        wait_until(lambda: supervisor.check() or supervisor.pids()["child"] != before)
    finally:
        supervisor.stop()


def test_a_child_that_keeps_dying_ends_everything_with_its_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    supervisor = Supervisor(tmp_path)
    supervisor.start(role("child", "raise SystemExit('the disk is made of cheese')"))
    with pytest.raises(ChildKeepsDyingError, match="made of cheese") as caught:
        check_for(supervisor, seconds=30)
    supervisor.stop()
    assert "child keeps dying (exit code 1)" in str(caught.value)
    assert (tmp_path / "child.log").read_text().count("cheese") == RESTARTS_ALLOWED + 1


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path)
    supervisor.start(role("stubborn", STUBBORN, stop_seconds=0.2))
    wait_until(lambda: up(tmp_path / "stubborn.log"))
    pid = supervisor.pids()["stubborn"]
    supervisor.stop()
    assert not psutil.pid_exists(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only the Linux kernel offers the leash")
def test_children_die_with_a_killed_supervisor(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\nfrom pathlib import Path\nfrom rashomon.cli.supervisor import Role, Supervisor\n"
        f"s = Supervisor(Path({str(tmp_path)!r}))\n"
        f"s.start(Role('child', (sys.executable, '-c', {WAITING!r}), dict(os.environ)))\n"
        "print(s.pids()['child'], flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        wait_until(lambda: up(tmp_path / "child.log"))
        parent.kill()
    wait_until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)


def test_a_directory_has_one_owner(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with pytest.raises(DirectoryInUseError, match=f"process {os.getpid()}"):
        Home(tmp_path)
    home.close()
    Home(tmp_path).close()
    assert (home.secret_key(), oct((tmp_path / "secret-key").stat().st_mode & 0o777)) == (home.secret_key(), "0o600")
