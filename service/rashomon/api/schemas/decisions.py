"""What a person may decide of an event."""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import fields, post_load, validate

from rashomon.api.schemas.fields import phrase
from rashomon.api.schemas.submission import Strict
from rashomon.records.decision import DecisionAction, DecisionDraft

POINTER = r"^(/([^~/]|~0|~1)*)*$"


class DecisionSchema(Strict):
    """A decision on an event."""

    action = fields.String(
        required=True,
        validate=validate.OneOf(get_args(DecisionAction)),
        metadata={
            "description": "`confirm`: what stands at `path` is right. `correct`: `value` is right there. `exclude`: leave the "
            "event out of lists and exports. `same_as`, `not_same_as`: the event or report in `value` is (not) this event. "
            "`comment`: only `reason`. The latest of `confirm`, `correct` and `exclude` at a path counts."
        },
    )
    path = fields.String(
        validate=[validate.Length(max=200), validate.Regexp(POINTER, error="Not a JSON pointer.")],
        load_default="",
        metadata={"description": "JSON pointer into the event, such as `/when/start`; empty: the event as a whole."},
    )
    value = fields.Raw(allow_none=True, load_default=None, metadata={"description": "What `correct` or `same_as` speak of."})
    reason = phrase("Why, for people; kept in the audit trail.", longest=2000)

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> DecisionDraft:  # noqa: ANN401 - marshmallow's arguments
        """Return the record."""
        return DecisionDraft(data["action"], data["path"], data["value"], data.get("reason"))
