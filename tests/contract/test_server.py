"""The contract on the wire: a real server process, spoken to through sockets, also by clients that misbehave."""

from __future__ import annotations

import functools
import gzip
import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from support.api_process import ApiProcess, serving

THREADS = 32  # of the server
ARTICLE = {"text": "Shells fell on the harbour at dawn, residents said."}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiProcess]:
    folder = tmp_path_factory.mktemp("server")
    with serving(f"sqlite:///{folder}/rashomon.db", folder, environment={"RASHOMON_REQUEST_SECONDS": "3"}) as started:
        yield started


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
def test_a_broken_request_is_refused_with_problem_details(server: ApiProcess, raw: bytes, status: int) -> None:
    found, kind, body = server.say(raw)

    assert (status, "application/problem+json") == (found, kind)
    assert {"type", "title", "status", "detail", "reason", "request_id", "retryable", "errors"} == set(body)
    assert status == body["status"]


def chunked(*parts: bytes, head: bytes = HEAD) -> bytes:
    framed = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return head + b"Transfer-Encoding: chunked\r\n\r\n" + framed + b"0\r\n\r\n"


@pytest.mark.slow
def test_a_body_in_chunks_is_a_body(server: ApiProcess) -> None:
    status, _, job = server.say(chunked(b'{"text": "Shells fell on ', b'the quay."}'))

    assert (202, "queued") == (status, job["status"])


@pytest.mark.slow
def test_a_batch_that_is_too_large_or_breaks_off_is_refused_whole_however_it_is_sent(server: ApiProcess) -> None:
    """Its first lines alone would be taken for the batch."""
    line = b'{"text": "One line of many."}\n'
    lines = line * 10 + b" " * (1024 * 1024 - 11 * len(line)) + line
    head = HEAD.replace(b"/articles", b"/articles/batch").replace(b"json", b"x-ndjson")
    cut = server.say(head + b"Content-Length: %d\r\n\r\n" % (2 * len(line)) + line)
    long = server.say(chunked(*[lines] * 9, head=head))

    assert (400, "bad_request") == (cut[0], cut[2]["reason"])
    assert (413, "too_large") == (long[0], long[2]["reason"])
    assert 202 == server.say(chunked(*[lines] * 8, head=head))[0]  # 8 MiB to the byte


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", [b"POST /v1/arti", HEAD + b"Content-Length: 100\r\n\r\n" + b'{"text": "'], ids=["head", "body"]
)
def test_a_request_that_comes_in_drops_is_408_and_holds_no_thread(server: ApiProcess, start: bytes) -> None:
    """As many slow clients as the server has threads: each is let go in its time, and the next client is served."""
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(THREADS)]
    for connection in slow:
        connection.sendall(start)
    stop = threading.Event()
    dripping = threading.Thread(target=drip, args=(slow[0], stop))
    dripping.start()
    try:
        assert 200 == requests.get(f"{server.url}/livez", timeout=15).status_code
        answers = [b"".join(iter(functools.partial(connection.recv, 65536), b"")) for connection in slow]
    finally:
        stop.set()
        dripping.join()
        for connection in slow:
            connection.close()
    assert [b"HTTP/1.1 408"] * THREADS == [answer[:12] for answer in answers]
    assert all(b"request_timeout" in answer for answer in answers)


@pytest.mark.slow
def test_who_only_asks_does_not_wait_with_those_who_submit(server: ApiProcess) -> None:
    """More submissions hang than the server has threads; each of them is answered all the same, when its turn comes."""
    body = json.dumps(ARTICLE).encode()
    start = HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode()
    hanging = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(THREADS + 8)]
    try:
        for connection in hanging:
            connection.sendall(start)
        time.sleep(0.5)
        asked = time.monotonic()
        assert 200 == requests.get(f"{server.url}/livez", timeout=15).status_code
        assert time.monotonic() - asked < 2  # those who hang are let go after 3
        for connection in hanging:
            connection.sendall(body)
        answers = [b"".join(iter(functools.partial(connection.recv, 65536), b"")) for connection in hanging]
    finally:
        for connection in hanging:
            connection.close()
    assert {b"HTTP/1.1 200", b"HTTP/1.1 202"} >= {answer[:12] for answer in answers}


@pytest.mark.slow
def test_clients_that_do_not_hang_up_keep_nobody_waiting(server: ApiProcess) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(THREADS)]
    for connection in idle:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    asked = time.monotonic()
    try:
        assert 200 == requests.get(f"{server.url}/livez", timeout=40).status_code
        assert time.monotonic() - asked < 10
    finally:
        for connection in idle:
            connection.close()


def drip(connection: socket.socket, stop: threading.Event) -> None:
    """Send a letter now and then, so that the connection is never silent."""
    with suppress(OSError):
        while not stop.wait(0.5):
            connection.sendall(b"a")


@pytest.mark.slow
def test_what_is_refused_stores_nothing_and_harms_nothing_on_its_connection(server: ApiProcess) -> None:
    """Refusals and good requests share one connection; afterwards exactly the good ones are there."""
    hostile = [
        (b'{"text": "a", "text": "b"}', {}, 400),
        (b'{"text": "a", "metadata": {"x": 1e999}}', {}, 400),
        (b'{"text": "a", "metadata": {"x": NaN}}', {}, 400),
        (b'{"text": "a", "metadata": ' + b"[" * 100_000, {}, 400),
        (b'{"text": "\xff\xfe"}', {}, 400),
        ('{"text": "a"}'.encode("utf-16"), {}, 400),
        (b'{"text": "a\\u0000"}', {}, 422),
        (b'{"text": "a\\udc00"}', {}, 422),
        (gzip.compress(b'{"text": "a"}' + b" " * 50_000_000), {"Content-Encoding": "gzip"}, 415),
        (b'{"text": "a"}', {"Content-Type": "application/json; charset=utf-16"}, 415),
        (b'{"text": "' + b"a" * 9 * 1024 * 1024 + b'"}', {}, 413),
    ]
    with requests.Session() as session:
        before = session.get(f"{server.url}/v1/articles?limit=200", timeout=20).json()["data"]
        for number, (body, others, status) in enumerate(hostile):
            kept = {"text": f"Good article {number}."}
            headers = {"Content-Type": "application/json", **others}
            answer = session.post(f"{server.url}/v1/articles", data=body, headers=headers, timeout=20)
            assert (status, "application/problem+json") == (answer.status_code, answer.headers["Content-Type"]), body[:60]
            assert session.post(f"{server.url}/v1/articles", json=kept, timeout=20).status_code == 202
        after = session.get(f"{server.url}/v1/articles?limit=200", timeout=20).json()["data"]
    assert len(hostile) == len(after) - len(before)


@pytest.mark.slow
def test_an_article_is_accepted_without_a_broker_and_counted_in_readiness(server: ApiProcess) -> None:
    answer = requests.post(f"{server.url}/v1/articles", json=ARTICLE, timeout=20)

    assert answer.status_code in {200, 202}
    assert 503 == requests.get(f"{server.url}/readyz?for=processing", timeout=20).status_code


@pytest.mark.slow
def test_the_same_article_from_many_at_once_is_one_article(server: ApiProcess) -> None:
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
    with serving(f"sqlite:///{tmp_path}/rashomon.db", tmp_path) as server:
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
