"""What a call carries: filters as the service reads them, the key and nothing in its place, streams as they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rashomon_sdk import Client, _transport
from rashomon_sdk._transport import Call, Policy, Transport
from rashomon_sdk.errors import NoAnswerError
from rashomon_sdk.sse import Message, messages
from support.scripted import Scripted


def test_lists_repeat_their_name_and_metadata_follows_a_dot() -> None:
    query = {"type": ["a", "b"], "metadata": {"desk": "world"}, "within": True, "since": date(2015, 11, 17), "place": None}
    assert [("type", "a"), ("type", "b"), ("metadata.desk", "world"), ("within", "true"), ("since", "2015-11-17")] == list(
        _transport._pairs(query)
    )


def test_a_password_of_netrc_does_not_take_the_place_of_the_key(
    scripted: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setattr(_transport, "_is_loopback", lambda _: False)  # as with a service elsewhere
    scripted.script = [(200, {}, b"{}")]
    with Client(scripted.url, api_key="rsh_mine") as client:
        client._transport.json(Call("GET", "/x"))
    assert scripted.seen[0][2]["Authorization"] == "Bearer rsh_mine"


def test_a_proxy_is_not_asked_for_this_machine(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    scripted.script = [(200, {}, b"{}")]
    with Client(scripted.url) as client:
        client._transport.json(Call("GET", "/x"))
    assert len(scripted.seen) == 1


def test_an_answer_that_is_not_json_is_no_answer_of_the_service(scripted: Scripted) -> None:
    scripted.script = [(200, {}, b"<html>log in to the hotel's network</html>")]
    with Client(scripted.url) as client, pytest.raises(NoAnswerError, match="not the service"):
        client.jobs.get("job_1")


def test_a_stream_that_breaks_off_is_no_answer(scripted: Scripted) -> None:
    scripted.script = [(200, {"Content-Length": "100"}, b"half")]
    transport = Transport(scripted.url, None, policy=Policy(tries=1))
    with pytest.raises(NoAnswerError, match="broke off"):
        list(transport.chunks(Call("GET", "/x")))
    transport.close()


def test_an_export_that_breaks_off_leaves_the_file_as_it_was(scripted: Scripted, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("yesterday's")
    scripted.script = [(200, {"Content-Length": "100"}, b"half")]
    with Client(scripted.url) as client, pytest.raises(NoAnswerError):
        client.events.export("csv").save(file)
    assert file.read_text() == "yesterday's"
    assert [file] == list(tmp_path.iterdir())


def test_messages_of_a_stream_are_read_as_the_standard_says() -> None:
    lines = ["retry: 2000", "", "id: 1", "event: job", "data: a", "data:b", "", ": alive", "", "data: cut off"]
    assert [Message("1", "job", "a\nb")] == list(messages(lines))


def test_a_job_stream_is_taken_up_again_where_it_broke_off(scripted: Scripted) -> None:
    scripted.script = [
        (200, {}, b'id: s1\nevent: job\ndata: {"id": "job_1", "kind": "article", "status": "running"}\n\n'),
        (200, {}, b'id: s2\nevent: job\ndata: {"id": "job_1", "kind": "article", "status": "succeeded"}\n\n'),
    ]
    with Client(scripted.url) as client:
        assert ["running", "succeeded"] == [job.status for job in client.jobs.stream("job_1")]
    assert scripted.seen[1][2]["Last-Event-ID"] == "s1"
