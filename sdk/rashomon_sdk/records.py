"""What the service serves, as typed records. `extra` keeps fields of a newer service; `raw` the answer as it came.

Field names are the service's; a trailing underscore (`class_`, `except_`) only avoids a Python keyword. Spans are half-open
code-point offsets into the article's text.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

TERMINAL = frozenset({"succeeded", "failed", "cancelled", "quarantined"})


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything served; built from JSON by `from_json`. A field that the service left out is its default or None."""

    extra: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build the record; unknown fields go to `extra`."""
        this: Any = cls  # a class is hashable, whatever its instances are
        known = _fields(this)
        made = {name: _value(hint, data.get(key)) for key, (name, hint) in known.items() if key in data}
        missing = {name: None for key, (name, _) in known.items() if key not in data and name not in _defaulted(this)}
        extra = {key: value for key, value in data.items() if key not in known}
        return cls(**missing, **made, extra=extra, raw=data)


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """The outlet of an article."""

    name: str
    domain: str | None = None
    country: str | None = None


@dataclass(frozen=True, kw_only=True)
class Article(Record):
    """One text as one outlet published it."""

    id: str
    external_id: str | None
    title: str | None
    text: str | None
    source: Source | None
    url: str | None
    published_at: str | None
    published_at_basis: str | None
    language: str | None
    lineage_id: str | None
    metadata: dict[str, Any] = field(default_factory=dict)
    job_id: str | None
    received_at: str | None


@dataclass(frozen=True, kw_only=True)
class JobError(Record):
    """Why a job did not succeed."""

    reason: str
    detail: str
    retryable: bool = False


@dataclass(frozen=True, kw_only=True)
class Progress(Record):
    """Articles of a job: all, finished, and finished without success."""

    total: int = 0
    done: int = 0
    failed: int = 0


@dataclass(frozen=True, kw_only=True)
class Job(Record):
    """Asynchronous work to watch."""

    id: str
    kind: str
    status: str
    article_ids: tuple[str, ...] = ()
    progress: Progress | None
    error: JobError | None
    attempts: int = 0
    created_at: str | None
    started_at: str | None
    finished_at: str | None

    @property
    def over(self) -> bool:
        """Whether the job has ended, in whatever way."""
        return self.status in TERMINAL


@dataclass(frozen=True, kw_only=True)
class When(Record):
    """A closed interval of ISO dates, both None when unknown."""

    start: str | None
    end: str | None
    precision: str = "unknown"
    basis: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class AsOf(Record):
    """The day up to which the account speaks."""

    date: str | None
    basis: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Outcome(Record):
    """How it went, None when not said."""

    value: str | None
    text: str | None
    span: tuple[int, int] | None
    claimant_id: str | None


@dataclass(frozen=True, kw_only=True)
class Where(Record):
    """A place, coordinates in degrees."""

    name: str
    geonames_id: int | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    relation: str | None
    radius_km: float | None
    basis: str | None
    alternates: tuple[dict[str, Any], ...] = ()
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Actor(Record):
    """Who."""

    id: str
    name: str
    sector: str | None
    country: str | None


@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    """Who takes part and how."""

    role: str
    actor: Actor | None
    except_: str | None
    share: str | None
    hedge: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Count(Record):
    """A stated figure with closed bounds, either may be None."""

    id: str
    measure: str
    of: str
    of_class: str | None
    low: int | None
    high: int | None
    qualifier: str | None
    effect: str | None
    part_of: str | None
    claimant_id: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Weapon(Record):
    """A means used."""

    id: str
    name: str
    class_: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Claimant(Record):
    """Who the article names as the origin of the account."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """Who says it and how; `about` are JSON pointers into the report."""

    claimant: Claimant
    stance: str
    hedge: str | None
    about: tuple[str, ...] = ()
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """Words of the article."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """Something that does not add up."""

    code: str
    detail: str
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Report(Record):
    """One event as one article tells it."""

    id: str
    article_id: str
    event_id: str | None
    type: str
    codes: dict[str, Any] = field(default_factory=dict)
    scope: str
    realis: str
    outcome: Outcome
    when: When
    as_of: AsOf
    where: tuple[Where, ...] = ()
    where_mode: str | None
    participants: tuple[Participant, ...] = ()
    counts: tuple[Count, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    claims: tuple[Claim, ...] = ()
    purpose: dict[str, Any] | None
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Note, ...] = ()
    confidence: float | None
    extractor: str | None


@dataclass(frozen=True, kw_only=True)
class ReportedFigure(Record):
    """One report's figure for a measure."""

    report_id: str
    low: int | None
    high: int | None
    claimant_id: str | None
    as_of: str | None


