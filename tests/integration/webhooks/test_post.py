"""One send against real receivers: what they get, what we make of their answers, and what no receiver can do to us."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import trustme

from rashomon.webhooks.deadlines import Deadline
from rashomon.webhooks.guard import Guard, Route
from rashomon.webhooks.post import Poster, dial
from rashomon.webhooks.targets import Target
from support.receivers import Receiver, Reply, raw_receiver, receiving

BODY = b'{"type":"job.succeeded"}'
HEADERS = {"Content-Type": "application/json", "webhook-id": "msg_1"}
NAME = "hooks.test"


def resolving(*answers: str) -> Callable[[str], list[str]]:
    left = list(answers)
    return lambda _name: [left.pop(0) if len(left) > 1 else left[0]]


def poster(
    *, total_seconds: float = 5.0, resolve: Callable[[str], list[str]] | None = None, trust: ssl.SSLContext | None = None
) -> Poster:
    return Poster(
        Guard(allow="127.0.0.0/8", resolve=resolve or resolving("127.0.0.1")), trust=trust, total_seconds=total_seconds
    )


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_the_receiver_gets_the_body_the_headers_and_the_path() -> None:
    with receiving() as server:
        answer = poster().post(f"{server.url}/a?b=c%20d", BODY, HEADERS)
    [got] = server.received
    assert (200, None) == (answer.status_code, answer.error)
    assert ("/hook/a?b=c%20d", BODY, "msg_1") == (got.path, got.body, got.headers["webhook-id"])
    assert got.headers["Host"] == f"127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("status", [200, 204, 301, 302, 307, 308, 404, 410, 429, 500, 503])
def test_the_status_is_told_as_it_was_and_no_redirect_is_followed(status: int) -> None:
    with (
        receiving() as elsewhere,
        receiving(Reply(status, {"Location": elsewhere.url}, b"" if status == 204 else b"x")) as server,
    ):
        assert poster().post(server.url, BODY, HEADERS).status_code == status
    assert ([], 1) == (elsewhere.received, len(server.received))


def test_retry_after_is_read_in_seconds_and_as_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    told = []
    for value in ("17", soon, "soon", "-5", "1e9", "\u0661".encode().decode("latin-1")):
        with receiving(Reply(503, {"Retry-After": value})) as server:
            told.append(poster().post(server.url, BODY, HEADERS).retry_after)
    assert told[0] == 17
    assert 90 < (told[1] or 0) <= 100
    assert told[2:] == [None] * 4


def test_proxies_and_credentials_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy, receiving() as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
        assert poster().post(server.url, BODY, HEADERS).status_code == 200
    assert ([], 1) == (proxy.received, len(server.received))


def test_a_resolver_that_changes_its_mind_is_asked_once_and_what_was_checked_is_dialled() -> None:
    """The first answer is checked and open, the second is inside: a second look-up would go there."""
    with receiving() as server:
        asked: list[str] = []

        def rebinding(name: str) -> list[str]:
            asked.append(name)
            return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

        answer = poster(resolve=rebinding).post(f"http://{NAME}:{server.server_port}/", BODY, HEADERS)
    assert (200, [NAME]) == (answer.status_code, asked)
    assert server.received[0].headers["Host"] == f"{NAME}:{server.server_port}"


def test_a_name_that_turns_inside_is_refused_at_the_next_send() -> None:
    turning = poster(resolve=resolving("127.0.0.1", "10.0.0.1"))
    with receiving() as server:
        url = f"http://{NAME}:{server.server_port}/"
        assert turning.post(url, BODY, HEADERS).status_code == 200
        refused = turning.post(url, BODY, HEADERS)
    assert (None, "The host has no address that webhooks are sent to.") == (refused.status_code, refused.error)
    assert len(server.received) == 1


def test_dialling_looks_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system resolver sees addresses only, and numbers it cannot rebind."""
    asked: list[str] = []
    honest = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: (asked.append(host), honest(host, *rest, **more))[1])
    with receiving() as server:
        poster().post(f"http://{NAME}:{server.server_port}/", BODY, HEADERS)
    assert set(asked) == {"127.0.0.1"}


def test_the_second_address_is_tried_when_the_first_is_dead() -> None:
    with receiving() as server:
        route = Route(Target(secure=False, host=NAME, port=server.server_port, path="/"), ("127.0.0.9", "127.0.0.1"))
        with dial(route, Deadline(5)) as sock:
            assert sock.getpeername()[0] == "127.0.0.1"


def test_a_certificate_must_be_the_hosts_though_an_address_is_dialled(authority: trustme.CA) -> None:
    trust = trusting(authority)
    with receiving(tls=server_tls(authority, NAME)) as server:
        good = poster(trust=trust).post(f"https://{NAME}:{server.server_port}/", BODY, HEADERS)
        wrong = poster(trust=trust).post(f"https://other.test:{server.server_port}/", BODY, HEADERS)
        address = poster(trust=trust).post(f"https://127.0.0.1:{server.server_port}/", BODY, HEADERS)
    assert (200, None) == (good.status_code, good.error)
    assert wrong.error == address.error == "The certificate is not valid for the host."
    assert len(server.received) == 1


def test_an_unknown_authority_is_not_trusted(authority: trustme.CA) -> None:
    with receiving(tls=server_tls(authority, NAME)) as server:
        answer = poster().post(f"https://{NAME}:{server.server_port}/", BODY, HEADERS)
    assert answer.error == "The certificate is not valid for the host."


