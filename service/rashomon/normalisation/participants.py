"""The parties of a happening: one participant for each actor and part, the first words that name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.normalisation.told import Told
from rashomon.records.mention import PartyArgument
from rashomon.records.report import Participant


def participants(told: Sequence[Told]) -> tuple[Participant, ...]:
    """Return each actor in each part once, initiators first; an actor only excluded is named in `except_`."""
    seen: set[tuple[str, ...]] = set()
    found: list[Participant] = []
    for party in _ordered(told):
        participant = _participant(party)
        key = _key(participant)
        if key not in seen:
            seen.add(key)
            found.append(participant)
    return tuple(found)


def _ordered(told: Sequence[Told]) -> Iterator[PartyArgument]:
    order = ("initiator", "co_initiator", "target", "location_holder")
    everyone = [p for t in told for p in t.mention.parties]
    return (p for role in order for p in everyone if p.role == role)


def _participant(party: PartyArgument) -> Participant:
    mention = party.actor
    return Participant(
        role=party.role,
        actor=None if mention.excluded else mention.actor,
        except_=mention.actor.id if mention.excluded else None,
        share=party.share,
        hedge=party.hedge,
        text=mention.text,
        span=(mention.start, mention.end),
    )


def _key(participant: Participant) -> tuple[str, ...]:
    """Things hit are told apart by their words: a school and a hospital are two targets of one id."""
    ident = participant.actor.id if participant.actor else f"except {participant.except_}"
    thing = (participant.text or "").casefold() if ident in ("infrastructure", "military-objects") else ""
    return participant.role, ident, thing
