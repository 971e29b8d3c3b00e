"""What a figure measures: the dead, the hurt, things hit and destroyed, rockets fired, the events themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.listing import acted_on
from rashomon.extraction.roles import fillers
from rashomon.extraction.scene import Draft, Trigger
from rashomon.extraction.tolls import of_a_period, of_losses
from rashomon.knowledge.figures import load_figure_words
from rashomon.records.mention import CountArgument, FigureMention

# What an effect makes of a counted person, of a counted thing (by class), and else of any thing.
OF_PEOPLE = {
    "killed": "killed",
    "destroyed": "killed",
    "injured": "injured",
    "abducted": "captured",
    "captured": "captured",
    "missing": "missing",
    "arrested": "captured",
    "evacuated": "evacuated",
    "displaced": "displaced",
    "released": "prisoners",
    "hurt": "other",
}
DESTROYED = {"vehicles": "vehicles_destroyed", "weapons": "weapons_destroyed", "aircraft": "vehicles_destroyed"}
PORTABLE = frozenset({"military_objects", "vehicles", "aircraft"})  # what is seized with a place is no place
ARMED = frozenset({"military_objects", "other"})  # classes of nouns that may be a weapon: "mortar systems", "rockets"
BY_KIND = {"territory_gained": "places_taken", "weapons_seizure": "other", "shootdown": "aircraft"}
MOVED = frozenset({"deployment", "withdrawal"})
PROJECTILES = frozenset({"munition", "missile", "rocket", "shell", "bomb", "projectile", "grenade", "mortar", "round"})
RUINED = frozenset({"targets_destroyed", "targets_hit", "vehicles_destroyed", "weapons_destroyed"})
BODIES = frozenset({"body", "corpse"})
NOT_FIRED = frozenset({"ruin", "weapons_seizure", "shootdown", "territory_gained"})  # what these act on is not used
NOT_BLOWS = frozenset({"agreement", "negotiation", "hostage_release", "humanitarian_aid", "deployment"})
HARMS = frozenset({"harm", "ruin"})
BOTH = frozenset({"killed", "injured"})
HELD = frozenset({"hostage", "prisoner", "captive"})
FIGHTING = frozenset({"combatants", "any"})  # whose strength is told: "300 fighters", "several dozen armed men"
ACTING = frozenset({"take", "participate", "carry", "launch", "mount", "stage", "conduct", "join"})
SUPERLATIVE = 5  # words behind "one of" in which a superlative stands
YEAR_DIGITS = 4
AT_LEAST_TWO = 2  # what "multiple" and "a number of" come to
FLIGHTS = {"sortie": "sorties", "strike": "strikes", "airstrike": "strikes", "raid": "strikes"}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure, the noun it counts, and the trigger it hangs on; `toll` is the measure of a stated toll."""

    figure: FigureMention
    head: Token
    trigger: Trigger
    draft: Draft
    toll: str | None = None


def measured(claimed: Claimed) -> CountArgument | None:
    """Return the figure as the first rule that fits measures it; none when it is no figure of the event."""
    if claimed.figure.implicit and not (
        claimed.trigger.word.effect in ("killed", "injured", "destroyed", "abducted") and _filling(claimed)
    ):
        return None
    if any(question(claimed) for question in NO_FIGURE):
        return None
    for rule in RULES:
        argument = rule(claimed)
        if argument is not None:
            return argument
    return None


def named_by_year(claimed: Claimed) -> bool:
    """Recognise a year before a singular ("2023 operation"), or alone after "in" ("died in 639")."""
    figure = claimed.figure
    plural = claimed.head.tag_ in ("NNS", "NNPS")
    return (figure.text.isdecimal() and len(figure.text) == YEAR_DIGITS and figure.text[:2] in ("19", "20") and not plural) or (
        _like_a_year(claimed)
    )


def numbered(claimed: Claimed) -> bool:
    """Recognise "in digest 310", "gate 4": a bare number behind a singular is its name."""
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    if claimed.figure.noun is not None or not first or not claimed.figure.text.isdecimal():
        return False
    named = first[0].head
    return first[0].dep_ in ("nummod", "appos") and named.i == first[0].i - 1 and named.tag_ == "NN"


