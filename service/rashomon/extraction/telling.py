"""Who says so: words of telling, the speaker of each, and how far what is told reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.parties import mentions_in
from rashomon.extraction.scene import Draft, Scene
from rashomon.knowledge.telling import TellingWords
from rashomon.records.mention import ActorMention, Telling
from rashomon.records.report import Hedge, Stance

AT_END = 3  # words from the end of a sentence within which "…, the monitor said" stands
FOLLOWING = 2  # sentences that go on under one telling ("He added", "It said" renew it)
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
PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
ECHOES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "statement", "source", "official", "ministry", "report", "release"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A telling before its reach is known."""

    verb: Token
    speaker: ActorMention | None  # None: a pronoun or an echo of the last speaker
    stance: Stance


def attach_tellings(scene: Scene, words: TellingWords) -> Scene:
    """Find the tellings sentence by sentence and give each event those in whose reach it stands."""
    tellings = _reaching(scene, words)
    changed = replace(scene, tellings=tuple(t for found in tellings.values() for t in found))
    return changed.each(lambda d: d.but(tellings=tuple(t for t in tellings.get(d.sentence.start, ()) if _covers(t, d))))


def _covers(telling: Telling, draft: Draft) -> bool:
    """Recognise an event in what is told, not in the speaker's description nor as a known state mentioned in passing."""
    inside = draft.sentence.start <= telling.start < draft.sentence.end
    if draft.mention.kind in STATES and (not inside or draft.head.dep_ in ASIDE):
        return False
    if not inside:
        return draft.mention.kind in NEWS
    verb = draft.sentence.head_of(telling.start, telling.end)
    return verb is None or _tells_of(_telling_verb(verb, telling, draft.sentence), draft.head)


def _telling_verb(head: Token, telling: Telling, sentence: Sentence) -> Token:
    """Return the verb of the telling; its words may begin or end with the speaker's name."""
    tokens = sentence.tokens_of(telling.start, telling.end)
    return next((t for t in reversed(tokens) if grammar.is_verb(t)), head)


def _tells_of(verb: Token, event: Token) -> bool:
    """One governs the other, but not by way of the speaker; words in separate trees of a damaged parse may belong together."""
    way = [event, *grammar.governors(event)]
    for below, above in pairwise(way):
        if above.i == verb.i:
            return below.dep_ not in grammar.SUBJECTS or grammar.passive(verb)
    if any(g.i == event.i for g in grammar.governors(verb)):
        return True
    return verb.dep_ in ("ROOT", "parataxis", "ccomp", "prep", "dep", "conj", "advcl", "acl") and (
        verb.i >= len(verb.doc) - AT_END
        or way[-1].i != [verb, *grammar.governors(verb)][-1].i
        or verb.dep_ in ("parataxis", "prep")
    )


def _reaching(scene: Scene, words: TellingWords) -> dict[int, tuple[Telling, ...]]:
    """Tellings by the start of the sentence they cover; a sentence without its own goes on under the last one for a while."""
    found: dict[int, tuple[Telling, ...]] = {}
    last: tuple[Telling, ...] = ()
    block, since, quoting = -1, 0, False
    for sentence in scene.sentences:
        said = tuple(_said(sentence, words))
        here = tuple(t for t in (_telling(s, sentence, last, words, scene.page.text) for s in said) if t is not None)
        since = 0 if here else since + 1
        goes_on = bool(last) and since <= FOLLOWING and (quoting or sentence.stretch.block == block)
        if here:
            last, block = here, sentence.stretch.block
        elif goes_on:
            here = tuple(replace(t, scope_start=sentence.start, scope_end=sentence.end) for t in last)
        found[sentence.start] = here
        quoting = _open_quote(sentence, scene)
    return found


def _open_quote(sentence: Sentence, scene: Scene) -> bool:
    text = scene.page.text[sentence.start : sentence.end]
    return text.count("“") > text.count("”")


def _said(sentence: Sentence, words: TellingWords) -> Iterator[Said]:
    for token in sentence.doc:
        if token.lower_ == "according" or (token.lower_ == "per" and token.dep_ == "prep"):
            yield from (Said(token, m, "asserts") for m in _according(token, sentence))
        elif grammar.is_verb(token) and token.lemma_.lower() in words.verbs and _has_content(token):
            stance = words.verbs[token.lemma_.lower()]
            speaker = _speaker(token, sentence)
            if speaker is not None or _echo(token):
                yield Said(token, speaker, stance)


def _has_content(verb: Token) -> bool:
    """Recognise a verb that tells something, before or after the verb; "condemned the attack" tells nothing."""
    if any(c.dep_ in ("ccomp", "parataxis", "xcomp", "advcl") for c in verb.children) or verb.dep_ in (
        "parataxis",
        "relcl",
        "acl",
        "ccomp",
        "conj",
    ):
        return True
    return verb.i >= len(verb.doc) - AT_END or grammar.passive(verb) or not grammar.objects(verb)


def _according(token: Token, sentence: Sentence) -> list[ActorMention]:
    heads = grammar.after(token, "to") or [t for c in token.children if c.dep_ == "pobj" for t in grammar.nouns(c)]
    return [m for head in heads for m in mentions_in(sentence, head)[:1]]


def _speaker(verb: Token, sentence: Sentence) -> ActorMention | None:
    """Return the subject, the agent of a passive, or in a text without commas the name just before a final "said"."""
    heads = grammar.agents(verb) if grammar.passive(verb) else grammar.subjects(verb)
    for head in heads:
        for mention in mentions_in(sentence, head):
            if mention.how != "thing" and not mention.adjective:
                return mention
    if verb.i >= len(sentence.doc) - AT_END:
        start = sentence.span(verb)[0]
        close = overlapping(sentence.leaves.actors, start - 40, start)
        return next((m for m in reversed(close) if start - m.end <= 2 and m.how != "thing"), None)
    return None


def _echo(verb: Token) -> bool:
    return any(s.lower_ in PRONOUNS or s.lemma_.lower() in ECHOES for s in grammar.own_subjects(verb))


def _telling(said: Said, sentence: Sentence, last: tuple[Telling, ...], words: TellingWords, text: str) -> Telling | None:
    start, end = sentence.span(said.verb)
    claimant = said.speaker.actor if said.speaker else (last[0].claimant if last else None)
    if claimant is None:
        return None
    if said.speaker is not None:
        start, end = min(start, said.speaker.start), max(end, said.speaker.end)
    return Telling(
        start=start,
        end=end,
        text=text[start:end],
        claimant=claimant,
        stance=said.stance,
        hedge=_hedge(said.verb, words),
        scope_start=sentence.start,
        scope_end=sentence.end,
    )


def _hedge(verb: Token, words: TellingWords) -> Hedge | None:
    return next((words.hedges[c.lower_] for c in verb.children if c.lower_ in words.hedges), None)
