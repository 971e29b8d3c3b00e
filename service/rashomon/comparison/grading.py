"""Grading: how well an event is attested. Texts count once, a source with a stake in the matter does not confirm itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rashomon.comparison.gist import THINGS, Gist
from rashomon.comparison.said import claimant_of
from rashomon.comparison.sets import components
from rashomon.comparison.world import World
from rashomon.records.event import Discrepancy, Grading

CIVILIANS = frozenset({"civilians", "children", "women"})
WHO_WHAT_WHETHER = frozenset({"initiator", "target", "type", "occurred", "outcome"})


def grade(cluster: Sequence[Gist], discrepancies: Sequence[Discrepancy], world: World) -> Grading:
    """Return the grade of an event.

    `contested`: contradicting accounts of who, what, how it went or whether · `confirmed`: a party admits what speaks against
    it, or two independent texts name two different sources without a stake, and nobody contradicts anybody · `fair`: two
    independent texts · `single_source`: the rest, also a party's account of its own success and several outlets that repeat
    one source. An outlet that names no source speaks for itself: that makes a text, not a confirmation.
    """
    contradicted = {d.field for d in discrepancies if d.kind == "contradiction"}
    if contradicted & WHO_WHAT_WHETHER:
        return "contested"
    if any(_admits(g, world) for g in cluster):
        return "confirmed"
    voices = independent(cluster)
    if len(voices) < 2:
        return "single_source"
    return "confirmed" if not contradicted and _vouched(cluster, voices, world) else "fair"


def _vouched(cluster: Sequence[Gist], voices: Sequence[frozenset[str]], world: World) -> bool:
    """Tell whether two voices each name a source without a stake that the other does not name; "sources" are nobody."""
    sides = sorted({a for g in cluster for a in g.initiators | g.targets})
    named = {c for g in cluster for c in g.claimants}
    neutral = [
        {who for who in voice & named if world.standing(who) == "named" and not world.party_to(who, sides)} for voice in voices
    ]
    return any(one - other and other - one for one, other in combinations(neutral, 2))


def independent(cluster: Sequence[Gist]) -> list[frozenset[str]]:
    """Return the independent voices, each as the sources behind it.

    Copies of one text are one voice, and so are texts that all name the same sources; a text that names none speaks for
    itself, under its outlet's name.
    """
    behind: dict[str, set[str]] = {}
    for gist in cluster:
        behind.setdefault(gist.account.lineage_id, set()).update(gist.claimants)
    own = {gist.account.lineage_id: gist.account.outlet or gist.account.lineage_id for gist in cluster}
    links = [(a, b) for a in behind for b in behind if a < b and behind[a] and behind[a] == behind[b]]
    groups = components(behind, links)
    return [frozenset(who for lineage in group for who in (behind[lineage] or {own[lineage]})) for group in groups]


def _admits(gist: Gist, world: World) -> bool:
    """Tell whether a party says what speaks against it: admits, counts civilians its own side harmed, or its own dead."""
    for claim in gist.report.claims:
        if claim.stance == "admits" and world.party_to(claim.claimant.id, sorted(gist.initiators)):
            return True
    for i, count in enumerate(gist.report.counts):
        against = gist.initiators if count.of in CIVILIANS else gist.targets - THINGS
        who = count.claimant_id or claimant_of(gist.report, f"/counts/{i}")
        harm = count.measure in ("killed", "injured") and count.of in (*CIVILIANS, "combatants") and (count.low or 0) > 0
        if harm and who and against and world.party_to(who, sorted(against)):
            return True
    return False