def whole(claimed: Claimed) -> bool:
    """Recognise the 63 of "49 of the 63 drones": out of so many, not so many."""
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    before = list(claimed.draft.sentence.doc[max(0, first[0].i - 3) : first[0].i]) if first else []
    while before and before[-1].lower_ in ("the", "its", "their", "some"):
        before.pop()
    return len(before) > 1 and before[-1].lower_ == "of" and (before[-2].like_num or before[-2].lower_ == "out")


def one_of_many(claimed: Claimed) -> bool:
    """Recognise "one of the deadliest attacks", "multiple attacks": no number of events is told."""
    if claimed.head.i != claimed.trigger.token.i or claimed.trigger.verbal:
        return False
    behind = claimed.draft.sentence.tokens_of(claimed.figure.end + 1, claimed.figure.end + 2)
    partitive = claimed.figure.low == 1 and bool(behind) and behind[0].lower_ == "of"
    return partitive or (claimed.figure.qualifier == "vague" and claimed.figure.low == AT_LEAST_TWO)


def named_among(claimed: Claimed) -> bool:
    """Recognise "one of the country's largest plants": it says what a thing is."""
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    if (
        claimed.figure.text.lower() != "one"
        or not first
        or first[0].i + 1 >= len(first[0].doc)
        or first[0].nbor(1).lower_ != "of"
    ):
        return False
    behind = first[0].doc[first[0].i + 2 : first[0].i + 2 + SUPERLATIVE]
    return first[0].dep_ == "appos" or any(t.tag_ in ("JJS", "RBS") for t in behind)


def inside_another(claimed: Claimed) -> bool:
    """Recognise the one family of "nine children from one family": the children are counted."""
    above = claimed.head.head
    if claimed.head.dep_ != "pobj" or above.lower_ not in ("of", "from") or above.head.like_num:
        return False
    figures = overlapping(claimed.draft.sentence.leaves.figures, *claimed.draft.sentence.span(above.head))
    counted = [f for f in claimed.draft.sentence.leaves.figures if _is_noun_of(f, claimed.draft.sentence.span(above.head))]
    return any(f.of_class == "people" and f is not claimed.figure for f in (*figures, *counted))


def _is_noun_of(figure: FigureMention, span: tuple[int, int]) -> bool:
    return figure.noun_start is not None and figure.noun_end is not None and figure.noun_start <= span[0] < figure.noun_end


def summed_up(claimed: Claimed) -> bool:
    """Recognise the total of a period, to which the happening only adds."""
    return of_a_period(claimed.head)


def elsewhere(claimed: Claimed) -> bool:
    """Recognise people of whom another clause tells something else: "11 died, and 22 people came to the clinic"."""
    head = claimed.head
    while head.dep_ == "conj" and head.head.pos_ in grammar.NOMINAL:
        head = head.head
    if (
        claimed.toll
        or claimed.figure.of_class != "people"
        or head.dep_ not in grammar.SUBJECTS
        or not grammar.is_verb(head.head)
    ):
        return False
    verb, trigger = head.head, claimed.trigger.token
    return trigger.i != verb.i and not any(g.i == verb.i for g in grammar.governors(trigger))


def correlative(claimed: Claimed) -> bool:
    """Recognise "both artillery strikes and air raids", "both attacks": it joins or points back, it does not count."""
    if claimed.figure.text.lower() != "both":
        return False
    return claimed.head.i == claimed.trigger.token.i or any(c.dep_ == "conj" for c in claimed.head.children)


def of_toll(claimed: Claimed) -> CountArgument | None:
    """Return the figure that the sentence states of a toll."""
    return CountArgument(claimed.figure, claimed.toll, "unknown") if claimed.toll else None


def of_bodies(claimed: Claimed) -> CountArgument | None:
    """Return the bodies found or taken away after a blow: so many were killed."""
    named = [claimed.head, claimed.head.head.head] if claimed.head.dep_ == "pobj" else [claimed.head]  # "bodies of 14 people"
    if not any(t.lemma_.lower() in BODIES for t in named) or claimed.trigger.word.kind in NOT_BLOWS:
        return None
    return CountArgument(claimed.figure, "killed", "unknown")


