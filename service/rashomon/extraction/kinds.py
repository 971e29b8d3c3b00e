"""What kind of event the words, the means and the parties make it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.joining import BLOWS, EFFECTS
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.roles import fillers
from rashomon.extraction.scene import Draft, Scene, Trigger
from rashomon.knowledge.types import load_types

# Of several kinds named in one event, the first of this list tells most about it.
RANK = [
    "chemical_attack",
    "suicide_bombing",
    "air_strike",
    "shelling",
    "shootdown",
    "abduction",
    "sexual_violence",
    "explosion",
    "bombing",
    "strike",
    "raid",
    "territory_gained",
    "offensive",
    "attack_on_civilians",
    "armed_clash",
    "property_destruction",
    "attack",
    "mine_laying",
    "weapons_seizure",
    "hostage_release",
    "agreement",
    "negotiation",
    "alliance",
    "siege",
    "withdrawal",
    "deployment",
    "evacuation",
    "humanitarian_aid",
    "arrest",
    "airspace_violation",
    "ruin",
    "harm",
    "violence",
    "light",
]
VAGUE = BLOWS | EFFECTS | {"violence"}
STRIKES = frozenset({"air_strike", "shelling", "chemical_attack"})  # what "strikes" can be
ARMED = frozenset({"state", "group"})
MOVABLE = frozenset({"tank", "vehicle", "weapon", "equipment", "hardware", "cache", "launcher", "truck", "system", "gun"})
Means = Mapping[str, tuple[int, str]]


def settle_kinds(scene: Scene, means: Means) -> Scene:
    """Replace the vague kinds (a strike, an attack, a killing) by the event type that means and parties point to."""
    return scene.each(partial(_settle, means=means))


def _settle(draft: Draft, means: Means) -> Draft:
    told = [t for t in draft.triggers if not _goal(t) and t.word.kind != "light"] or draft.triggers
    kinds = {t.word.kind for t in told}
    if "harm" in kinds:
        kinds -= {"evacuation", "abduction", "arrest"}  # some were killed, others driven out or taken
    if "arrest" in kinds and kinds <= {"arrest", "offensive", "raid", "strike"}:
        kinds = {"arrest"}  # what the operation was for
    if "offensive" in kinds and all(t.word.anchor == "target" for t in told if t.word.kind == "strike"):
        kinds -= {"strike"}  # "operations targeting the group"
    kind = min(kinds, key=RANK.index)
    if kind == "territory_gained" and _only_arms(draft):
        kind = "weapons_seizure"
    if kind in ("shelling", "property_destruction") and by_weapon(draft, means) in STRIKES:
        kind = by_weapon(draft, means) or kind  # helicopters that fire rockets, a drone that sets a depot on fire
    if kind not in VAGUE:
        return draft.but(kind=kind)
    answers = (question(draft, kind) for question in QUESTIONS)
    return draft.but(kind=by_weapon(draft, means) or next((a for a in answers if a), "violence"))


def settle_by_story(scene: Scene) -> Scene:
    """Blows whose means are not said are by the means that the same side uses in the rest of the story."""
    means: dict[str, Counter[str]] = defaultdict(Counter)
    for draft in scene.drafts:
        if draft.mention.kind in ("air_strike", "shelling"):
            for side in _sides(draft):
                means[side][draft.mention.kind] += 1
    return replace(scene, drafts=tuple(_raids_on(_by_story(d, means) for d in scene.drafts)))


def _raids_on(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Let "the raid", of nobody named or of the same side, be of the air when an air strike was told just before it."""
    above: set[str] | None = None
    for draft in drafts:
        raid = draft.mention.kind == "armed_clash" and _only_raid(draft)
        kept = draft.but(kind="air_strike") if above is not None and raid and above >= {*_sides(draft)} else draft
        if kept.mention.kind == "air_strike":
            above = {*(above or ()), *_sides(kept)}
        elif kept.mention.kind != "violence":
            above = None
        yield kept


def _only_raid(draft: Draft) -> bool:
    """Recognise the noun alone, with what it did."""
    return draft.kinds() <= {"raid", "harm", "ruin", "light"} and not any(
        t.verbal for t in draft.triggers if t.word.kind == "raid"
    )


def _by_story(draft: Draft, means: Mapping[str, Counter[str]]) -> Draft:
    """Only for things hit and destroyed: who kills people may do it in any way."""
    if draft.mention.kind not in ("armed_clash", "violence") or not draft.kinds() <= {"ruin", "strike", "bombing", "light"}:
        return draft
    known = next((means[side].most_common(1)[0][0] for side in _sides(draft) if means.get(side)), None)
    return draft.but(kind=known) if known else draft


