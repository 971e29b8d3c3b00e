"""The contract on the wire: a real server process, spoken to through sockets, also by clients that misbehave."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

ARTICLE = {"text": "Shells fell on the harbour at dawn, residents said."}


class Server:
    """`rashomon api` over a database of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {
            **os.environ,
            "RASHOMON_DATABASE_URL": f"sqlite:///{folder}/rashomon.db",
            "RASHOMON_BROKER_URL": "redis://127.0.0.1:1/0",  # nobody there: acceptance must not need it
            "RASHOMON_SECRET_KEY": "a secret for tests only",
            "RASHOMON_AUTH": "off",
        }
        program = [sys.executable, "-m", "rashomon"]
        subprocess.run([*program, "migrate"], env=environment, check=True, capture_output=True)
        self.log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [*program, "api", "--port", str(self.port)], env=environment, stdout=self.log, stderr=self.log
        )

    def wait(self) -> None:
        """Return when it answers."""
        patience = time.monotonic() + 120  # a busy machine takes its time
        while time.monotonic() < patience and self.process.poll() is None:
            try:
                if requests.get(f"{self.url}/readyz", timeout=5).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        pytest.fail("the server did not come up")

    def stop(self) -> None:
        """End it, whatever state it is in."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)
        self.log.close()

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("server"))
    try:
        started.wait()
        yield started
    finally:
        started.stop()


HEAD = b"POST /v1/articles HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n", 400),
        (HEAD + b"Content-Length: 100\r\n\r\n" + b'{"text": "cut', 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (HEAD + b"Content-Length: 99999999\r\n\r\n", 413),
    ],
    ids=["nonsense", "version", "long address", "long header", "bad header", "cut body", "bad chunk", "announced too large"],
)
def test_a_broken_request_is_refused_with_problem_details(server: Server, raw: bytes, status: int) -> None:
    found, kind, body = server.say(raw)

    assert (status, "application/problem+json") == (found, kind)
    assert {"type", "title", "status", "detail", "reason", "request_id", "retryable", "errors"} == set(body)
    assert status == body["status"]


@pytest.mark.slow
def test_an_article_is_accepted_without_a_broker_and_counted_in_readiness(server: Server) -> None:
    answer = requests.post(f"{server.url}/v1/articles", json=ARTICLE, timeout=20)

    assert answer.status_code in {200, 202}
    assert 503 == requests.get(f"{server.url}/readyz?for=processing", timeout=20).status_code


@pytest.mark.slow
def test_the_same_article_from_many_at_once_is_one_article(server: Server) -> None:
    answers: list[Any] = []

    def send() -> None:
        answers.append(requests.post(f"{server.url}/v1/articles", json={"text": "Many tell this at once."}, timeout=30))

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [200] * 11 + [202] == sorted(answer.status_code for answer in answers)
    assert 1 == len({answer.json()["id"] for answer in answers})


@pytest.mark.slow
def test_sigterm_ends_waits_and_then_the_process(tmp_path: Path) -> None:
    """A client that waits 30 s does not hold a server that was asked to stop."""
    server = Server(tmp_path)
    try:
        server.wait()
        job = requests.post(f"{server.url}/v1/articles", json=ARTICLE, timeout=20).json()
        answers: list[Any] = []
        waiting = threading.Thread(
            target=lambda: answers.append(
                requests.get(f"{server.url}/v1/jobs/{job['id']}", headers={"Prefer": "wait=30"}, timeout=60)
            )
        )
        waiting.start()
        time.sleep(1)
        asked = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        waiting.join()

        assert "queued" == answers[0].json()["status"]
        assert 0 == server.process.wait(25)
        assert time.monotonic() - asked < 25
    finally:
        server.stop()
