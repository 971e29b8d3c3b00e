"""`rashomon api` as a process of its own, over a database and without anything else: the contract on the wire."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import requests

from rashomon.storage.migrate import upgrade
from support.servers import free_port


class ApiProcess:
    """The process, its address and its log."""

    def __init__(self, database_url: str, folder: Path, environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "api.log"
        whole = {
            **os.environ,
            "RASHOMON_DATABASE_URL": database_url,
            "RASHOMON_BROKER_URL": "redis://127.0.0.1:1/0",  # nobody there: acceptance must not need it
            "RASHOMON_SECRET_KEY": "a secret for tests only",
            "RASHOMON_AUTH": "off",
            **environment,
        }
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "rashomon", "api", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=whole, stdout=log, stderr=log)

    def wait(self, seconds: float = 120) -> None:
        """Return when it answers; a busy machine takes its time."""
        patience = time.monotonic() + seconds
        while time.monotonic() < patience and self.process.poll() is None:
            try:
                if requests.get(f"{self.url}/readyz", timeout=5).ok:
                    return
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.1)
        raise AssertionError(f"the server did not come up: {self.log.read_text('utf-8', 'replace')[-2000:]}")

    def stop(self) -> None:
        """End it, whatever state it is in."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)

    def say(self, raw: bytes) -> tuple[int, str, Any]:
        """Send bytes as they are and return status, content type and body of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        status = int(head.split(b" ")[1])
        kind = next(line[14:] for line in head.decode().split("\r\n") if line.lower().startswith("content-type: "))
        return status, kind, json.loads(body)


@contextmanager
def serving(database_url: str, folder: Path, *, environment: Mapping[str, str] = MappingProxyType({})) -> Iterator[ApiProcess]:
    """Run the API over a database that gets this version's tables first."""
    upgrade(database_url)
    process = ApiProcess(database_url, folder, environment)
    try:
        process.wait()
        yield process
    finally:
        process.stop()
