"""Settings from the environment: what does not fit is said before anything starts."""

from __future__ import annotations

import pytest

from rashomon.settings import Settings, from_environment


def test_an_empty_variable_counts_as_unset() -> None:
    assert Settings() == from_environment({"RASHOMON_LEASE_SECONDS": "", "RASHOMON_DATABASE_URL": ""})


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="RASHOMON_QUEUE_QUOTA must be a number, not 'many'"):
        from_environment({"RASHOMON_QUEUE_QUOTA": "many"})


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_every_usual_address_of_postgresql_finds_its_driver(scheme: str) -> None:
    found = from_environment({"RASHOMON_DATABASE_URL": f"{scheme}://desk:pass@db/rashomon"})
    assert "postgresql+psycopg://desk:pass@db/rashomon" == found.database_url


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("RASHOMON_BROKER_URL", "amqp://desk:secret@mq"),
        ("RASHOMON_BROKER_URL", "mq.example.org"),
        ("RASHOMON_DATABASE_URL", "mysql://desk:secret@db/x"),
    ],
)
def test_what_cannot_be_used_is_refused_without_telling_its_password(name: str, address: str) -> None:
    with pytest.raises(ValueError, match=name) as caught:
        from_environment({name: address})
    assert "secret" not in str(caught.value)
