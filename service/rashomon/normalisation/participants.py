"""The parties of a happening: one participant for each actor and part, the first words that name it, the nearest name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.normalisation.told import Told
from rashomon.records.mention import ActorMention, PartyArgument
from rashomon.records.report import Participant

GROUPS = frozenset({"rebel", "militant", "jihadist", "militia", "paramilitary", "criminal"})
DOERS = frozenset({"attacker", "attackers", "assailant", "assailants", "raiders", "bomber", "bombers"})


def participants(told: Sequence[Told]) -> tuple[Participant, ...]:
    """Return each actor in each part once, initiators first; an actor only excluded is named in `except_`."""
    seen: set[tuple[str, ...]] = set()
    found: list[Participant] = []
    for party in _nearest([*_ordered(told)]):
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


def _nearest(parties: Sequence[PartyArgument]) -> Iterator[PartyArgument]:
    """Yield who is named best: "Turkey" is its "Turkish warplanes", "the fighters" are the group named beside them."""
    acting = [p for p in parties if _part(p) == "initiator"]
    for party in parties:
        beside = [p.actor for p in parties if _part(p) == _part(party)]
        if any(party.actor.actor.id in other.actor.part_of for other in beside if not party.actor.excluded):
            continue
        if _unnamed(party.actor) and any(_is_group(other) for other in beside):
            continue
        if party.role == "target" and acting and party.actor.text.lower() in DOERS:
            continue  # the attackers killed are not whom the attack was aimed at
        yield party


def _part(party: PartyArgument) -> str:
    return "initiator" if party.role == "co_initiator" else party.role


def _unnamed(actor: ActorMention) -> bool:
    return actor.how == "generic" and actor.actor.sector in GROUPS


def _is_group(actor: ActorMention) -> bool:
    return actor.how in ("named", "person") and actor.actor.sector in GROUPS and not actor.excluded


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
