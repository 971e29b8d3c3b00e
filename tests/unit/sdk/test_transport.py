"""The transport against a real HTTP server that misbehaves on demand."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from rashomon_sdk._transport import Call, Policy, Transport
from rashomon_sdk.errors import InvalidRequestError, NoAnswerError, NotFoundError, RateLimitedError, ServerError
from support.scripted import Scripted

PROBLEM = b'{"reason": "busy", "detail": "not now", "request_id": "r1", "retryable": true}'


@pytest.fixture
def server(scripted: Scripted) -> Scripted:
    return scripted


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def transport(server: Scripted, pauses: list[float]) -> Iterator[Transport]:
    made = Transport(server.url, "rsh_test", policy=Policy(tries=3), sleep=pauses.append)
    yield made
    made.close()


def test_a_passing_failure_is_tried_again(server: Scripted, transport: Transport, pauses: list[float]) -> None:
    server.script = [(503, {}, PROBLEM), (200, {}, b'{"ok": 1}')]
    assert transport.json(Call("GET", "/x")) == {"ok": 1}
    assert len(pauses) == 1


def test_every_try_of_a_submission_carries_the_same_idempotency_key(server: Scripted, transport: Transport) -> None:
    server.script = [(502, {}, b"bad gateway"), (202, {}, b"{}")]
    transport.json(Call("POST", "/x", json={"a": 1}))
    keys = [headers["Idempotency-Key"] for _, _, headers in server.seen]
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_a_request_that_is_wrong_is_not_tried_again(server: Scripted, transport: Transport) -> None:
    server.script = [(422, {}, b'{"reason": "invalid", "errors": [{"pointer": "/text", "detail": "empty"}]}')]
    with pytest.raises(InvalidRequestError, match="/text: empty") as caught:
        transport.json(Call("POST", "/x", json={}))
    assert caught.value.reason == "invalid"
    assert len(server.seen) == 1


def test_retry_after_is_honoured(server: Scripted, transport: Transport, pauses: list[float]) -> None:
    server.script = [(429, {"Retry-After": "7"}, PROBLEM), (200, {}, b"{}")]
    transport.json(Call("GET", "/x"))
    assert pauses == [7.0]


def test_a_long_retry_after_is_the_callers_to_wait(server: Scripted, transport: Transport, pauses: list[float]) -> None:
    server.script = [(429, {"Retry-After": "3600"}, PROBLEM)]
    with pytest.raises(RateLimitedError) as caught:
        transport.json(Call("GET", "/x"))
    assert caught.value.retry_after == 3600
    assert pauses == []


def test_it_gives_up_after_the_tries_it_was_given(server: Scripted, transport: Transport) -> None:
    server.script = [(503, {}, PROBLEM)] * 3
    with pytest.raises(ServerError) as caught:
        transport.json(Call("GET", "/x"))
    assert caught.value.request_id == "r1"
    assert len(server.seen) == 3


def test_no_answer_is_never_dressed_as_a_status(pauses: list[float]) -> None:
    transport = Transport("http://127.0.0.1:9", None, policy=Policy(tries=2), sleep=pauses.append)
    with pytest.raises(NoAnswerError) as caught:
        transport.json(Call("GET", "/x"))
    assert not hasattr(caught.value, "status")
    assert len(pauses) == 1


def test_an_outage_does_not_multiply_the_load(server: Scripted, transport: Transport) -> None:
    server.script = [(503, {}, PROBLEM)] * 200
    for _ in range(40):
        with pytest.raises(ServerError):
            transport.json(Call("GET", "/x"))
    assert len(server.seen) == 40 + 20  # the budget of 100 pays for 20 further tries at 5 each


def test_redirects_are_not_followed(server: Scripted, transport: Transport) -> None:
    server.script = [(302, {"Location": "http://127.0.0.1:9/"}, b"")]
    with pytest.raises(Exception, match="302"):
        transport.json(Call("GET", "/x"))


def test_not_found_has_its_own_branch(server: Scripted, transport: Transport) -> None:
    server.script = [(404, {}, b"<html>proxy</html>")]
    with pytest.raises(NotFoundError) as caught:
        transport.json(Call("GET", "/x"))
    assert caught.value.reason == "unknown"


def test_a_forked_child_uses_connections_of_its_own(server: Scripted, transport: Transport) -> None:
    server.script = [(200, {}, b"{}"), (200, {}, b"{}"), (200, {}, b"{}")]
    transport.json(Call("GET", "/parent"))
    mine = transport._session()
    child = os.fork()
    if child == 0:
        os._exit(0 if transport._session() is not mine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert transport._session() is mine
