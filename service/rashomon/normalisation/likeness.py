"""What two mentions of an article share, and what speaks against their telling one happening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rashomon.normalisation.told import Told, holds, same_place

VIOLENT = frozenset(
    [
        "air_strike",
        "shelling",
        "explosion",
        "suicide_bombing",
        "chemical_attack",
        "armed_clash",
        "offensive",
        "territory_gained",
        "attack_on_civilians",
        "shootdown",
        "violence",
        "property_destruction",
    ]
)
# Kinds that tell little of how: a mention of one may be about a happening of any violent kind.
LOOSE = frozenset({"violence", "attack_on_civilians", "property_destruction"})
UNTOLD = "violence"  # two that share no more than this kind share nothing: a toll belongs to the blow before it
KIN = (
    frozenset({"explosion", "suicide_bombing", "shelling"}),
    frozenset({"air_strike", "shelling", "chemical_attack"}),
    frozenset({"armed_clash", "offensive"}),
    frozenset({"offensive", "territory_gained"}),
    frozenset({"explosion", "air_strike"}),
)
LASTING = frozenset(
    {
        "siege",
        "agreement",
        "negotiation",
        "alliance",
        "evacuation",
        "withdrawal",
        "deployment",
        "humanitarian_aid",
    }
)
TOLL = 4  # the same two or three dead may well be those of two blows
WAR = 2000  # dead: what a war costs
FAR_APART = 20
SEASON = 60  # days
NEAR = 500  # characters: a few sentences


def strange(left: Told, right: Told) -> bool:
    """Recognise what is never one happening: a siege and a release, a blow and a war or its history, two told much apart."""
    if said_another(left, right) or out_of_scale(left, right) or other_season(left, right):
        return True
    if other_kind(left, right) and not {left.mention.kind, right.mention.kind} <= VIOLENT:
        return True
    if left.mention.sentence == right.mention.sentence and other_place(left, right):
        return True  # who tells of two places in one breath keeps them apart
    return sum(objects(left, right) for objects in (other_place, other_day, new_day, other_doer, other_means)) > 1


def other_season(left: Told, right: Told) -> bool:
    """Recognise history: one of them says when, and that lies months from the day that the other has from its surroundings."""
    one, two = left.when, right.when
    if not (left.own_time or right.own_time) or not (one.start and two.start):
        return False
    return max(_days(one.end or one.start, two.start), _days(two.end or two.start, one.start)) > SEASON


def _days(end: str, start: str) -> int:
    """Return the days from an end to a later start; negative where they overlap."""
    return (date.fromisoformat(start) - date.fromisoformat(end)).days


def new_day(left: Told, right: Told) -> bool:
    """Only the later one says when."""
    return right.own_time and not left.own_time and not left.mention.headline and right.mention.reference != "back"


def other_means(left: Told, right: Told) -> bool:
    """Both say with what, and nothing of it is the same."""
    one, two = ({w.id for w in told.mention.weapons} for told in (left, right))
    return bool(one and two) and not one & two


def other_kind(left: Told, right: Told) -> bool:
    """Kinds that cannot be one happening."""
    one, two = left.mention.kind, right.mention.kind
    if one == two or any({one, two} <= kin for kin in KIN) or ({one, two} <= VIOLENT and _same_toll(left, right)):
        return False
    return not ({one, two} & LOOSE and {one, two} <= VIOLENT)


def _same_toll(left: Told, right: Told) -> bool:
    """Recognise one toll of one place, told with one means and with another: "killed in a raid", "killed by shelling"."""
    shared = left.figures() & right.figures()
    toll = any(measure in ("killed", "injured") and (low or 0) >= TOLL for measure, low, _ in shared)
    return toll and shared_place(left, right) > 1


def other_mode(left: Told, right: Told) -> bool:
    """Recognise a plan is not the deed; a denial of what was just told is one more voice about it."""
    if right.mention.realis == "denied" and left.mention.realis == "actual" and _near(left, right):
        return False
    if left.mention.realis == "attempted" and right.mention.realis == "actual" and _near(left, right) and not right.own_place:
        return left.mention.kind != right.mention.kind  # "tried to seize the hill. After seizing it …"
    return left.mention.realis != right.mention.realis


def other_scope(left: Told, right: Told) -> bool:
    """Recognise a total is not its part; "the strikes" of many places are those told, when they have no period of their own."""
    if right.mention.reference == "back" and not right.own_time:
        return False
    return left.mention.scope != right.mention.scope and not (left.mention.headline or right.mention.headline)


def other_place(left: Told, right: Told) -> bool:
    """Both say where, and no place of one is or holds a place of the other."""
    if not (left.own_place and right.own_place) or right.mention.reference == "back":
        return False
    return not any(same_place(a, b) or holds(a, b) or holds(b, a) for a in left.where for b in right.where)


def other_day(left: Told, right: Told) -> bool:
    """Both say when, and the days do not meet."""
    if not (left.own_time and right.own_time and left.when.start and right.when.start) or right.mention.reference == "back":
        return False
    return (left.when.end or left.when.start) < right.when.start or (right.when.end or right.when.start) < left.when.start


def other_doer(left: Told, right: Told) -> bool:
    """Both name who did it, and name others."""
    one, two = left.sides(), right.sides()
    if left.mention.kind in LASTING or right.mention.kind == "armed_clash":
        return False
    return bool(one and two) and not one & two


def out_of_scale(left: Told, right: Told) -> bool:
    """Recognise the toll of a war beside that of a blow."""
    one, two = ([low or 0 for measure, low, _ in told.figures() if measure == "killed"] for told in (left, right))
    return max(two, default=0) >= WAR and max(two) > FAR_APART * max(one, default=1)


def said_another(_: Told, right: Told) -> bool:
    """Recognise the text itself says that it is another one."""
    return right.mention.reference == "new"


OBJECTIONS: tuple[Callable[[Told, Told], bool], ...] = (
    other_kind,
    other_mode,
    other_scope,
    other_place,
    other_day,
    other_doer,
)


def shared_place(left: Told, right: Told) -> float:
    """Weigh the same place said by both; a wide one says less."""
    if not (left.own_place and right.own_place):
        return 0.0
    pairs = [(a, b) for a in left.where for b in right.where if same_place(a, b)]
    if any(a.precision not in ("admin1", "country", "region") for a, _ in pairs):
        return 1.5
    return 0.75 if pairs else 0.25


def shared_kind(left: Told, right: Told) -> float:
    """Weigh the same kind; lasting states and deals are seldom told twice as two."""
    if left.mention.kind != right.mention.kind or left.mention.kind == UNTOLD:
        return 0.0
    return 1.5 if left.mention.kind in LASTING else 0.75


def shared_day(left: Told, right: Told) -> float:
    """Weigh the same day said by both."""
    return 0.5 if left.own_time and right.own_time and left.when.start and left.when.start == right.when.start else 0.0


def shared_figure(left: Told, right: Told) -> float:
    """Weigh the same figure for the same measure."""
    return 1.5 if left.figures() & right.figures() else 0.0


def other_toll(left: Told, right: Told) -> float:
    """Weigh tolls that do not meet, each told with its own place: in a list of attacks on one city they are two."""
    if right.mention.reference == "back" or left.mention.headline or not (left.own_place and right.own_place):
        return 0.0
    one, two = ({low for measure, low, _ in told.figures() if measure == "killed"} for told in (left, right))
    return -0.75 if one and two and not one & two else 0.0


def shared_target(left: Told, right: Told) -> float:
    """Weigh the same one was hit."""
    return 0.5 if left.targets() & right.targets() else 0.0


def shared_doer(left: Told, right: Told) -> float:
    """Weigh the same one did it."""
    return 0.75 if left.initiators() & right.initiators() else 0.0


def refers_back(left: Told, right: Told) -> float:
    """Weigh "The attack": the happening told last, or the one told right after when nothing was told before."""
    if right.mention.reference == "back":
        return 2.0
    return 1.5 if left.mention.reference == "back" and left.mention.kind in LOOSE and _near(left, right) else 0.0


def going_on(left: Told, right: Told) -> float:
    """More of the same kind in the next sentences, with no place or day of its own: the same happening told on."""
    dated = right.own_time and not left.own_time and not left.mention.headline
    goes_on = not right.own_place and not dated and _near(left, right)
    return 1.25 if goes_on and left.mention.kind == right.mention.kind != UNTOLD else 0.0


def _near(left: Told, right: Told) -> bool:
    return right.mention.start - left.mention.end < NEAR


def bare_effect(left: Told, right: Told) -> float:
    """People hurt or things ruined by nothing named, right after a blow: by that blow."""
    near = _near(left, right)
    bare = right.mention.kind in LOOSE and not (right.own_place or right.initiators() or right.mention.plural)
    if not (near and bare and left.mention.kind in VIOLENT):
        return 0.0
    return 2.75 if left.mention.block == right.mention.block else 2.0


def denies(left: Told, right: Told) -> float:
    """Weigh "The army denied striking civilians", right after the strike was told."""
    return 1.5 if right.mention.realis == "denied" and left.mention.realis == "actual" and _near(left, right) else 0.0


def headline_and_story(left: Told, right: Told) -> float:
    """Weigh the headline tells what the first sentences tell."""
    return 1.0 if left.mention.headline and not right.mention.headline else 0.0


POINTS: tuple[Callable[[Told, Told], float], ...] = (
    shared_place,
    shared_kind,
    shared_day,
    shared_figure,
    other_toll,
    shared_target,
    shared_doer,
    refers_back,
    going_on,
    bare_effect,
    denies,
    headline_and_story,
)
