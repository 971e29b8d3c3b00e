"""Who says so: words of telling, the speaker of each, and how far what is told reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.communique import issuer
from rashomon.extraction.scene import Draft, Scene
from rashomon.extraction.speakers import AT_END, according, headline_source, heard, known_again, speakers, teller
from rashomon.extraction.voices import Voices
from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.telling import TellingWords
from rashomon.records.mention import ActorMention, Telling
from rashomon.records.report import Actor, Hedge, Stance

FOLLOWING = 2  # sentences that go on under one telling ("He added", "It said" renew it)
BETWEEN = 4  # sentences between two tellings of one claimant that are his as well: a briefing told point by point
GOES_ON = frozenset({"asserts", "admits"})  # an accusation or a denial ends with its sentence
STATES = frozenset(
    {"siege", "agreement", "alliance", "evacuation", "deployment", "negotiation", "territory_gained", "offensive"}
)
ASIDE = frozenset({"relcl", "acl", "amod", "compound", "pobj", "poss", "nmod"})
NEWS = frozenset(
    {
        "air_strike",
        "shelling",
        "explosion",
        "suicide_bombing",
        "armed_clash",
        "attack_on_civilians",
        "violence",
        "chemical_attack",
    }
)
CITING = frozenset({"cite", "quote"})
PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
ECHOES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "statement", "source", "official", "ministry", "report", "release"}
    | {"group", "organisation", "organization", "agency", "network", "watchdog"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A telling before its reach is known."""

    verb: Token
    speaker: ActorMention | None  # None: a pronoun or an echo of the last speaker
    stance: Stance
    cited: bool = False  # by the outlet that tells it


def attach_tellings(scene: Scene, words: TellingWords, lexicon: ActorLexicon) -> Scene:
    """Find the tellings sentence by sentence and give each event those in whose reach it stands."""
    tellings = _reaching(scene, Voices(words, lexicon))
    year = int(scene.page.published[:4]) if scene.page.published else None
    changed = replace(scene, tellings=tuple(t for found in tellings.values() for t in found))
    return changed.each(
        lambda d: d.but(tellings=tuple(t for t in tellings.get(d.sentence.start, ()) if _covers(t, d, words, year)))
    )


def _covers(telling: Telling, draft: Draft, words: TellingWords, year: int | None) -> bool:
    """Recognise an event in what is told, not in the speaker's description nor as a known state mentioned in passing."""
    inside = draft.sentence.start <= telling.start < draft.sentence.end
    if not inside:
        return draft.mention.kind in NEWS and not _history(draft, year)
    head = draft.sentence.head_of(telling.start, telling.end)
    verb = _telling_verb(head, telling, draft.sentence) if head is not None else None
    if draft.mention.kind in STATES and draft.head.dep_ in ASIDE and not _is_what(verb, draft.head):
        return False
    return verb is None or _tells_of(verb, draft.head, words)


def _is_what(verb: Token | None, event: Token) -> bool:
    """Recognise "confirmed the completion of the deal": the event is what is told."""
    told = [] if verb is None else (grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb))
    return any(noun.i == event.i for thing in told for noun in grammar.through_of(thing))


def _history(draft: Draft, year: int | None) -> bool:
    """Recognise what is dated by a year, since one, or in an earlier year: the outlet recalls it, whoever spoke before."""
    return any(
        t.kind == "since" or (t.year is not None and (t.day is None or (year is not None and t.year < year)))
        for t in draft.mention.times
    )


def _telling_verb(head: Token, telling: Telling, sentence: Sentence) -> Token:
    """Return the verb of the telling; its words may begin or end with the speaker's name."""
    tokens = sentence.tokens_of(telling.start, telling.end)
    verbs = [t for t in reversed(tokens) if grammar.is_verb(t)]
    return next((t for t in verbs if t.lemma_.lower() not in CITING), verbs[0] if verbs else head)


