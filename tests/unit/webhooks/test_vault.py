"""Signing keys at rest: what is stored tells nothing, and rotation overlaps."""

from __future__ import annotations

import pytest

from rashomon.webhooks.sign import public_key_of
from rashomon.webhooks.vault import OVERLAP_SECONDS, SealedError, Vault

KEY, OTHER = "a secret key for these tests", "another secret key for these tests"


def test_what_is_sealed_opens_to_what_was_shown() -> None:
    vault = Vault(KEY)
    minted = vault.mint()
    [pair] = vault.open(minted.sealed)
    assert (minted.secret, minted.public_key) == (pair.secret, public_key_of(pair.private_key))
    assert minted == vault.reveal(minted.sealed)


def test_the_sealed_form_shows_no_key_and_differs_each_time() -> None:
    vault = Vault(KEY)
    minted = vault.mint()
    assert minted.secret.removeprefix("whsec_").encode() not in minted.sealed
    assert vault.mint().sealed != minted.sealed


def test_another_secret_key_opens_nothing() -> None:
    with pytest.raises(SealedError, match="RASHOMON_SECRET_KEY"):
        Vault(OTHER).open(Vault(KEY).mint().sealed)


def test_a_former_secret_key_still_opens() -> None:
    minted = Vault(KEY).mint()
    assert Vault(OTHER, former=(KEY,)).open(minted.sealed)[0].secret == minted.secret


def test_an_altered_byte_anywhere_is_noticed() -> None:
    vault = Vault(KEY)
    sealed = vault.mint().sealed
    for place in range(len(sealed)):
        altered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(SealedError):
            vault.open(altered)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(12), b"\x02" + bytes(60)])
def test_what_was_never_sealed_is_no_key(sealed: bytes) -> None:
    with pytest.raises(SealedError):
        Vault(KEY).open(sealed)


def test_after_a_rotation_both_keys_sign_for_a_day_and_then_the_new_one_alone() -> None:
    now = [1000.0]
    vault = Vault(KEY, clock=lambda: now[0])
    old = vault.mint()
    new = vault.mint(old.sealed)
    assert [new.secret, old.secret] == [pair.secret for pair in vault.open(new.sealed)]
    now[0] += OVERLAP_SECONDS
    assert [new.secret] == [pair.secret for pair in vault.open(new.sealed)]


def test_rotating_again_does_not_prolong_the_first_key() -> None:
    now = [1000.0]
    vault = Vault(KEY, clock=lambda: now[0])
    first = vault.mint()
    second = vault.mint(first.sealed)
    now[0] += OVERLAP_SECONDS / 2
    third = vault.mint(second.sealed)
    assert [third.secret, second.secret, first.secret] == [pair.secret for pair in vault.open(third.sealed)]
    now[0] += OVERLAP_SECONDS / 2
    assert [third.secret, second.secret] == [pair.secret for pair in vault.open(third.sealed)]
