"""Lists of things acted on, read off the order of words: in long ones ("destroyed six stills, two bridges") arcs stray."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.extraction import grammar
from rashomon.extraction.scene import Trigger

RUINED = frozenset({"destroyed", "damaged", "hit", "seized"})
SKIPPED = frozenset({"PUNCT", "DET", "NUM", "ADJ", "NOUN", "PROPN", "ADV", "SYM", "CCONJ", "PRON"})
SEPARATORS = frozenset({",", "and", "or", "plus", "as well as"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST = 80  # words of one list; bounds the work on hostile text


def acted_on(trigger: Trigger) -> set[int]:
    """Return the words of the list that a verb of ruin or seizure acts on, by their places; none for other words."""
    if not trigger.verbal or trigger.word.effect not in RUINED or trigger.word.object != "target":
        return set()
    verb = trigger.token
    if grammar.passive(verb) and any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return _before(verb)
    return set(_after(verb))


def _after(verb: Token) -> list[int]:
    """Walk right over nouns and what joins them; a last item that is the subject of the next verb belongs to that verb."""
    found: list[int] = []
    for token in verb.doc[verb.i + 1 : verb.i + LONGEST]:
        if not _nominal(token):
            return _without_last(found, verb.doc) if _acts_next(token, verb.doc) else found
        found.append(token.i)
    return found


def _acts_next(token: Token, doc: Doc) -> bool:
    """Recognise the verb of a new clause; "and damaged" goes on with the old subject."""
    if token.tag_ not in FINITE:
        return False
    return token.i > 0 and doc[token.i - 1].lower_ not in SEPARATORS and doc[token.i - 1].text != ";"


def _without_last(found: list[int], doc: Doc) -> list[int]:
    at = len(found)
    while at and doc[found[at - 1]].lower_ not in SEPARATORS:
        at -= 1
    return found[:at]


def _before(verb: Token) -> set[int]:
    """Walk left from "… were destroyed" over the list that is its subject."""
    return set(_leftward(verb))


def _leftward(verb: Token) -> Iterator[int]:
    inside = False
    for token in reversed(verb.doc[max(0, verb.i - LONGEST) : verb.i]):
        if _nominal(token):
            inside = inside or token.pos_ in ("NOUN", "PROPN")
            yield token.i
        elif inside or token.pos_ not in ("AUX", "PART", "ADV"):
            return


def _nominal(token: Token) -> bool:
    """Recognise a word of a noun phrase or between two; a participle counts when it describes ("rebel-held buildings")."""
    if token.text == ";":
        return False
    if token.pos_ in SKIPPED or token.lower_ == "of" or token.tag_ == "HYPH":
        return True
    hyphened = token.i > 0 and token.nbor(-1).text == "-"
    return token.pos_ == "VERB" and (hyphened or (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod"))
