"""What can go wrong, as a tree: catch the branch you can do something about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon_sdk.records import Job


class RashomonError(Exception):
    """Everything this package raises on purpose."""


class NoAnswerError(RashomonError):
    """The service did not answer: no connection, or none in time. There is no status, because nobody gave one."""


class WaitTimeoutError(RashomonError):
    """The job was not over in time; `job` is its last known state, and it goes on."""

    def __init__(self, job: Job, seconds: float) -> None:
        super().__init__(f"job {job.id} is still {job.status} after {seconds:.0f} s")
        self.job = job


class JobFailedError(RashomonError):
    """The job ended without success; `job.error` says why."""

    def __init__(self, job: Job) -> None:
        why = f"{job.error.reason}: {job.error.detail}" if job.error else job.status
        super().__init__(f"job {job.id} {job.status}: {why}")
        self.job = job


class WebhookVerificationError(RashomonError):
    """A message is not to be believed; `reason` is stable.

    `missing_header`, `bad_timestamp`, `stale`, `bad_signature`, `replayed`; signed, but `not_json`; and on the receiver's own
    side `no_key`, `bad_key`, `needs_cryptography`.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class ApiError(RashomonError):
    """The service answered with a problem. `reason` is stable; `errors` are `{pointer, detail}` of the offending places."""

    def __init__(self, status: int, problem: dict[str, Any], *, retry_after: float | None = None) -> None:
        self.status = status
        self.reason: str = problem.get("reason") or "unknown"
        self.detail: str = problem.get("detail") or problem.get("title") or "no detail"
        self.request_id: str | None = problem.get("request_id")
        self.retryable = bool(problem.get("retryable"))
        self.errors: list[dict[str, str]] = problem.get("errors") or []
        self.retry_after = retry_after
        places = "".join(f"; {e.get('pointer')}: {e.get('detail')}" for e in self.errors)
        super().__init__(f"{status} {self.reason}: {self.detail}{places} (request {self.request_id})")


class InvalidRequestError(ApiError):
    """400, 406, 413, 415, 422: the request is not acceptable; the same again will fail again."""


class AuthenticationError(ApiError):
    """401: no key, or one that is not known."""


class PermissionDeniedError(ApiError):
    """403: the key lacks the scope."""


class NotFoundError(ApiError):
    """404: no such thing for this key."""


class GoneError(ApiError):
    """410: it existed and does no more."""


class ConflictError(ApiError):
    """409: the request contradicts what is stored."""


class PreconditionError(ApiError):
    """412, 428: it changed since it was read, or the condition is missing."""


class RateLimitedError(ApiError):
    """429: too much; `retry_after` seconds."""


class ServerError(ApiError):
    """5xx: the service failed or is not available."""


BY_STATUS: dict[int, type[ApiError]] = {
    400: InvalidRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    406: InvalidRequestError,
    409: ConflictError,
    410: GoneError,
    412: PreconditionError,
    413: InvalidRequestError,
    415: InvalidRequestError,
    422: InvalidRequestError,
    428: PreconditionError,
    429: RateLimitedError,
}


def api_error(status: int, problem: dict[str, Any], *, retry_after: float | None = None) -> ApiError:
    """Return the error of the tree for a status."""
    kind = BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    return kind(status, problem, retry_after=retry_after)