def test_the_host_is_named_in_the_handshake(authority: trustme.CA) -> None:
    named: list[str | None] = []
    context = server_tls(authority, NAME)
    context.sni_callback = lambda _socket, name, _context: named.append(name)
    with receiving(tls=context) as server:
        poster(trust=trusting(authority)).post(f"https://{NAME}:{server.server_port}/", BODY, HEADERS)
    assert named == [NAME]


def test_plain_http_at_a_tls_address_is_an_error_not_a_crash() -> None:
    with receiving() as server:
        answer = poster().post(f"https://127.0.0.1:{server.server_port}/", BODY, HEADERS)
    assert answer.error == "No secure connection came about."


def _read_request(connection: socket.socket) -> None:
    connection.recv(65536)


def _drip(connection: socket.socket, over: threading.Event, first: bytes, drop: bytes) -> None:
    """Send `first`, then a drop every 50 ms: no single wait is ever long."""
    _read_request(connection)
    connection.sendall(first)
    while not over.wait(0.05):
        connection.sendall(drop)


def _silent(connection: socket.socket, over: threading.Event) -> None:
    _read_request(connection)
    over.wait(10)


SLOW = {
    "says nothing": _silent,
    "drips the status line": lambda c, over: _drip(c, over, b"HTTP/1.1 200 ", b"O"),
    "drips headers": lambda c, over: _drip(c, over, b"HTTP/1.1 200 OK\r\n", b"X-Drop: 1\r\n"),
    "drips one header": lambda c, over: _drip(c, over, b"HTTP/1.1 200 OK\r\nX-Drop: ", b"x"),
    "drips interim answers": lambda c, over: _drip(c, over, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("talk", SLOW.values(), ids=SLOW.keys())
def test_no_receiver_holds_us_past_the_deadline(talk: Callable[[socket.socket, threading.Event], None]) -> None:
    with raw_receiver(talk) as url:
        began = time.monotonic()
        answer = poster(total_seconds=0.7).post(url, BODY, HEADERS)
        took = time.monotonic() - began
    assert answer.status_code is None
    assert answer.error in {
        "No answer within 0.7 seconds.",
        "Nobody answered in time.",
        "The answer was no HTTP, or ended early.",
    }
    assert took < 1.5


def test_a_dripping_body_ends_at_the_deadline_and_the_status_stands() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    with raw_receiver(lambda c, over: _drip(c, over, head, b"x")) as url:
        began = time.monotonic()
        answer = poster(total_seconds=0.7).post(url, BODY, HEADERS)
        took = time.monotonic() - began
    assert (200, None) == (answer.status_code, answer.error)
    assert 0.6 < took < 1.5


def test_a_dripping_handshake_ends_at_the_deadline() -> None:
    with raw_receiver(lambda c, over: _drip(c, over, b"\x16\x03\x03\x40\x00", b"x")) as url:
        began = time.monotonic()
        answer = poster(total_seconds=0.7).post(url.replace("http://", "https://"), BODY, HEADERS)
    assert (None, True) == (answer.status_code, time.monotonic() - began < 1.5)


def test_a_resolver_that_hangs_ends_at_the_deadline() -> None:
    over = threading.Event()

    def hang(_name: str) -> list[str]:
        over.wait(10)
        return ["127.0.0.1"]

    began = time.monotonic()
    answer = poster(total_seconds=0.5, resolve=hang).post(f"http://{NAME}:1/", BODY, HEADERS)
    over.set()
    assert (None, True) == (answer.status_code, time.monotonic() - began < 1.5)


def test_of_a_huge_body_only_a_little_is_read() -> None:
    sent = [0]

    def pour(connection: socket.socket, over: threading.Event) -> None:
        _read_request(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with contextlib.suppress(OSError):
            while not over.is_set():
                sent[0] += connection.send(b"x" * 65536)

    with raw_receiver(pour) as url:
        answer = poster().post(url, BODY, HEADERS)
    assert answer.status_code == 200
    assert answer.seconds < 1
    assert sent[0] < 16 * 1024 * 1024  # what fits the buffers of both ends, not what the receiver had to give


NONSENSE = {
    "closes at once": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "a secret in place of a status": b"-ERR secret-token-of-the-receiver\r\n\r\n",
    "a bad length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
    "a bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret-token\r\n",
    "too many headers": b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 500 + b"\r\n",
    "a header without end": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("said", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_an_answer_and_none_of_it_is_kept(said: bytes) -> None:
    def talk(connection: socket.socket, _over: threading.Event) -> None:
        _read_request(connection)
        connection.sendall(said)

    with raw_receiver(talk) as url:
        answer = poster().post(url, BODY, HEADERS)
    assert "secret" not in repr(answer)
    assert answer.status_code == 200 or answer.error


def test_nobody_there_is_told_without_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    answer = poster().post(f"http://{NAME}:{port}/", BODY, HEADERS)
    assert answer.error == "The connection was refused."


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def test_sends_from_many_threads_do_not_mix(server: Receiver) -> None:
    shared = poster()
    threads = [threading.Thread(target=shared.post, args=(server.url, str(n).encode(), HEADERS)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(got.body) for got in server.received) == list(range(30))
