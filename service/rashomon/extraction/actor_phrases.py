"""The phrases that name an actor: a name and its people, a state and its forces, what is held, backed, led or opposed."""

from __future__ import annotations

from dataclasses import replace

from rashomon.extraction.actor_walk import Found, Walk, name_stop
from rashomon.knowledge.actors import ForceWord, State, Term
from rashomon.knowledge.phrases import Match
from rashomon.records.mention import ActorMention
from rashomon.records.report import Actor

MODIFIERS = 3  # words between a state and its force ("Russian Su-34 attack jets"), or the kind of group and its name


def named(walk: Walk, at: int, match: Match[Term] | None) -> Found | None:
    """Read a term by itself, with the people of a group ("ISIS fighters") or what it holds ("rebel-held")."""
    if match is None:
        return _prefixed(walk, at) if walk.is_in(at, "prefix") else None
    found = _bare(walk, at, match)
    return _held(walk, found) or with_people(walk, found)


def _bare(walk: Walk, start: int, match: Match[Term]) -> Found:
    lexicon, term = walk.lexicon, match.payload
    how = term.how
    if term.kind == "actor":
        actor = lexicon.known[term.id].actor
    elif term.kind == "people" and not walk.is_in(start - 1, "article"):
        actor, how = replace(lexicon.known["civilians"].actor, country=term.id), "generic"
    else:
        actor = lexicon.known[lexicon.states[term.id].root].actor
    mention = ActorMention(0, 0, "", actor, how, match.possessive, term.kind == "adjective")
    return Found(start, match.stop, mention, term, match.uncertain)


def _prefixed(walk: Walk, at: int) -> Found | None:
    """Read a prefix: "non-ISIS" excludes; "anti-ISIS", "ex-rebel" say of something else that it is so, and name nobody."""
    match = walk.term(at + 1) if walk.hyphen(at + 1) else None
    if match is None:
        return None
    stop = _people_stop(walk, match.stop)
    found = _bare(walk, at + 1, match)
    if walk.is_in(at, "before_own"):
        state = state_of(walk, match) if match.payload.kind in ("adjective", "state") else None
        own = _backed(walk, at, match.stop, state) if state is not None else None
        armed = stop > match.stop or walk.members(match.stop - 1) is not None
        if own is None and armed and match.payload.kind == "actor" and match.payload.how in ("named", "person"):
            own = Found(at, stop, replace(found.mention, how="named"))  # "pro-Haftar forces"
        if own is not None:
            return own
    excluded = walk.is_in(at, "before_excluded")
    mention = replace(found.mention, excluded=excluded, adjective=stop == match.stop)
    return Found(at, stop, mention, nobody=not excluded)


def _held(walk: Walk, found: Found) -> Found | None:
    """Read "ISIS-held", "government-controlled", "Syrian-government-held"."""
    at = found.stop
    if not walk.hyphen(at) or not walk.is_in(at, "holder") or found.mention.possessive:
        return None
    return Found(found.start, at + 1, replace(found.mention, holder=True, adjective=True))


def with_people(walk: Walk, found: Found) -> Found:
    """Take in the people of a group, or the name of one of many."""
    if found.term is None or found.term.kind != "actor":
        return found
    if found.mention.how == "generic":
        return _with_name(walk, found)
    stop = _people_stop(walk, found.stop) if found.mention.how in ("named", "person") else found.stop
    if stop == found.stop:
        return found
    return Found(found.start, stop, replace(found.mention, possessive=False, how="named"))


def _with_name(walk: Walk, found: Found) -> Found:
    """Take in the name of one of many: "activist Samir Hallak", "police officer Abdi Hassan"."""
    last = walk.words[found.stop - 1].form
    if last.key.endswith("s") or last.capital or not walk.is_in(found.stop - 1, "one"):
        return found
    stop = name_stop(walk, found.stop)
    return found if stop == found.stop else replace(found, stop=stop, name=found.stop)


def _people_stop(walk: Walk, at: int) -> int:
    """Return the end of the noun for the people of a group, when one follows."""
    if not walk.follows(at) or walk.hyphen(at):
        return at
    match = walk.members(at)
    return match.stop if match is not None else at


def composed(walk: Walk, at: int, match: Match[Term] | None) -> Found | None:
    """Read a state or its ruler with a force: "Russian warplanes", "Syria's army", "Assad's troops", "Iran-backed militias"."""
    state = state_of(walk, match)
    if match is not None and state is None and match.payload.kind == "actor" and match.payload.how == "named":
        return _following(walk, at, match)
    if match is None or state is None:
        return None
    if match.payload.kind == "capital" and not match.possessive and not walk.force(match.stop):
        return None
    if walk.hyphen(match.stop) and walk.is_in(match.stop, "backer"):
        return _backed(walk, at, match.stop + 1, state)
    force = _force_after(walk, match.stop)
    return force_of(walk, at, force, state) if force is not None else _shared(walk, at, match, state)


