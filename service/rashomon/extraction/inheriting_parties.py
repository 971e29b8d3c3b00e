"""Who does it when a sentence leaves it unsaid: the one side that does such things in the story so far."""

from __future__ import annotations

from dataclasses import replace

from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import PartyArgument

# Kinds that one side keeps doing through a story; who set off a bomb or shot somebody is not guessed.
KEPT = frozenset({"air_strike", "shelling", "offensive", "territory_gained"})


def inherit_parties(scene: Scene) -> Scene:
    """Give blows without a doer that of the earlier ones of their kind, if there is but one; entries of a list also the foe."""
    done: list[Draft] = []
    doers: dict[str, list[PartyArgument]] = {}
    foes: dict[str, list[PartyArgument]] = {}
    for draft in scene.drafts:
        changed = _given(draft, "initiator", doers)
        if scene.page.blocks[draft.mention.block].kind == "item":
            changed = _given(changed, "target", foes)
        done.append(changed)
        _note(changed, "initiator", doers)
        _note(changed, "target", foes)
    return replace(scene, drafts=tuple(done)).among(_besieged)


def _besieged(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Give a siege of a place the people whom the same sentence moves out of it: they were besieged there."""
    moved = [p for d in drafts if d.mention.kind == "evacuation" for p in _of(d, "target")]
    return tuple(
        d.but(parties=(*d.mention.parties, *moved)) if d.mention.kind == "siege" and not _of(d, "target") else d for d in drafts
    )


def _of(draft: Draft, role: str) -> list[PartyArgument]:
    return [p for p in draft.mention.parties if p.role == role and p.actor.how != "thing"]


def _given(draft: Draft, role: str, known: dict[str, list[PartyArgument]]) -> Draft:
    earlier = known.get(draft.mention.kind, [])
    if draft.mention.kind not in KEPT or _of(draft, role) or not earlier:
        return draft
    if len({p.actor.actor.side for p in earlier}) > 1:
        return draft
    return draft.but(parties=(*draft.mention.parties, earlier[0]))


def _note(draft: Draft, role: str, known: dict[str, list[PartyArgument]]) -> None:
    """Keep the first party of each side: who comes first is inherited, more than one side forbids it.

    Nobody inherits from what did not happen, nor from an accusation.
    """
    if draft.mention.realis != "actual" or any(t.stance == "accuses" for t in draft.mention.tellings):
        return
    held = known.setdefault(draft.mention.kind, [])
    for party in _of(draft, role):
        if party.actor.how in ("named", "composed") and all(party.actor.actor.side != h.actor.actor.side for h in held):
            held.append(party)
