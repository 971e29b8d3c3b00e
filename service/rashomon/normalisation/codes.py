"""The codes of a report in ACLED, PLOVER, CAMEO and UCDP: rows of a table, chosen by questions about the circumstances."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.types import CodeRow, TypeTable, load_types
from rashomon.records.report import Actor, Weapon

MASS = 10  # arrests from which ACLED speaks of mass arrests in practice; its codebook gives no figure
MANY = 3  # parties that make talks multilateral


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What codes depend on. `words` are the words that tell the event, `killed` its deaths, `captured` its arrests if told.

    `country` is where it happened; `lexicon` tells whose cause a militia fights for (without it nobody's).
    """

    weapons: Sequence[Weapon] = ()
    initiators: Sequence[Actor] = ()
    targets: Sequence[Actor] = ()
    outcome: str | None = None
    words: str = ""
    killed: int | None = None
    captured: int | None = None
    country: str | None = None
    lexicon: ActorLexicon | None = None


def codes(type_: str, told: Circumstances | None = None) -> dict[str, Any]:
    """Return `acled`, `plover`, `cameo` and `ucdp` codes; None where a codebook has no place for the type."""
    told = told or Circumstances()
    table = load_types()
    acled, plover, cameo = (_row(type_, book, told, table) for book in ("acled", "plover", "cameo"))
    return {
        "acled": {"event_type": acled.code, "sub_event_type": acled.detail} if acled else None,
        "plover": {"event": plover.code, "mode": plover.detail or None} if plover else None,
        "cameo": cameo.code if cameo else None,
        "ucdp": {"type_of_violence": type_of_violence(type_, told)},
    }


def type_of_violence(type_: str, told: Circumstances) -> int | None:
    """Return UCDP's kind of violence; None where the event is not violent or the sides are not known.

    1: a state takes part · 2: groups without a state · 3: people who do not fight are the aim.
    """
    table = load_types()
    if type_ not in table.types or table.types[type_].group != "violent" or type_ in NOT_LETHAL:
        return None
    doers, hit = _sides(told.initiators), _sides(told.targets)
    if type_ == "attack_on_civilians":
        return 3 if doers & {"state", "group"} else None
    if "state" in doers | hit and (doers | hit) & {"state", "group", "things"} and "civilians" not in hit:
        return 1
    if type_ in AIMED and doers == {"group"} and hit and hit <= {"civilians", "things"} and "civilians" in hit:
        return 3
    if "state" in doers or ("state" in hit and "group" in doers):
        return 1
    return 2 if "group" in doers and "group" in hit else None


NOT_LETHAL = frozenset({"abduction", "sexual_violence"})  # UCDP counts events with deaths
AIMED = frozenset({"suicide_bombing", "explosion", "violence", "armed_clash"})  # means that choose whom they hit


def _row(type_: str, codebook: str, told: Circumstances, table: TypeTable) -> CodeRow | None:
    rows = table.rows.get((type_, codebook), ())
    row = next((row for row in rows if all(TESTS[test](told) for test in row.tests)), None)
    return row if row is not None and row.code else None


def _sides(actors: Collection[Actor]) -> set[str]:
    sides = load_types().sides
    return {sides[a.sector] for a in actors if a.sector is not None and a.sector in sides}


def _says(cue: str) -> Callable[[Circumstances], bool]:
    return lambda told: bool(_cue(cue).search(told.words))


@lru_cache(maxsize=64)
def _cue(cue: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load_types().cues[cue])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _has(*classes: str) -> Callable[[Circumstances], bool]:
    return lambda told: any(w.class_ in classes for w in told.weapons)


def _came_out(*outcomes: str) -> Callable[[Circumstances], bool]:
    return lambda told: told.outcome in outcomes


def guided(told: Circumstances) -> bool:
    """Precision-guided munitions were used."""
    return any(w.id in GUIDED for w in told.weapons) or _says("guided")(told)


