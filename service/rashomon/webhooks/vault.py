"""Signing keys at rest: sealed under a key made from the service's secret key, so that a copy of the database signs nothing."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rashomon.records.webhook import Minted
from rashomon.webhooks.sign import new_private_key, new_secret, public_key_of

VERSION = b"\x01"  # AES-256-GCM under HKDF-SHA256; first byte of what is stored, and authenticated with it
PURPOSE = b"rashomon webhook signing keys"
NONCE_BYTES = 12
OVERLAP_SECONDS = 24 * 3600.0  # how long the keys before a rotation go on signing
MOST_PAIRS = 4  # signatures of that many generations fit any receiver's header limit


@dataclass(frozen=True, slots=True)
class Pair:
    """The two keys of one generation: the shared secret (`whsec_…`) and the ed25519 key that only we have (`whsk_…`)."""

    secret: str
    private_key: str
    until: float | None = None  # signs until then (Unix time); None: until it is rotated


class SealedError(Exception):
    """What is stored was sealed under another secret key, or was altered."""


class Vault:
    """Seals under `secret_key`; opens what it or one of the `former` keys sealed, so that the service's key can be changed.

    ValueError without a secret key.
    """

    def __init__(self, secret_key: str, *, former: tuple[str, ...] = (), clock: Callable[[], float] = time.time) -> None:
        if not secret_key:
            raise ValueError("a secret key is needed (RASHOMON_SECRET_KEY)")
        self._ciphers = tuple(AESGCM(_derive(key)) for key in (secret_key, *former))
        self._clock = clock

    def mint(self, former: bytes | None = None) -> Minted:
        """Make fresh keys; those of `former`, as it was sealed, go on signing beside them for OVERLAP_SECONDS."""
        last_day = self._clock() + OVERLAP_SECONDS
        kept = [replace(pair, until=min(pair.until or last_day, last_day)) for pair in self.open(former)] if former else []
        fresh = Pair(new_secret(), new_private_key())
        return Minted(fresh.secret, public_key_of(fresh.private_key), self._seal([fresh, *kept][:MOST_PAIRS]))

    def reveal(self, sealed: bytes) -> Minted:
        """Return the newest keys of what was sealed, to be shown to their owner."""
        newest = self.open(sealed)[0]
        return Minted(newest.secret, public_key_of(newest.private_key), sealed)

    def open(self, sealed: bytes) -> tuple[Pair, ...]:
        """Return the pairs that sign now, newest first; SealedError when they cannot be opened."""
        pairs = [Pair(**pair) for pair in json.loads(self._decrypt(sealed))]
        return tuple(pair for pair in pairs if pair.until is None or pair.until > self._clock())

    def _seal(self, pairs: list[Pair]) -> bytes:
        plain = json.dumps([{"secret": p.secret, "private_key": p.private_key, "until": p.until} for p in pairs]).encode()
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._ciphers[0].encrypt(nonce, plain, VERSION)

    def _decrypt(self, sealed: bytes) -> bytes:
        version, nonce, hidden = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        for cipher in self._ciphers if version == VERSION else ():
            try:
                return cipher.decrypt(nonce, hidden, version)
            except (InvalidTag, ValueError):  # ValueError: too short to be anything sealed
                continue
        raise SealedError("webhook keys were sealed under another secret key (RASHOMON_SECRET_KEY)")


def _derive(secret_key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
