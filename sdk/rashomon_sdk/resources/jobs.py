"""`/v1/jobs`: watch, wait, cancel, retry."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Unpack

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.errors import JobFailedError, NoAnswerError, WaitTimeoutError
from rashomon_sdk.filters import JobFilters
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Job, JobItem
from rashomon_sdk.sse import messages

LONGEST_WAIT = 30.0  # what the service grants one request
SHORTEST_TURN = 0.2  # when the service answers at once instead of waiting


class Jobs:
    """The asynchronous work of the service."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, job_id: str, *, wait: float = 0.0) -> Job:
        """Return a job, after up to `wait` seconds if it is not over."""
        headers = {"Prefer": f"wait={wait:g}"} if wait else {}
        return Job.from_json(self._transport.json(Call("GET", f"/v1/jobs/{job_id}", headers=headers, wait=wait)))

    def wait(
        self,
        job: Job | str,
        *,
        timeout: float = 300.0,
        progress: Callable[[Job], None] | None = None,
        check: bool = True,
    ) -> Job:
        """Return the job when it is over, calling `progress` with each state seen.

        WaitTimeoutError (with `.job`) after `timeout` seconds; with `check`, JobFailedError when it ended without success.
        """
        end = time.monotonic() + timeout
        state = self.get(job) if isinstance(job, str) else job
        while True:
            if progress:
                progress(state)
            if state.over:
                break
            left = end - time.monotonic()
            if left <= 0:
                raise WaitTimeoutError(state, timeout)
            began = time.monotonic()
            state = self.get(state.id, wait=round(min(LONGEST_WAIT, left), 1))
            if not state.over:
                time.sleep(max(0.0, min(SHORTEST_TURN - (time.monotonic() - began), left)))
        if check and state.status != "succeeded":
            raise JobFailedError(state)
        return state

    def stream(self, job: Job | str, *, timeout: float = 300.0) -> Iterator[Job]:
        """Yield each state of a job as it comes, the last when it is over; WaitTimeoutError after `timeout` seconds.

        A stream that breaks off is taken up again where it was.
        """
        job_id = job if isinstance(job, str) else job.id
        end, seen, state = time.monotonic() + timeout, None, None
        while time.monotonic() < end:
            headers = {"Accept": "text/event-stream", **({"Last-Event-ID": seen} if seen else {})}
            try:
                for message in messages(self._transport.lines(Call("GET", f"/v1/jobs/{job_id}/stream", headers=headers))):
                    seen, state = message.id, Job.from_json(message.json())
                    yield state
                    if state.over:
                        return
            except NoAnswerError:
                if state is None:
                    raise
            time.sleep(SHORTEST_TURN)
        raise WaitTimeoutError(state or self.get(job_id), timeout)

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Unpack[JobFilters]) -> Pager[Job]:
        """Iterate over jobs, newest first."""
        return Pager(self._transport, "/v1/jobs", {**filters, "limit": limit, "cursor": cursor}, Job)

    def items(self, job_id: str, *, limit: int = 100, cursor: str | None = None) -> Pager[JobItem]:
        """Iterate over the articles of a batch, with the state of each."""
        return Pager(self._transport, f"/v1/jobs/{job_id}/items", {"limit": limit, "cursor": cursor}, JobItem)

    def cancel(self, job_id: str) -> Job:
        """End a job that is not over."""
        return Job.from_json(self._transport.json(Call("POST", f"/v1/jobs/{job_id}/cancel")))

    def retry(self, job_id: str) -> Job:
        """Run a job that did not succeed again."""
        return Job.from_json(self._transport.json(Call("POST", f"/v1/jobs/{job_id}/retry")))
