"""What clients were promised and what they were told: every acknowledged article, every webhook that came."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from rashomon_sdk import webhooks
from support.receivers import Receiver, Reply

PATIENCE = 30  # tries, a second apart
UNAVAILABLE = 503
TOWNS = ("Homs", "Sarmin", "Kobane")


@dataclass(frozen=True)
class Promise:
    """An article that the service acknowledged."""

    tenant: str
    body: Mapping[str, Any]
    article_id: str
    job_id: str


@dataclass
class Ledger:
    """Clients of several tenants, each remembering only what it was answered."""

    url: str
    keys: Mapping[str, str]
    promises: list[Promise] = field(default_factory=list)
    faults_seen: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, *, clients: int, pause: float, seed: int) -> None:
        for number in range(clients):
            tenant = sorted(self.keys)[number % len(self.keys)]
            rng = random.Random(f"{seed}-{number}")
            thread = threading.Thread(target=self._submit_on, args=(tenant, rng, pause), name=f"client-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def finish(self) -> None:
        """Let every client see its last article acknowledged."""
        self._over.set()
        for thread in self._threads:
            thread.join(180)
            assert not thread.is_alive(), "a client was never answered"

    def submit(self, tenant: str, body: Mapping[str, Any]) -> None:
        """Submit until it is acknowledged, always under one key; now and then once more, as a client does that saw no answer."""
        headers = {"Authorization": f"Bearer {self.keys[tenant]}", "Idempotency-Key": uuid.uuid4().hex}
        again = hash(headers["Idempotency-Key"]) % 5 == 0
        answer = self._acknowledged(body, headers)
        if again:
            assert self._acknowledged(body, headers)["id"] == answer["id"], "one key, two jobs"
        with self._lock:
            self.promises.append(Promise(tenant, body, answer["article_ids"][0], answer["id"]))

    def get(self, tenant: str, path: str, **query: Any) -> dict[str, Any]:
        """Return an answer; a service that says it cannot answer now is asked again for a while, as its clients do."""
        headers = {"Authorization": f"Bearer {self.keys[tenant]}"}
        for left in reversed(range(PATIENCE)):
            answer = requests.get(f"{self.url}/v1{path}", params=query, headers=headers, timeout=30)
            if answer.status_code != UNAVAILABLE or left == 0:
                break
            self.faults_seen += 1
            time.sleep(1)
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body

    def all(self, tenant: str, path: str) -> list[dict[str, Any]]:
        rows, cursor = [], None
        while True:
            page = self.get(tenant, path, limit=200, **({"cursor": cursor} if cursor else {}))
            rows += page["data"]
            cursor = page["next_cursor"]
            if cursor is None:
                return rows

    def _submit_on(self, tenant: str, rng: random.Random, pause: float) -> None:
        while not self._over.wait(rng.uniform(0, 2 * pause)):
            self.submit(tenant, article(rng))

    def _acknowledged(self, body: Mapping[str, Any], headers: Mapping[str, str]) -> dict[str, Any]:
        while True:
            try:
                answer = requests.post(f"{self.url}/v1/articles", json=body, headers=headers, timeout=40)
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code in (200, 202):
                said: dict[str, Any] = answer.json()
                return said
            assert answer is None or answer.status_code >= 500 or answer.status_code == 409, answer.text
            self.faults_seen += 1
            time.sleep(0.2)


def article(rng: random.Random) -> dict[str, Any]:
    """Return an article about one of a few happenings, so that most of them meet others in comparing."""
    day = f"2015-{rng.randint(5, 10):02d}-{rng.randint(1, 28):02d}"
    words = f"{rng.randint(1, 60)} people were killed in {rng.choice(TOWNS)} on {day}."
    return {
        "text": f"{words} [sleep {rng.choice((0, 0, 0.1, 0.5)):g}] Told as number {rng.getrandbits(40):x}.",
        "source": {"name": rng.choice(("Daily Post", "Coast Wire", "Field Monitor"))},
        "published_at": "2015-11-01",
    }


@dataclass(frozen=True)
class Message:
    """One arrival of a webhook, verified."""

    id: str
    type: str
    data: Mapping[str, Any]
    at: float  # Unix time


def mailbox_replies() -> tuple[Reply, ...]:
    """Return what a receiver answers: it refuses two messages, which must come again, and takes all others."""
    return (*(Reply(500 if n in (5, 25) else 200) for n in range(30)), Reply())


def messages(receiver: Receiver, secret: str) -> list[Message]:
    """Return what came; an error for what the secret did not sign."""
    with receiver.lock:
        arrived = list(receiver.received)
    offset = time.time() - time.monotonic()
    told = []
    for one in arrived:
        event = webhooks.verify(one.body, one.headers, [secret], tolerance=1e9)
        told.append(Message(event.id, event.type, event.data, one.at + offset))
    return told
