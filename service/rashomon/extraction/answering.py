"""Answers to what was told: "the army denied this", "police put the figure at 12", "Moscow cast doubt on the findings"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.naming import mentions_in
from rashomon.extraction.scene import Draft, Scene
from rashomon.extraction.speakers import speakers
from rashomon.extraction.telling import ECHOES, PRONOUNS, Said, claimant_of
from rashomon.extraction.tolls import stated_of
from rashomon.extraction.voices import Voices
from rashomon.knowledge.telling import TellingWords
from rashomon.records.mention import ActorMention, CountArgument, FigureMention, PartyArgument, Telling
from rashomon.records.report import Actor, Stance

Cues = Mapping[str, frozenset[str]]
Matter = Literal["all", "doer", "means", "toll", "whom"]
MATTERS: tuple[Matter, ...] = ("all", "doer", "means", "toll")
BACK = 600  # characters from an answer back to what it answers: two or three sentences
DISSENT = frozenset({"denies", "disputes", "doubts"})
CONFIRM = "confirm"  # "a resident confirmed the incident"
SUFFERED = frozenset({"killed", "injured", "captured", "missing", "displaced"})
STANDING = frozenset({"siege", "deployment", "agreement", "alliance", "negotiation"})  # states that an answer seldom means


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer adds to the event that it answers."""

    telling: Telling
    doers: tuple[PartyArgument, ...] = ()
    toll: tuple[CountArgument, ...] = ()


def attach_answers(scene: Scene, voices: Voices, cues: Cues) -> Scene:
    """Give each answer to the event last told before it: who denies, doubts or blames, and whose figure is another."""
    drafts = list(scene.drafts)
    told = {d.sentence.start for d in drafts}
    for sentence in (*scene.answers, *(s for s in scene.sentences if s.start not in told)):
        number = _answered(drafts, sentence)
        if number is None:
            continue
        for answer in _answers(sentence, drafts[number], scene, voices, cues):
            drafts[number] = _with(drafts[number], answer)
    return replace(scene, drafts=tuple(drafts))


def _with(draft: Draft, answer: Answer) -> Draft:
    mention = draft.mention
    return draft.but(
        tellings=(*mention.tellings, answer.telling),
        parties=(*mention.parties, *answer.doers),
        counts=(*mention.counts, *answer.toll),
    )


def _answered(drafts: Sequence[Draft], sentence: Sentence) -> int | None:
    """Return the first event of the last sentence before that tells any, unless it is a plan, a state or mere background."""
    before = [(d.sentence.start, -n) for n, d in enumerate(drafts) if d.sentence.end <= sentence.start <= d.sentence.end + BACK]
    if not before:
        return None
    number = -max(before)[1]
    mention = drafts[number].mention
    told = mention.realis in ("actual", "attempted") and not mention.background and not mention.headline
    return number if told and mention.kind not in STANDING else None


def _answers(sentence: Sentence, draft: Draft, scene: Scene, voices: Voices, cues: Cues) -> Iterator[Answer]:
    for verb in (t for t in sentence.tokens if grammar.is_verb(t)):
        found = _dissent(verb, voices.words, cues)
        if found is not None:
            stance, noun, matter = found
            whom = _named(noun, sentence)
            tellings = _tellings(verb, stance, "whom" if whom else matter, sentence, scene, voices)
            yield from (Answer(replace(t, whom=whom)) for t in tellings)
        elif voices.words.verbs.get(verb.lemma_.lower()) == "accuses":
            yield from _blame(verb, sentence, draft, scene, voices)
        else:
            yield from _toll(verb, sentence, draft, scene, voices, cues)


def _dissent(verb: Token, words: TellingWords, cues: Cues) -> tuple[Stance, Token, Matter] | None:
    """Return how a verb dissents and from what: "denied responsibility", "dismissed it", "cast doubt on the findings"."""
    lemma = verb.lemma_.lower()
    told = grammar.subjects(verb) if grammar.passive(verb) else grammar.objects(verb)
    if lemma == "cast" and any(t.lemma_.lower() == "doubt" for t in told):
        told = [t for noun in (verb, *told) for t in grammar.after(noun, "on", "upon", "over")]
        stance: Stance | None = "doubts"
    else:
        stance = words.verbs.get(lemma)
        stance = "doubts" if lemma in cues["doubting"] else "disputes" if lemma in cues["disputing"] else stance
    if stance is None or (stance not in DISSENT and lemma != CONFIRM):
        return None
    return next(((stance, t, m) for t in told if (m := _matter(t, cues)) is not None), None)


