"""Messages in SQL as whoever sends them sees them: due, claimed under a lease, settled. A late sender matches no row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, insert, or_, select, update

from rashomon.records.plain import to_plain
from rashomon.records.webhook import Attempt, Sending
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.tables.hooks import attempts, deliveries, endpoints
from rashomon.storage.tables.keys import tenants
from rashomon.storage.times import seconds_between

FIELDS = (
    deliveries,
    endpoints.c.url,
    endpoints.c.enabled,
    endpoints.c.secret,
    endpoints.c.failing_since,
    tenants.c.callback_secret,
)
RECEIVER = func.coalesce(deliveries.c.endpoint_id, deliveries.c.address)
TO_ENDPOINT = and_(endpoints.c.tenant == deliveries.c.tenant, endpoints.c.id == deliveries.c.endpoint_id)
FAILING_SHARE = 1  # messages under way to an endpoint whose last try failed


class SqlDesk:
    """See `webhooks.deliver.Desk`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, limit: int, *, share: int) -> tuple[tuple[str, str], ...]:
        """Return (tenant, id) of messages whose hour has come and whose receiver has room for them, oldest first."""
        place = func.row_number().over(partition_by=(deliveries.c.tenant, RECEIVER), order_by=deliveries.c.next_attempt_at)
        columns = (deliveries.c.tenant, deliveries.c.id, deliveries.c.next_attempt_at, RECEIVER.label("receiver"))
        failing = endpoints.c.failing_since.is_not(None)
        room = case((failing, FAILING_SHARE), else_=share).label("room")
        query = select(*columns, place.label("place"), room).select_from(deliveries.outerjoin(endpoints, TO_ENDPOINT))
        waiting = query.where(_is_due()).subquery()
        busy = (
            select(deliveries.c.tenant, RECEIVER.label("receiver"), func.count().label("count"))
            .where(deliveries.c.lease_until > now())
            .group_by(deliveries.c.tenant, RECEIVER)
            .subquery()
        )
        same = and_(busy.c.tenant == waiting.c.tenant, busy.c.receiver == waiting.c.receiver)
        found = select(waiting.c.tenant, waiting.c.id).select_from(waiting.outerjoin(busy, same))
        found = found.where(waiting.c.place + func.coalesce(busy.c.count, 0) <= waiting.c.room)
        rows = self._connection.execute(found.order_by(waiting.c.next_attempt_at).limit(limit))
        return tuple((row.tenant, row.id) for row in rows)

    def take(self, tenant: str, delivery_id: str, *, seconds: float, share: int) -> Sending | None:
        """Claim a message for so many seconds; None when it is not to be sent now."""
        row = self._find(tenant, delivery_id)
        if row is None:
            return None
        if row.endpoint_id is not None and not row.enabled:
            self._change(tenant, delivery_id, {"status": "failed", "next_attempt_at": None})
            return None
        if self._under_way(row) >= (FAILING_SHARE if row.failing_since else share):
            return None
        lease = self._change(tenant, delivery_id, {"lease_until": in_seconds(seconds)})
        return Sending(
            tenant=tenant,
            delivery_id=delivery_id,
            endpoint_id=row.endpoint_id,
            url=row.address if row.endpoint_id is None else row.url,
            message_id=row.message_id,
            payload=row.payload,
            number=row.tries + 1,
            lease=lease,
            sealed=row.callback_secret if row.endpoint_id is None else row.secret,
        )

    def settle(self, sending: Sending, attempt: Attempt, *, status: str, next_in: float | None) -> bool:
        """Note a try; False, and nothing is written, when the claim is lost."""
        mine = (*_is(sending.tenant, sending.delivery_id), deliveries.c.lease_until == sending.lease)
        values: dict[str, Any] = {"status": status, "tries": attempt.number, "lease_until": None}
        values["next_attempt_at"] = None if next_in is None else in_seconds(next_in)
        if self._connection.execute(update(deliveries).where(*mine).values(values)).rowcount != 1:
            return False
        row = to_plain(attempt) | {"tenant": sending.tenant, "delivery_id": sending.delivery_id}
        self._connection.execute(insert(attempts).values(row))
        return True

    def failing_for(self, sending: Sending, *, delivered: bool) -> float:
        """Note on the endpoint how a try went; return the seconds since which all its tries failed."""
        since = None if delivered else func.coalesce(endpoints.c.failing_since, now())
        this = (endpoints.c.tenant == sending.tenant, endpoints.c.id == sending.endpoint_id)
        noted = update(endpoints).where(*this).values(failing_since=since).returning(endpoints.c.failing_since)
        began = self._connection.execute(noted).scalar_one_or_none()
        return seconds_between(began, self._connection.execute(select(now())).scalar_one()) if began else 0.0

    def disable(self, tenant: str, endpoint_id: str, reason: str) -> bool:
        """Disable an endpoint and end what waits for it; False when it is disabled already."""
        this = (endpoints.c.tenant == tenant, endpoints.c.id == endpoint_id, endpoints.c.enabled.is_(True))
        values = {"enabled": False, "disabled_reason": reason, "updated_at": now()}
        if self._connection.execute(update(endpoints).where(*this).values(values)).rowcount != 1:
            return False
        waits = (deliveries.c.tenant == tenant, deliveries.c.endpoint_id == endpoint_id, deliveries.c.status == "pending")
        self._connection.execute(update(deliveries).where(*waits).values(status="failed", next_attempt_at=None))
        return True

    def _find(self, tenant: str, delivery_id: str) -> Row[Any] | None:
        joined = deliveries.outerjoin(endpoints, TO_ENDPOINT).outerjoin(tenants, tenants.c.id == deliveries.c.tenant)
        query = select(*FIELDS).select_from(joined).where(*_is(tenant, delivery_id), _is_due())
        return self._connection.execute(query.with_for_update(of=deliveries, skip_locked=True)).one_or_none()

    def _under_way(self, row: Row[Any]) -> int:
        """Count the claims of the same receiver; two senders may count at once, and go one over: it is a share, no law."""
        receiver = row.endpoint_id or row.address
        claimed = (deliveries.c.tenant == row.tenant, receiver == RECEIVER, deliveries.c.lease_until > now())
        return int(self._connection.execute(select(func.count()).select_from(deliveries).where(*claimed)).scalar_one())

    def _change(self, tenant: str, delivery_id: str, values: dict[str, Any]) -> str:
        changed = update(deliveries).where(*_is(tenant, delivery_id)).values(values).returning(deliveries.c.lease_until)
        return str(self._connection.execute(changed).scalar_one())


def _is(tenant: str, delivery_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return deliveries.c.tenant == tenant, deliveries.c.id == delivery_id


def _is_due() -> ColumnElement[bool]:
    free = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now())
    return and_(deliveries.c.status == "pending", deliveries.c.next_attempt_at <= now(), free)
