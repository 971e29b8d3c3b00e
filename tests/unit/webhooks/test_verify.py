"""What a receiver's code meets: `rashomon_sdk.webhooks.verify` and every reason to refuse a message."""

from __future__ import annotations

import builtins
import hmac
import json
from collections.abc import Mapping
from typing import Any

import pytest

from rashomon.webhooks.sign import new_private_key, new_secret, public_key_of, signatures
from rashomon_sdk import WebhookVerificationError
from rashomon_sdk.webhooks import SeenIds, verify

NOW = 1_447_840_800
SECRET = "whsec_" + "QUJD" * 10
BODY = json.dumps({"type": "event.created", "timestamp": "2015-11-18T10:00:00Z", "data": {"event_id": "evt_1"}}).encode()


def signed(body: bytes = BODY, *, at: int = NOW, keys: tuple[str, ...] = (SECRET,)) -> dict[str, str]:
    return {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": signatures(keys, "msg_1", at, body)}


def refusal(body: bytes, headers: Mapping[str, str], keys: Any = SECRET, **options: Any) -> str:
    with pytest.raises(WebhookVerificationError) as refused:
        verify(body, headers, keys, **{"now": NOW, **options})
    return refused.value.reason


@pytest.mark.parametrize("off", [-300, -1, 0, 1, 300])
def test_a_time_within_the_tolerance_is_taken(off: int) -> None:
    assert verify(BODY, signed(at=NOW + off), SECRET, now=NOW).type == "event.created"


@pytest.mark.parametrize("off", [-301, 301, -86400, 86400])
def test_a_time_too_early_or_too_late_is_stale(off: int) -> None:
    assert refusal(BODY, signed(at=NOW + off)) == "stale"


@pytest.mark.parametrize("stamp", ["", "now", "1e9", "1447840800.5", "-5", " 1447840800", "\u0661", "9" * 400, "nan", "inf"])
def test_a_time_that_is_no_number_is_refused(stamp: str) -> None:
    assert refusal(BODY, signed() | {"webhook-timestamp": stamp}) in {"bad_timestamp", "missing_header"}


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_every_header_is_needed(name: str) -> None:
    headers = signed()
    del headers[name]
    assert refusal(BODY, headers) == "missing_header"


def test_header_names_come_in_any_case() -> None:
    assert verify(BODY, {name.upper(): value for name, value in signed().items()}, SECRET, now=NOW)


@pytest.mark.parametrize(
    "signature",
    [
        "v1,",
        "v1",
        "v1,AAAA",
        "v1,not base64!",
        "v2," + "A" * 44,
        "v1a," + "A" * 88,
        "",
        ",",
        "v1,\u00e9",
        "v1," + "A" * 43 + "=",
    ],
)
def test_a_signature_that_is_none_is_refused(signature: str) -> None:
    assert refusal(BODY, signed() | {"webhook-signature": signature}) in {"bad_signature", "missing_header"}


def test_a_hmac_is_not_taken_for_an_ed25519_signature() -> None:
    """Else whoever knows the public key could sign with it as a shared secret."""
    public = public_key_of(new_private_key())
    forged = signed(keys=("whsec_" + public.removeprefix("whpk_"),))
    assert refusal(BODY, forged, public) == "bad_signature"


def test_one_good_signature_among_others_is_enough() -> None:
    good = signed()["webhook-signature"]
    headers = signed() | {"webhook-signature": f"v1,AAAA v2,BBBB {good} v1a,CCCC"}
    assert verify(BODY, headers, [new_secret(), SECRET], now=NOW).id == "msg_1"


def test_no_key_at_all_is_the_receivers_mistake() -> None:
    assert refusal(BODY, signed(), []) == "no_key"


@pytest.mark.parametrize("key", ["whsec_", "whsec_!!!", "", "whsk_AAAA", "whpk_AAAA"])
def test_a_key_that_is_none_is_the_receivers_mistake(key: str) -> None:
    headers = signed(keys=(SECRET, new_private_key()))
    assert refusal(BODY, headers, [key]) == "bad_key"


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"data": {}}', b'{"type": 5}', b"\xff"])
def test_a_signed_body_that_is_no_message_is_refused(body: bytes) -> None:
    assert refusal(body, signed(body)) == "not_json"


def test_a_message_is_taken_once() -> None:
    seen = SeenIds(clock=lambda: NOW)
    assert verify(BODY, signed(), SECRET, now=NOW, seen=seen)
    assert refusal(BODY, signed(), seen=seen) == "replayed"
    assert refusal(BODY, signed(at=NOW + 5), seen=seen) == "replayed"  # the sender's next try has the same id


def test_a_message_whose_handling_failed_is_taken_again() -> None:
    seen = SeenIds(clock=lambda: NOW)
    verify(BODY, signed(), SECRET, now=NOW, seen=seen)
    seen.forget("msg_1")
    assert verify(BODY, signed(at=NOW + 5), SECRET, now=NOW, seen=seen)


def test_a_forged_message_does_not_block_the_true_one() -> None:
    seen = SeenIds(clock=lambda: NOW)
    assert refusal(BODY, signed(keys=(new_secret(),)), seen=seen) == "bad_signature"
    assert verify(BODY, signed(), SECRET, now=NOW, seen=seen)


def test_ids_are_forgotten_when_their_time_is_over_or_there_are_too_many() -> None:
    now = [0.0]
    seen = SeenIds(2, clock=lambda: now[0])
    assert [True, True, False] == [seen.add("a", until=10), seen.add("b", until=20), seen.add("a", until=10)]
    now[0] = 15
    assert seen.add("a", until=30)
    assert seen.add("c", until=40)
    assert not seen.add("c", until=40)


def test_every_signature_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    honest = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: compared.append(b) or honest(a, b))
    good = signed()["webhook-signature"]
    verify(BODY, signed() | {"webhook-signature": f"{good} v1,AAAA v1,BBBB"}, [SECRET, new_secret()], now=NOW)
    assert len(compared) == 6  # three signatures, two keys, whichever fits first


def test_without_cryptography_shared_secrets_work_and_public_keys_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    private = new_private_key()
    headers, public, honest = signed(keys=(SECRET, private)), public_key_of(private), builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return honest(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    assert verify(BODY, headers, SECRET, now=NOW)
    assert refusal(BODY, headers, public) == "needs_cryptography"
