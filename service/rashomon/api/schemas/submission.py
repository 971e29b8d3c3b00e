"""What may be submitted: an article, and articles to compare."""

from __future__ import annotations

import json
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from rashomon.api.schemas.fields import ISO_PATTERN, Moment, phrase
from rashomon.records.article import Source, Submission

MAX_METADATA_BYTES = 16 * 1024
MAX_COMPARED = 50


class Strict(Schema):
    """A body whose unknown fields are refused: a misspelt field would be lost without a word."""

    class Meta:
        """Strictness and the order of the document."""

        unknown = RAISE


class SubmittedSourceSchema(Strict):
    """The outlet that published the article."""

    name = phrase("The outlet's name.", longest=200, required=True, pattern=r"\S", example="Harbour Daily")
    domain = phrase("Its host name, without scheme.", longest=253, pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")
    country = phrase("ISO 3166-1 alpha-2.", longest=2, pattern=r"^[A-Za-z]{2}$")

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> Source:  # noqa: ANN401 - marshmallow's arguments
        """Return the record in its normal form."""
        domain, country = data.get("domain"), data.get("country")
        return Source(data["name"], domain.lower() if domain else None, country.upper() if country else None)


class SubmissionSchema(Strict):
    """One article as its outlet published it."""

    text = fields.String(
        required=True,
        validate=[validate.Length(min=1), validate.Regexp(r"[\s\S]*\S", error="The text is empty.")],
        metadata={"description": "The text, kept exactly as sent: every span points into it. At most 1 MiB of UTF-8."},
    )
    title = phrase("The headline, when it is not part of the text.", longest=1000)
    source = fields.Nested(SubmittedSourceSchema, allow_none=True, metadata={"description": "The outlet."})
    url = phrase("Where it was published.", longest=2048, pattern=r"^https?://[^\s/]+\S*$")
    published_at = Moment(
        allow_none=True,
        validate=[validate.Length(max=64), validate.Regexp(ISO_PATTERN, error="Not an ISO 8601 date or date and time.")],
        metadata={"description": "ISO 8601 day, or day and time, in any form; not in the future.", "example": "2017-04-16"},
    )
    language = phrase(
        "BCP 47, such as `en`; read from the text when not given.", longest=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
    )
    external_id = phrase("The client's own name for this version of the article.", longest=200, pattern=r"\S")
    metadata = fields.Dict(
        keys=fields.String(),
        allow_none=True,
        metadata={
            "description": "Any JSON object up to 16 KiB; kept and served, its texts can be filtered by `metadata.<key>`."
        },
    )
    callback_url = phrase("Gets this job's terminal event, signed.", longest=2048, pattern=r"^https?://[^\s/]+\S*$")

    @validates_schema
    def small(self, data: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 - marshmallow's arguments
        """Refuse metadata that is an archive of its own."""
        if len(json.dumps(data.get("metadata") or {}, ensure_ascii=False).encode()) > MAX_METADATA_BYTES:
            raise ValidationError("Larger than 16 KiB.", "metadata")

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> Submission:  # noqa: ANN401 - marshmallow's arguments
        """Return the record."""
        return Submission(**{**data, "metadata": data.get("metadata") or {}})


class ComparisonRequestSchema(Strict):
    """Articles to compare ad hoc: stored ones by id, lent ones by text. Together at least two."""

    article_ids = fields.List(
        phrase("An article's id.", longest=64, required=True),
        validate=validate.Length(max=MAX_COMPARED),
        metadata={"description": "Stored articles."},
    )
    articles = fields.List(
        fields.Nested(SubmissionSchema),
        validate=validate.Length(max=MAX_COMPARED),
        metadata={"description": "Lent texts: held only until the job ends, joining no event, never served."},
    )
    callback_url = phrase("Gets this job's terminal event, signed.", longest=2048, pattern=r"^https?://[^\s/]+\S*$")

    @validates_schema
    def enough(self, data: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 - marshmallow's arguments
        """Refuse to compare one account with itself."""
        if len(set(data.get("article_ids", []))) + len(data.get("articles", [])) < 2:
            raise ValidationError("Name at least two articles.", "article_ids")
