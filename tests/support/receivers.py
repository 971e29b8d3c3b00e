"""Receivers of webhooks: real servers on the loopback that behave and misbehave as told."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What a receiver answers, after so many seconds."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"thank you"
    after: float = 0.0


@dataclass(frozen=True)
class Received:
    """What a receiver was sent."""

    at: float
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver(ThreadingHTTPServer):
    """Answers with the next of its replies, the last one for ever, and remembers what came."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *replies: Reply, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies = list(replies or (Reply(),))
        self.received: list[Received] = []
        self.under_way = self.most_under_way = 0
        self.lock = threading.Lock()
        self.tls = tls

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def finish_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:
        with contextlib.suppress(OSError):  # a sender that does not like our certificate, or cuts us off
            wrapped = self.tls.wrap_socket(request, server_side=True) if self.tls else request
            with wrapped:
                super().finish_request(wrapped, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        with server.lock:
            server.received.append(Received(time.monotonic(), self.path, dict(self.headers), body))
            reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
            server.under_way += 1
            server.most_under_way = max(server.most_under_way, server.under_way)
        time.sleep(reply.after)
        with server.lock:
            server.under_way -= 1
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def receiving(*replies: Reply, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver."""
    with Receiver(*replies, tls=tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def raw_receiver(talk: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Run a server that does with each connection what `talk` does; yields its URL."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def serve() -> None:
            while not over.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection, contextlib.suppress(OSError):
                    talk(connection, over)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/hook"
        finally:
            over.set()
            thread.join()
