"""With what it was done: the weapons of a sentence that somebody uses, not those that are hit, seized, made or sold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.circumstances import nearest
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.listing import acted_on
from rashomon.extraction.roles import fillers
from rashomon.extraction.scene import Draft, Scene, Trigger
from rashomon.extraction.tolls import of_losses
from rashomon.knowledge.figures import load_figure_words
from rashomon.records.mention import WeaponMention

Cues = Mapping[str, frozenset[str]]

SET = frozenset({"mine_laying"})  # what is laid goes off: "a device planted on the road killed four"
BLOODLESS = frozenset(
    {"arrest", "weapons_seizure", "hostage_release", "humanitarian_aid", "negotiation", "agreement", "alliance", "evacuation"}
)
HIT = frozenset({"target", "aim", "place"})
LISTED = frozenset({"conj", "appos", "compound", "nmod", "amod", "npadvmod", "dep"})
INSIDE = frozenset({"compound", "nmod", "amod", "npadvmod", "appos"})  # of one noun phrase
MACHINES = frozenset({"bomber", "bombers", "fighter", "fighters"})  # behind an aircraft's name, the aircraft itself
TRAPS = frozenset({"landmine", "ied", "sea-mine"})
SET_OFF = frozenset({"hit", "strike", "trigger"})  # what befalls a car that does so to a trap
SUPPLIES = frozenset({"ammunition"})  # what is fired in general says nothing of how
# Classes of counted nouns that a weapon before them only describes: "drone factory", "mortar team", "tank column".
HOLDERS = frozenset({"buildings", "camps", "positions", "command_posts", "depots", "people"})


@dataclass(frozen=True, slots=True)
class Named:
    """A weapon in its sentence: the words that name it, the one that governs them, and the events told there."""

    weapon: WeaponMention
    tokens: tuple[Token, ...]
    head: Token
    drafts: tuple[Draft, ...]
    cues: Cues


def attach_weapons(scene: Scene, cues: Cues) -> Scene:
    """Give each weapon that is used to the event it stands nearest to."""
    return scene.among(partial(_share, cues=cues))


def lay_down_weapons(scene: Scene) -> Scene:
    """Take the weapons from what is done without any, once the kinds are settled: they are found, brought or spoken of."""
    return scene.each(lambda d: d.but(weapons=()) if d.mention.kind in BLOODLESS else d)


def _share(drafts: tuple[Draft, ...], *, cues: Cues) -> tuple[Draft, ...]:
    shares: list[list[WeaponMention]] = [[] for _ in drafts]
    for named in _told_best([n for n in _named(drafts, cues) if _used(n)]):
        for number in _owners(named):
            shares[number].append(named.weapon)
    return tuple(d.but(weapons=tuple(s)) for d, s in zip(drafts, shares, strict=True))


def _owners(named: Named) -> list[int]:
    """Return the numbers of its events: where the weapon's own name tells one ("using a car bomb"), also the next nearest."""
    drafts, words = named.drafts, {t.i for t in named.tokens}
    own = [n for n, d in enumerate(drafts) if {t.token.i for t in d.triggers} <= words]
    others = [d for n, d in enumerate(drafts) if n not in own]
    number = nearest(others, named.weapon.start, named.weapon.end) if others else None
    return own if number is None else [*own, drafts.index(others[number])]


def _named(drafts: tuple[Draft, ...], cues: Cues) -> list[Named]:
    sentence = drafts[0].sentence
    found = []
    for weapon in sentence.leaves.weapons:
        head = sentence.head_of(weapon.start, weapon.end)
        if head is not None:
            found.append(Named(weapon, tuple(sentence.tokens_of(weapon.start, weapon.end)), head, drafts, cues))
    return found


def _used(named: Named) -> bool:
    return wielded(named) or not any(question(named) for question in AGAINST)


def wielded(named: Named) -> bool:
    """Recognise what is fired, dropped, set off or used, and what it is done with."""
    if named.weapon.id in SUPPLIES:
        return False
    at = named.head
    for above in (at, *grammar.governors(at)):
        if above is not at and at.dep_ in ("dobj", "nsubjpass"):
            return _uses(above, named)
        if above is not at and at.dep_ not in LISTED:
            return False
        at = above
    return False


def _uses(verb: Token, named: Named) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in named.cues["using"] or (lemma in SET_OFF and named.weapon.id in TRAPS):
        return True
    return any(t.token.i == verb.i and t.word.object == "weapon" and t.word.effect == "hit" for t in _triggers(named))


def _triggers(named: Named) -> list[Trigger]:
    return [t for d in named.drafts for t in d.triggers]