@dataclass(frozen=True, kw_only=True)
class EventCount(Record):
    """All figures for one measure."""

    measure: str
    of: str
    low: int | None
    high: int | None
    best: int | None
    best_reason: str | None
    reported: tuple[ReportedFigure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Supporter(Record):
    """Who says a value, and where."""

    report_id: str
    article_id: str
    lineage_id: str | None
    claimant_id: str | None
    as_of: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class DiscrepancyValue(Record):
    """One of the differing values."""

    value: Any
    supporters: tuple[Supporter, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Discrepancy(Record):
    """Same event, different value. `event_id` and `label` are given where discrepancies of many events are listed."""

    field: str
    kind: str
    values: tuple[DiscrepancyValue, ...] = ()
    explanation: str
    order: str | None
    event_id: str | None
    label: str | None


@dataclass(frozen=True, kw_only=True)
class EventSources(Record):
    """How many articles, outlets and independent texts tell it, and whom they name."""

    articles: int
    outlets: int
    lineages: int
    claimants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Relation(Record):
    """A link to another event."""

    kind: str
    event_id: str
    basis: str | None


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """One happening in the world as all sources tell it."""

    id: str
    revision: int
    type: str
    codes: dict[str, Any] = field(default_factory=dict)
    scope: str
    realis: str
    when: When
    where: tuple[Where, ...] = ()
    participants: tuple[Participant, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    counts: tuple[EventCount, ...] = ()
    sources: EventSources
    grading: str
    discrepancies: tuple[Discrepancy, ...] = ()
    label: str
    confidence: float | None
    relations: tuple[Relation, ...] = ()
    report_ids: tuple[str, ...] = ()
    first_reported_at: str | None
    last_reported_at: str | None
    merged_into: str | None


@dataclass(frozen=True, kw_only=True)
class Cell(Record):
    """What one report says of a field; `value` None means that it is silent."""

    report_id: str
    article_id: str
    lineage_id: str | None
    outlet: str | None
    claimant_id: str | None
    value: Any
    text: str | None
    span: tuple[int, int] | None
    as_of: str | None


@dataclass(frozen=True, kw_only=True)
class Row(Record):
    """A field, its cells and the verdict over them."""

    field: str
    verdict: str
    explanation: str | None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison(Record):
    """The matrix of an event."""

    event_id: str
    label: str | None
    rows: tuple[Row, ...] = ()
    unique: tuple[Cell, ...] = ()
    timeline: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WebhookEndpoint(Record):
    """Where messages are sent. `event_types` empty means all; `disabled_reason` says why the service stopped sending."""

    id: str
    url: str
    description: str | None
    event_types: tuple[str, ...] = ()
    filters: dict[str, list[str]] = field(default_factory=dict)
    enabled: bool = True
    disabled_reason: str | None
    created_at: str | None
    updated_at: str | None


@dataclass(frozen=True, kw_only=True)
class NewWebhookEndpoint(Record):
    """An endpoint with its fresh keys: `secret` (`whsec_…`) is shown in this answer only, `public_key` is `whpk_…`."""

    endpoint: WebhookEndpoint
    secret: str
    public_key: str | None


@dataclass(frozen=True, kw_only=True)
class WebhookAttempt(Record):
    """One try of a message; `status_code` None when nobody answered."""

    number: int
    at: str
    status_code: int | None
    error: str | None
    seconds: float | None


@dataclass(frozen=True, kw_only=True)
class WebhookDelivery(Record):
    """One message with its tries; `message_id` is the `webhook-id` that the receiver sees."""

    id: str
    endpoint_id: str | None
    message_id: str
    event_type: str
    status: str
    payload: dict[str, Any] = field(default_factory=dict)
    attempts: tuple[WebhookAttempt, ...] = ()
    next_attempt_at: str | None
    created_at: str | None


@dataclass(frozen=True, kw_only=True)
class CallbackKeys(Record):
    """What messages to a job's `callback_url` are signed with."""

    secret: str
    public_key: str | None


@cache
def _fields(kind: Any) -> dict[str, tuple[str, Any]]:  # noqa: ANN401 - a record class
    """Return JSON name -> (field name, type) of a record, without the two that hold the rest."""
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind) if f.name not in ("extra", "raw")]
    return {name.rstrip("_"): (name, hints[name]) for name in names}


@cache
def _defaulted(kind: Any) -> frozenset[str]:  # noqa: ANN401 - a record class
    return frozenset(f.name for f in fields(kind) if f.default is not MISSING or f.default_factory is not MISSING)


def _value(hint: Any, data: Any) -> Any:  # noqa: ANN401 - typing objects and JSON
    if data is None:
        return () if get_origin(hint) is tuple else None
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), data)
    if origin is tuple:
        inner = args[0]
        return tuple(_value(inner, item) for item in data)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(data, Mapping):
        return hint.from_json(data)  # type: ignore[attr-defined]  # every dataclass here is a Record
    return data
