"""Who speaks: the subject of a word of telling, the name before a final "said", the source behind a headline's dash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from rashomon.extraction import grammar
from rashomon.extraction.analysis import Sentence
from rashomon.extraction.leaves import overlapping
from rashomon.extraction.naming import speaking
from rashomon.extraction.scene import Scene
from rashomon.extraction.voices import Voices
from rashomon.knowledge.telling import TellingWords
from rashomon.records.mention import ActorMention, Telling
from rashomon.records.report import Actor

AT_END = 3  # words from the end of a sentence within which "…, the monitor said" stands
TELLERS = frozenset({"media", "monitor", "source", "ministry"})  # whose business it is to tell
DASHES = "-–—:"
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OPENING = frozenset({",", "”", '"', ";"})
FARTHEST = 24  # words between the comma and the verb
HEARD = frozenset({"tell", "inform"})  # whose object hears
BESIDE = 2  # characters between a name and the verb behind it
FAR = 40


def according(token: Token, sentence: Sentence, voices: Voices) -> list[ActorMention]:
    """Return whom "according to" names."""
    heads = grammar.after(token, "to") or [t for c in token.children if c.dep_ == "pobj" for t in grammar.nouns(c)]
    return heard(heads, sentence, voices)


def speakers(verb: Token, sentence: Sentence, voices: Voices) -> list[ActorMention]:
    """Return the subjects or the agents of a passive; in text without commas the name that stands right before the verb."""
    if grammar.passive(verb) and verb.lemma_.lower() == "quote":
        heads = grammar.subjects(verb)  # "an official was quoted as saying"
    elif grammar.passive(verb):
        heads = [*grammar.agents(verb), *_in_words_of(verb, voices.words)]
    else:
        heads = _set_off_before(verb) or grammar.subjects(verb)
    found = [m for head in heads for m in speaking(sentence, head)[:1]]
    close = _before(verb, sentence)
    if close is not None and not any(m.start <= close.start and close.end <= m.end for m in found):
        ends = verb.i >= len(sentence.doc) - AT_END
        if close.actor.sector in TELLERS or (ends and not found):
            return [close]
    return heard(heads, sentence, voices)


def heard(heads: Sequence[Token], sentence: Sentence, voices: Voices) -> list[ActorMention]:
    """Return for whom each speaks, by the tables or else by what the article says of him, and remember it."""
    found: list[ActorMention] = []
    for head in (t for noun in heads for t in _behind(noun, voices.words)):
        named = (m for m in speaking(sentence, head) if not (m.possessive and m.how == "generic"))  # "Women's Committee"
        mention = next(named, None) or voices.of(head, sentence)
        if mention is not None:
            voices.heard(head, mention.actor)
            found += [mention, *voices.beside(head, sentence, mention.actor)]
    return list(dict.fromkeys(found))


def _set_off_before(verb: Token) -> list[Token]:
    """Return who stands between a comma and a verb without a subject: "…, a doctor said" may hang on the place before it."""
    doc, last = verb.doc, verb.i - 1
    while last > 0 and doc[last].pos_ in ("ADV", "AUX"):
        last -= 1
    if grammar.own_subjects(verb) or verb.tag_ not in FINITE or doc[last].pos_ not in ("NOUN", "PROPN"):
        return []
    first = next((i + 1 for i in range(last, max(last - FARTHEST, -1), -1) if doc[i].lower_ in OPENING), None)
    if first is None or doc[first].pos_ in ("ADP", "SCONJ", "CCONJ") or any(t.tag_ in FINITE for t in doc[first : last + 1]):
        return []
    over = [t for t in doc[first : last + 1] if not first <= t.head.i <= last and t.pos_ in grammar.NOMINAL]
    return [t for head in over[:1] for t in grammar.coordinated(head) if t.i <= last]


def _behind(head: Token, words: TellingWords) -> list[Token]:
    """Return who stands behind "a statement from the company", "a report by the committee"; else the noun itself."""
    return (grammar.after(head, "from", "by") if head.lemma_.lower() in words.nouns else []) or [head]


def _in_words_of(verb: Token, words: TellingWords) -> list[Token]:
    """Return who made the statement in which something was told: "confirmed by the army and in a statement by the rebels"."""
    told = [noun for noun in grammar.after(verb, "in") if noun.lemma_.lower() in words.nouns]
    return [who for noun in told for who in (*grammar.agents(noun), *grammar.after(noun, "from"))]


def _before(verb: Token, sentence: Sentence) -> ActorMention | None:
    start = sentence.span(verb)[0]
    close = overlapping(sentence.leaves.actors, start - FAR, start)
    beside = (m for m in reversed(close) if start - m.end <= BESIDE and m.how != "thing" and not m.adjective)
    return next((m for m in beside if not _hears(m, sentence)), None)


def _hears(mention: ActorMention, sentence: Sentence) -> bool:
    """Recognise to whom something was told or sent: "A copy sent to the agency said …", "told the agency, adding …"."""
    head = sentence.head_of(mention.start, mention.end)
    if head is None:
        return False
    told = head.dep_ in grammar.OBJECTS and head.head.lemma_.lower() in HEARD
    return told or (head.dep_ == "pobj" and head.head.lower_ in ("to", "for"))


def known_again(mention: ActorMention, sentence: Sentence, scene: Scene) -> Actor:
    """Return whose ministry "the ministry" is: the last one named before it, else that of the state the sentence speaks of."""
    actor = mention.actor
    if mention.how != "generic" or actor.sector != "ministry":
        return actor
    earlier = [a for a in scene.leaves.actors if a.start < mention.start and a.how != "generic"]
    same = next((a.actor for a in reversed(earlier) if a.actor.sector == "ministry" and _kin(a.actor, actor)), None)
    if same is not None:
        return same
    owner = next((a.actor.country for a in reversed(earlier) if a.start >= sentence.start and a.actor.country), None)
    return replace(actor, country=owner) if owner and _its(mention, sentence) else actor


def _kin(named: Actor, generic: Actor) -> bool:
    """Recognise ministries of one kind by their names."""
    words = set(generic.name.lower().replace("defense", "defence").split())
    return words <= set(named.name.lower().replace("defense", "defence").replace("ministry of ", "ministry ").split())


def _its(mention: ActorMention, sentence: Sentence) -> bool:
    tokens = sentence.tokens_of(mention.start, mention.end)
    return bool(tokens) and tokens[0].i > 0 and tokens[0].nbor(-1).lower_ in ("its", "their", "whose")


def headline_source(sentence: Sentence, scene: Scene) -> tuple[Telling, ...]:
    """Return the source set off by a dash or colon at either end of a headline ("Army: two killed", "… - monitor")."""
    if sentence.kind not in ("headline", "heading"):
        return ()
    text = scene.page.text[sentence.start : sentence.end]
    named = [m for m in sentence.leaves.actors if m.how != "thing" and not m.adjective]
    return tuple(teller(m, sentence) for m in named[:1] + named[1:][-1:] if _set_off(m, sentence.start, text))[:1]


def _set_off(mention: ActorMention, start: int, text: str) -> bool:
    before, behind = text[: mention.start - start].rstrip(), text[mention.end - start :].strip()
    if not behind:
        return before[-1:] in DASHES and before != "" and (before[-1] == ":" or before[-2:-1] == " ")
    return before == "" and behind[0] == ":"


def teller(mention: ActorMention, sentence: Sentence) -> Telling:
    """Return the telling of a sentence by somebody named without a word of telling."""
    return Telling(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        claimant=mention.actor,
        stance="asserts",
        hedge=None,
        scope_start=sentence.start,
        scope_end=sentence.end,
    )