def supply(named: Named) -> bool:
    """Recognise ammunition in general."""
    return named.weapon.id in SUPPLIES


def hit(named: Named) -> bool:
    """Recognise what was hit, by the arcs or by its place in a list; and verbs ("jets bomb the market" names no bomb)."""
    struck = [d for d in named.drafts if d.mention.kind not in SET]
    things = {t.i for d in struck for part, head in fillers(d) if part in HIT for t in grammar.phrase(head)}
    things |= {t.token.i for t in _triggers(named) if t.verbal}
    things = things.union(*(acted_on(t) for t in _triggers(named)))
    verbs = {t.token.i for t in _triggers(named) if t.verbal and t.word.object == "target"}
    return any(t.i in things or _struck(t, verbs) for t in named.tokens) or _listed_with(named.head, things)


def _listed_with(token: Token, things: Collection[int]) -> bool:
    """Recognise "seized a drone, 14 rockets and a cache of rifles": what is listed with a thing, or of one listed so."""
    at = token
    for above in grammar.governors(token):
        of = at.dep_ == "pobj" and above.lower_ == "of"
        if not (at.dep_ in ("conj", "appos") or of or (at.lower_ == "of" and at.dep_ == "prep")) or grammar.is_verb(above):
            return False
        if above.i in things:
            return True
        at = above
    return False


def _struck(token: Token, verbs: set[int]) -> bool:
    """Recognise an entry of a list of things hit, however the list is joined."""
    at = token
    for above in grammar.governors(token):
        if above.i in verbs:
            return at.dep_ in ("dobj", "nsubjpass") or (at.dep_ == "conj" and not grammar.is_verb(at))
        if at.dep_ not in LISTED:
            return False
        at = above
    return False


def describes(named: Named) -> bool:
    """Recognise "A drone factory", "mortar teams": the weapon says what kind of place or people."""
    if named.head.dep_ not in ("compound", "nmod", "amod"):
        return False
    head = named.head.head
    if any(t.token.i == head.i for t in _triggers(named)) or (head.lower_ in MACHINES and named.weapon.class_ == "aircraft"):
        return False
    at = named.drafts[0].sentence.span(head)
    counted = overlapping(named.drafts[0].sentence.leaves.figures, *at)
    classes = {f.of_class for f in counted} or {noun_class(head)}
    return bool(classes & HOLDERS)


def noun_class(noun: Token) -> str:
    """Return the class of the things or people that a noun counts, from the table of counted nouns."""
    known = load_figure_words().nouns.get(noun.lower_)
    return known.of_class if known else "other"


def handled(named: Named) -> bool:
    """Recognise what is made, sold, sent, kept or shown: nobody is hit with it."""
    at = named.head
    for above in (at, *grammar.governors(at)):
        if above is not at and at.dep_ in ("dobj", "nsubjpass"):
            return above.lemma_.lower() in named.cues["handling"]
        if above is not at and grammar.is_verb(above) and at.dep_ in LISTED:
            return above.lemma_.lower() in named.cues["handling"]
        if above is not at and at.dep_ not in LISTED:
            return False
        at = above
    return False


def lost(named: Named) -> bool:
    """Recognise what losses are put at."""
    return of_losses(named.head)


AGAINST: tuple[Callable[[Named], bool], ...] = (supply, hit, describes, handled, lost)


def _told_best(used: Sequence[Named]) -> list[Named]:
    """Of two names in one noun phrase for one thing ("Sukhoi Su-25 jet", "nerve agent sarin") the one that tells more stays."""
    dropped: set[int] = set()
    for left, right in pairwise(used):
        if left.weapon.class_ == right.weapon.class_ and _one_phrase(left, right):
            dropped.add(_vaguer(left.weapon, right.weapon).start)
    return [n for n in used if n.weapon.start not in dropped]


def _one_phrase(left: Named, right: Named) -> bool:
    """Recognise that one describes the other; joined ones ("tanks and artillery") are two."""
    for one, other in ((left, right), (right, left)):
        if one.head.dep_ in INSIDE and (one.head.head.i == other.head.i or one.head.head.i in {t.i for t in other.tokens}):
            return True
    siblings = left.head.dep_ in INSIDE and right.head.dep_ in INSIDE and left.head.head.i == right.head.head.i
    return siblings or (left.weapon.end + 1 >= right.weapon.start and left.head.dep_ != "conj")


def _vaguer(left: WeaponMention, right: WeaponMention) -> WeaponMention:
    """Return the one without a number or a capital; of two common nouns the first ("nerve agent sarin")."""
    return max((left, right), key=lambda w: (not any(c.isdigit() for c in w.text), not w.text[0].isupper(), -w.start))
