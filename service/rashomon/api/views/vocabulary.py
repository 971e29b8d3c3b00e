"""The vocabulary: what a client may meet in the records."""

from __future__ import annotations

from flask import Response

from rashomon.api.answers import answer
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.services import state

room = Room("vocabulary", __name__, url_prefix="/v1", description="What a client may meet.")


@operation(room, "/vocabulary", name="getVocabulary", replies=(Reply(200, "Vocabulary"),))
def get_vocabulary() -> Response:
    """Read the event types with their codes, the actors, the measures and the other closed lists."""
    return answer(dict(state().services.vocabulary()))
