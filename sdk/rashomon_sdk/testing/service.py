"""`rashomon run` as a child of the tests."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from rashomon_sdk.client import Client

READY = "Rashomon is ready at"
LAST_WORDS = 2000  # characters of output shown when it does not start


class ServiceNotStartedError(RuntimeError):
    """`rashomon run` ended, or was not ready in time; the message carries what it said."""


class Service:
    """One service with a data directory of its own; `url` and `api_key` are what clients need."""

    def __init__(self, command: Sequence[str], data: Path) -> None:
        self.url = ""
        self.data = data
        self._command = [*command, "run", "--data", str(data)]
        self._said = data / "run.out"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def api_key(self) -> str:
        """The key that the service made."""
        return (self.data / "api-key").read_text("ascii").strip()

    def client(self) -> Client:
        """Return a new client; close it when done."""
        return Client(self.url, api_key=self.api_key)

    def start(self, *, seconds: float = 120.0) -> None:
        """Start and return when articles can be read; ServiceNotStartedError when that does not happen."""
        port = _free_port()
        # webhooks may go to receivers of the tests on this machine
        environment = {**os.environ, "RASHOMON_WEBHOOK_ALLOW": os.environ.get("RASHOMON_WEBHOOK_ALLOW") or "127.0.0.0/8"}
        with self._said.open("wb") as out:
            self._process = subprocess.Popen(  # noqa: S603 - the command is the project's own
                [*self._command, "--port", str(port)], stdout=out, stderr=subprocess.STDOUT, env=environment
            )
        self.url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + seconds
        while READY not in self._said.read_text("utf-8", "replace"):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ServiceNotStartedError(
                    f"{' '.join(self._command)}\n{self._said.read_text('utf-8', 'replace')[-LAST_WORDS:]}"
                )
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it, and wait until it has let go of its directory."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
