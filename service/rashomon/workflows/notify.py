"""Telling those who asked: webhook endpoints, and the messages that a finished job or a changed event leaves for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.records.comparing import Changes, EventChange
from rashomon.records.identity import random_id
from rashomon.records.problems import InvalidError, NotFoundError
from rashomon.records.query import Slice
from rashomon.records.webhook import EVENT_TYPES, Delivery, Endpoint, EndpointDraft, Minted
from rashomon.records.work import Ended
from rashomon.workflows.ports import Key, Store, Unit

Mint = Callable[[bytes | None], Minted]  # fresh signing keys; those given, as they were sealed, go on signing for a while
EVENT_SAID = {"created": "event.created", "updated": "event.updated", "merged": "event.merged", "split": "event.created"}
NEWS = ("contradiction", "update")  # the kinds of discrepancy that are announced


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """An endpoint with fresh keys: the secret (`whsec_…`) is shown once, the public key (`whpk_…`) checks `v1a`."""

    endpoint: Endpoint
    secret: str
    public_key: str


def create_endpoint(store: Store, tenant: str, draft: EndpointDraft, *, mint: Mint) -> NewEndpoint:
    """Make an endpoint with fresh keys. InvalidError on unknown event types."""
    _check(draft)
    keys = mint(None)
    with store.writing() as unit:
        made = unit.hooks.add_endpoint(tenant, random_id("whe"), draft, keys.sealed)
    return NewEndpoint(made, keys.secret, keys.public_key)


def get_endpoint(store: Store, tenant: str, endpoint_id: str) -> Endpoint:
    """Return an endpoint. NotFoundError."""
    with store.reading() as unit:
        return _known(unit, tenant, endpoint_id)


def list_endpoints(store: Store, tenant: str, *, limit: int, after: Key | None = None) -> Slice[Endpoint]:
    """List endpoints, oldest first."""
    with store.reading() as unit:
        return unit.hooks.endpoints(tenant, limit=limit, after=after)


def change_endpoint(store: Store, tenant: str, endpoint_id: str, draft: EndpointDraft) -> Endpoint:
    """Replace what the client says of an endpoint; enabling it again forgets why it was disabled. NotFoundError."""
    _check(draft)
    with store.writing() as unit:
        changed = unit.hooks.change_endpoint(tenant, endpoint_id, draft)
    if changed is None:
        raise NotFoundError(f"There is no webhook endpoint {endpoint_id}.")
    return changed


def remove_endpoint(store: Store, tenant: str, endpoint_id: str) -> None:
    """Remove an endpoint and what waits for it. NotFoundError."""
    with store.writing() as unit:
        if not unit.hooks.remove_endpoint(tenant, endpoint_id):
            raise NotFoundError(f"There is no webhook endpoint {endpoint_id}.")


def list_deliveries(store: Store, tenant: str, endpoint_id: str, *, limit: int, after: Key | None = None) -> Slice[Delivery]:
    """List an endpoint's messages with their tries, newest first. NotFoundError."""
    with store.reading() as unit:
        _known(unit, tenant, endpoint_id)
        return unit.hooks.deliveries(tenant, endpoint_id, limit=limit, after=after)


def redeliver(store: Store, tenant: str, delivery_id: str) -> Delivery:
    """Send a message once more, now, with the same `webhook-id`. NotFoundError."""
    with store.writing() as unit:
        found = unit.hooks.resend(tenant, delivery_id)
    if found is None:
        raise NotFoundError(f"There is no delivery {delivery_id}.")
    return found


def announce(unit: Unit, tenant: str, event_type: str, data: Mapping[str, Any], *, callback_url: str | None = None) -> None:
    """Leave a message for every endpoint that wants this, and for the job's own address, in the unit that makes it true."""
    wanted: list[tuple[str | None, str | None]] = [
        (endpoint.id, None) for endpoint in unit.hooks.enabled(tenant) if _wants(endpoint, event_type, data)
    ]
    if callback_url is not None:
        wanted.append((None, callback_url))
    if not wanted:
        return
    payload = {"type": event_type, "timestamp": unit.now(), "data": dict(data)}
    message_id = random_id("msg")
    for endpoint_id, address in wanted:
        unit.hooks.add_delivery(
            tenant,
            random_id("dlv"),
            endpoint_id=endpoint_id,
            address=address,
            event_type=event_type,
            message_id=message_id,
            payload=payload,
        )


def announce_ended(unit: Unit, ended: tuple[Ended, ...]) -> None:
    """Announce jobs that reached their end: `job.succeeded`, and `job.failed` for every other end."""
    for job in ended:
        if job.kind == "rereading":
            continue  # thousands at once; what they change of events is announced, and so is their batch
        said = "job.succeeded" if job.status == "succeeded" else "job.failed"
        data = {"job_id": job.job_id, "kind": job.kind, "status": job.status, "request_id": job.request_id}
        announce(unit, job.tenant, said, data, callback_url=job.callback_url)


def announce_changes(unit: Unit, tenant: str, changes: Changes) -> None:
    """Announce what comparing changed: events created, updated, merged, and disagreements that appeared."""
    for change in changes.events:
        said = EVENT_SAID.get(change.kind, "event.updated")  # a withdrawn event is updated: it answers 410 from now on
        announce(unit, tenant, said, _told(change))
        found = [d for d in change.event.discrepancies if d.kind in NEWS] if change.comparison is not None else []
        if (found and "discrepancies" in change.changes) or (found and change.kind in ("created", "split")):
            fields = [{"field": d.field, "kind": d.kind} for d in found]
            announce(unit, tenant, "discrepancy.found", {**_told(change), "discrepancies": fields})


def _told(change: EventChange) -> dict[str, Any]:
    event = change.event
    return {
        "event_id": event.id,
        "revision": event.revision,
        "change": change.kind,
        "type": event.type,
        "grading": event.grading,
        "changes": list(change.changes),
        "merged_into": event.merged_into,
    }


def _wants(endpoint: Endpoint, event_type: str, data: Mapping[str, Any]) -> bool:
    if endpoint.event_types and event_type not in endpoint.event_types:
        return False
    return all(str(data.get(name)) in values for name, values in endpoint.filters.items())


def _check(draft: EndpointDraft) -> None:
    unknown = sorted(set(draft.event_types) - set(EVENT_TYPES))
    if unknown:
        raise InvalidError(f"There is no event type {', '.join(unknown)}.")


def _known(unit: Unit, tenant: str, endpoint_id: str) -> Endpoint:
    found = unit.hooks.endpoint(tenant, endpoint_id)
    if found is None:
        raise NotFoundError(f"There is no webhook endpoint {endpoint_id}.")
    return found
