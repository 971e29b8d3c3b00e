"""`/v1/vocabulary`: the words that records are made of."""

from __future__ import annotations

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.records import Vocabulary


class VocabularyResource:
    """Event types with their codes, actors, weapons and measures."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> Vocabulary:
        """Return what a client may meet."""
        return Vocabulary.from_json(self._transport.json(Call("GET", "/v1/vocabulary")))
