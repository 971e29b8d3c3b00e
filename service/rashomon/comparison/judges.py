"""How two accounts of one event stand to each other, field by field: each judge compares two values, None when silent.

Precision is no disagreement: an interval, an area or an actor that holds the other is compatible with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.comparison.features import gap_days
from rashomon.comparison.geography import agreement, contains, distance_km
from rashomon.comparison.gist import THINGS
from rashomon.comparison.said import Finding, Said
from rashomon.comparison.wording import actors_in_words, days_in_words, list_in_words
from rashomon.knowledge.kinship import kinship, outcome_sign
from rashomon.records.report import When

STANCES = {
    "actual": "told as done", "denied": "denied", "planned": "told as a plan", "attempted": "told as an attempt",
    "hypothetical": "told as a possibility",
}  # fmt: skip
APART_KM = 10.0  # beyond the uncertainty of both places
BEGUN_APART = 180  # days between two stated beginnings of one lasting state


def types(left: Said, right: Said) -> Finding | None:
    """Two means of harm exclude each other; else two types are two words."""
    one, other = left.gist.report.type, right.gist.report.type
    if one == other:
        return Finding("agree", f"both tell of {_plain(one)}")
    means = left.gist.traits.means, right.gist.traits.means
    if None not in means and means[0] != means[1]:
        return Finding("contradiction", f"{_plain(one)} ({left.who}) against {_plain(other)} ({right.who})")
    return Finding("compatible", f"{_plain(one)} and {_plain(other)} fit together") if kinship(one, other) else None


def dates(left: Said, right: Said) -> Finding | None:
    """Days that both tell and that do not meet exclude each other; so do two beginnings of one state."""
    one, other = left.gist, right.gist
    if one.start is None or other.start is None:
        return None
    mine, theirs = _days(one.report.when), _days(other.report.when)
    if (one.start, one.end) == (other.start, other.end):
        return Finding("agree", f"both say {mine}")
    against = Finding("contradiction", f"{mine} ({left.who}) against {theirs} ({right.who})")
    if one.traits.lasting and other.traits.lasting:
        begun = min(one.length, other.length) > BEGUN_APART and abs(one.start - other.start) > BEGUN_APART
        return against if begun else Finding("compatible", f"{mine} and {theirs} are days of one state")
    if one.exact and other.exact and gap_days(one, other) > 0:
        return against
    return Finding("compatible", f"{mine} and {theirs} meet, or one is not exact")


def places(left: Said, right: Said) -> Finding | None:
    """Named places that lie apart exclude each other; one that holds the other, or lies near, does not."""
    one, other = left.gist.spots, right.gist.spots
    if not one or not other:
        return None
    pairs = [(a, b) for a in one for b in other]
    if any(agreement(a, b)[0] >= 1 for a in one[:1] for b in other[:1]):
        return Finding("agree", f"both say {left.gist.report.where[0].name}")
    if any(s.wide for s in (*one, *other)) or any(contains(a, b) or contains(b, a) for a, b in pairs):
        return Finding("compatible", "one names the wider area")
    measured = [(distance_km(a, b), a.radius + b.radius) for a, b in pairs]
    if any(km is None or km <= reach + APART_KM for km, reach in measured):
        return Finding("compatible", "places side by side, or one of several")
    names = [f"{said.gist.report.where[0].name} ({said.who})" for said in (left, right)]
    return Finding("contradiction", f"{names[0]} against {names[1]}")


def initiators(left: Said, right: Said) -> Finding | None:
    """Blame on two who have no common side excludes itself; blame on somebody unnamed fits anybody."""
    if left.gist.traits.mutual or right.gist.traits.mutual:
        return None
    lines = (left.gist.initiator_lines, right.gist.initiator_lines)
    return _actors(left, right, left.gist.initiators, right.gist.initiators, lines)


def targets(left: Said, right: Said) -> Finding | None:
    """Who is excluded by one and named by the other; two named groups of no common side."""
    if left.gist.traits.mutual or right.gist.traits.mutual:
        return None
    for one, other in ((left, right), (right, left)):
        if one.gist.excluded & other.gist.target_lines:
            excluded = one.gist.excluded & other.gist.target_lines
            about = {f"not {e}" for e in excluded} | {t for t in other.gist.targets if other.gist.line(t) & excluded}
            return Finding("contradiction", _but(_names(excluded, one, other), one, other), values=frozenset(about))
    mine, theirs = (s.gist.targets - s.gist.claimants for s in (left, right))
    if not mine or not theirs:
        return None
    if (mine | theirs) & THINGS:  # what was hit and whose it was do not exclude each other
        return Finding("agree" if mine == theirs else "compatible", "what was hit, and whose it was")
    return _actors(left, right, mine, theirs, (left.gist.target_lines, right.gist.target_lines))


def inside(left: Said, right: Said) -> Finding | None:
    """Two claimants of one article: one excludes whom the other names."""
    gist = left.gist
    if right.claimant_id in gist.line(left.claimant_id) or left.claimant_id in gist.line(right.claimant_id):
        return None
    for one, other in ((left, right), (right, left)):
        if any(one.value == f"not {up}" for up in gist.line(str(other.value))):
            return Finding("contradiction", _but(_names(frozenset((str(other.value),)), other), one, other))
    return None


def weapons(left: Said, right: Said) -> Finding | None:
    """Means are seldom told in full: other words are other precision."""
    one, other = left.gist.weapons, right.gist.weapons
    if not one or not other:
        return None
    return Finding("agree", "the same means") if one == other else Finding("compatible", "means told with different precision")


def occurred(left: Said, right: Said) -> Finding | None:
    """Denied against told excludes itself; planned before and told after is the course of things."""
    realis = left.gist.report.realis, right.gist.report.realis
    if realis[0] == realis[1]:
        return Finding("agree", f"{STANCES.get(realis[0], realis[0])} by both")
    if "denied" in realis:
        return Finding("contradiction", f"{_stance(left)}, {_stance(right)}")
    if "actual" not in realis:
        return Finding("compatible", f"{_stance(left)}, {_stance(right)}")
    unreal, actual = (left, right) if realis[1] == "actual" else (right, left)
    if unreal.as_of is not None and actual.as_of is not None and unreal.as_of > actual.as_of:
        return Finding("contradiction", f"{_stance(actual)}, yet {_stance(unreal)} afterwards")
    why = f"{_stance(unreal)}, {_stance(actual)}"
    if unreal.gist.report.realis == "hypothetical":
        return Finding("contradiction", why)
    known = unreal.as_of is not None and actual.as_of is not None and unreal.as_of < actual.as_of
    return Finding("update" if known else "compatible", why)  # a plan told at no known time may have come before the deed


def denials(said: Sequence[Said]) -> str:
    """Return who tells it and who denies it, everybody once: "told as done by A and B, denied by C"."""
    parts = []
    for value in ("actual", "denied"):
        who = list(dict.fromkeys(s.who for s in said if s.value == value))
        parts.append(f"{STANCES[value]} by {list_in_words(who)}")
    return ", ".join(parts)


def outcomes(left: Said, right: Said) -> Finding | None:
    """Going well against going badly: the later account is the later state, where time can tell."""
    if left.value is None or right.value is None:
        return None
    if left.value == right.value:
        return Finding("agree", f"both say {left.value}")
    if outcome_sign(left.value) * outcome_sign(right.value) >= 0:
        return Finding("compatible", f"{left.value} and {right.value} fit together")
    days = left.gist.report.as_of.date, right.gist.report.as_of.date
    if None in days or days[0] == days[1]:
        why = f"{left.value} ({left.who}) against {right.value} ({right.who})"
        return Finding("contradiction", why, "unknown" if None in days else None)
    first, last = sorted((left, right), key=lambda s: s.gist.report.as_of.date or "")
    return Finding("update", f"{first.value} ({_until(first)}), then {last.value} ({_until(last)})")


def _actors(
    left: Said, right: Said, mine: frozenset[str], theirs: frozenset[str], lines: tuple[frozenset[str], frozenset[str]]
) -> Finding | None:
    mine, theirs = mine - THINGS, theirs - THINGS
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Finding("agree", f"both name {_names(mine, left, right)}")
    if lines[0] & lines[1]:
        return Finding("compatible", "one names more, or names them more closely")
    if left.gist.traits.lasting and right.gist.traits.lasting:
        return Finding("compatible", "a campaign or a state has many hands, and each account names some")
    if _loose(left, mine, right, theirs) or _loose(right, theirs, left, mine):
        return Finding("compatible", "one uses a word for groups of that side")
    names = _names(mine, left, right), _names(theirs, right, left)
    return Finding("contradiction", f"{names[0]} ({left.who}) against {names[1]} ({right.who})")


def _names(ids: frozenset[str], *said: Said) -> str:
    return actors_in_words(ids, *(s.gist.names for s in said))


def _but(names: str, excluding: Said, naming: Said) -> str:
    return f"{names} according to {naming.who}; anybody but {names} according to {excluding.who}"


def _loose(one: Said, words: frozenset[str], other: Said, names: frozenset[str]) -> bool:
    """Tell whether one side uses only loose words, and the other names no state."""
    mine, theirs = dict(one.gist.standings), dict(other.gist.standings)
    return all(mine.get(w) == "loose" for w in words) and all(theirs.get(n) != "state" for n in names)


def _days(when: When) -> str:
    return days_in_words(when.start, when.end)


def _plain(type_: str) -> str:
    return type_.replace("_", " ")


def _stance(said: Said) -> str:
    return f"{STANCES.get(said.gist.report.realis, said.gist.report.realis)} by {said.who}"


def _until(said: Said) -> str:
    return days_in_words(said.gist.report.as_of.date, None)