def _shared(walk: Walk, at: int, match: Match[Term], state: State) -> Found | None:
    """Read the first of two states that share a force: "US and British aircraft", "Ugandan and Congolese troops"."""
    other = match.stop + 1
    if match.possessive or not walk.is_in(match.stop, "and") or not (walk.follows(match.stop) and walk.follows(other)):
        return None
    names_a_state = walk.words[other].form.key in walk.lexicon.adjectives
    force = _force_after(walk, other + 1) if names_a_state else None
    if force is None or force.payload.title:
        return None
    actor = walk.lexicon.compose(state, force.payload)
    return Found(
        at, match.stop, ActorMention(0, 0, "", actor, "generic" if force.payload.suffix.startswith("=") else "composed")
    )


def _force_after(walk: Walk, at: int) -> Match[ForceWord] | None:
    """Return the force behind a few describing words: "Russian Su-34 attack jets"."""
    for index in range(at, at + MODIFIERS + 1):
        if not walk.follows(index):
            return None
        force = walk.force(index)
        if force is not None:
            return force
        if not (walk.is_in(index, "modifier") or walk.words[index].form.key.isdigit()):
            return None
    return None


def state_of(walk: Walk, match: Match[Term] | None) -> State | None:
    """Return the state that a term stands for; a ruler stands for his."""
    if match is None:
        return None
    term, lexicon = match.payload, walk.lexicon
    if term.kind == "people":
        return lexicon.states[term.id] if match.uncertain else None
    if term.kind != "actor":
        return lexicon.states[term.id]
    if term.how == "person":
        return next((s for s in lexicon.states.values() if s.root == term.id), None)
    return None


def force_of(walk: Walk, at: int, force: Match[ForceWord], state: State) -> Found:
    """Return the force of a state, with the name of who holds an office."""
    actor = walk.lexicon.compose(state, force.payload)
    stop = name_stop(walk, force.stop) if force.payload.title else force.stop
    generic = force.payload.suffix.startswith("=")
    how = "generic" if generic else ("person" if stop > force.stop else "composed")
    owns = force.possessive if stop == force.stop else walk.words[stop - 1].form.possessive
    mention = ActorMention(0, 0, "", actor, how, owns)  # type: ignore[arg-type] # one of the words of `how`
    found = Found(at, stop, mention, name=force.stop if stop > force.stop else None)
    return _held(walk, found) or found


def _backed(walk: Walk, start: int, at: int, state: State) -> Found | None:
    """Read clients: "Turkish-backed rebels" are no state's; a name behind the hyphen is itself ("Iran-backed Hezbollah")."""
    for skipped in range(MODIFIERS + 1):
        index = at + skipped
        if not walk.follows(index):
            return None
        inner = walk.term(index)
        if inner is not None and inner.payload.kind == "actor" and inner.payload.how == "named":
            return with_people(walk, Found(start, inner.stop, bare_mention(walk, inner), inner.payload))
        force = walk.force(index)
        if force is not None:
            return Found(start, force.stop, ActorMention(0, 0, "", _client(state, force.payload), "composed", force.possessive))
        if not walk.is_in(index, "modifier") and walk.term(index) is None:
            return None
    return None


def _following(walk: Walk, at: int, match: Match[Term]) -> Found | None:
    """Read who follows a group: "al-Qaeda-linked al-Shabaab" is itself, "Hamas-led gunmen" its own, "IS-linked men" are not."""
    if match.possessive or not walk.follows(match.stop) or not walk.is_in(match.stop, "follower"):
        return None
    for index in range(match.stop + 1, match.stop + 2 + MODIFIERS):
        if not walk.follows(index):
            return None
        inner = walk.term(index)
        if inner is not None and inner.payload.kind == "actor" and inner.payload.how == "named":
            return with_people(walk, Found(at, inner.stop, bare_mention(walk, inner), inner.payload))
        if inner is not None and armed_people(walk, inner):
            own = walk.is_in(match.stop, "commander")
            return Found(at, inner.stop, replace(bare_mention(walk, match if own else inner), possessive=inner.possessive))
        if not walk.is_in(index, "modifier"):
            return None
    return None


def bare_mention(walk: Walk, match: Match[Term]) -> ActorMention:
    """Return the mention of a known actor as it stands."""
    return ActorMention(0, 0, "", walk.lexicon.known[match.payload.id].actor, match.payload.how, match.possessive)


def _client(state: State, force: ForceWord) -> Actor:
    noun = force.suffix.removeprefix("=") or "government"
    name = f"{state.adjective}-backed {noun.replace('-', ' ')}"
    return Actor(f"{state.slug}-backed-{noun}", name, force.sector, None)


def armed_people(walk: Walk, match: Match[Term]) -> bool:
    """Recognise armed people of nobody named: "gunmen", "separatist fighters"."""
    return match.payload.how == "generic" and walk.lexicon.known[match.payload.id].actor.sector in (
        "militant",
        "rebel",
        "militia",
    )