GUIDED = frozenset({"guided-bomb", "glide-bomb", "kab-500", "kab-1500", "jdam", "gbu-39", "paveway", "hellfire", "brimstone"})


def armed_sides(told: Circumstances) -> bool:
    """Two sides that both fight."""
    fighting = {"state", "group"}
    return bool(_sides(told.initiators) & fighting and _sides(told.targets) & fighting)


def civilians_hit(told: Circumstances) -> bool:
    """Tell whether all who are hit are people who do not fight."""
    hit = _sides(told.targets)
    return "civilians" in hit and not hit & {"state", "group"}


def for_the_state(told: Circumstances) -> bool:
    """Who takes the place is the state's, or fights for it; a foreign state that takes it from the state does not."""
    return any(_for_state(actor, told) for actor in told.initiators) or _says("pro_state")(told)


def _for_state(actor: Actor, told: Circumstances) -> bool:
    side = load_types().sides.get(actor.sector or "")
    losing = any(t.country == told.country and load_types().sides.get(t.sector or "") == "state" for t in told.targets)
    if side == "state":
        at_home = told.country is None or actor.country == told.country
        return (at_home and not (told.country is None and "state" in _sides(told.targets))) or (not at_home and not losing)
    state = told.lexicon.states.get(told.country or "") if told.lexicon else None
    return bool(state and told.lexicon and side == "group" and told.lexicon.party_to(actor.id, [state.root]))


def projectile_downed(told: Circumstances) -> bool:
    """Tell whether a drone, a missile or a rocket was brought down, not an aircraft with a crew."""
    if any(w.class_ == "drone" for w in told.weapons) or _says("downed")(told):
        return True
    return _has("missile", "rocket")(told) and not _has("aircraft")(told)


TESTS: dict[str, Callable[[Circumstances], bool]] = {
    "drone": _has("drone"),
    "guided": guided,
    "exchanged": _says("exchanged"),
    "armed_sides": armed_sides,
    "grenade": lambda told: any(w.id == "grenade" for w in told.weapons),
    "own_device": _says("own_device"),
    "harmless": lambda told: not told.killed,
    "unresisted": _says("unresisted"),
    "for_the_state": for_the_state,
    "initiator_known": lambda told: bool(told.initiators),
    "tortured": _says("tortured"),
    "beaten": _says("beaten"),
    "assassinated": _says("assassinated"),
    "shot": lambda told: _has("gun")(told) or _says("shot")(told),
    "deadly": lambda told: bool(told.killed),
    "projectile_downed": projectile_downed,
    "long_range_system": _has("system", "missile"),
    "civilians_hit": civilians_hit,
    "new_base": _says("new_base"),
    "troops": lambda told: any(w in told.words.lower() for w in ("troops", "soldiers", "fighters", "reinforcements", "forces")),
    "weapons": lambda told: bool(told.weapons),
    "nobody_follows": lambda told: bool(told.words) and not told.targets and not _says("place_follows")(told),
    "by_deal": _says("by_deal"),
    "forced": _says("forced"),
    "fled": _says("fled"),
    "let_out": _says("let_out"),
    "lifted": _came_out("lifted"),
    "broken": _came_out("broken"),
    "blocked": _came_out("blocked"),
    "split": _came_out("split"),
    "let_in": _says("let_in"),
    "ceasefire": _says("ceasefire"),
    "peace_talks": _says("peace_talks"),
    "by_phone": _says("by_phone"),
    "mediated": _says("mediated"),
    "many_parties": lambda told: len({a.side for a in (*told.initiators, *told.targets)}) >= MANY,
    "visiting": _says("visiting"),
    "in_court": _says("in_court"),
    "extrajudicial": _says("extrajudicial"),
    "notable_or_mass": lambda told: (told.captured or 0) >= MASS or _says("notable")(told),
    "state_acts": lambda told: "group" not in _sides(told.initiators),
    "group_acts": lambda told: _sides(told.initiators) == {"group"},
}
