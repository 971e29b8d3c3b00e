"""From a message in the database to a receiver and back: signed, tried again, isolated, disabled."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select, update

from rashomon.records.identity import random_id
from rashomon.records.webhook import Delivery, Endpoint, EndpointDraft
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.database import Database
from rashomon.storage.tables.hooks import deliveries, endpoints
from rashomon.storage.tables.schema import metadata
from rashomon.webhooks.deliver import ENDPOINT_SHARE, Courier
from rashomon.webhooks.guard import Guard
from rashomon.webhooks.post import Poster
from rashomon.webhooks.rounds import Rounds
from rashomon.webhooks.vault import Vault
from rashomon.workflows import hook_care, notify
from rashomon_sdk import webhooks
from support.receivers import Receiver, Reply, receiving

TENANT = "default"


@pytest.fixture
def vault() -> Vault:
    return Vault("a secret key for these tests")


@pytest.fixture
def courier(store: Database, vault: Vault) -> Courier[Any]:
    return Courier(store, vault, Poster(Guard(allow="loopback"), total_seconds=3.0), notify.announce)


@pytest.fixture
def endpoint_at(store: Database, vault: Vault) -> Callable[..., Endpoint]:
    """Make an endpoint; `secrets` remembers what was shown."""

    def make(url: str, *, secrets: dict[str, str] | None = None, **draft: Any) -> Endpoint:
        minted = vault.mint()
        with store.writing() as unit:
            made = unit.hooks.add_endpoint(TENANT, random_id("whe"), EndpointDraft(url, **draft), minted.sealed)
        if secrets is not None:
            secrets |= {made.id: minted.secret, f"{made.id} public": minted.public_key}
        return made

    return make


def announce(store: Database, *, job: str = "job_1", callback_url: str | None = None) -> None:
    with store.writing() as unit:
        notify.announce(unit, TENANT, "job.succeeded", {"job_id": job}, callback_url=callback_url)


def messages(store: Database, endpoint: Endpoint) -> list[Delivery]:
    with store.reading() as unit:
        return list(unit.hooks.deliveries(TENANT, endpoint.id, limit=200, after=None).items)


def endpoint_now(store: Database, endpoint: Endpoint) -> Endpoint:
    with store.reading() as unit:
        found = unit.hooks.endpoint(TENANT, endpoint.id)
    assert found is not None
    return found


def send_due(courier: Courier[Any]) -> list[str]:
    return [courier.deliver(*message) for message in courier.due(100)]


def messages_waiting(store: Database) -> list[tuple[str, str]]:
    query = select(deliveries.c.tenant, deliveries.c.id).where(deliveries.c.status == "pending", deliveries.c.tries == 0)
    with store.reading() as unit:
        rows = unit.connection.execute(query.order_by(deliveries.c.next_attempt_at)).all()
    return [(row.tenant, row.id) for row in rows]


def make_due(store: Database) -> None:
    """Let every wait be over."""
    with store.writing() as unit:
        unit.connection.execute(update(deliveries).where(deliveries.c.status == "pending").values(next_attempt_at=now()))


@contextmanager
def rounds(courier: Courier[Any], *, threads: int = 16) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=Rounds(courier, threads=threads, pause=0.05).run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def wait_for(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_message_arrives_and_verifies_with_secret_and_public_key(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    secrets: dict[str, str] = {}
    with receiving() as server:
        endpoint = endpoint_at(server.url, secrets=secrets)
        announce(store)
        assert send_due(courier) == ["delivered"]
    [got] = server.received
    for key in (secrets[endpoint.id], secrets[f"{endpoint.id} public"]):
        event = webhooks.verify(got.body, got.headers, key)
        assert ("job.succeeded", {"job_id": "job_1"}) == (event.type, event.data)
    [sent] = messages(store, endpoint)
    assert ("delivered", sent.message_id, 1) == (sent.status, got.headers["webhook-id"], len(sent.attempts))
    assert (200, None) == (sent.attempts[0].status_code, sent.attempts[0].error)


def test_every_try_has_the_same_id_and_a_fresh_time(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving(Reply(500), Reply(503), Reply(204, body=b"")) as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        outcomes = []
        for _ in range(3):
            outcomes += send_due(courier)
            make_due(store)
    assert outcomes == ["pending", "pending", "delivered"]
    assert len({got.headers["webhook-id"] for got in server.received}) == 1
    [sent] = messages(store, endpoint)
    assert [(1, 500), (2, 503), (3, 204)] == [(a.number, a.status_code) for a in sent.attempts]


def everything_stored(store: Database) -> bytes:
    with store.reading() as unit:
        rows = [row for table in metadata.sorted_tables for row in unit.connection.execute(select(table)).all()]
    return b"".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)


def test_the_receivers_body_is_kept_nowhere(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving(Reply(500, {"X-Token": "canary-in-a-header"}, b"canary-in-a-body")) as server:
        endpoint_at(server.url)
        announce(store)
        send_due(courier)
    assert b"job.succeeded" in everything_stored(store)
    assert b"canary" not in everything_stored(store)


def test_the_secret_is_not_in_the_database(store: Database, endpoint_at: Callable[..., Endpoint]) -> None:
    secrets: dict[str, str] = {}
    endpoint = endpoint_at("http://127.0.0.1:9/", secrets=secrets)
    assert endpoint.id.encode() in everything_stored(store)
    assert secrets[endpoint.id].removeprefix("whsec_").encode() not in everything_stored(store)


def test_retry_after_decides_when_the_next_try_is(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving(Reply(429, {"Retry-After": "3600"})) as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        send_due(courier)
        assert send_due(courier) == []
    [sent] = messages(store, endpoint)
    with store.reading() as unit:
        before, after = (unit.connection.execute(in_seconds(s).select()).scalar_one() for s in (3590, 3610))
    assert before < (sent.next_attempt_at or "") < after


def test_410_disables_the_endpoint_ends_what_waits_and_tells_the_others(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving(Reply(410)) as gone, receiving() as other:
        first = endpoint_at(gone.url, event_types=("job.succeeded",))
        second = endpoint_at(other.url, event_types=("endpoint.disabled",))
        announce(store, job="job_1")
        announce(store, job="job_2")
        send_due(courier)
        send_due(courier)
        send_due(courier)
    assert (False, "The receiver answered 410.") == (
        endpoint_now(store, first).enabled,
        endpoint_now(store, first).disabled_reason,
    )
    assert {"failed"} == {sent.status for sent in messages(store, first)}
    [told] = [json.loads(got.body) for got in other.received]
    assert ("endpoint.disabled", first.id) == (told["type"], told["data"]["endpoint_id"])
    assert endpoint_now(store, second).enabled
    assert len(gone.received) == 1


def test_an_endpoint_that_fails_for_five_days_is_disabled_and_one_that_recovers_is_not(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    def fail_since(seconds: float) -> None:
        with store.writing() as unit:
            unit.connection.execute(update(endpoints).values(failing_since=in_seconds(-seconds)))

    with receiving(Reply(500), Reply(200), Reply(500)) as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        send_due(courier)  # 500
        fail_since(6 * 86400)
        make_due(store)
        send_due(courier)  # 200: forgiven
        announce(store)
        send_due(courier)  # 500: failing for no time at all
        assert endpoint_now(store, endpoint).enabled
        fail_since(5 * 86400 - 60)
        make_due(store)
        send_due(courier)
        assert endpoint_now(store, endpoint).enabled
        fail_since(5 * 86400 + 60)
        make_due(store)
        send_due(courier)
    assert (False, "Every try failed for 5 days.") == (
        endpoint_now(store, endpoint).enabled,
        endpoint_now(store, endpoint).disabled_reason,
    )


def test_a_message_ends_after_the_last_try(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving(Reply(500)) as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        for _ in range(12):
            send_due(courier)
            make_due(store)
    [sent] = messages(store, endpoint)
    assert ("failed", 10, 10, None) == (sent.status, len(sent.attempts), len(server.received), sent.next_attempt_at)


def test_many_senders_send_a_message_once(store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]) -> None:
    with receiving(Reply(after=0.2)) as server:
        endpoint_at(server.url)
        announce(store)
        [message] = courier.due(10)
        outcomes: list[str] = []
        threads = [threading.Thread(target=lambda: outcomes.append(courier.deliver(*message))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (["delivered"] + ["skipped"] * 7, 1) == (sorted(outcomes), len(server.received))


def test_a_sender_that_died_is_followed_by_another(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving() as server:
        endpoint_at(server.url)
        announce(store)
        [message] = courier.due(10)
        with store.writing() as unit:
            dead = unit.desk.take(*message, seconds=0.2, share=1)
        assert courier.due(10) == ()
        time.sleep(0.3)
        assert send_due(courier) == ["delivered"]
        with store.writing() as unit:  # the dead one comes back late: its word does not count
            assert dead is not None
            [sent] = unit.hooks.deliveries(TENANT, dead.endpoint_id or "", limit=1, after=None).items
            assert not unit.desk.settle(dead, sent.attempts[0], status="failed", next_in=None)
    assert len(server.received) == 1


def test_a_jobs_own_address_is_sent_to_with_the_tenants_key(store: Database, courier: Courier[Any], vault: Vault) -> None:
    with receiving() as server:
        announce(store, job="job_1", callback_url=server.url)
        announce(store, job="job_2", callback_url=server.url)
        assert send_due(courier) == ["delivered", "delivered"]
    with store.writing() as unit:
        shown = vault.reveal(unit.hooks.keep_callback_keys(TENANT, b"too late", former=None))
    jobs = [webhooks.verify(got.body, got.headers, shown.secret).data["job_id"] for got in server.received]
    assert sorted(jobs) == ["job_1", "job_2"]


def test_an_address_that_may_not_be_sent_to_is_a_failed_try(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    endpoint = endpoint_at("https://10.0.0.1/")
    announce(store)
    assert send_due(courier) == ["pending"]
    [sent] = messages(store, endpoint)
    assert "not sent to" in (sent.attempts[0].error or "")


def test_a_message_to_a_disabled_endpoint_ends_untried(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving() as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        with store.writing() as unit:
            unit.hooks.change_endpoint(TENANT, endpoint.id, EndpointDraft(server.url, enabled=False))
        assert send_due(courier) == ["skipped"]
    assert ([], "failed") == (server.received, messages(store, endpoint)[0].status)


def test_after_a_rotation_old_and_new_secret_verify(
    store: Database, courier: Courier[Any], vault: Vault, endpoint_at: Callable[..., Endpoint]
) -> None:
    secrets: dict[str, str] = {}
    with receiving() as server:
        endpoint = endpoint_at(server.url, secrets=secrets)
        fresh = hook_care.rotate_keys(store, TENANT, endpoint.id, mint=vault.mint)
        announce(store)
        assert send_due(courier) == ["delivered"]
    [got] = server.received
    for key in (secrets[endpoint.id], secrets[f"{endpoint.id} public"], fresh.secret, fresh.public_key):
        assert webhooks.verify(got.body, got.headers, key).type == "job.succeeded"


def test_callback_keys_rotate_with_overlap_too(store: Database, courier: Courier[Any], vault: Vault) -> None:
    old = hook_care.callback_keys(store, TENANT, mint=vault.mint, reveal=vault.reveal)
    new = hook_care.rotate_callback_keys(store, TENANT, mint=vault.mint, reveal=vault.reveal)
    assert new == hook_care.callback_keys(store, TENANT, mint=vault.mint, reveal=vault.reveal) != old
    with receiving() as server:
        announce(store, callback_url=server.url)
        send_due(courier)
    [got] = server.received
    for key in (old.secret, old.public_key, new.secret, new.public_key):
        assert webhooks.verify(got.body, got.headers, key).type == "job.succeeded"


def test_a_ping_goes_to_its_endpoint_alone_whatever_that_wants(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving() as server, receiving() as other:
        endpoint = endpoint_at(server.url, event_types=("job.failed",), filters={"kind": ["batch"]})
        endpoint_at(other.url)
        left = hook_care.ping(store, TENANT, endpoint.id)
        assert send_due(courier) == ["delivered"]
    assert ([], left.message_id) == (other.received, server.received[0].headers["webhook-id"])


def test_what_failed_in_a_span_of_time_is_sent_again_and_nothing_else(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving(Reply(204, body=b"")) as server:
        endpoint, bystander = endpoint_at(server.url), endpoint_at(f"{server.url}/bystander")
        for number in range(4):
            announce(store, job=f"job_{number}")
            time.sleep(0.02)
        with store.writing() as unit:
            unit.connection.execute(update(deliveries).values(status="failed", next_attempt_at=None))
        sent = sorted(messages(store, endpoint), key=lambda message: message.created_at)
        found = hook_care.recover(store, TENANT, endpoint.id, since=sent[1].created_at, until=sent[3].created_at)
        send_due(courier)
    assert found == 2
    assert {"job_1", "job_2"} == {json.loads(got.body)["data"]["job_id"] for got in server.received}
    assert {sent[1].message_id, sent[2].message_id} == {got.headers["webhook-id"] for got in server.received}
    assert {"failed"} == {message.status for message in messages(store, bystander)}


def test_a_message_can_be_sent_again_by_hand_under_its_id(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    with receiving() as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        send_due(courier)
        [sent] = messages(store, endpoint)
        notify.redeliver(store, TENANT, sent.id)
        assert send_due(courier) == ["delivered"]
    assert [sent.message_id] * 2 == [got.headers["webhook-id"] for got in server.received]
    assert [1, 2] == [attempt.number for attempt in messages(store, endpoint)[0].attempts]


def test_under_another_secret_key_nothing_is_sent_unsigned(
    store: Database, endpoint_at: Callable[..., Endpoint], courier: Courier[Any]
) -> None:
    with receiving() as server:
        endpoint = endpoint_at(server.url)
        announce(store)
        stranger = Courier(store, Vault("some other key"), courier.poster, notify.announce)
        assert send_due(stranger) == ["pending"]
    assert server.received == []
    assert "RASHOMON_SECRET_KEY" in (messages(store, endpoint)[0].attempts[0].error or "")


def _delays(server: Receiver, began: dict[str, float]) -> list[float]:
    return [got.at - began[json.loads(got.body)["data"]["job_id"]] for got in server.received]


def test_a_slow_endpoint_delays_no_other(store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]) -> None:
    """Three receivers with 20 messages each that never answer in time, more than there are threads, and one that is well."""
    with receiving(Reply(after=4.0)) as slow, receiving() as quick:
        for path in ("a", "b", "c"):
            endpoint_at(f"{slow.url}/{path}", event_types=("job.failed",))
        endpoint_at(quick.url, event_types=("job.succeeded",))
        with store.writing() as unit:
            for number in range(20):
                notify.announce(unit, TENANT, "job.failed", {"job_id": f"job_{number}"})
        began: dict[str, float] = {}
        with rounds(courier, threads=16):
            wait_for(lambda: slow.under_way == 3 * ENDPOINT_SHARE)
            for number in range(20):
                began[f"quick_{number}"] = time.monotonic()
                announce(store, job=f"quick_{number}")
                time.sleep(0.05)
            wait_for(lambda: len(quick.received) == 20)
    assert max(_delays(quick, began)) < 1.0
    assert slow.most_under_way <= 3 * ENDPOINT_SHARE + 3  # a receiver goes on sleeping after we have hung up


def test_a_failing_endpoint_gets_one_message_at_a_time(
    store: Database, courier: Courier[Any], endpoint_at: Callable[..., Endpoint]
) -> None:
    endpoint_at("http://127.0.0.1:9/")
    for number in range(5):
        announce(store, job=f"job_{number}")
    assert len(courier.due(100)) == ENDPOINT_SHARE
    courier.deliver(*courier.due(100)[0])
    [first, second] = [courier.due(100)[0], messages_waiting(store)[-1]]
    assert courier.due(100) == (first,)
    with store.writing() as unit:
        assert unit.desk.take(*first, seconds=5, share=ENDPOINT_SHARE)
        assert unit.desk.take(*second, seconds=5, share=ENDPOINT_SHARE) is None
    assert courier.due(100) == ()


def test_a_round_that_cannot_see_the_database_goes_on_later() -> None:
    calls: list[int] = []
    stop = threading.Event()

    class Blind:
        def due(self, _limit: int) -> tuple[tuple[str, str], ...]:
            calls.append(1)
            stop.set()
            raise OSError("away")

        def deliver(self, *_: str) -> str:
            raise AssertionError

    Rounds(Blind(), pause=0.01).run(stop)
    assert calls == [1]
