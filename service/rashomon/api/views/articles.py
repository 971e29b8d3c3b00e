"""Articles: submitted, listed, read, deleted, and the reports read out of them."""

from __future__ import annotations

from typing import Any

from flask import Response, g

from rashomon.api.answers import answer, json_bytes
from rashomon.api.callers import tenant
from rashomon.api.conditional import require_match
from rashomon.api.describe import whole_or_picked
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, answer_page, shown
from rashomon.api.schemas.fields import Flag
from rashomon.api.schemas.filters import Query, list_query, paging, picking
from rashomon.api.schemas.submission import SubmissionSchema
from rashomon.api.services import store
from rashomon.api.submitting import asked_once, check, leave_room, request_id
from rashomon.api.waiting import job_answer
from rashomon.records.article import Article, Submission
from rashomon.records.query import Filters, Slice
from rashomon.records.report import Report
from rashomon.workflows import read, submit

room = Room("articles", __name__, url_prefix="/v1", description="One text as one outlet published it.")
KEPT = frozenset({"source", "external_id", "metadata", "since", "until", "q"})
ArticleQuery = Query.from_dict({"fields": picking(Article)}, name="ArticleQuery")
ArticleListQuery = list_query(Article, sorts=(), formats=(), without=tuple(set(Filters.__dataclass_fields__) - KEPT))
ReportsQuery = Query.from_dict(
    {**paging(), "fields": picking(Report), "explain": Flag(metadata={"description": "With the reasons behind the values."})},
    name="ReportsQuery",
)
QUEUED = Reply(202, "Job", what="Stored and queued; `Location` is the job.")
KNOWN = Reply(200, "Job", what="Known already, or done within `Prefer: wait`.")


@operation(room, "/articles", method="POST", name="submitArticle", body=SubmissionSchema, replies=(QUEUED, KNOWN))
def submit_article(submission: Submission) -> Response:
    """Submit one article.

    The article, its job and the message to the worker are stored in one transaction before the answer. The same source and
    text again answers 200 with the job it has. `Prefer: wait=N` answers when the job is over.
    """
    check(submission)
    leave_room()
    taken = submit.submit_article(store(), tenant(), submission, idempotency=asked_once(g.payload), request_id=request_id())
    replayed = {"Idempotency-Replayed": "true"} if taken.replayed else {}
    return job_answer(taken.job, fresh=taken.created, headers=replayed)


@operation(room, "/articles", name="listArticles", query=ArticleListQuery, replies=(Reply(200, "ArticlePage"),))
def list_articles(query: dict[str, Any]) -> Response:
    """List articles, latest received first."""

    def rows(limit: int, after: Key | None) -> Slice[Any]:
        return read.list_articles(store(), tenant(), query["filters"], limit=limit, after=after)

    return answer_page(rows, query)


@operation(
    room,
    "/articles/<ident:article_id>",
    name="getArticle",
    query=ArticleQuery,
    replies=(Reply(200, whole_or_picked("Article")),),
)
def get_article(query: dict[str, Any], *, article_id: str) -> Response:
    """Read one article; its text is as it was submitted, or null once text retention has dropped it."""
    return answer(shown(read.get_article(store(), tenant(), article_id), query))


@operation(room, "/articles/<ident:article_id>", method="DELETE", name="deleteArticle", replies=(Reply(202, "Job"),))
def delete_article(*, article_id: str) -> Response:
    """Delete an article.

    Its text and reports are gone when this answers; the job compares again the events that it was part of.
    `If-Match` is honoured.
    """
    require_match(json_bytes(read.get_article(store(), tenant(), article_id)), required=False)
    job = submit.delete_article(store(), tenant(), article_id, request_id=request_id())
    return answer(job, 202, headers={"Location": f"/v1/jobs/{job.id}"})


@operation(
    room,
    "/articles/<ident:article_id>/reports",
    name="listArticleReports",
    query=ReportsQuery,
    replies=(Reply(200, "ReportPage"),),
)
def list_article_reports(query: dict[str, Any], *, article_id: str) -> Response:
    """List the reports of one article in the order of its text."""
    reports = read.reports_of(store(), tenant(), article_id)

    def rows(limit: int, after: Key | None) -> Slice[Report]:
        start = next((place + 1 for place, report in enumerate(reports) if after and report.id == after[0]), 0)
        part = reports[start : start + limit]
        return Slice(part, (part[-1].id,) if start + limit < len(reports) else None)

    return answer_page(rows, query)