def of_both(claimed: Claimed) -> CountArgument | None:
    """Return a joint figure: "60 people were killed and wounded"."""
    if claimed.figure.of_class != "people" and claimed.figure.noun is not None:
        return None
    tokens, at = claimed.draft.sentence.tokens, claimed.trigger.token.i
    effects = {t.token.i: t.word.effect for t in claimed.draft.triggers if t.word.effect in BOTH}
    for first in (at, at - 2):
        joined = first >= 0 and first + 2 < len(tokens) and tokens[first + 1].lower_ in ("and", "or")
        if (
            joined
            and {effects.get(first), effects.get(first + 2)} == BOTH
            and tokens[first].pos_ == tokens[first + 2].pos_ == "VERB"
        ):
            return CountArgument(claimed.figure, "other", "unknown")
    return None


def of_next_word(claimed: Claimed) -> CountArgument | None:
    """Return "14 hurt": a bare figure before the word that says what became of them."""
    behind = claimed.draft.sentence.tokens_of(claimed.figure.end + 1, claimed.figure.end + 2)[:1]
    measure = load_figure_words().tolls.get(behind[0].lower_) if behind and claimed.figure.noun is None else None
    return CountArgument(claimed.figure, measure, "unknown") if measure else None


def of_prisoners(claimed: Claimed) -> CountArgument | None:
    """Return "and 250 taken hostage", "103 insurgents surrendered"."""
    head, figure = claimed.head, claimed.figure
    gave_up = figure.of_class == "people" and claimed.trigger.token.lemma_.lower() == "surrender"
    held = head.lemma_.lower() in HELD and any(c.lemma_.lower() in ("take", "hold") and c.i < head.i for c in head.children)
    return CountArgument(figure, "captured", "unknown") if gave_up or held else None


def of_the_event(claimed: Claimed) -> CountArgument | None:
    """Five strikes, 46 sorties, two blasts: the event itself is counted."""
    itself = claimed.head.i == claimed.trigger.token.i or _of_an_event(claimed)  # "rounds of talks"
    if not itself or claimed.trigger.verbal or claimed.trigger.word.kind == "harm":
        return None
    if claimed.figure.implicit:
        return None
    return CountArgument(claimed.figure, FLIGHTS.get(claimed.head.lemma_.lower(), "other"), "present")


def of_means(claimed: Claimed) -> CountArgument | None:
    """Rockets fired, bombs dropped, aircraft sent; not those that were destroyed."""
    if claimed.trigger.word.kind in NOT_FIRED:
        return None
    if claimed.head.lemma_.lower() in PROJECTILES and not _acted_on(claimed) and not _of_an_event(claimed):
        return CountArgument(claimed.figure, "projectiles", "present")
    if claimed.figure.of_class == "aircraft":
        return CountArgument(claimed.figure, "aircraft", "present")
    return None


def _of_an_event(claimed: Claimed) -> bool:
    """Recognise "rounds of talks"."""
    events = {t.token.i for t in claimed.draft.triggers}
    return any(t.i in events for t in grammar.after(claimed.head, "of"))


def _acted_on(claimed: Claimed) -> bool:
    return claimed.trigger.verbal and claimed.trigger.word.object == "target" and _filling(claimed)


def of_doers(claimed: Claimed) -> CountArgument | None:
    """Return the strength of who acts: "some 200 gunmen stormed the village"; the same words tell of no victims."""
    trigger = claimed.trigger
    if claimed.figure.of_class != "people" or claimed.figure.of not in FIGHTING or claimed.figure.implicit:
        return None
    if not trigger.verbal:
        return CountArgument(claimed.figure, "fighters", "present") if _takes_part(claimed) else None
    if trigger.word.subject != "initiator" or grammar.passive(trigger.token):
        return None
    if trigger.word.kind in HARMS and not grammar.objects(trigger.token):  # "claimed 60 soldiers killed"
        return None
    acting = {t.i for s in grammar.subjects(trigger.token) for t in grammar.phrase(s)}
    before = claimed.head.i in acting and claimed.head.i < trigger.token.i  # "an attack killing 20 rebels" may hang astray
    return CountArgument(claimed.figure, "fighters", "present") if before else None


