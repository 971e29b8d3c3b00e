"""`rashomonctl listen`: a receiver of webhooks for development, on this machine; it believes nothing unsigned."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rashomon_sdk.client import Client
from rashomon_sdk.errors import RashomonError, WebhookVerificationError
from rashomon_sdk.webhooks import SeenIds, WebhookEvent, verify

LARGEST = 1024 * 1024  # bytes of a message


class Receiver(ThreadingHTTPServer):
    """Verifies what is posted to it: 204 for a message that holds (or came before), 400 for any other."""

    daemon_threads = True

    def __init__(self, port: int, *, told: Callable[[WebhookEvent], None], refused: Callable[[str], None]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.secrets: list[str] = []
        self.told = told
        self.refused = refused
        self.seen = SeenIds()

    @property
    def url(self) -> str:
        """Where to send messages to."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    timeout = 10

    def do_POST(self) -> None:
        """Take a message."""
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(size, LARGEST))
        try:
            event = verify(body, dict(self.headers.items()), self.server.secrets, seen=self.server.seen)
        except WebhookVerificationError as error:
            if error.reason != "replayed":  # a replay is a try whose first answer got lost
                self.server.refused(f"{error.reason}: {error.detail}")
            self._answer(204 if error.reason == "replayed" else 400)
            return
        self._answer(204)
        self.server.told(event)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet: what arrives is printed once it is verified."""


@contextmanager
def serving(receiver: Receiver) -> Iterator[None]:
    """Receive in the background until the block ends."""
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        receiver.shutdown()
        receiver.server_close()
        thread.join()


@contextmanager
def registered(client: Client, receiver: Receiver, event_types: tuple[str, ...]) -> Iterator[str]:
    """Make an endpoint for the receiver, and remove it when the block ends, however it ends."""
    made = client.webhook_endpoints.create(receiver.url, event_types=event_types, description="rashomonctl listen")
    receiver.secrets = [made.secret]
    try:
        yield made.endpoint.id
    finally:
        with suppress(RashomonError):  # the service may be gone before us
            client.webhook_endpoints.delete(made.endpoint.id)
