"""Server-sent events, as far as the service uses them: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One event of a stream; `id` is what to come back with as `Last-Event-ID`."""

    id: str | None
    event: str
    data: str

    def json(self) -> Any:  # noqa: ANN401 - whatever JSON the service sends
        """Return the data read as JSON."""
        return json.loads(self.data)


def messages(lines: Iterable[str]) -> Iterator[Message]:
    """Yield whole messages; comments are passed over, and a last message without its empty line is none."""
    ident, kind, data = None, "message", list[str]()
    for line in lines:
        if not line:
            if data:
                yield Message(ident, kind, "\n".join(data))
            kind, data = "message", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "id":
            ident = value
        elif field == "event":
            kind = value
        elif field == "data":
            data.append(value)
