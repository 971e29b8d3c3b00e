"""What the service serves, as typed records. `extra` keeps fields of a newer service; `raw` the answer as it came.

Field names are the service's; a trailing underscore (`class_`, `except_`) only avoids a Python keyword. Spans are half-open
code-point offsets into the article's text.
"""

from rashomon_sdk.records.articles import Article, Copy, Lineage, Source
from rashomon_sdk.records.comparisons import Cell, Comparison, ComparisonResult, Row, RowValue
from rashomon_sdk.records.events import (
    Authored,
    Correction,
    Discrepancy,
    DiscrepancyValue,
    Event,
    EventCount,
    EventDecision,
    EventSources,
    FoundDiscrepancy,
    Relation,
    ReportedFigure,
    Revision,
    Supporter,
)
from rashomon_sdk.records.jobs import TERMINAL, Batch, BatchLine, Job, JobError, JobItem, Problem, Progress, Submitted
from rashomon_sdk.records.record import Record
from rashomon_sdk.records.reports import Report, StatedFigure
from rashomon_sdk.records.service import ApiKey, NewApiKey, Vocabulary
from rashomon_sdk.records.values import (
    Actor,
    AsOf,
    Claim,
    Claimant,
    Count,
    Evidence,
    Note,
    Outcome,
    Participant,
    Weapon,
    When,
    Where,
)
from rashomon_sdk.records.webhooks import CallbackKeys, NewWebhookEndpoint, WebhookAttempt, WebhookDelivery, WebhookEndpoint

__all__ = [
    "TERMINAL",
    "Actor",
    "ApiKey",
    "Article",
    "AsOf",
    "Authored",
    "Batch",
    "BatchLine",
    "CallbackKeys",
    "Cell",
    "Claim",
    "Claimant",
    "Comparison",
    "ComparisonResult",
    "Copy",
    "Correction",
    "Count",
    "Discrepancy",
    "DiscrepancyValue",
    "Event",
    "EventCount",
    "EventDecision",
    "EventSources",
    "Evidence",
    "FoundDiscrepancy",
    "Job",
    "JobError",
    "JobItem",
    "Lineage",
    "NewApiKey",
    "NewWebhookEndpoint",
    "Note",
    "Outcome",
    "Participant",
    "Problem",
    "Progress",
    "Record",
    "Relation",
    "Report",
    "ReportedFigure",
    "Revision",
    "Row",
    "RowValue",
    "Source",
    "StatedFigure",
    "Submitted",
    "Supporter",
    "Vocabulary",
    "Weapon",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "When",
    "Where",
]
