"""Request bodies, read strictly: what cannot be stored and served again unchanged is refused here, by name and place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from flask import Request
from werkzeug.exceptions import HTTPException

from rashomon.records.problems import FieldError, InvalidError, ProblemError

MAX_DEPTH = 64
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def json_body(request: Request) -> Any:  # noqa: ANN401 - any JSON data
    """Return the JSON body of `request`, or raise: 415 media type, 400 not strict JSON, 422 not storable."""
    require_media_type(request, "application/json")
    return strict_json(read_body(request))


def read_body(request: Request) -> bytes:
    """Return the whole body; 400 when it breaks off or is not framed as HTTP has it, 408 when it is slow, 413 when too large.

    Werkzeug ends a body of unknown length at the limit without a word, and takes one that breaks off for all there is.
    """
    limit, announced = request.max_content_length, request.content_length
    if limit is not None and announced is None:
        request.max_content_length = limit + 1
    try:
        raw = request.get_data(cache=False)
    except (HTTPException, ProblemError):  # too large, too slow, or the client is gone
        raise
    except Exception as error:  # every server has its own class for a cut connection and a malformed chunk
        raise ProblemError("The body broke off or is not framed as HTTP has it.", reason="bad_request") from error
    if limit is not None and len(raw) > limit:
        raise ProblemError(f"The body is larger than {limit} bytes.", reason="too_large")
    if announced is not None and len(raw) < announced:
        raise ProblemError(f"The body broke off after {len(raw)} of {announced} bytes.", reason="bad_request")
    return raw


def require_media_type(request: Request, *accepted: str) -> None:
    """Raise 415 unless the body is one of `accepted`, in UTF-8 and not compressed."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    coding = request.headers.get("Content-Encoding", "identity").lower()
    if request.mimetype not in accepted or charset not in {"utf-8", "utf8"} or coding != "identity":
        raise ProblemError(f"Send {' or '.join(accepted)} in UTF-8, not compressed.", reason="unsupported_media_type")


def strict_json(raw: bytes) -> Any:  # noqa: ANN401 - any JSON data
    """Return the data of one JSON text; duplicate names, NaN, infinities and nesting over 64 are refused."""
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_no_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise ProblemError(f"The body is not UTF-8 (byte {error.start}).", reason="invalid_json") from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # JSONDecodeError, and Python's limit on the digits of an integer
        raise ProblemError(f"The body is not JSON: {error}.", reason="invalid_json") from error
    _check(data)
    return data


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice[:80]!r} occurs twice in one object")
    return made


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"the number {digits[:40]} is out of range")
    return number


def _check(data: Any) -> None:  # noqa: ANN401 - any JSON data
    errors = []
    for pointer, depth, value in _walk(data):
        if depth > MAX_DEPTH:
            raise _too_deep()
        if isinstance(value, str) and (found := _UNSTORABLE.search(value)):
            what = "NUL" if found[0] == "\x00" else "a lone surrogate"
            errors.append(FieldError(pointer, f"The text holds {what} at {found.start()}."))
    if errors:
        raise InvalidError("The body holds characters that are not text.", errors=tuple(errors[:20]))


def _walk(data: Any) -> Iterator[tuple[str, int, Any]]:  # noqa: ANN401 - any JSON data
    """Yield every value with its JSON pointer and depth; names of objects count as values. No recursion: depth is hostile."""
    pending: list[tuple[str, int, Any]] = [("", 0, data)]
    while pending:
        pointer, depth, value = pending.pop()
        if isinstance(value, dict):
            yield pointer, depth + 1, None
            pending += ((pointer, depth, name) for name in value)
            pending += ((f"{pointer}/{escape(name)}", depth + 1, item) for name, item in value.items())
        elif isinstance(value, list):
            yield pointer, depth + 1, None
            pending += ((f"{pointer}/{index}", depth + 1, item) for index, item in enumerate(value))
        else:
            yield pointer, depth, value


def escape(name: object) -> str:
    """Return `name` as one token of a JSON pointer that can be written as UTF-8."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8").replace("~", "~0").replace("/", "~1")


def _too_deep() -> ProblemError:
    return ProblemError(f"The body is nested deeper than {MAX_DEPTH} levels.", reason="invalid_json")
