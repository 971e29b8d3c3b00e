"""What every submission is checked for before it is handed to the workflow."""

from __future__ import annotations

from typing import Any

from flask import g, request

from rashomon.api.callers import tenant
from rashomon.api.idempotency import fingerprint, idempotency_key
from rashomon.api.services import state, store
from rashomon.records.article import Submission
from rashomon.records.problems import FieldError, InvalidError, ProblemError, UnavailableError
from rashomon.workflows import read
from rashomon.workflows.submit import Idempotency


def asked_once(payload: Any) -> Idempotency | None:  # noqa: ANN401 - any JSON data
    """Return the call's Idempotency-Key with the digest of what it asks for."""
    key = idempotency_key(request.headers.get("Idempotency-Key"))
    return Idempotency(key, fingerprint(request.method, request.path, payload)) if key else None


def check(submission: Submission) -> None:
    """Refuse a text that is too large, and a callback address that webhooks are not sent to."""
    limit = state().settings.max_text_bytes
    if len(submission.text.encode()) > limit:
        error = FieldError("/text", f"Larger than {limit} bytes of UTF-8.")
        raise ProblemError("The text is too large.", reason="text_too_large", errors=(error,))
    check_address(submission.callback_url, pointer="/callback_url")


def check_address(url: str | None, *, pointer: str) -> None:
    """Refuse an address that webhooks are not sent to."""
    if url is None:
        return
    try:
        state().services.may_send(url)
    except ProblemError as error:
        raise InvalidError(
            "Webhooks are not sent there.", reason="callback_refused", errors=(FieldError(pointer, error.detail),)
        ) from error


def leave_room() -> None:
    """Refuse when the tenant has as much queued as it may."""
    quota = state().settings.queue_quota
    if quota is not None and read.queued_jobs(store(), tenant()) >= quota:
        raise UnavailableError(f"{quota} jobs are queued already.", reason="queue_full")


def request_id() -> str:
    """Return the id of the current request."""
    ident: str = g.request_id
    return ident