def _sides(draft: Draft) -> list[str]:
    return [p.actor.actor.side for p in draft.mention.parties if p.role == "initiator"]


def by_weapon(draft: Draft, means: Means) -> str | None:
    """Return the means named: aircraft, guns, bombs, gas. Aircraft that fire missiles make an air strike."""
    ranked = [means[key] for w in draft.mention.weapons for key in (w.id, w.class_) if key in means]
    if any(t.word.kind == "strike" and not t.verbal for t in draft.triggers):
        ranked = [r for r in ranked if r[1] in STRIKES]
    return min(ranked)[1] if ranked else None


def _only_arms(draft: Draft) -> bool:
    """Recognise "Seized 15 rifles", "captured two tanks": arms are taken, no place."""
    sentence = draft.sentence
    heads = [token for part, token in fillers(draft) if part == "place"]
    spans = [sentence.span(t) for head in heads for t in grammar.phrase(head)]
    if not spans or any(overlapping(sentence.leaves.places, *span) for span in spans):
        return False
    return all(overlapping(sentence.leaves.weapons, *sentence.span(head)) or _gear(draft, head) for head in heads)


def _gear(draft: Draft, head: Token) -> bool:
    return head.lemma_.lower() in ("weapon", "ammunition", "arm") or any(
        a.how == "thing" and head.lemma_.lower() in MOVABLE
        for a in overlapping(draft.sentence.leaves.actors, *draft.sentence.span(head))
    )


def _goal(trigger: Trigger) -> bool:
    """Recognise "An offensive to retake the town": what it is for is not what came of it; "said to have killed" is no aim."""
    helpers = {c.lower_ for c in trigger.token.children if c.dep_ in ("aux", "auxpass")}
    return trigger.verbal and "to" in helpers and "have" not in helpers


def by_air_force(draft: Draft, _kind: str) -> str | None:
    """Return an air force strikes from the air."""
    names = " ".join(p.actor.actor.id for p in draft.mention.parties if p.role == "initiator")
    return "air_strike" if "air-force" in names or "aerospace" in names else None


def by_bombing(draft: Draft, kind: str) -> str | None:
    """Return a state's bombing comes from the air, another's is a bomb set off."""
    if kind != "bombing":
        return None
    return "air_strike" if "state" in _camps(draft, "initiator") else "explosion"


def by_strike(draft: Draft, kind: str) -> str | None:
    """Strikes of states, unless guns are named, are air strikes; so is the noun alone."""
    if kind != "strike" or any(w.class_ == "gun" for w in draft.mention.weapons):
        return None
    noun = any(t.word.kind == "strike" and not t.verbal for t in draft.triggers)
    return "air_strike" if noun or "state" in _camps(draft, "initiator") else None


def by_raid(_draft: Draft, kind: str) -> str | None:
    """Return a raid without aircraft is men on the ground."""
    return "armed_clash" if kind == "raid" else None


def by_parties(draft: Draft, kind: str) -> str | None:
    """Who hurt whom: fighters fighters, or fighters the unarmed."""
    doers, hit = _camps(draft, "initiator"), _camps(draft, "target")
    if doers & ARMED and hit & ARMED:
        return "armed_clash"
    if kind == "attack" and (("group" in doers and _at_military(draft)) or (not doers and hit and hit <= ARMED)):
        return "armed_clash"
    if "civilians" in hit and kind in ("attack", "harm") and (doers & ARMED or (_shot(draft) and not hit & ARMED)):
        return "attack_on_civilians"
    return None


def _shot(draft: Draft) -> bool:
    """Recognise people gunned down, by whomever."""
    return any(t.verbal and t.word.anchor in ("gun", "shoot") for t in draft.triggers)


def _at_military(draft: Draft) -> bool:
    """Recognise "opened fire on the checkpoint", "stormed a barracks"."""
    return any(p.role == "target" and p.actor.actor.id == "military-objects" for p in draft.mention.parties)


def _camps(draft: Draft, role: str) -> set[str]:
    """State, group or civilians, of those who stand in the part."""
    sides = load_types().sides
    people = [p.actor.actor.sector for p in draft.mention.parties if p.role == role and p.actor.how != "thing"]
    return {sides[sector] for sector in people if sector is not None and sector in sides}


QUESTIONS: tuple[Callable[[Draft, str], str | None], ...] = (
    by_air_force,
    by_bombing,
    by_strike,
    by_raid,
    by_parties,
)
