"""Bodies: whatever cannot be kept and served unchanged is refused by name and place, and never breaks the service."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from rashomon.api.bodies import strict_json
from rashomon.records.problems import ProblemError

ARTICLE = {"text": "Shells fell on the harbour at dawn.", "source": {"name": "Harbour Daily"}}
DEEP = b'{"text":"a","metadata":' + b'{"a":' * 70 + b"1" + b"}" * 71
HOSTILE = [
    ("nothing", b"", 400, "invalid_json", None),
    ("half a body", b'{"text": "a', 400, "invalid_json", None),
    ("not UTF-8", b'{"text": "\xff"}', 400, "invalid_json", None),
    ("a byte order mark", b'\xef\xbb\xbf{"text": "a"}', 400, "invalid_json", None),
    ("NaN", b'{"text": "a", "metadata": {"x": NaN}}', 400, "invalid_json", None),
    ("Infinity", b'{"text": "a", "metadata": {"x": -Infinity}}', 400, "invalid_json", None),
    ("a number out of range", b'{"text": "a", "metadata": {"x": 1e999}}', 400, "invalid_json", None),
    ("an endless integer", b'{"text": "a", "metadata": {"x": ' + b"9" * 5000 + b"}}", 400, "invalid_json", None),
    ("a name twice", b'{"text": "a", "text": "b"}', 400, "invalid_json", None),
    ("a name twice inside", b'{"text": "a", "metadata": {"x": 1, "x": 2}}', 400, "invalid_json", None),
    ("70 levels", DEEP, 400, "invalid_json", None),
    ("100000 levels", b"[" * 100_000, 400, "invalid_json", None),
    ("two values", b"{} {}", 400, "invalid_json", None),
    ("a lone surrogate", b'{"text": "a\\ud800b"}', 422, "invalid", "/text"),
    ("NUL", b'{"text": "a\\u0000b"}', 422, "invalid", "/text"),
    ("NUL inside", b'{"text": "a", "metadata": {"x": ["y", "\\u0000"]}}', 422, "invalid", "/metadata/x/1"),
    ("NUL in a name", b'{"text": "a", "metadata": {"\\u0000": 1}}', 422, "invalid", "/metadata"),
    ("a list", b"[]", 422, "invalid", ""),
    ("a text", b'"text"', 422, "invalid", ""),
    ("null", b"null", 422, "invalid", ""),
    ("no text", b"{}", 422, "invalid", "/text"),
    ("empty text", b'{"text": ""}', 422, "invalid", "/text"),
    ("blank text", b'{"text": " \\n\\t "}', 422, "invalid", "/text"),
    ("a number for text", b'{"text": 7}', 422, "invalid", "/text"),
    ("an unknown field", b'{"text": "a", "titel": "b"}', 422, "invalid", "/titel"),
    ("an unknown field inside", b'{"text": "a", "source": {"name": "b", "nmae": "c"}}', 422, "invalid", "/source/nmae"),
    ("a source without name", b'{"text": "a", "source": {}}', 422, "invalid", "/source/name"),
    ("metadata that is a list", b'{"text": "a", "metadata": []}', 422, "invalid", "/metadata"),
    (
        "metadata that is an archive",
        json.dumps({"text": "a", "metadata": {"x": "y" * 17000}}).encode(),
        422,
        "invalid",
        "/metadata",
    ),
    ("publication in the far future", b'{"text": "a", "published_at": "2999-01-01"}', 422, "invalid", "/published_at"),
    ("publication on no day", b'{"text": "a", "published_at": "2017-02-30"}', 422, "invalid", "/published_at"),
    ("text over 1 MiB", json.dumps({"text": "a" * (1024 * 1024 + 1)}).encode(), 413, "text_too_large", "/text"),
    ("a body over 8 MiB", b'{"text": "' + b"a" * (8 * 1024 * 1024) + b'"}', 413, "too_large", None),
]


@pytest.mark.parametrize(
    ("body", "status", "reason", "pointer"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_a_hostile_body_gets_its_named_refusal(
    client: FlaskClient, body: bytes, status: int, reason: str, pointer: str | None
) -> None:
    answer = client.post("/v1/articles", data=body, content_type="application/json")

    assert (status, reason) == (answer.status_code, answer.json["reason"])
    assert answer.content_type == "application/problem+json"
    assert pointer is None or pointer in [error["pointer"] for error in answer.json["errors"]]


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {},
    ],
)
def test_a_body_of_another_kind_is_415(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/v1/articles", data=json.dumps(ARTICLE).encode(), headers=headers)

    assert (415, "unsupported_media_type") == (answer.status_code, answer.json["reason"])


def test_64_levels_are_read() -> None:
    assert strict_json(b"[" * 64 + b"]" * 64)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), inner, max_size=4),
)  # fmt: skip


@given(json_values)
def test_any_json_that_can_be_kept_is_read_as_python_reads_it(value: object) -> None:
    assert value == strict_json(json.dumps(value).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(ProblemError):  # anything else that is raised fails the test
        strict_json(raw)
