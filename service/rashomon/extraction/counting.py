"""Figures in the part they play: how many were killed, hurt, hit, destroyed, fired, moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.listing import acted_on
from rashomon.extraction.roles import fillers
from rashomon.extraction.scene import Draft, Scene, Trigger
from rashomon.records.mention import CountArgument, FigureMention

REACH = 6  # arcs or words from a figure to the word it belongs to; farther than that it tells of something else
INCLUDING = frozenset({"including", "among", "include", "included", "includes"})

# What an effect makes of a counted person, of a counted thing (by class), and else of any thing.
OF_PEOPLE = {
    "killed": "killed",
    "destroyed": "killed",
    "injured": "injured",
    "abducted": "captured",
    "arrested": "captured",
    "evacuated": "evacuated",
    "displaced": "displaced",
    "released": "prisoners",
    "hurt": "other",
}
DESTROYED = {"vehicles": "vehicles_destroyed", "weapons": "weapons_destroyed", "aircraft": "vehicles_destroyed"}
ARMED = frozenset({"military_objects", "other"})  # classes of nouns that may be a weapon: "mortar systems", "rockets"
BY_KIND = {"territory_gained": "places_taken", "deployment": "fighters", "withdrawal": "fighters", "weapons_seizure": "other"}
PROJECTILES = frozenset({"munition", "missile", "rocket", "shell", "bomb", "projectile", "grenade", "mortar", "round"})
RUINED = frozenset({"targets_destroyed", "targets_hit", "vehicles_destroyed", "weapons_destroyed"})
FLIGHTS = {"sortie": "sorties", "strike": "strikes", "airstrike": "strikes", "raid": "strikes"}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure, the noun it counts, and the trigger it hangs on."""

    figure: FigureMention
    head: Token
    trigger: Trigger
    draft: Draft


def attach_counts(scene: Scene) -> Scene:
    """Give each figure of a sentence to the event whose words it hangs on, once."""
    return scene.among(_attach)


