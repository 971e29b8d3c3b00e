"""`/v1/keys`: who may call, to do what."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.records import ApiKey, NewApiKey


class Keys:
    """API keys of the caller's tenant; needs a key of the scope `admin`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, name: str, *, scopes: Sequence[str]) -> NewApiKey:
        """Make a key with some of the scopes `read`, `submit`, `admin`; keep its secret, no other answer has it."""
        body = {"name": name, "scopes": list(scopes)}
        return NewApiKey.from_json(self._transport.json(Call("POST", "/v1/keys", json=body)))

    def list(self) -> list[ApiKey]:
        """Return the keys, oldest first, revoked ones too."""
        return [ApiKey.from_json(row) for row in self._transport.json(Call("GET", "/v1/keys"))["data"]]

    def rotate(self, key_id: str) -> NewApiKey:
        """Make a key of the same name and scopes, and revoke this one."""
        return NewApiKey.from_json(self._transport.json(Call("POST", f"/v1/keys/{key_id}/rotate")))

    def revoke(self, key_id: str) -> None:
        """Revoke a key at once."""
        self._transport.send(Call("DELETE", f"/v1/keys/{key_id}"))