def _tells_of(verb: Token, event: Token, words: TellingWords) -> bool:
    """One governs the other, but not by way of the speaker nor of a telling of its own ("denied it and accused them of …").

    Words in separate trees of a damaged parse may belong together.
    """
    way = [event, *grammar.governors(event)]
    for below, above in pairwise(way):
        if above.i == verb.i:
            if below.dep_ in ("conj", "advcl") and below.lemma_.lower() in words.verbs:
                return False
            return below.dep_ not in grammar.SUBJECTS or grammar.passive(verb)
    if any(g.i == event.i for g in grammar.governors(verb)):
        return True
    return verb.dep_ in ("ROOT", "parataxis", "ccomp", "prep", "dep", "conj", "advcl", "acl") and (
        verb.i >= len(verb.doc) - AT_END
        or way[-1].i != [verb, *grammar.governors(verb)][-1].i
        or verb.dep_ in ("parataxis", "prep")
    )


def _reaching(scene: Scene, voices: Voices) -> dict[int, tuple[Telling, ...]]:
    """Tellings by the start of the sentence they cover; a sentence without its own goes on under the last one for a while."""
    own = list(_own(scene, voices))
    found: dict[int, tuple[Telling, ...]] = {}
    last: tuple[Telling, ...] = ()
    block, since, quoting = -1, 0, False
    for number, (sentence, here) in enumerate(own):
        since = 0 if here else since + 1
        goes_on = since <= FOLLOWING and (quoting or sentence.stretch.block == block)
        if here:
            last, block = here, sentence.stretch.block
        found[sentence.start] = here
        if not here and last and (goes_on or _speaks_again(last, own[number + 1 : number + 1 + BETWEEN - since])):
            found[sentence.start] = tuple(
                replace(t, scope_start=sentence.start, scope_end=sentence.end) for t in last if t.stance in GOES_ON
            )
        quoting = _open_quote(sentence, scene)
    return found | _issued(scene, found)


def _issued(scene: Scene, found: Mapping[int, tuple[Telling, ...]]) -> dict[int, tuple[Telling, ...]]:
    """Give what nobody else tells in a communiqué to the side whose it is."""
    side = issuer(scene)
    if side is None:
        return {}
    silent = (s for s in scene.sentences if s.kind == "body" and not found[s.start] and s.start > side.start)
    return {s.start: (teller(side, s),) for s in silent}


def _own(scene: Scene, voices: Voices) -> Iterator[tuple[Sentence, tuple[Telling, ...]]]:
    """Yield the sentences with the tellings in their own words; "he" is whoever spoke last."""
    events: dict[int, set[int]] = {}
    for draft in scene.drafts:
        events.setdefault(draft.sentence.start, set()).update(t.token.i for t in draft.triggers)
    last: tuple[Telling, ...] = ()
    for sentence in scene.sentences:
        said = _unquoted(list(_said(sentence, voices, events.get(sentence.start, set()))))
        found = tuple(t for s in said if (t := _telling(s, sentence, last, voices, scene)) is not None)
        found = found or headline_source(sentence, scene)
        last = tuple(t for t in found if t.stance in GOES_ON) or last
        yield sentence, found


def _speaks_again(last: Sequence[Telling], ahead: Sequence[tuple[Sentence, tuple[Telling, ...]]]) -> bool:
    """Recognise a point of a briefing: the next to speak is the one who spoke last."""
    following = next((told for _, told in ahead if told), ())
    return bool(following) and {t.claimant.id for t in following} == {t.claimant.id for t in last}


def _open_quote(sentence: Sentence, scene: Scene) -> bool:
    text = scene.page.text[sentence.start : sentence.end]
    return text.count("“") > text.count("”")


def _unquoted(said: Sequence[Said]) -> Sequence[Said]:
    """Leave out the outlet where it quotes somebody: "state television reported, citing the army"."""
    cited = {s.speaker.actor.id for s in said if s.speaker is not None and s.cited}
    return [
        s for s in said if not cited or s.speaker is None or s.speaker.actor.sector != "media" or s.speaker.actor.id in cited
    ]