def _attach(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    counts: list[list[CountArgument]] = [[] for _ in drafts]
    for figure in drafts[0].sentence.leaves.figures:
        if figure.ratio or figure.ordinal:
            continue
        number, claimed = _owner(figure, drafts)
        if claimed is None:
            continue
        argument = _part(claimed, counts[number]) or _measured(claimed)
        if argument is not None:
            counts[number].append(argument)
    return tuple(d.but(counts=(*d.mention.counts, *_figured(c))) for d, c in zip(drafts, counts, strict=True))


def _figured(counts: Sequence[CountArgument]) -> Sequence[CountArgument]:
    """Drop "a bridge" that stands alone: it says what was hit. In a list with figures it is the figure one."""
    if any(c.measure in RUINED and not c.figure.implicit for c in counts):
        return counts
    return [c for c in counts if c.measure not in RUINED or not c.figure.implicit]


def _head(sentence: Sentence, figure: FigureMention) -> Token | None:
    if figure.noun_start is not None and figure.noun_end is not None:
        head = sentence.head_of(figure.noun_start, figure.noun_end)
        if head is not None:
            return head
    return sentence.head_of(figure.start, figure.end)


def _owner(figure: FigureMention, drafts: Sequence[Draft]) -> tuple[int, Claimed | None]:
    """Return the trigger nearest by arcs, then by words."""
    head = _head(drafts[0].sentence, figure)
    best: tuple[tuple[int, int], int, Claimed] | None = None
    for number, draft in enumerate(drafts):
        for trigger in draft.triggers:
            if head is None or trigger.word.kind == "light":
                continue
            far = (_arcs(head, trigger), abs(head.i - trigger.token.i))
            if min(far) <= REACH and (best is None or far < best[0]):
                best = (far, number, Claimed(figure, head, trigger, draft))
    return (best[1], best[2]) if best else (0, None)


def _arcs(head: Token, trigger: Trigger) -> int:
    """Return the arcs between a counted noun and a word of happening; one of its list hangs on it, whatever the parse says."""
    return 1 if head.i in acted_on(trigger) else grammar.distance(head, trigger.token)


def _part(claimed: Claimed, before: Sequence[CountArgument]) -> CountArgument | None:
    """Return "… including four children": the figure is part of the one before, and measures the same."""
    if not before:
        return None
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    window = claimed.draft.sentence.tokens[max(0, first[0].i - 2) : first[0].i] if first else ()
    if not any(t.lower_ in INCLUDING for t in window):
        return None
    whole = len(before) - 1
    if before[whole].figure.of_class != claimed.figure.of_class:
        return None
    return replace(before[whole], figure=claimed.figure, part_of=whole)


def _measured(claimed: Claimed) -> CountArgument | None:
    if claimed.figure.implicit and not (
        claimed.trigger.word.effect in ("killed", "injured", "destroyed", "abducted") and _filling(claimed)
    ):
        return None
    for rule in RULES:
        argument = rule(claimed)
        if argument is not None:
            return argument
    return None


def of_the_event(claimed: Claimed) -> CountArgument | None:
    """Five strikes, 46 sorties, two blasts: the event itself is counted."""
    if claimed.head.i != claimed.trigger.token.i or claimed.trigger.verbal or claimed.trigger.word.kind == "harm":
        return None
    if claimed.figure.implicit:
        return None
    return CountArgument(claimed.figure, FLIGHTS.get(claimed.head.lemma_.lower(), "other"), "present")


def of_means(claimed: Claimed) -> CountArgument | None:
    """Rockets fired, bombs dropped, aircraft sent; not those that were destroyed."""
    if claimed.trigger.word.kind in ("ruin", "weapons_seizure", "shootdown"):
        return None
    if claimed.head.lemma_.lower() in PROJECTILES and not _acted_on(claimed):
        return CountArgument(claimed.figure, "projectiles", "present")
    if claimed.figure.of_class == "aircraft":
        return CountArgument(claimed.figure, "aircraft", "present")
    return None


def _acted_on(claimed: Claimed) -> bool:
    return claimed.trigger.verbal and claimed.trigger.word.object == "target" and _filling(claimed)


def of_people(claimed: Claimed) -> CountArgument | None:
    """Return the dead, the hurt, the taken, the moved."""
    figure, effect = claimed.figure, claimed.trigger.word.effect
    bare = figure.noun is None or claimed.head.lemma_.lower() in (
        "dead",
        "wounded",
        "injured",
        "other",
        "toll",
        "more",
        "death",
    )
    named = figure.of_class == "other" and claimed.trigger.word.kind == "harm" and _filling(claimed)
    if (
        figure.of_class != "people"
        and not named
        and not (bare and claimed.trigger.word.kind == "harm" and not _like_a_year(claimed))
    ):
        return None
    if claimed.draft.mention.kind in ("deployment", "withdrawal"):
        return CountArgument(figure, "fighters", "present")
    name = OF_PEOPLE.get(effect or "")
    return CountArgument(figure, name, "unknown") if name else None


def _like_a_year(claimed: Claimed) -> bool:
    """Recognise a bare number after "in" is no toll ("died in 639")."""
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    return claimed.figure.noun is None and bool(first) and first[0].i > 0 and first[0].nbor(-1).lower_ == "in"


def of_things(claimed: Claimed) -> CountArgument | None:
    """Targets hit and destroyed, vehicles and weapons destroyed, places taken."""
    figure, effect, kind = claimed.figure, claimed.trigger.word.effect, claimed.trigger.word.kind
    if figure.noun is None or figure.of_class == "people" or not _filling(claimed):
        return None
    if kind in BY_KIND:
        return CountArgument(figure, BY_KIND[kind], "unknown") if kind != "deployment" else None
    if effect == "destroyed":
        return CountArgument(figure, DESTROYED.get(_thing_class(claimed), "targets_destroyed"), "destroyed")
    if effect in ("hit", "damaged") and claimed.trigger.verbal and _acted_on(claimed):
        return CountArgument(figure, "targets_hit", "damaged" if effect == "damaged" else "hit")
    return None


def _filling(claimed: Claimed) -> bool:
    """Recognise the counted thing is what was acted on, not just near ("in five provinces")."""
    wanted = {token.i for part, token in fillers(claimed.draft) if part in ("target", "place", "aim")}
    return claimed.head.i in wanted or claimed.head.i in acted_on(claimed.trigger)


def _thing_class(claimed: Claimed) -> str:
    """Weapons are no class of figures: a weapon named by the counted words tells, not in "arms depot"."""
    figure = claimed.figure
    if figure.of_class not in ARMED or figure.noun_start is None or figure.noun_end is None:
        return figure.of_class
    weapons = overlapping(claimed.draft.sentence.leaves.weapons, figure.noun_start, figure.noun_end)
    if any(w.class_ in ("vehicle", "aircraft") for w in weapons):
        return "vehicles"
    return "weapons" if weapons else figure.of_class


RULES: tuple[Callable[[Claimed], CountArgument | None], ...] = (of_the_event, of_means, of_people, of_things)
