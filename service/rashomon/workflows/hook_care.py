"""Looking after webhooks: changing keys, trying an endpoint out, and sending again what failed while a receiver was down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.records.identity import random_id
from rashomon.records.problems import NotFoundError
from rashomon.records.webhook import Delivery, Minted
from rashomon.workflows.notify import Mint, NewEndpoint
from rashomon.workflows.ports import Store, Unit

Reveal = Callable[[bytes], Minted]  # opens sealed keys to show them to their owner
PING = "endpoint.ping"


@dataclass(frozen=True, slots=True)
class CallbackKeys:
    """What messages to a job's `callback_url` are signed with: the secret (`whsec_…`) and the public key (`whpk_…`)."""

    secret: str
    public_key: str


def rotate_keys(store: Store, tenant: str, endpoint_id: str, *, mint: Mint) -> NewEndpoint:
    """Give an endpoint fresh keys; the former ones go on signing for a while. NotFoundError."""
    with store.writing() as unit:
        former = unit.hooks.keys(tenant, endpoint_id)
        if former is None:
            raise _no_endpoint(endpoint_id)
        fresh = mint(former)
        unit.hooks.set_keys(tenant, endpoint_id, fresh.sealed)
        endpoint = unit.hooks.endpoint(tenant, endpoint_id)
    if endpoint is None:
        raise _no_endpoint(endpoint_id)
    return NewEndpoint(endpoint, fresh.secret, fresh.public_key)


def callback_keys(store: Store, tenant: str, *, mint: Mint, reveal: Reveal) -> CallbackKeys:
    """Return a tenant's callback keys, made at the first call."""
    with store.writing() as unit:
        return _shown(reveal(unit.hooks.keep_callback_keys(tenant, mint(None).sealed, former=None)))


def rotate_callback_keys(store: Store, tenant: str, *, mint: Mint, reveal: Reveal) -> CallbackKeys:
    """Give a tenant fresh callback keys; the former ones go on signing for a while."""
    with store.writing() as unit:
        former = unit.hooks.keep_callback_keys(tenant, mint(None).sealed, former=None)
        return _shown(reveal(unit.hooks.keep_callback_keys(tenant, mint(former).sealed, former=former)))


def ping(store: Store, tenant: str, endpoint_id: str) -> Delivery:
    """Leave an `endpoint.ping` message for one endpoint, whatever it wants to be told of. NotFoundError."""
    with store.writing() as unit:
        if unit.hooks.endpoint(tenant, endpoint_id) is None:
            raise _no_endpoint(endpoint_id)
        delivery_id = random_id("dlv")
        unit.hooks.add_delivery(
            tenant,
            delivery_id,
            endpoint_id=endpoint_id,
            address=None,
            event_type=PING,
            message_id=random_id("msg"),
            payload={"type": PING, "timestamp": unit.now(), "data": {"endpoint_id": endpoint_id}},
        )
        return _left(unit, tenant, delivery_id)


def recover(store: Store, tenant: str, endpoint_id: str, *, since: str, until: str | None = None) -> int:
    """Send again, now, what failed of an endpoint's messages from `since` to before `until`; how many. NotFoundError.

    The moments are ISO 8601 in UTC with milliseconds, as the service writes them.
    """
    with store.writing() as unit:
        if unit.hooks.endpoint(tenant, endpoint_id) is None:
            raise _no_endpoint(endpoint_id)
        return unit.hooks.resend_failed(tenant, endpoint_id, since=since, until=until)


def _left(unit: Unit, tenant: str, delivery_id: str) -> Delivery:
    found = unit.hooks.delivery(tenant, delivery_id)
    if found is None:
        message = "a message just written cannot be missing"
        raise LookupError(message)
    return found


def _shown(keys: Minted) -> CallbackKeys:
    return CallbackKeys(keys.secret, keys.public_key)


def _no_endpoint(endpoint_id: str) -> NotFoundError:
    return NotFoundError(f"There is no webhook endpoint {endpoint_id}.")
