"""What kind of event the words, the means and the parties make it."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.extraction.joining import BLOWS, EFFECTS
from rashomon.extraction.scene import Draft, Scene

# Of several kinds named in one event, the first of this list tells most about it.
RANK = (
    "chemical_attack suicide_bombing air_strike shelling shootdown abduction sexual_violence explosion bombing strike raid "
    "territory_gained offensive attack_on_civilians armed_clash property_destruction attack mine_laying weapons_seizure "
    "hostage_release agreement negotiation alliance siege withdrawal deployment evacuation humanitarian_aid arrest "
    "airspace_violation ruin harm violence light"
).split()
VAGUE = BLOWS | EFFECTS | {"violence"}
STATE = frozenset({"military", "police", "government", "intelligence", "state", "coalition", "security", "ministry"})
UNARMED = frozenset({"civilian", "civil", "media", "medical", "expert", "source", "monitor", "humanitarian", "peacekeeper"})
CLASSES = {
    "chemical_attack": frozenset({"chemical"}),
    "suicide_bombing": frozenset({"suicide"}),
    "air_strike": frozenset({"aircraft", "drone", "helicopter", "air_munition"}),
    "shelling": frozenset({"artillery", "mortar", "rocket", "missile"}),
    "explosion": frozenset({"explosive", "bomb", "ied", "mine", "grenade"}),
}


def settle_kinds(scene: Scene) -> Scene:
    """Replace the vague kinds (a strike, an attack, a killing) by the event type that means and parties point to."""
    return scene.each(_settle)


def _settle(draft: Draft) -> Draft:
    kind = min((t.word.kind for t in draft.triggers), key=RANK.index)
    if kind not in VAGUE:
        return draft.but(kind=kind)
    answers = (question(draft, kind) for question in QUESTIONS)
    return draft.but(kind=next((a for a in answers if a), "violence"))


def by_weapon(draft: Draft, kind: str) -> str | None:
    """The means named: aircraft, guns, bombs, gas."""
    classes = {w.class_ for w in draft.mention.weapons}
    return next((name for name, told in CLASSES.items() if classes & told), None)


def by_air_force(draft: Draft, kind: str) -> str | None:
    """An air force strikes from the air."""
    names = " ".join(p.actor.actor.id for p in draft.mention.parties if p.role == "initiator")
    return "air_strike" if "air-force" in names or "aerospace" in names else None


def by_bombing(draft: Draft, kind: str) -> str | None:
    """A state's bombing comes from the air, another's is a bomb set off."""
    if kind != "bombing":
        return None
    return "air_strike" if _sectors(draft, "initiator") & STATE else "explosion"


def by_strike(draft: Draft, kind: str) -> str | None:
    """Strikes of states, unless guns are named, are air strikes; so is the noun alone."""
    if kind != "strike":
        return None
    noun = any(t.word.kind == "strike" and not t.verbal for t in draft.triggers)
    return "air_strike" if noun or _sectors(draft, "initiator") & STATE else None


def by_raid(draft: Draft, kind: str) -> str | None:
    """A raid without aircraft is men on the ground."""
    return "armed_clash" if kind == "raid" else None


def by_parties(draft: Draft, kind: str) -> str | None:
    """Who hurt whom: fighters fighters, or fighters the unarmed."""
    doers, hit = _sectors(draft, "initiator"), _sectors(draft, "target")
    if hit - UNARMED and doers - UNARMED:
        return "armed_clash"
    if hit & UNARMED and doers - UNARMED and kind in ("attack", "harm"):
        return "attack_on_civilians"
    return None


def _sectors(draft: Draft, role: str) -> set[str]:
    return {
        p.actor.actor.sector for p in draft.mention.parties if p.role == role and p.actor.how != "thing" and p.actor.actor.sector
    }


QUESTIONS: tuple[Callable[[Draft, str], str | None], ...] = (
    by_weapon,
    by_air_force,
    by_bombing,
    by_strike,
    by_raid,
    by_parties,
)
