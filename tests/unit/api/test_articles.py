"""Articles over HTTP: what is acknowledged is stored, the same again is the same, and nothing crosses tenants."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.storage.database import Database
from rashomon.workflows.keys import create_key

ARTICLE = {
    "text": "Shells fell on the harbour of Latakia at dawn, residents said.",
    "title": "Shells on the harbour",
    "source": {"name": "Harbour Daily", "domain": "Harbour.Example", "country": "sy"},
    "published_at": "20170416T0815Z",
    "external_id": "h-1",
    "metadata": {"desk": "world"},
}


def submit(client: FlaskClient, article: dict[str, Any] = ARTICLE, **headers: str) -> Any:
    return client.post("/v1/articles", json=article, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_an_article_is_accepted_with_its_job_and_can_be_read_at_once(client: FlaskClient) -> None:
    answer = submit(client)

    job = answer.json
    assert (202, "queued", f"/v1/jobs/{job['id']}") == (answer.status_code, job["status"], answer.headers["Location"])
    article = client.get(f"/v1/articles/{job['article_ids'][0]}").json
    assert ARTICLE["text"] == article["text"]
    assert {"name": "Harbour Daily", "domain": "harbour.example", "country": "SY"} == article["source"]
    assert ("2017-04-16T08:15:00+00:00", "given") == (article["published_at"], article["published_at_basis"])
    assert job["id"] == article["job_id"]


def test_the_same_source_and_text_again_is_the_same_job(client: FlaskClient) -> None:
    first, again = submit(client), submit(client)

    assert (202, 200) == (first.status_code, again.status_code)
    assert first.json["id"] == again.json["id"]


def test_an_external_id_names_one_text(client: FlaskClient) -> None:
    known = submit(client).json["article_ids"][0]

    answer = submit(client, {**ARTICLE, "text": "Another text altogether."})

    assert (409, "external_id_in_use") == (answer.status_code, answer.json["reason"])
    assert known in answer.json["detail"]


def test_an_idempotency_key_brings_the_first_answer_back(client: FlaskClient) -> None:
    first = submit(client, Idempotency_Key='"k1"')
    again = submit(client, Idempotency_Key="k1")

    assert first.json == again.json
    assert (202, 202) == (first.status_code, again.status_code)
    assert (None, "true") == (first.headers.get("Idempotency-Replayed"), again.headers.get("Idempotency-Replayed"))


def test_an_idempotency_key_with_another_payload_is_refused(client: FlaskClient) -> None:
    submit(client, Idempotency_Key="k1")

    answer = submit(client, {**ARTICLE, "title": "Another"}, Idempotency_Key="k1")

    assert (422, "idempotency_key_reused") == (answer.status_code, answer.json["reason"])


def test_waiting_gives_up_after_the_time_given(client: FlaskClient) -> None:
    answer = submit(client, Prefer="wait=1")

    assert (202, "queued", "wait=1") == (answer.status_code, answer.json["status"], answer.headers["Preference-Applied"])


def test_a_bad_line_harms_no_other(client: FlaskClient) -> None:
    lines = [
        json.dumps(ARTICLE),
        '{"text": "half',
        json.dumps({"text": ""}),
        "",
        json.dumps({**ARTICLE, "text": "Two.", "external_id": "h-2"}),
    ]

    answer = client.post("/v1/articles/batch", data="\n".join(lines).encode(), content_type="application/x-ndjson")

    assert 202 == answer.status_code
    assert ["created", "refused", "refused", "created"] == [line["outcome"] for line in answer.json["lines"]]
    assert ["invalid_json", "invalid"] == [line["problem"]["reason"] for line in answer.json["lines"][1:3]]
    assert "/text" == answer.json["lines"][2]["problem"]["errors"][0]["pointer"]
    items = client.get(f"/v1/jobs/{answer.json['id']}/items").json["data"]
    assert ["queued", "failed", "failed", "queued"] == [item["status"] for item in items]
    assert {"total": 4, "done": 2, "failed": 2} == client.get(f"/v1/jobs/{answer.json['id']}").json["progress"]


@pytest.mark.parametrize(("body", "status"), [(b"", 422), (b"\n\n", 422), (b'{"text":"a"}\n' * 1001, 413)])
def test_a_batch_of_nothing_or_too_much_is_refused(client: FlaskClient, body: bytes, status: int) -> None:
    assert status == client.post("/v1/articles/batch", data=body, content_type="application/x-ndjson").status_code


def test_a_deleted_article_is_gone_when_it_answers(client: FlaskClient) -> None:
    article_id = submit(client).json["article_ids"][0]

    answer = client.delete(f"/v1/articles/{article_id}")

    assert (202, "deletion") == (answer.status_code, answer.json["kind"])
    assert 404 == client.get(f"/v1/articles/{article_id}").status_code
    assert 202 == submit(client).status_code  # it may be submitted anew


def test_if_match_guards_a_deletion(client: FlaskClient) -> None:
    path = f"/v1/articles/{submit(client).json['article_ids'][0]}"

    assert 412 == client.delete(path, headers={"If-Match": '"another"'}).status_code
    assert 202 == client.delete(path, headers={"If-Match": client.get(path).headers["ETag"]}).status_code


def test_an_unchanged_resource_is_304(client: FlaskClient) -> None:
    path = f"/v1/articles/{submit(client).json['article_ids'][0]}"
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (304, b"", first.headers["ETag"]) == (again.status_code, again.data, again.headers["ETag"])
    assert "Accept" in again.headers["Vary"]


def test_fields_picks_fields(client: FlaskClient) -> None:
    article_id = submit(client).json["article_ids"][0]

    assert {"id": article_id, "source": {"name": "Harbour Daily"}} == client.get(
        f"/v1/articles/{article_id}?fields=id,source.name"
    ).json
    assert 422 == client.get(f"/v1/articles/{article_id}?fields=colour").status_code


def test_pages_hold_while_articles_are_added(client: FlaskClient) -> None:
    """Every article that was there at the start comes exactly once, whatever arrives between the pages."""
    there = [submit(client, {"text": f"Report {n}."}).json["article_ids"][0] for n in range(7)]
    seen: list[str] = []
    path = "/v1/articles?limit=3"
    for n in range(10):
        page = client.get(path)
        seen += [row["id"] for row in page.json["data"]]
        submit(client, {"text": f"Late report {n}."})
        if not page.json["has_more"]:
            assert page.json["next_cursor"] is None
            break
        assert f"cursor={page.json['next_cursor']}" in page.headers["Link"]
        path = f"/v1/articles?limit=3&cursor={page.json['next_cursor']}"

    assert sorted(there) == sorted(seen)


@given(
    limit=st.integers(1, 4),
    there=st.integers(0, 7),
    meanwhile=st.lists(st.one_of(st.just("add"), st.integers(0, 6)), max_size=10),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_hold_while_articles_come_and_go(client: FlaskClient, limit: int, there: int, meanwhile: list[Any]) -> None:
    """Between the pages articles are added ("add") or deleted (by number): what stays comes once, nothing twice."""
    source = uuid4().hex  # a list of its own for each example
    made = [submit(client, {"text": f"Report {n}.", "source": {"name": source}}).json["article_ids"][0] for n in range(there)]
    deleted, seen, path = set[str](), list[str](), f"/v1/articles?source={source}&limit={limit}"
    changes = iter(meanwhile)
    while True:
        page = client.get(path).json
        seen += [row["id"] for row in page["data"]]
        change = next(changes, None)
        if change == "add":
            submit(client, {"text": f"Late report {len(seen)}, {uuid4().hex}.", "source": {"name": source}})
        elif change is not None and change < there:
            deleted.add(made[change])
            client.delete(f"/v1/articles/{made[change]}")
        if not page["has_more"]:
            break
        path = f"/v1/articles?source={source}&limit={limit}&cursor={page['next_cursor']}"

    assert len(seen) == len(set(seen))
    assert set(made) - deleted <= set(seen) <= set(made)


def test_a_cursor_is_refused_for_other_filters(client: FlaskClient) -> None:
    for n in range(3):
        submit(client, {"text": f"Report {n}.", "source": {"name": "A"}})
    cursor = client.get("/v1/articles?limit=1").json["next_cursor"]

    assert 200 == client.get(f"/v1/articles?limit=2&cursor={cursor}").status_code
    answer = client.get(f"/v1/articles?limit=1&source=A&cursor={cursor}")
    assert (422, "invalid_cursor") == (answer.status_code, answer.json["reason"])


def test_tenants_see_only_their_own(make_app: Any, database: Database) -> None:
    client = make_app({"auth": "on"}).test_client()
    ours, theirs = (
        {"Authorization": f"Bearer {create_key(database, tenant, name='t', scopes=('read', 'submit')).secret}"}
        for tenant in ("a", "b")
    )
    job = client.post("/v1/articles", json=ARTICLE, headers=ours).json

    for path in (
        f"/v1/articles/{job['article_ids'][0]}",
        f"/v1/jobs/{job['id']}",
        f"/v1/articles/{job['article_ids'][0]}/reports",
    ):
        assert (200, 404) == (client.get(path, headers=ours).status_code, client.get(path, headers=theirs).status_code)
    assert [] == client.get("/v1/articles", headers=theirs).json["data"]
    assert (
        202 == client.post("/v1/articles", json=ARTICLE, headers=theirs).status_code
    )  # theirs is another article of the same text


def test_the_quota_of_the_queue_refuses(make_app: Any) -> None:
    client = make_app({"queue_quota": 1}).test_client()
    submit(client)

    answer = submit(client, {"text": "Another text."})

    assert (429, "queue_full", True) == (answer.status_code, answer.json["reason"], answer.json["retryable"])
    assert answer.headers["Retry-After"]
