"""A batch: one article a line, each line judged for itself."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import ValidationError

from rashomon.api.answers import answer
from rashomon.api.arguments import invalid
from rashomon.api.bodies import read_body, require_media_type, strict_json
from rashomon.api.callers import tenant
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.problems import body_of
from rashomon.api.schemas.submission import SubmissionSchema
from rashomon.api.services import store
from rashomon.api.submitting import asked_once, check, leave_room, request_id
from rashomon.records.article import Submission
from rashomon.records.plain import to_plain
from rashomon.records.problems import InvalidError, ProblemError
from rashomon.workflows import submit
from rashomon.workflows.submit import LineResult

room = Room("batch", __name__, url_prefix="/v1", description="Many articles at once.")
MAX_LINES = 1000
MEDIA = ("application/x-ndjson", "application/ndjson", "application/jsonl")
LINES = {
    "description": "One article a line, as `submitArticle` takes it; up to 8 MiB or 1,000 lines.",
    "required": True,
    "content": {MEDIA[0]: {"schema": {"type": "string", "minLength": 1}}},
}


@operation(
    room, "/articles/batch", method="POST", name="submitBatch", requestBody=LINES,
    replies=(Reply(202, "BatchResult", what="What became of each line; the job is over when every article is."),
             Reply(200, "BatchResult", what="The first answer to this Idempotency-Key, again.")),
)  # fmt: skip
def submit_batch() -> Response:
    """Submit many articles, one JSON object a line.

    A line that is refused harms no other. The batch is one job; `GET /v1/jobs/{id}/items` pages the states of its articles.
    """
    require_media_type(request, *MEDIA)
    raw = read_body(request)
    lines = [line for line in raw.split(b"\n") if line.strip()]
    if not lines:
        raise InvalidError("The batch has no line.")
    if len(lines) > MAX_LINES:
        raise ProblemError(f"The batch has {len(lines)} lines; send at most {MAX_LINES}.", reason="too_large")
    leave_room()
    once = asked_once(raw.decode("utf-8", "backslashreplace"))
    taken = submit.submit_batch(store(), tenant(), [_read(line) for line in lines], idempotency=once, request_id=request_id())
    headers = {"Location": f"/v1/jobs/{taken.job.id}", **({"Idempotency-Replayed": "true"} if taken.replayed else {})}
    return answer({**to_plain(taken.job), "lines": [_told(line) for line in taken.lines]}, 202, headers=headers)


def _read(line: bytes) -> Submission | ProblemError:
    try:
        submission: Submission = SubmissionSchema().load(strict_json(line))
        check(submission)
    except ValidationError as error:
        return invalid(error)
    except ProblemError as error:
        return error
    return submission


def _told(line: LineResult) -> dict[str, Any]:
    return {
        "index": line.index,
        "outcome": line.outcome,
        "job_id": line.job_id,
        "article_id": line.article_id,
        "problem": body_of(line.refused) if line.refused else None,
    }
