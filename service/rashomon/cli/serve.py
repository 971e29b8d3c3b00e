"""`rashomon api`: gunicorn with threads around the web application."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http import get_parser
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from rashomon.api.problems import MEDIA_TYPE, REASONS, details
from rashomon.cli.turns import READING, NoTurn, Reread, Turns
from rashomon.records.identity import random_id
from rashomon.records.problems import ProblemError

Options = dict[str, Any]
# What gunicorn refuses before the application sees it; the first class that fits names the reason.
REFUSALS: tuple[tuple[type[Exception], str], ...] = (
    (LimitRequestLine, "uri_too_long"),
    (LimitRequestHeaders, "headers_too_large"),
    (ParseException, "bad_request"),
)


LATER = object()  # what became of a request that waits for its turn
LINGER = 0.5  # seconds a closed connection waits for its client to close, too, so that the answer is not cut


class Patience:
    """A client's socket that a request must have come through in time: a slow client would hold its thread for ever."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock, self._seconds = sock, seconds
        self._end = 0.0

    def begin(self) -> None:
        """Give the next request its time."""
        self._end = time.monotonic() + self._seconds

    def recv(self, size: int) -> bytes:
        """Return what has come; ProblemError `request_timeout` when the time is over."""
        self._sock.settimeout(max(0.001, self._end - time.monotonic()))
        try:
            return self._sock.recv(size)
        except TimeoutError as error:
            raise ProblemError("The request did not arrive in time.", reason="request_timeout") from error
        finally:
            self._sock.settimeout(self._seconds)  # of one write, for a client that does not take its answer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else gunicorn asks of a socket
        return getattr(self._sock, name)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """A worker that ends waits when it is asked to stop, and refuses slow and malformed requests with problem details.

    Requests that change something hold half of its threads at most: all of those may have to wait for one disk, and whoever
    only asks, or looks whether the process lives, shall not wait with them.
    """

    def init_process(self) -> None:
        """Begin, with as many turns as half of the threads."""
        self.turns = Turns(max(1, self.cfg.threads // 2))
        super().init_process()

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 - gunicorn's
        """Handle one request of a connection, within its time; LATER when it waits for its turn."""
        if conn.parser is None:
            conn.patience = Patience(conn.sock, self.wsgi.extensions["rashomon"].settings.request_seconds)
            conn.parser = Reread(get_parser(self.cfg, conn.patience, conn.client))
            conn.in_turn = False  # until a turn is handed to it
        conn.patience.begin()
        try:
            kept = super().handle(conn)
        except NoTurn:
            if self.turns.take_or_wait(conn):
                self._resume(conn)
            return LATER
        if kept is False:  # gunicorn would linger in its main thread, where one idle client keeps all others waiting
            util.close_graceful(conn.sock, timeout=LINGER)
            conn.close = lambda **_: None
        return kept

    def handle_request(self, req: Any, conn: Any) -> Any:  # noqa: ANN401 - gunicorn's
        """Answer a request; NoTurn when it would change something and as many as may do so already."""
        if req.method in READING:
            return super().handle_request(req, conn)
        if not (conn.in_turn or self.turns.take()):
            conn.parser.keep(req)
            raise NoTurn
        conn.in_turn = False
        try:
            return super().handle_request(req, conn)
        finally:
            heir = self.turns.hand_on()
            if heir is not None:
                self._resume(heir)

    def finish_request(self, conn: Any, fs: Any) -> None:  # noqa: ANN401 - gunicorn's
        """Look after a connection whose request was answered."""
        if fs.cancelled() or fs.exception() is not None or fs.result() is not LATER:
            super().finish_request(conn, fs)

    def _resume(self, conn: Any) -> None:  # noqa: ANN401 - gunicorn's
        conn.in_turn = True
        self.enqueue_req(conn)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End waits and streams first: they would hold the process for as long as their clients like."""
        self.wsgi.extensions["rashomon"].waits.close()
        super().handle_exit(sig, frame)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ANN401, ARG002 - gunicorn's
        """Answer what never reached the application."""
        reason = next((reason for kind, reason in REFUSALS if isinstance(exc, kind)), "internal_error")
        reason = exc.reason if isinstance(exc, ProblemError) else reason
        kind = REASONS[reason]
        if reason == "internal_error":
            self.log.error("request failed outside of the application", exc_info=exc)
        body = json.dumps(details(ProblemError(kind.meaning, reason=reason), request_id=random_id("req"))).encode()
        head = f"HTTP/1.1 {kind.status} {kind.title}\r\nConnection: close\r\nContent-Type: {MEDIA_TYPE}\r\n"
        try:
            util.write_nonblock(client, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        except OSError:
            self.log.debug("the client is gone")


class Log(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's messages, written as everybody's."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 - gunicorn's configuration
        """Leave writing to the root logger."""
        self.cfg = cfg
        self.error_log.handlers = []
        self.error_log.propagate = True


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn, configured in code: no file and no command line of its own."""

    def __init__(self, make: Callable[[], Any], options: Options) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options as they are."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - a WSGI application
        """Make the application, in each worker process after the fork."""
        return self._make()
