"""Between a client and the service, breaking what it is told to: what a program must live with, on demand."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host", "te", "upgrade"})
Fault = Callable[["_Handler"], None]


class Faults(ThreadingHTTPServer):
    """Passes requests on to the service; faults are used up one a request, in the order in which they were told."""

    daemon_threads = True

    def __init__(self, service_url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = urlsplit(service_url).netloc
        self.passed: list[str] = []
        self._faults: deque[Fault] = deque()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """Where clients are to go instead of the service."""
        return f"http://127.0.0.1:{self.server_port}"

    def refuse(self, times: int = 1) -> None:
        """Cut the connection before the service hears anything."""
        self._faults.extend([_cut] * times)

    def lose_answer(self, times: int = 1) -> None:
        """Let the service do its work, and cut the connection before the client hears of it."""
        self._faults.extend([_lose] * times)

    def answer(self, status: int, *, retry_after: int | None = None, times: int = 1) -> None:
        """Answer in the place of the service."""
        self._faults.extend([lambda handler: handler.problem(status, retry_after)] * times)

    def delay(self, seconds: float, times: int = 1) -> None:
        """Let the client wait, then pass on."""

        def late(handler: _Handler) -> None:
            time.sleep(seconds)
            handler.pass_on()

        self._faults.extend([late] * times)

    def next_fault(self) -> Fault | None:
        """Return the fault for the request that has come."""
        try:
            return self._faults.popleft()
        except IndexError:
            return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Faults
    body: bytes

    def handle_request(self) -> None:
        """Take one request."""
        self.close_connection = True
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.next_fault()
        if fault:
            fault(self)
        else:
            self.pass_on()

    do_GET = do_POST = do_PATCH = do_DELETE = handle_request  # noqa: N815 - names of the standard library

    def pass_on(self) -> None:
        """Let the service answer."""
        answer, body = self.ask()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def ask(self) -> tuple[HTTPResponse, bytes]:
        """Ask the service; return its answer and the body of it."""
        self.server.passed.append(f"{self.command} {self.path}")
        connection = HTTPConnection(self.server.service, timeout=120)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
            connection.request(self.command, self.path, body=self.body or None, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def problem(self, status: int, retry_after: int | None) -> None:
        """Answer with a problem as the service would."""
        body = b'{"reason": "injected", "detail": "The test asked for it.", "retryable": true, "errors": []}'
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        if retry_after is not None:
            self.send_header("Retry-After", str(retry_after))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the standard library's
        """Keep quiet."""


def _cut(_: _Handler) -> None:
    """Answer nothing: the connection is closed when the handler returns."""


def _lose(handler: _Handler) -> None:
    handler.ask()
