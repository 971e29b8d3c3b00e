"""Who does it and to whom: actors in the parts that the parse gives them, then by nearness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from spacy.tokens import Token

from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.naming import mentions_in
from rashomon.extraction.pronouns import ARMED, antecedent, speaks_of_another
from rashomon.extraction.roles import fillers
from rashomon.extraction.scene import Draft, Scene
from rashomon.records.mention import ActorMention, PartyArgument

Part = Literal["initiator", "target", "co_initiator", "location_holder"]
CANNOT_ACT = frozenset({"civilian", "source", "monitor", "media", "expert"})
TELLING = frozenset({"source", "monitor", "expert"})  # who tells of it; "according to the monitor" may hang anywhere
SUFFERED = frozenset({"killed", "injured", "captured", "displaced", "evacuated", "missing"})
GROUND = frozenset({"offensive", "territory_gained", "siege"})
FIRED_AT = frozenset({"air_strike", "shelling", "strike", "raid", "bombing", "attack"})
OWNED = frozenset({"shootdown", "airspace_violation"})
SYMMETRIC = frozenset({"negotiation", "agreement", "alliance", "armed_clash"})


def attach_actors(scene: Scene) -> Scene:
    """Fill initiators, targets and holders of places."""
    before = {later.start: earlier for earlier, later in pairwise(scene.sentences)}
    return scene.each(lambda draft: _attach(draft, before.get(draft.sentence.start)))


def _attach(draft: Draft, before: Sentence | None) -> Draft:
    found: dict[tuple[str, str], PartyArgument] = {}
    for role, mention in _parties(draft, before):
        argument = PartyArgument(mention, role, share=None)
        found.setdefault((role, mention.actor.id), argument)
    return draft.but(parties=tuple(_settled(list(found.values()))))


def _settled(parties: list[PartyArgument]) -> Iterator[PartyArgument]:
    """Nobody is both who acts and who is acted on: the part that the arcs gave first stays."""
    taken: set[tuple[str, str]] = set()
    for party in parties:
        other = "target" if party.role == "initiator" else "initiator"
        if (other, party.actor.actor.id) in taken and party.actor.how != "thing":
            continue
        taken.add((party.role, party.actor.actor.id))
        yield party


def _parties(draft: Draft, before: Sentence | None) -> Iterator[tuple[Part, ActorMention]]:
    sides = 0
    for part, token in fillers(draft):
        for mention in _meant(token, draft.sentence, before):
            if part in ("target", "aim", "place") and _only_whose(mention, token, draft):
                continue
            if part == "holder" or (mention.holder and not _verb_inside(draft.sentence, mention)):
                yield from ((role, mention) for role in _holding(draft))
            elif part in ("side", "sides"):
                if _may_be_side(mention, draft):
                    first = sides == 0 and mention.how != "thing"
                    yield ("initiator" if first else "target"), mention
                    sides += mention.how != "thing"
            else:
                role = _role(part, mention, token, draft)
                if role and mention.actor.sector not in TELLING:
                    yield role, mention


def _only_whose(mention: ActorMention, token: Token, draft: Draft) -> bool:
    """Recognise "a Syrian bus convoy": whose country it is, not who was hit; but a drone shot down, a post is its owner's."""
    if not mention.adjective or mention.holder or mention.excluded or mention.how != "named":
        return False
    at_head = overlapping(draft.sentence.leaves.actors, *draft.sentence.span(token))
    return draft.mention.kind not in OWNED and all(m.actor.id != "military-objects" for m in at_head)


def _holding(draft: Draft) -> Iterator[Part]:
    """Yield the parts of who holds the place: what is taken or fought over is taken from its holder, a deal is its holder's."""
    yield "location_holder"
    if draft.mention.kind in GROUND:
        yield "target"
    elif draft.mention.kind == "agreement":
        yield "initiator"


def _meant(token: Token, sentence: Sentence, before: Sentence | None) -> tuple[ActorMention, ...]:
    """Return whom the words name; "it", "they" and "its fighters" are the one spoken of before."""
    named = mentions_in(sentence, token)
    if speaks_of_another(token, named):
        other = antecedent(token, sentence, before)
        return (other,) if other is not None else named
    return named


def _may_be_side(mention: ActorMention, draft: Draft) -> bool:
    """Tell whether they talk, agree, join or fight themselves: people who are moved under a deal are no party to it."""
    return mention.actor.sector not in CANNOT_ACT or draft.mention.kind == "armed_clash"


def _verb_inside(sentence: Sentence, mention: ActorMention) -> bool:
    """Recognise "The rebels seized the town": a finite verb, not "rebel-held"."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP") for t in sentence.tokens_of(mention.start, mention.end))


def _role(part: str, mention: ActorMention, token: Token, draft: Draft) -> Part | None:
    thing = mention.how == "thing"
    if part in ("initiator", "blamed"):
        return None if thing or mention.actor.sector in CANNOT_ACT or _says_how(mention) else "initiator"
    if part == "backer":
        return None if thing or mention.actor.sector in CANNOT_ACT else "co_initiator"
    if part in ("struck", "aboard"):
        hit = thing or mention.actor.sector == "civilian" if part == "struck" else not (thing or mention.adjective)
        return "target" if hit else None
    if part == "owner":
        return _owner(mention, token, draft)
    if part == "whose":  # "the offensive of the army", "the invasion of Kuwait"
        return "initiator" if mention.actor.sector in ARMED else "target"
    return "target" if part in ("target", "aim", "loser", "place") else None


def _says_how(mention: ActorMention) -> bool:
    """Recognise a suicide bomber of nobody named: the means of an attack, not who stands behind it."""
    return mention.how == "generic" and mention.text.lower().startswith("suicide")


def _owner(mention: ActorMention, token: Token, draft: Draft) -> Part | None:
    """Whose it is: "Russian strikes", "the rebels' offensive"; a thing that names what was hit: "hospital bombing"."""
    if mention.how == "thing" or mention.actor.sector == "civilian":  # "a prisoner exchange"
        return "target"
    # A terrorist attack says what kind it is, not who did it.
    kind_of_attack = mention.how == "generic" and mention.actor.sector == "militant" and token.text.lower().startswith("terror")
    if kind_of_attack or _says_how(mention) or mention.actor.sector in CANNOT_ACT:
        return None
    return "target" if draft.mention.kind == "evacuation" and "siege" not in draft.kinds() else "initiator"


def attach_counted(scene: Scene) -> Scene:
    """Those who are counted as killed, hurt or moved were acted on: a figure's noun names a target."""
    return scene.each(_counted)


def _counted(draft: Draft) -> Draft:
    parties = list(draft.mention.parties)
    for count in draft.mention.counts:
        figure = count.figure
        if count.measure not in SUFFERED or figure.noun_start is None or figure.noun_end is None:
            continue
        head = draft.sentence.head_of(figure.noun_start, figure.noun_end)
        for mention in overlapping(draft.sentence.leaves.actors, figure.noun_start, figure.noun_end):
            known = {(p.role, p.actor.actor.id) for p in parties}
            if head is not None and speaks_of_another(head, (mention,)):
                continue  # "three of its fighters" are the one spoken of
            if mention.how != "thing" and not {("target", mention.actor.id), ("initiator", mention.actor.id)} & known:
                parties.append(PartyArgument(mention, "target"))
    if draft.mention.kind in FIRED_AT and all(p.role != "target" for p in parties):  # "shelled rebel-held areas"
        parties += [PartyArgument(p.actor, "target") for p in parties if p.role == "location_holder"]
    return draft.but(parties=tuple(parties))
