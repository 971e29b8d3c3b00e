"""The version of a tenant's comparing index: whoever changes what comparisons read moves it on."""

from __future__ import annotations

from sqlalchemy import Connection

from rashomon.storage.rows import insert_into
from rashomon.storage.tables.comparing import versions


def move_version(connection: Connection, tenant: str) -> None:
    """Say that what was read of the tenant's index until now is out of date."""
    statement = insert_into(connection, versions).values(tenant=tenant, version=1)
    moved = {"version": versions.c.version + 1}
    connection.execute(statement.on_conflict_do_update(index_elements=["tenant"], set_=moved))