def _said(sentence: Sentence, voices: Voices, events: Collection[int]) -> Iterator[Said]:
    words = voices.words
    for token in sentence.tokens:
        if token.lower_ == "according" or (token.lower_ == "per" and token.dep_ == "prep"):
            yield from (Said(token, m, "asserts") for m in according(token, sentence, voices))
        elif token.lemma_.lower() in CITING and token.tag_ == "VBG":
            verb = token.head if token.head.lemma_.lower() in words.verbs else token
            yield from (Said(verb, m, "asserts", cited=True) for m in heard(grammar.objects(token), sentence, voices))
        elif grammar.is_verb(token) and token.lemma_.lower() in words.verbs:
            stance = words.verbs[token.lemma_.lower()]
            if _has_content(token, stance, events) or _confirms(token, words):
                found = speakers(token, sentence, voices)
                yield from (Said(token, speaker, stance) for speaker in found)
                if not found and _echo(token, impersonal=token.lemma_.lower() in words.impersonal):
                    yield Said(token, None, stance)


def _has_content(verb: Token, stance: Stance, events: Collection[int]) -> bool:
    """Recognise a verb that tells something, before or after the verb; "condemned the attack" tells nothing."""
    if any(c.dep_ in ("ccomp", "parataxis", "xcomp", "advcl") for c in verb.children):
        return True
    if verb.dep_ in ("parataxis", "relcl", "acl", "ccomp", "conj"):
        return True
    if verb.i >= len(verb.doc) - AT_END or grammar.passive(verb):
        return True
    told = grammar.objects(verb)
    if not told:
        return True
    if stance == "accuses":
        return bool(grammar.after(verb, "of", "on", "for")) or _of_what([verb], events) or _of_what(told, events, deed=True)
    matters = [t for noun in told for t in (*grammar.through_of(noun), *grammar.after(noun, "for"))]
    return stance == "asserts" and any(t.i in events for t in matters)


def _of_what(heads: Sequence[Token], events: Collection[int], *, deed: bool = False) -> bool:
    """Recognise "of shelling …"; where a parser hangs it on whom is accused, only a deed tells it from "the army of Sudan"."""
    of = (c for head in heads for c in head.children if c.dep_ == "prep" and c.lower_ == "of")
    return any(not deed or any(t.dep_ == "pcomp" or t.i in events for t in c.children) for c in of)


def _confirms(verb: Token, words: TellingWords) -> bool:
    """Recognise "confirmed reports that …": what is told hangs on a noun of telling."""
    told = [noun for noun in grammar.objects(verb) if noun.lemma_.lower() in words.nouns]
    return any(c.dep_ in ("acl", "ccomp", "relcl") for noun in told for c in noun.children)


def _echo(verb: Token, *, impersonal: bool) -> bool:
    """Recognise "he", "the source", "its statement"; "reports" and "a group" are of nobody who spoke before."""
    return any(
        (s.lower_ in PRONOUNS and not (s.lower_ == "it" and impersonal)) or (s.lemma_.lower() in ECHOES and _definite(s))
        for s in grammar.own_subjects(verb)
    )


def _definite(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this") or c.dep_ == "poss" for c in noun.children)


def _telling(said: Said, sentence: Sentence, last: tuple[Telling, ...], voices: Voices, scene: Scene) -> Telling | None:
    start, end = sentence.span(said.verb)
    claimant = claimant_of(said, sentence, last, voices, scene)
    if claimant is None:
        return None
    if said.speaker is not None:
        start, end = min(start, said.speaker.start), max(end, said.speaker.end)
    return Telling(
        start=start,
        end=end,
        text=scene.page.text[start:end],
        claimant=claimant,
        stance=said.stance,
        hedge=_hedge(said.verb, voices.words),
        scope_start=sentence.start,
        scope_end=sentence.end,
    )


def claimant_of(said: Said, sentence: Sentence, last: Sequence[Telling], voices: Voices, scene: Scene) -> Actor | None:
    """Return who speaks; "he", and "the army" after a named army spoke, is whoever spoke last."""
    if said.speaker is None:
        meant = next((voices.meant(s.lower_) for s in grammar.own_subjects(said.verb) if s.lower_ in PRONOUNS), None)
        return meant or (last[0].claimant if last else None)
    if said.speaker.how == "generic":
        same = (t.claimant for t in last if t.claimant.country and t.claimant.sector == said.speaker.actor.sector)
        return next(same, None) or known_again(said.speaker, sentence, scene)
    return said.speaker.actor


def _hedge(verb: Token, words: TellingWords) -> Hedge | None:
    return next((words.hedges[c.lower_] for c in verb.children if c.lower_ in words.hedges), None)
