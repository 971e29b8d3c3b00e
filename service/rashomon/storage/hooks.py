"""Webhook endpoints and deliveries in SQL; secrets come and go sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from rashomon.records.query import Slice
from rashomon.records.webhook import Attempt, Delivery, Endpoint, EndpointDraft
from rashomon.storage.clock import now
from rashomon.storage.paging import Order, Page, fetch_page
from rashomon.storage.rows import add_unless_there
from rashomon.storage.tables.hooks import attempts, deliveries, endpoints
from rashomon.storage.tables.keys import tenants


class SqlHooks:
    """See `workflows.ports.Hooks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_endpoint(self, tenant: str, endpoint_id: str, draft: EndpointDraft, secret: bytes) -> Endpoint:
        """Store an endpoint."""
        values = {"tenant": tenant, "id": endpoint_id, "secret": secret, "created_at": now(), "updated_at": now()}
        statement = insert(endpoints).values(values | _drafted(draft)).returning(endpoints)
        return _endpoint_of(self._connection.execute(statement).one())

    def endpoint(self, tenant: str, endpoint_id: str) -> Endpoint | None:
        """Return an endpoint."""
        row = self._connection.execute(select(endpoints).where(*_is(endpoints, tenant, endpoint_id))).one_or_none()
        return None if row is None else _endpoint_of(row)

    def enabled(self, tenant: str) -> tuple[Endpoint, ...]:
        """Return every endpoint that takes messages."""
        query = select(endpoints).where(endpoints.c.tenant == tenant, endpoints.c.enabled.is_(True)).order_by(endpoints.c.id)
        return tuple(_endpoint_of(row) for row in self._connection.execute(query))

    def endpoints(self, tenant: str, *, limit: int, after: tuple[Any, ...] | None) -> Slice[Endpoint]:
        """List endpoints, oldest first."""
        query = select(endpoints).where(endpoints.c.tenant == tenant)
        order = Order((endpoints.c.created_at, endpoints.c.id))
        return fetch_page(self._connection, query, order, Page(limit, after), _endpoint_of)

    def change_endpoint(self, tenant: str, endpoint_id: str, draft: EndpointDraft) -> Endpoint | None:
        """Replace what the client says of an endpoint; why it was disabled is forgotten when it is enabled."""
        values = _drafted(draft) | {"updated_at": now()}
        if draft.enabled:
            values |= {"disabled_reason": None, "failing_since": None}
        changed = update(endpoints).where(*_is(endpoints, tenant, endpoint_id)).values(values).returning(endpoints)
        row = self._connection.execute(changed).one_or_none()
        return None if row is None else _endpoint_of(row)

    def remove_endpoint(self, tenant: str, endpoint_id: str) -> bool:
        """Remove an endpoint with its messages."""
        return self._connection.execute(delete(endpoints).where(*_is(endpoints, tenant, endpoint_id))).rowcount == 1

    def add_delivery(  # noqa: PLR0913 - a message: who, what, where to
        self,
        tenant: str,
        delivery_id: str,
        *,
        endpoint_id: str | None,
        address: str | None,
        event_type: str,
        message_id: str,
        payload: dict[str, Any],
    ) -> None:
        """Store a message that is due now."""
        values: dict[str, Any] = {
            "tenant": tenant,
            "id": delivery_id,
            "endpoint_id": endpoint_id,
            "address": address,
            "status": "pending",
        }
        values |= {"event_type": event_type, "message_id": message_id, "payload": payload}
        self._connection.execute(insert(deliveries).values(values | {"next_attempt_at": now(), "created_at": now()}))

    def deliveries(self, tenant: str, endpoint_id: str, *, limit: int, after: tuple[Any, ...] | None) -> Slice[Delivery]:
        """List an endpoint's messages with their tries, newest first."""
        query = select(deliveries).where(deliveries.c.tenant == tenant, deliveries.c.endpoint_id == endpoint_id)
        order = Order((deliveries.c.created_at, deliveries.c.id), descending=True)
        return fetch_page(self._connection, query, order, Page(limit, after), self._delivery_of)

    def delivery(self, tenant: str, delivery_id: str) -> Delivery | None:
        """Return a message with its tries."""
        row = self._connection.execute(select(deliveries).where(*_is(deliveries, tenant, delivery_id))).one_or_none()
        return None if row is None else self._delivery_of(row)

    def resend(self, tenant: str, delivery_id: str) -> Delivery | None:
        """Make a message due now; a try that is under way counts as this one."""
        changed = update(deliveries).where(*_is(deliveries, tenant, delivery_id)).values(_due_now()).returning(deliveries)
        row = self._connection.execute(changed).one_or_none()
        return None if row is None else self._delivery_of(row)

    def resend_failed(self, tenant: str, endpoint_id: str, *, since: str, until: str | None) -> int:
        """Make an endpoint's failed messages of these moments due now; how many."""
        failed = [deliveries.c.tenant == tenant, deliveries.c.endpoint_id == endpoint_id, deliveries.c.status == "failed"]
        failed.append(deliveries.c.created_at >= since)
        if until is not None:
            failed.append(deliveries.c.created_at < until)
        return self._connection.execute(update(deliveries).where(*failed).values(_due_now())).rowcount

    def keys(self, tenant: str, endpoint_id: str) -> bytes | None:
        """Return an endpoint's sealed keys, and let nobody change them before this unit ends."""
        query = select(endpoints.c.secret).where(*_is(endpoints, tenant, endpoint_id)).with_for_update()
        return self._connection.execute(query).scalar_one_or_none()

    def set_keys(self, tenant: str, endpoint_id: str, sealed: bytes) -> None:
        """Replace an endpoint's sealed keys."""
        values = {"secret": sealed, "updated_at": now()}
        self._connection.execute(update(endpoints).where(*_is(endpoints, tenant, endpoint_id)).values(values))

    def keep_callback_keys(self, tenant: str, sealed: bytes, *, former: bytes | None) -> bytes:
        """Store a tenant's callback keys in place of `former` and return those that count: somebody else may be faster."""
        add_unless_there(self._connection, tenants, {"id": tenant, "created_at": now()})
        same = tenants.c.callback_secret.is_(None) if former is None else tenants.c.callback_secret == former
        self._connection.execute(update(tenants).where(tenants.c.id == tenant, same).values(callback_secret=sealed))
        return bytes(self._connection.execute(select(tenants.c.callback_secret).where(tenants.c.id == tenant)).scalar_one())

    def waiting(self, tenant: str) -> int:
        """Count the messages that wait to be sent."""
        query = select(func.count()).select_from(deliveries)
        pending = (deliveries.c.tenant == tenant, deliveries.c.status == "pending")
        return int(self._connection.execute(query.where(*pending)).scalar_one())

    def _delivery_of(self, row: Row[Any]) -> Delivery:
        tried = select(attempts).where(attempts.c.tenant == row.tenant, attempts.c.delivery_id == row.id)
        found = self._connection.execute(tried.order_by(attempts.c.number))
        return Delivery(
            id=row.id,
            endpoint_id=row.endpoint_id,
            message_id=row.message_id,
            event_type=row.event_type,
            status=row.status,
            payload=row.payload,
            attempts=tuple(Attempt(a.number, a.at, a.status_code, a.error, a.seconds) for a in found),
            next_attempt_at=row.next_attempt_at,
            created_at=row.created_at,
        )


def _due_now() -> dict[str, Any]:
    return {"status": "pending", "next_attempt_at": now()}


def _is(table: Any, tenant: str, row_id: str) -> tuple[Any, Any]:  # noqa: ANN401 - a table
    return table.c.tenant == tenant, table.c.id == row_id


def _drafted(draft: EndpointDraft) -> dict[str, Any]:
    return {
        "url": draft.url,
        "description": draft.description,
        "event_types": list(draft.event_types),
        "filters": draft.filters,
        "enabled": draft.enabled,
    }


def _endpoint_of(row: Row[Any]) -> Endpoint:
    return Endpoint(
        id=row.id,
        url=row.url,
        description=row.description,
        event_types=tuple(row.event_types),
        filters=row.filters,
        enabled=row.enabled,
        disabled_reason=row.disabled_reason,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
