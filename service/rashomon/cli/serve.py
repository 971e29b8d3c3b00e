"""`rashomon api`: gunicorn with threads around the web application."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from rashomon.api.problems import MEDIA_TYPE, REASONS, details
from rashomon.records.identity import random_id
from rashomon.records.problems import ProblemError

Options = dict[str, Any]
# What gunicorn refuses before the application sees it; the first class that fits names the reason.
REFUSALS: tuple[tuple[type[Exception], str], ...] = (
    (LimitRequestLine, "uri_too_long"),
    (LimitRequestHeaders, "headers_too_large"),
    (ParseException, "bad_request"),
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """A worker that ends waits when it is asked to stop, and refuses malformed requests with problem details like the rest."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End waits and streams first: they would hold the process for as long as their clients like."""
        self.wsgi.extensions["rashomon"].waits.close()
        super().handle_exit(sig, frame)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ANN401, ARG002 - gunicorn's
        """Answer what never reached the application."""
        reason = next((reason for kind, reason in REFUSALS if isinstance(exc, kind)), "internal_error")
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
