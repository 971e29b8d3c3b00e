"""One POST to a checked address under one deadline: no redirects, proxies or cookies, and nothing kept of the answer's body."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import certifi

from rashomon.webhooks.deadlines import Deadline, cut_off
from rashomon.webhooks.guard import Guard, Route
from rashomon.webhooks.targets import RefusedError

TOTAL_SECONDS = 15.0
CONNECT_SECONDS = 5.0  # per address, so that one dead address leaves time for the next
ANSWER_BYTES = 16 * 1024  # read for the receiver's sake: closing on unread bytes would look like a crash there


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or an error that names no address. `retry_after` in seconds."""

    status_code: int | None
    error: str | None
    retry_after: float | None
    seconds: float


def public_trust() -> ssl.SSLContext:
    """Return the certificate authorities that browsers trust, whatever this machine's own store holds."""
    return ssl.create_default_context(cafile=certifi.where())


class Poster:
    """Sends messages; safe to share among threads. A connection serves one message."""

    def __init__(self, guard: Guard, *, trust: ssl.SSLContext | None = None, total_seconds: float = TOTAL_SECONDS) -> None:
        self._guard = guard
        self._trust = trust or public_trust()
        self._total = total_seconds

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send once; whatever goes wrong is told in the answer."""
        began = time.monotonic()
        deadline = Deadline(self._total)
        status, retry_after, error = None, None, None
        try:
            status, retry_after = self._exchange(self._guard.check(url, deadline), body, headers, deadline)
        except RefusedError as refused:
            error = refused.detail
        except (OSError, http.client.HTTPException, ValueError) as failure:  # ValueError: an answer that is no HTTP
            error = f"No answer within {self._total:g} seconds." if deadline.passed else _told(failure)
        return Answer(status, error, retry_after, round(time.monotonic() - began, 3))

    def _exchange(self, route: Route, body: bytes, headers: Mapping[str, str], deadline: Deadline) -> tuple[int, float | None]:
        with ExitStack() as stack:
            sock = stack.enter_context(dial(route, deadline))
            stack.enter_context(cut_off(sock, deadline))
            connection = http.client.HTTPConnection(route.target.host, route.target.port)
            connection.default_port = 443 if route.target.secure else 80  # leaves the usual port out of `Host`
            connection.sock = self._secured(sock, route) if route.target.secure else sock
            stack.callback(connection.close)
            connection.request("POST", route.target.path, body=body, headers=dict(headers))
            response = connection.getresponse()
            if deadline.passed:  # http.client takes a head that was cut off for a whole one
                raise TimeoutError
            _drain(response)
            return response.status, _retry_after(response.getheader("Retry-After"))

    def _secured(self, sock: socket.socket, route: Route) -> ssl.SSLSocket:
        """Wrap a connection; the certificate must be the host's, though we dialled an address."""
        return self._trust.wrap_socket(sock, server_hostname=route.target.host)


def dial(route: Route, deadline: Deadline) -> socket.socket:
    """Connect to the first of the checked addresses that answers. No name is looked up here: there is nothing to rebind."""
    failure: OSError = OSError("no address")
    for address in route.addresses:
        if deadline.passed:
            raise TimeoutError
        try:
            sock = socket.create_connection((address, route.target.port), timeout=min(CONNECT_SECONDS, deadline.left))
        except OSError as error:
            failure = error
            continue
        sock.settimeout(max(deadline.left, 0.001))  # nothing sent and nothing received may block longer than that
        return sock
    raise failure


def _drain(response: http.client.HTTPResponse) -> None:
    """Read a little of the body and forget it; the status was said before it and stands, however the body goes on."""
    try:
        response.read(ANSWER_BYTES)
    except (OSError, http.client.HTTPException, ValueError):
        return


def _told(failure: Exception) -> str:
    """Say what went wrong in our words: the failure's own may carry addresses, or bytes of the receiver's answer."""
    if isinstance(failure, ssl.SSLCertVerificationError):
        return "The certificate is not valid for the host."
    if isinstance(failure, ssl.SSLError):
        return "No secure connection came about."
    if isinstance(failure, http.client.HTTPException | ValueError):
        return "The answer was no HTTP, or ended early."
    if isinstance(failure, TimeoutError):
        return "Nobody answered in time."
    if isinstance(failure, ConnectionRefusedError):
        return "The connection was refused."
    return "The connection failed."


def _retry_after(value: str | None) -> float | None:
    """Read `Retry-After`: seconds, or a date."""
    if value is None:
        return None
    if value.strip().isdecimal() and value.isascii():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
