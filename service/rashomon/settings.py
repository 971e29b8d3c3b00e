"""Every setting in one frozen record, read from the environment once, by whoever starts a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

SCHEMES = {  # what an address may begin with; each is completed to what is installed for it
    "RASHOMON_DATABASE_URL": {
        "sqlite:": "sqlite:",
        "postgresql+psycopg:": "postgresql+psycopg:",
        "postgresql:": "postgresql+psycopg:",
        "postgres:": "postgresql+psycopg:",
    },
    "RASHOMON_BROKER_URL": {"redis:": "redis:", "rediss:": "rediss:", "unix:": "unix:"},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings with their defaults; the environment variable of `name` is `RASHOMON_NAME`. Seconds unless said otherwise."""

    database_url: str = "sqlite:///rashomon.db"
    broker_url: str = "redis://127.0.0.1:6379/0"
    secret_key: str | None = None  # signs cursors, encrypts webhook secrets
    auth: str = "on"  # "off" only on loopback
    language_model: str | None = None  # an installed spaCy English pipeline instead of the packed one
    knowledge_dir: str | None = None  # the user's own knowledge files
    lease_seconds: float = 10.0
    heartbeat_seconds: float = 2.5
    sweep_seconds: float = 1.0
    max_attempts: int = 3
    article_seconds: float = 60.0  # time limit for reading one article
    broker_timeout: float = 5.0  # every broker socket
    request_seconds: float = 60.0  # in which a request must have arrived
    wait_limit: float = 30.0  # longest `Prefer: wait`
    wait_threads: int = 8  # waits and streams one process may hold
    max_text_bytes: int = 1024 * 1024
    max_body_bytes: int = 8 * 1024 * 1024
    keep_text_days: int | None = None
    rate_limit: str | None = None  # such as "120/60" (requests / seconds) per key; None: off
    queue_quota: int | None = None  # queued jobs per tenant; None: off
    cors_origins: str = ""
    log_level: str = "INFO"
    metrics_dir: str | None = None  # prometheus multiprocess directory
    tracing: str = "off"  # "on" sends OpenTelemetry spans; needs the extra `tracing`
    webhook_allow: str = ""  # addresses opened for development, comma separated CIDRs


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Return settings from `RASHOMON_*`; an empty variable counts as unset. ValueError names the variable that does not fit."""
    given: dict[str, Any] = {}
    for field in fields(Settings):
        name = f"RASHOMON_{field.name.upper()}"
        raw = environ.get(name, "")
        if raw:
            given[field.name] = _parse(name, str(field.type), raw)
    return Settings(**given)


def _parse(name: str, kind: str, raw: str) -> str | int | float:
    try:
        if kind.startswith("int"):
            return int(raw)
        if kind.startswith("float"):
            return float(raw)
    except ValueError as error:
        message = f"{name} must be a number, not {raw!r}"
        raise ValueError(message) from error
    return address_of(name, raw) if name in SCHEMES else raw


def address_of(name: str, raw: str) -> str:
    """Return the address with its driver. ValueError tells only the scheme that does not fit: the rest may hold a password."""
    scheme, colon, rest = raw.partition(":")
    known = SCHEMES[name]
    if scheme + colon not in known:
        message = f"{name} must begin with {', '.join(known)} and not with {scheme[:20] + colon!r}"
        raise ValueError(message)
    return known[scheme + colon] + rest