def _matter(noun: Token, cues: Cues) -> Matter | None:
    """Return what of an event a word speaks of: "this" of all, "responsibility" of who did it; not "this attack of 2015"."""
    word = noun.lemma_.lower()
    return next((m for m in MATTERS if word in cues[f"answer_{m}"]), None)


def _named(noun: Token, sentence: Sentence) -> tuple[str, ...]:
    """Return whom a rejected claim is about: "the claim that militants were hit"."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp") and grammar.is_verb(c)]
    sufferers = [t for clause in clauses if grammar.passive(clause) for t in grammar.own_subjects(clause)]
    return tuple(dict.fromkeys(m.actor.id for t in sufferers for m in mentions_in(sentence, t)))


def _tellings(
    verb: Token, stance: Stance, matter: Matter, sentence: Sentence, scene: Scene, voices: Voices
) -> Iterator[Telling]:
    earlier = [t for t in scene.tellings if t.start < sentence.start][-1:]
    named = speakers(verb, sentence, voices)
    teller = verb.head
    if (
        not named and verb.dep_ == "ccomp" and teller.lemma_.lower() in voices.words.verbs
    ):  # "the army said it had lost nine men"
        named = speakers(teller, sentence, voices)
    if not named and not any(s.lower_ in PRONOUNS or s.lemma_.lower() in ECHOES for s in grammar.own_subjects(verb)):
        return
    speaking: list[ActorMention | None] = [*named] or [None]
    for speaker in speaking:
        claimant = claimant_of(Said(verb, speaker, stance), sentence, earlier, voices, scene)
        if claimant is None:
            continue
        start, end = sentence.span(verb)
        if speaker is not None:
            start, end = min(start, speaker.start), max(end, speaker.end)
        yield Telling(start, end, scene.page.text[start:end], claimant, stance, None, sentence.start, sentence.end, matter)


def _blame(verb: Token, sentence: Sentence, draft: Draft, scene: Scene, voices: Voices) -> Iterator[Answer]:
    """Whoever is blamed is one who may have done it; nobody who was hit, and nobody in general."""
    whom = [m for t in grammar.objects(verb) for m in mentions_in(sentence, t)[:1] if m.how != "thing" and not m.adjective]
    hit = {p.actor.actor.id for p in draft.mention.parties if p.role == "target"}
    doers = tuple(PartyArgument(m, "initiator", hedge="allegedly") for m in whom if m.actor.id not in hit)
    if doers:
        yield from (Answer(t, doers=doers) for t in _tellings(verb, "accuses", "doer", sentence, scene, voices))


def _toll(verb: Token, sentence: Sentence, draft: Draft, scene: Scene, voices: Voices, cues: Cues) -> Iterator[Answer]:
    """Read a figure that another puts the toll at: it counts what the last figure before it counted."""
    last = next((c.measure for c in reversed(draft.mention.counts) if c.measure in SUFFERED and c.part_of is None), "killed")
    for figure in sentence.leaves.figures:
        head = sentence.head_of(figure.start, figure.end)
        if head is None or figure.ratio or figure.ordinal:
            continue
        stated = any(t.lemma_.lower() in cues["answer_toll"] and t.head.i == verb.i for t in stated_of(head))
        lost = verb.lemma_.lower() == "lose" and figure.of_class == "people" and _is_object(verb, sentence, figure)
        if stated or lost:
            argument = CountArgument(figure, "killed" if lost else last)
            tellings = _tellings(verb, "asserts", "toll", sentence, scene, voices)
            yield from (Answer(t, toll=(argument,)) for t in tellings if not lost or _was_hit(t.claimant, draft))


def _was_hit(side: Actor, draft: Draft) -> bool:
    """Tell whether the blow was on somebody's own side: who tells what else it lost tells of another."""
    return any(p.role == "target" and p.actor.actor.side == side.side for p in draft.mention.parties)


def _is_object(verb: Token, sentence: Sentence, figure: FigureMention) -> bool:
    """Recognise "lost nine men"; not "lost a village of 900 people"."""
    counted = sentence.head_of(figure.start, figure.noun_end or figure.end)
    return counted is not None and any(t.i == counted.i for t in grammar.objects(verb))
