"""The client's webhook methods against the service over real HTTP, and what it makes and changes arrives and verifies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from rashomon.api.app import create_app
from rashomon.api.services import Services
from rashomon.settings import Settings
from rashomon.storage.database import Database
from rashomon.webhooks.deliver import Courier
from rashomon.webhooks.guard import Guard
from rashomon.webhooks.post import Poster
from rashomon.webhooks.vault import Vault
from rashomon.workflows import notify
from rashomon_sdk import Client, InvalidRequestError, NotFoundError, webhooks
from support.receivers import Reply, receiving

KEY = "a secret key for these tests"


@pytest.fixture
def client(store: Database) -> Iterator[Client]:
    vault = Vault(KEY)
    services = Services(
        store=store,
        mint=vault.mint,
        reveal=vault.reveal,
        vocabulary=dict,
        broker_answers=lambda: True,
        may_send=Guard(allow="loopback", resolve=lambda _name: ["93.184.215.14"]),
    )
    server = make_server("127.0.0.1", 0, create_app(Settings(auth="off", secret_key=KEY), services), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with Client(f"http://127.0.0.1:{server.server_port}") as made:
        yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def courier(store: Database) -> Courier[Any]:
    return Courier(store, Vault(KEY), Poster(Guard(allow="loopback")), notify.announce)


def test_an_endpoint_from_making_to_deleting(client: Client) -> None:
    made = client.webhook_endpoints.create("https://hooks.example.org/r", event_types=["job.failed"], description="Newsroom")
    endpoint = made.endpoint
    assert made.secret.startswith("whsec_")
    assert (made.public_key or "").startswith("whpk_")
    assert endpoint == client.webhook_endpoints.get(endpoint.id)
    assert [endpoint.id] == [row.id for row in client.webhook_endpoints.list()]
    changed = client.webhook_endpoints.update(endpoint.id, enabled=False, event_types=[])
    assert (False, (), "Newsroom") == (changed.enabled, changed.event_types, changed.description)
    client.webhook_endpoints.delete(endpoint.id)
    with pytest.raises(NotFoundError):
        client.webhook_endpoints.get(endpoint.id)


@pytest.mark.parametrize("url", ["http://hooks.example.org/", "https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/"])
def test_an_address_inside_is_refused_with_its_place(client: Client, url: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        client.webhook_endpoints.create(url)
    assert ("callback_refused", "/url") == (refused.value.reason, refused.value.errors[0]["pointer"])
    with pytest.raises(InvalidRequestError) as refused:
        client.articles.submit(text="Two shells hit a market, killing 3 people.", callback_url=url)
    assert ("callback_refused", "/callback_url") == (refused.value.reason, refused.value.errors[0]["pointer"])


def test_a_ping_arrives_fails_is_recovered_and_verifies_through_a_rotation(client: Client, courier: Courier[Any]) -> None:
    with receiving(Reply(410), Reply(204, body=b"")) as server:
        made = client.webhook_endpoints.create(server.url)
        ping = client.webhook_endpoints.ping(made.endpoint.id)
        assert courier.deliver("default", ping.id) == "failed"
        disabled = client.webhook_endpoints.get(made.endpoint.id)
        assert (False, "The receiver answered 410.") == (disabled.enabled, disabled.disabled_reason)

        client.webhook_endpoints.update(made.endpoint.id, enabled=True)
        fresh = client.webhook_endpoints.rotate_secret(made.endpoint.id)
        assert client.webhook_endpoints.recover(made.endpoint.id, since="2015-01-01") == 1
        assert courier.deliver("default", ping.id) == "delivered"

        assert client.webhook_endpoints.redeliver(ping.id).status == "pending"
        assert courier.deliver("default", ping.id) == "delivered"
    [sent] = client.webhook_endpoints.deliveries(made.endpoint.id)
    assert [410, 204, 204] == [attempt.status_code for attempt in sent.attempts]
    got = server.received[1]
    for secret in (made.secret, fresh.secret, fresh.public_key or ""):
        assert webhooks.verify(got.body, got.headers, secret).type == "endpoint.ping"


def test_callback_keys_are_read_and_rotated(client: Client) -> None:
    first = client.webhook_endpoints.callback_keys()
    assert first == client.webhook_endpoints.callback_keys()
    assert first != client.webhook_endpoints.rotate_callback_keys()
