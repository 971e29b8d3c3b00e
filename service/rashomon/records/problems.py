"""What can go wrong, by stable reason. One table maps a reason to HTTP in `api/problems.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One offending place of a request: a JSON pointer and one sentence."""

    pointer: str
    detail: str


class ProblemError(Exception):
    """Anything a client must be told: a stable `reason`, one sentence, and whether the same call may work later."""

    reason = "internal_error"
    retryable = False

    def __init__(
        self,
        detail: str,
        *,
        reason: str | None = None,
        retryable: bool | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        if reason is not None:
            self.reason = reason
        if retryable is not None:
            self.retryable = retryable


class UnreadableError(ProblemError):
    """The text cannot be read (not text, no words, a language we do not read)."""

    reason = "unreadable_text"


class UnsupportedLanguageError(UnreadableError):
    """The text is not in a language we read."""

    reason = "unsupported_language"


class NotFoundError(ProblemError):
    """No such thing for this tenant."""

    reason = "not_found"


class ConflictError(ProblemError):
    """The request contradicts what is stored."""

    reason = "conflict"


class InvalidError(ProblemError):
    """The request is well formed but not acceptable; `errors` point at the places."""

    reason = "invalid"


class GoneError(ProblemError):
    """It existed and does no more."""

    reason = "gone"


class UnavailableError(ProblemError):
    """Not now: try again later."""

    reason = "unavailable"
    retryable = True
