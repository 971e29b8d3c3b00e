"""Receiving webhooks: nothing of a message is to be believed before `verify` has returned it.

    from rashomon_sdk import webhooks

    event = webhooks.verify(request.get_data(), request.headers, ["whsec_…"], seen=seen)

Hand over the body exactly as it came: parsed and written again it is another body, and does not verify.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from rashomon_sdk.errors import WebhookVerificationError

TOLERANCE = 300.0  # seconds to either side that the sender's clock may be off
HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
SECRET, PUBLIC = "whsec_", "whpk_"


@dataclass(frozen=True)
class WebhookEvent:
    """A verified message. `id` is the same on every try of a message; `data` names what changed, to be read by its ids."""

    id: str
    type: str
    timestamp: str | None
    data: Mapping[str, Any]
    raw: Mapping[str, Any] = field(repr=False, compare=False)


class Seen(Protocol):
    """Remembers message ids; give `verify` your own when several processes receive."""

    def add(self, message_id: str, *, until: float) -> bool:
        """Remember an id until that moment (Unix time); False when it is remembered already."""
        ...


class SeenIds:
    """Remembers message ids in this process, the latest `most` of them; safe to share among threads.

    `forget` an id when handling its message failed: else the sender's next try would be taken for a replay.
    """

    def __init__(self, most: int = 100_000, *, clock: Callable[[], float] = time.time) -> None:
        self._most = most
        self._clock = clock
        self._until: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, message_id: str, *, until: float) -> bool:
        """Remember an id; False when it is remembered already."""
        with self._lock:
            now = self._clock()
            while self._until and next(iter(self._until.values())) < now:
                self._until.popitem(last=False)
            if message_id in self._until:
                return False
            while len(self._until) >= self._most:
                self._until.popitem(last=False)
            self._until[message_id] = until
            return True

    def forget(self, message_id: str) -> None:
        """Forget an id, so that its message is taken again."""
        with self._lock:
            self._until.pop(message_id, None)


def verify(
    body: bytes,
    headers: Mapping[str, str],
    secrets: str | Iterable[str],
    *,
    tolerance: float = TOLERANCE,
    now: float | None = None,
    seen: Seen | None = None,
) -> WebhookEvent:
    """Return a message that one of the keys signed; WebhookVerificationError for every other.

    `secrets` are shared secrets (`whsec_…`) or public keys (`whpk_…`, needs `rashomon-sdk[webhooks]`); several while they are
    rotated. `tolerance` in seconds, to both sides of `now`. With `seen`, a message that was verified before is refused as
    `replayed`: answer 2xx to it, since it is a try whose first answer got lost.
    """
    message_id, timestamp, signatures = _read_headers(headers)
    moment = time.time() if now is None else now
    if abs(moment - timestamp) > tolerance:
        raise WebhookVerificationError("stale", "The message's time is too far from now.")
    signed = f"{message_id}.{timestamp}.".encode() + bytes(body)
    keys = [secrets] if isinstance(secrets, str) else list(secrets)
    if not keys:
        raise WebhookVerificationError("no_key", "No key was given to verify with.")
    matches = [_matches(key, signed, signatures) for key in keys]  # all keys: the time taken tells nothing about them
    if not any(matches):
        raise WebhookVerificationError("bad_signature", "No signature fits the message and one of the keys.")
    event = _read_event(message_id, body)
    if seen is not None and not seen.add(message_id, until=timestamp + 2 * tolerance):
        raise WebhookVerificationError("replayed", "The message was received before.")
    return event


def _read_headers(headers: Mapping[str, str]) -> tuple[str, int, list[str]]:
    given = {name.lower(): value for name, value in headers.items() if name.lower() in HEADERS}
    missing = [name for name in HEADERS if not given.get(name)]
    if missing:
        raise WebhookVerificationError("missing_header", f"The message has no {', '.join(missing)}.")
    stamp = given["webhook-timestamp"]
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 16):
        raise WebhookVerificationError("bad_timestamp", "The message's time is no number of seconds.")
    return given["webhook-id"], int(stamp), given["webhook-signature"].split(" ")


def _matches(key: str, signed: bytes, signatures: list[str]) -> bool:
    """Return whether one of the signatures is this key's; all of its kind are compared, whichever fits."""
    public = key.startswith(PUBLIC)
    kind = "v1a," if public else "v1,"
    presented = [_decoded(text.removeprefix(kind)) for text in signatures if text.startswith(kind)]
    if public:
        return any(_is_ed25519(_key_bytes(key, PUBLIC), signed, signature) for signature in presented)
    expected = hmac.digest(_key_bytes(key, SECRET), signed, hashlib.sha256)
    return any([hmac.compare_digest(expected, signature) for signature in presented])  # noqa: C419 - no early way out


def _is_ed25519(key: bytes, signed: bytes, signature: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an optional extra
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError as error:
        raise WebhookVerificationError(
            "needs_cryptography", "Public keys (whpk_) need the package cryptography: pip install 'rashomon-sdk[webhooks]'."
        ) from error
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except InvalidSignature:
        return False
    except ValueError as error:
        raise WebhookVerificationError("bad_key", "A public key is 32 bytes of base64 after whpk_.") from error
    return True


def _key_bytes(key: str, prefix: str) -> bytes:
    if key.startswith("whsk_"):
        raise WebhookVerificationError("bad_key", "A private key (whsk_) is the sender's; verify with its public key (whpk_).")
    raw = _decoded(key.removeprefix(prefix))
    if not raw:
        raise WebhookVerificationError("bad_key", f"A key is base64 after {prefix}.")
    return raw


def _decoded(text: str) -> bytes:
    """Return the bytes of base64 text, padded or not; nothing when it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _read_event(message_id: str, body: bytes) -> WebhookEvent:
    try:
        raw = json.loads(body)
    except ValueError as error:
        raise WebhookVerificationError("not_json", "The message is signed but no JSON.") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
        raise WebhookVerificationError("not_json", "The message is signed but names no type.")
    data = raw.get("data")
    return WebhookEvent(message_id, raw["type"], raw.get("timestamp"), data if isinstance(data, dict) else {}, raw)
