"""Everything difficult about a call: sessions, tries, deadlines and errors. Resources only name a path."""

from __future__ import annotations

import ipaddress
import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rashomon_sdk.errors import ApiError, NoAnswerError, api_error

if TYPE_CHECKING:  # loaded when a call is made: importing this package is to cost nothing that a script may not need
    import requests

RETRY_STATUSES = frozenset({429, 502, 503, 504})
BUDGET = 100.0  # tokens; a further try costs RETRY_COST, a good answer gives one back: an outage is not made worse
RETRY_COST = 5.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How often and how long to try. Seconds; `deadline` is over all tries, `longest_pause` what we wait of a Retry-After."""

    tries: int = 5
    base_pause: float = 0.25
    longest_pause: float = 8.0
    longest_retry_after: float = 60.0
    connect_timeout: float = 5.0
    read_timeout: float = 60.0
    deadline: float = 120.0


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a resource describes it; `json` None sends no body."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0  # seconds that the service may take on purpose (`Prefer: wait`)


class Transport:
    """Sends calls; safe to share between threads, and usable in the child after a fork."""

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        *,
        policy: Policy,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._key = api_key
        self._policy = policy
        self._sleep = sleep
        self._clock = clock
        self._local = threading.local()
        self._sessions: list[requests.Session] = []
        self._lock = threading.Lock()
        self._budget = BUDGET

    def json(self, call: Call) -> Any:  # noqa: ANN401 - whatever JSON the service sends
        """Return the answer's JSON; None for an answer without a body."""
        answer = self.send(call)
        if not answer.content:
            return None
        try:
            return answer.json()
        except ValueError as error:  # a proxy's page, or another service
            raise NoAnswerError(f"{call.method} {call.path}: what answered is not the service: {error}") from error

    def text(self, call: Call) -> str:
        """Return the answer as text, which is UTF-8 whatever its header says."""
        return self.send(call).content.decode("utf-8")

    def chunks(self, call: Call) -> Iterator[bytes]:
        """Stream the answer as it comes; NoAnswerError when it breaks off."""
        import requests  # noqa: PLC0415 - see above

        with self.send(call, stream=True) as answer:
            try:
                yield from answer.iter_content(None)
            except requests.RequestException as error:
                raise NoAnswerError(f"{call.method} {call.path} broke off: {error}") from error

    def lines(self, call: Call) -> Iterator[str]:
        """Stream the answer line by line, each as soon as it is there, empty ones too."""
        rest = b""
        for chunk in self.chunks(call):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line.decode("utf-8").rstrip("\r") for line in whole)

    def send(self, call: Call, *, stream: bool = False) -> requests.Response:
        """Return a good answer; raise ApiError or NoAnswerError after the tries that the policy allows."""
        headers = self._headers(call)
        end = self._clock() + self._policy.deadline + call.wait
        attempt = 0
        while True:
            attempt += 1
            error = self._once(call, headers, end, stream=stream)
            if not isinstance(error, ApiError | NoAnswerError):
                self._refund()
                return error
            pause = self._pause(error, attempt)
            if pause is None or self._clock() + pause >= end or not self._spend():
                raise error
            self._sleep(pause)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for session in self._sessions:
                session.close()
            self._sessions.clear()
        self._local = threading.local()

    def _once(
        self, call: Call, headers: Mapping[str, str], end: float, *, stream: bool
    ) -> requests.Response | ApiError | NoAnswerError:
        import requests  # noqa: PLC0415 - see above

        left = max(0.1, end - self._clock())
        timeouts = (min(self._policy.connect_timeout, left), min(self._policy.read_timeout + call.wait, left))
        try:
            answer = self._session().request(
                call.method,
                self._base + call.path,
                params=list(_pairs(call.query)),
                json=call.json,
                data=call.content,
                headers=dict(headers),
                auth=_as_it_is,
                timeout=timeouts,
                allow_redirects=False,
                stream=stream,
            )
        except requests.RequestException as error:
            return NoAnswerError(f"{call.method} {call.path}: {error}")
        if answer.ok and not answer.is_redirect:
            return answer
        with answer:
            return api_error(answer.status_code, _problem(answer), retry_after=_retry_after(answer))

    def _headers(self, call: Call) -> dict[str, str]:
        headers = {"Accept": "application/json", **call.headers}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        if call.method == "POST":  # made once, so that every try is the same request
            headers.setdefault("Idempotency-Key", os.urandom(16).hex())
        return headers

    def _pause(self, error: ApiError | NoAnswerError, attempt: int) -> float | None:
        """Return how long to wait before the next try (full jitter), None when there is to be none."""
        policy = self._policy
        if attempt >= policy.tries:
            return None
        if isinstance(error, ApiError):
            if error.status not in RETRY_STATUSES:
                return None
            if error.retry_after is not None:
                return error.retry_after if error.retry_after <= policy.longest_retry_after else None
        highest = min(policy.longest_pause, policy.base_pause * 2 ** (attempt - 1))
        return random.uniform(0, highest)  # noqa: S311 - jitter, no secret

    def _spend(self) -> bool:
        with self._lock:
            if self._budget < RETRY_COST:
                return False
            self._budget -= RETRY_COST
            return True

    def _refund(self) -> None:
        with self._lock:
            self._budget = min(BUDGET, self._budget + 1)

    def _session(self) -> requests.Session:
        """Return this thread's session; a forked child gets its own, since sockets must not be shared."""
        import requests  # noqa: PLC0415 - see above

        if getattr(self._local, "owner", None) != os.getpid():
            self._local.owner = os.getpid()
            self._local.session = requests.Session()
            self._local.session.trust_env = not _is_loopback(self._base)  # no proxy reaches this machine's own loopback
            with self._lock:
                self._sessions.append(self._local.session)
        session: requests.Session = self._local.session
        return session


def _pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield a query as the service reads it: lists repeat their name, a mapping's keys follow a dot, None is left out."""
    for name, value in query.items():
        if isinstance(value, Mapping):
            yield from _pairs({f"{name}.{key}": part for key, part in value.items()})
        elif isinstance(value, list | tuple | set | frozenset):
            yield from ((name, str(part)) for part in value)
        elif value is not None:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave a request alone: without this, requests puts a password of ~/.netrc in the place of the key."""
    return request


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _problem(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if isinstance(body, dict):
        return body
    return {"reason": "unknown", "detail": answer.text[:200] or answer.reason, "request_id": answer.headers.get("X-Request-Id")}


def _retry_after(answer: requests.Response) -> float | None:
    value = answer.headers.get("Retry-After")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - seldom needed

    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
