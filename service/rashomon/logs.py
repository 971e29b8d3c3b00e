"""Logs of every role: one JSON object a line, with the request's id, and never a word of an article or a secret.

What an exception says may quote whatever it was raised over, so only its kind and its place are written down.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

PLACES = 8  # innermost frames of an error that are named
QUIET = ("urllib3", "kombu", "amqp", "alembic", "werkzeug")  # these tell every step at INFO


def configure(*, role: str, level: str) -> None:
    """Let all loggers of this process, ours and the libraries', write JSON lines to standard error."""

    def with_role(_logger: Any, _name: str, line: EventDict) -> EventDict:  # noqa: ANN401 - structlog's shape
        return {**line, "role": role}

    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        with_role,
        without_words,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    last: list[Processor] = [ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()]
    handler.setFormatter(ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def without_words(_logger: Any, _name: str, line: EventDict) -> EventDict:  # noqa: ANN401 - structlog's shape
    """Put the kind and the place of an exception in the place of what it says."""
    told = line.pop("exc_info", None)
    line.pop("stack_info", None)
    record = line.get("_record")
    error = told if isinstance(told, BaseException) else told[1] if isinstance(told, tuple) else sys.exc_info()[1]
    if not told or error is None:
        return line
    if record is not None and not line.get("_from_structlog", True):
        line["event"] = str(record.msg)  # before its arguments: the error itself is often one of them
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {**line, "error": type(error).__name__, "where": where}
