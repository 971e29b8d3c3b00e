"""How it went, in the words of the type: an offensive stalled, a siege lifted, a truce signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Draft, Scene

# What can be said of each type; the words that say it are cues named outcome_….
SAYABLE = {
    "offensive": ["failed", "stalled", "repelled", "advancing", "begun", "ongoing"],
    "armed_clash": ["repelled", "ongoing"],
    "siege": ["lifted", "broken", "imposed", "ongoing"],
    "agreement": ["broken", "ended", "signed", "holding"],
    "alliance": ["split", "joined"],
    "humanitarian_aid": ["blocked", "delivered"],
}


def settle_outcomes(scene: Scene, cues: Mapping[str, frozenset[str]]) -> Scene:
    """Set `outcome` and the words that say it where the event's verb tells."""
    return scene.each(partial(_settle, cues=cues))


def _settle(draft: Draft, cues: Mapping[str, frozenset[str]]) -> Draft:
    if draft.mention.realis != "actual":
        return draft
    for token in _verbs(draft):
        for outcome in SAYABLE.get(draft.mention.kind, ()):
            if token.lemma_.lower() in cues[f"outcome_{outcome}"]:
                return draft.but(outcome=outcome, outcome_span=draft.sentence.span(token))
    return draft


def _verbs(draft: Draft) -> Iterator[Token]:
    """Yield the event's words that are verbs, then the verb it is subject or object of."""
    yield from (t.token for t in draft.triggers if t.verbal)
    for token in grammar.governors(draft.head):
        if grammar.is_verb(token):
            yield token
            return