def _takes_part(claimed: Claimed) -> bool:
    """Recognise who carries out the attack or takes part in it."""
    verb = claimed.head.head
    if claimed.head.dep_ != "nsubj" or verb.lemma_.lower() not in ACTING or claimed.trigger.word.kind in HARMS:
        return False
    return any(g.i == verb.i for g in grammar.governors(claimed.trigger.token))


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
    fatal = claimed.trigger.word.kind == "harm" or effect == "killed"
    named = figure.of_class == "other" and fatal and _filling(claimed)
    alone = bare and (claimed.trigger.word.kind == "harm" or (claimed.trigger.verbal and _filling(claimed)))
    if figure.of_class != "people" and not named and not alone:
        return None
    if claimed.draft.mention.kind in MOVED:
        moved = figure.of == "combatants" or _filling(claimed)
        return CountArgument(figure, "fighters", "present") if moved else None
    name = OF_PEOPLE.get(effect or "")
    return CountArgument(figure, name, "unknown") if name else None


def _like_a_year(claimed: Claimed) -> bool:
    """Recognise a bare number after "in" is no toll ("died in 639")."""
    first = claimed.draft.sentence.tokens_of(claimed.figure.start, claimed.figure.end)[:1]
    return claimed.figure.noun is None and bool(first) and first[0].i > 0 and first[0].nbor(-1).lower_ == "in"


def of_things(claimed: Claimed) -> CountArgument | None:
    """Targets hit and destroyed, vehicles and weapons destroyed, places taken."""
    figure, effect, kind = claimed.figure, claimed.trigger.word.effect, claimed.trigger.word.kind
    lost = of_losses(claimed.head) or (kind == "harm" and claimed.trigger.word.anchor == "lose" and _filling(claimed))
    if figure.noun is None or figure.of_class == "people" or not (lost or _filling(claimed)):
        return None
    if kind in MOVED:
        return None
    if kind in BY_KIND:
        loot = kind == "territory_gained" and (figure.of_class in PORTABLE or _thing_class(claimed) == "weapons")
        return CountArgument(figure, "other" if loot else BY_KIND[kind], "unknown")
    if effect == "destroyed" or (lost and (kind != "harm" or _thing_class(claimed) in DESTROYED)):
        return CountArgument(figure, DESTROYED.get(_thing_class(claimed), "targets_destroyed"), "destroyed")
    known = not claimed.trigger.verbal and figure.of_class != "other"  # "strikes on four camps", not "on two fronts"
    if effect in ("hit", "damaged") and (known or _acted_on(claimed)):
        return CountArgument(figure, "targets_hit", "damaged" if effect == "damaged" else "hit")
    return None


def of_downed(claimed: Claimed) -> CountArgument | None:
    """Return "120 drones, of which 98 were shot down"."""
    downed = claimed.trigger.word.kind == "shootdown" and claimed.figure.noun is None and _filling(claimed)
    return CountArgument(claimed.figure, "aircraft", "unknown") if downed else None


def _filling(claimed: Claimed) -> bool:
    """Recognise the counted thing is what was acted on, not just near ("in five provinces")."""
    wanted = {token.i for part, token in fillers(claimed.draft) if part in ("target", "place", "aim")}
    head = claimed.head
    amount = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head  # "dozens of villages"
    while head.dep_ in ("conj", "appos") and head.i not in wanted and claimed.figure.of_class != "people":
        head = head.head  # "a drone, 14 rockets and two mines"
    return head.i in wanted or amount.i in wanted or head.i in acted_on(claimed.trigger)


def _thing_class(claimed: Claimed) -> str:
    """Weapons are no class of figures: a weapon named by the counted words tells, not in "arms depot"."""
    figure = claimed.figure
    if figure.of_class not in ARMED or figure.noun_start is None or figure.noun_end is None:
        return figure.of_class
    weapons = overlapping(claimed.draft.sentence.leaves.weapons, figure.noun_start, figure.noun_end)
    if any(w.class_ in ("vehicle", "aircraft") for w in weapons):
        return "vehicles"
    return "weapons" if weapons else figure.of_class


NO_FIGURE: tuple[Callable[[Claimed], bool], ...] = (
    named_by_year,
    numbered,
    whole,
    one_of_many,
    named_among,
    inside_another,
    summed_up,
    elsewhere,
    correlative,
)
RULES: tuple[Callable[[Claimed], CountArgument | None], ...] = (
    of_toll,
    of_bodies,
    of_both,
    of_next_word,
    of_prisoners,
    of_the_event,
    of_means,
    of_doers,
    of_people,
    of_things,
    of_downed,
)
