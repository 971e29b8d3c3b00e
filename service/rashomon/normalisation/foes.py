"""Against whom, when an advance leaves it unsaid: the foe that the article told of last for the side that advances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.normalisation.likeness import VIOLENT
from rashomon.normalisation.merging import Happening
from rashomon.records.mention import PartyArgument

# Ground is taken from somebody; whom a strike hit is not guessed.
ADVANCES = frozenset({"offensive", "territory_gained"})
# Who fights as a side; civilians, media and things are hit, but hold no ground.
FIGHTING = frozenset(
    {"state", "government", "military", "security", "police", "coalition"}
    | {"rebel", "militant", "jihadist", "militia", "paramilitary"}
)

Foes = dict[str, PartyArgument]  # by side: whom it fought last


def face_foes(happenings: Sequence[Happening]) -> Iterator[Happening]:
    """Give advances without anybody against whom the foe of their doer, as the article tells it before."""
    foes: Foes = {}
    for happening in happenings:
        if happening.kind in VIOLENT | {"siege"}:
            _note(happening, foes)
        yield _faced(happening, foes) if happening.kind in ADVANCES else happening


def _parties(happening: Happening, role: str) -> list[PartyArgument]:
    everyone = (p for t in happening.mentions for p in t.mention.parties)
    return [p for p in everyone if p.role == role and p.actor.how != "thing"]


def _fighting(happening: Happening, role: str) -> list[PartyArgument]:
    return [p for p in _parties(happening, role) if p.actor.actor.sector in FIGHTING and not p.actor.excluded]


def _note(happening: Happening, foes: Foes) -> None:
    for one in _fighting(happening, "initiator"):
        for other in _fighting(happening, "target"):
            left, right = one.actor.actor.side, other.actor.actor.side
            if left != right:
                foes.update({left: other, right: one})


def _faced(happening: Happening, foes: Foes) -> Happening:
    doers = _fighting(happening, "initiator")
    foe = foes.get(doers[0].actor.actor.side) if doers else None
    if foe is None or _parties(happening, "target"):
        return happening
    first = happening.mentions[0]
    mention = replace(first.mention, parties=(*first.mention.parties, replace(foe, role="target")))
    return replace(happening, mentions=(replace(first, mention=mention), *happening.mentions[1:]))
