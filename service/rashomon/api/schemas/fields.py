"""Field types that take what their description says and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from marshmallow import ValidationError, fields, validate

FAR_FUTURE = timedelta(days=2)  # beyond any time zone and a clock that is a day off
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,17})?")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})")
_LONG = re.compile(r"\d{4}-?(\d{2}-?\d{2}|W\d{2}-?\d)([T ].*)?")
ISO_PATTERN = r"^[0-9]{4}-?([0-9]{2}-?[0-9]{2}|W[0-9]{2}-?[0-9]|[0-9]{3})([T ].+)?$"


def phrase(
    what: str,
    *,
    longest: int,
    shortest: int = 1,
    pattern: str | None = None,
    required: bool = False,
    example: str | None = None,
) -> fields.String:
    """Return a field for a text of bounded length; null counts as not given unless it is required."""
    checks: list[Callable[[Any], Any]] = [validate.Length(min=shortest, max=longest)]
    if pattern:
        checks.append(validate.Regexp(pattern, error="Does not have the form that the contract gives."))
    extra = {"example": example} if example else {}
    return fields.String(required=required, allow_none=not required, validate=checks, metadata={"description": what, **extra})


def choice(what: str, *options: str) -> fields.String:
    """Return a query field that takes one of `options`."""
    return fields.String(validate=validate.OneOf(options), metadata={"description": what})


class Choices(fields.List[Any]):
    """One or more values, repeated or comma-separated in a query; a tuple."""

    def __init__(self, *options: str, pattern: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's arguments
        check = validate.Regexp(pattern, error="Does not look like one.") if pattern else validate.OneOf(options)
        super().__init__(fields.String(validate=check), validate=validate.Length(min=1, max=100), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's signature
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class Whole(fields.Integer):
    """A whole number in a query: plain ASCII digits, not all that Python's `int` takes."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's signature
        if not isinstance(value, str) or not _WHOLE.fullmatch(value):
            raise ValidationError("Not a whole number.")
        return super()._deserialize(value, attr, data, **kwargs)


class Flag(fields.Boolean):
    """`true` or `false` in a query."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - as above
        if value not in {"true", "false"}:
            raise ValidationError("Neither true nor false.")
        return value == "true"


class Numbers(fields.String):
    """Comma-separated decimal numbers within bounds, as a tuple."""

    def __init__(self, *bounds: tuple[str, float, float], metadata: dict[str, Any]) -> None:
        number = _DECIMAL.pattern
        super().__init__(metadata={"pattern": f"^{','.join([number] * len(bounds))}$", **metadata})
        self._bounds = bounds

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - as above
        parts = str(value).split(",")
        names = ",".join(name for name, _, _ in self._bounds)
        if len(parts) != len(self._bounds) or not all(_DECIMAL.fullmatch(part) for part in parts):
            raise ValidationError(f"Not {names} as decimal numbers.")
        for part, (name, low, high) in zip(parts, self._bounds, strict=True):
            if not low <= float(part) <= high:
                raise ValidationError(f"{name} is not within {low:g} and {high:g}.")
        return tuple(float(part) for part in parts)


class Day(fields.String):
    """An ISO day, `2017-04-15`, kept as text."""

    def __init__(self, *, metadata: dict[str, Any]) -> None:
        super().__init__(metadata={"format": "date", "example": "2017-04-15", **metadata})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - as above
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
            raise ValidationError("Not a day such as 2017-04-15.")
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ValidationError("Not a day such as 2017-04-15.") from error


class Moment(fields.String):
    """A date or a date and time in any ISO 8601 form that names a day, not in the far future; kept in the extended form.

    The offset stays as given: the publication day is the outlet's day, not UTC's.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
        given = super()._deserialize(value, attr, data, **kwargs)
        try:
            moment = read_moment(given.strip())
        except (ValueError, OverflowError) as error:
            raise ValidationError("Not an ISO 8601 date or date and time that names a day.") from error
        day = moment.date() if isinstance(moment, datetime) else moment
        if day > (datetime.now(UTC) + FAR_FUTURE).date():
            raise ValidationError("Lies in the future.")
        return moment.isoformat()


class Instant(Moment):
    """As Moment, but in UTC to the millisecond: what the database compares with. Without an offset it is UTC."""

    def __init__(self, *, metadata: dict[str, Any], required: bool = False) -> None:
        super().__init__(required=required, metadata={"pattern": ISO_PATTERN, "example": "2017-04-15T10:00:00Z", **metadata})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
        moment = datetime.fromisoformat(super()._deserialize(value, attr, data, **kwargs))
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_moment(given: str) -> date | datetime:
    """Return the day, or the day and time, that `given` names in any ISO 8601 form; ValueError when it names none."""
    if not given.isascii():
        raise ValueError(given)
    if found := _ORDINAL.fullmatch(given):
        year, day = int(found[1]), int(found[2])
        first = date(year, 1, 1)
        if not 1 <= day <= 365 + (first.replace(month=12, day=31).timetuple().tm_yday == 366):
            raise ValueError(given)
        return first + timedelta(days=day - 1)
    found = _LONG.fullmatch(given)
    if not found:
        raise ValueError(given)
    return datetime.fromisoformat(given) if found[2] else date.fromisoformat(given)
