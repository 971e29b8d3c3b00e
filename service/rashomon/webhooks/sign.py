"""Signatures as Standard Webhooks has them: `v1` (HMAC-SHA256) and `v1a` (ed25519), side by side while secrets change."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECRET, PRIVATE, PUBLIC = "whsec_", "whsk_", "whpk_"  # how keys are told apart when they are shown
SECRET_BYTES = 32  # the specification asks for 24 to 64


def new_secret() -> str:
    """Return a fresh shared secret, `whsec_…`."""
    return SECRET + _text(secrets.token_bytes(SECRET_BYTES))


def new_private_key() -> str:
    """Return a fresh ed25519 key, `whsk_…` (its 32-byte seed)."""
    return PRIVATE + _text(Ed25519PrivateKey.generate().private_bytes_raw())


def public_key_of(private_key: str) -> str:
    """Return what a receiver needs to verify `v1a` signatures, `whpk_…`."""
    return PUBLIC + _text(_ed25519(private_key).public_key().public_bytes_raw())


def signatures(keys: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the `webhook-signature` header: one signature per key (`whsec_…` or `whsk_…`), in the order of the keys.

    `message_id` must have no full stop: it is what separates the signed parts.
    """
    if "." in message_id:
        raise ValueError("a message id has no full stop")
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(_signature(key, signed) for key in keys)


def _signature(key: str, signed: bytes) -> str:
    if key.startswith(PRIVATE):
        return f"v1a,{_text(_ed25519(key).sign(signed))}"
    return f"v1,{_text(hmac.digest(_raw(key, SECRET), signed, hashlib.sha256))}"


def _ed25519(private_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_raw(private_key, PRIVATE))


def _raw(key: str, prefix: str) -> bytes:
    try:
        return base64.b64decode(key.removeprefix(prefix), validate=True)
    except binascii.Error as error:
        raise ValueError("a key is base64 after its prefix") from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
