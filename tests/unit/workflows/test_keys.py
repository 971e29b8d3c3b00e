"""A key opens the house even while nothing can be written down."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from rashomon.records.problems import UnavailableError
from rashomon.storage.database import Database
from rashomon.workflows import keys


class Full:
    """A store whose disk is full."""

    def __init__(self, store: Database) -> None:
        self.reading = store.reading

    def writing(self) -> AbstractContextManager[Any]:
        raise UnavailableError("The database cannot answer now.", reason="database_unavailable")


def test_a_key_is_recognised_though_its_use_cannot_be_noted(store: Database) -> None:
    secret = keys.create_key(store, "default", name="desk", scopes=("read",)).secret
    caller = keys.recognise(Full(store), secret)  # type: ignore[arg-type]
    assert caller is not None
    assert ("default", ("read",)) == (caller.tenant, caller.scopes)
    assert None is keys.list_keys(store, "default")[0].last_used_at
    assert caller == keys.recognise(store, secret)
    assert keys.list_keys(store, "default")[0].last_used_at
