"""Signatures that others verify, others' signatures that our client verifies, and the specification's own examples."""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime

import pytest
import standardwebhooks
import svix.webhooks
from hypothesis import given
from hypothesis import strategies as st

from rashomon.webhooks.sign import new_private_key, new_secret, public_key_of, signatures
from rashomon_sdk import WebhookVerificationError, webhooks

BODY = '{"type":"job.succeeded","timestamp":"2015-11-18T10:00:00.000Z","data":{"job_id":"job_1","said":"«ja», 中"}}'.encode()
OTHERS = [standardwebhooks.Webhook, svix.webhooks.Webhook]
BYTES = st.binary(min_size=24, max_size=64)
IDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=60)


def headers_of(keys: list[str], body: bytes = BODY, *, at: int | None = None, message_id: str = "msg_1") -> dict[str, str]:
    moment = int(time.time()) if at is None else at
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": signatures(keys, message_id, moment, body),
    }


def test_v1_is_what_the_reference_implementations_compute() -> None:
    """Secret, message and signature are the test vector of the specification's own libraries."""
    made = signatures(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_v1a_is_what_the_reference_implementations_compute() -> None:
    made = signatures(
        ["whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert made == "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="


@pytest.mark.parametrize("other", OTHERS)
def test_others_verify_what_we_sign(other: type) -> None:
    secret = new_secret()
    other(secret).verify(BODY, headers_of([secret, new_private_key()]))
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        other(new_secret()).verify(BODY, headers_of([secret, new_private_key()]))


@pytest.mark.parametrize("other", OTHERS)
def test_others_verify_during_a_rotation_with_either_secret(other: type) -> None:
    new, old = new_secret(), new_secret()
    for secret in (new, old):
        other(secret).verify(BODY, headers_of([new, new_private_key(), old, new_private_key()]))


@pytest.mark.parametrize("other", OTHERS)
def test_our_client_verifies_what_others_sign(other: type) -> None:
    secret = new_secret()
    moment = datetime.now(UTC)
    signature = other(secret).sign("msg_2", moment, BODY.decode())
    headers = {"Webhook-Id": "msg_2", "Webhook-Timestamp": str(int(moment.timestamp())), "Webhook-Signature": signature}
    event = webhooks.verify(BODY, headers, secret)
    assert ("msg_2", "job.succeeded", "job_1") == (event.id, event.type, event.data["job_id"])


def test_our_client_verifies_ed25519_with_the_public_key() -> None:
    private = new_private_key()
    assert webhooks.verify(BODY, headers_of([new_secret(), private]), [public_key_of(private)]).id == "msg_1"
    with pytest.raises(WebhookVerificationError) as refused:
        webhooks.verify(BODY, headers_of([new_secret(), private]), [public_key_of(new_private_key())])
    assert refused.value.reason == "bad_signature"


@given(raw=BYTES, seed=st.binary(min_size=32, max_size=32), message_id=IDS, at=st.integers(0, 4_000_000_000), data=st.text())
def test_whatever_is_signed_verifies_and_nothing_else(raw: bytes, seed: bytes, message_id: str, at: int, data: str) -> None:
    secret, private = "whsec_" + base64.b64encode(raw).decode(), "whsk_" + base64.b64encode(seed).decode()
    body = json.dumps({"type": "event.created", "data": {"said": data}}, ensure_ascii=False).encode()
    headers = headers_of([secret, private], body, at=at, message_id=message_id)
    for key in (secret, public_key_of(private)):
        event = webhooks.verify(body, headers, [key], now=at)
        assert (message_id, data) == (event.id, event.data["said"])
        with pytest.raises(WebhookVerificationError):
            webhooks.verify(body + b" ", headers, [key], now=at)
        with pytest.raises(WebhookVerificationError):
            webhooks.verify(body, headers | {"webhook-id": message_id + "x"}, [key], now=at)
        with pytest.raises(WebhookVerificationError):
            webhooks.verify(body, headers | {"webhook-timestamp": str(at + 1)}, [key], now=at)


def test_an_id_with_a_full_stop_is_never_signed() -> None:
    """`a.1` at 2 and `a` at `1.2` would be the same signed text."""
    with pytest.raises(ValueError, match="full stop"):
        signatures([new_secret()], "msg.1", 1, BODY)


def test_fresh_keys_are_as_long_as_the_specification_asks() -> None:
    assert len(base64.b64decode(new_secret().removeprefix("whsec_"))) == 32
    assert len(base64.b64decode(new_private_key().removeprefix("whsk_"))) == 32
    assert new_secret() != new_secret()
