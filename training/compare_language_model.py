"""Measures the packed model against its source on a text of your own: same parses, speed, memory."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil
from spacy.language import Language
from spacy.tokens import Doc, Token

from pack_language_model import opened
from rashomon.extraction.language import load_language

BATCH: Final = 8  # paragraphs parsed at once
ROUNDS: Final = 3  # the fastest one counts
QUESTIONS: Final[dict[str, Callable[[Token], object]]] = {
    "head": lambda token: token.head.i,
    "head and arc": lambda token: (token.head.i, token.dep_),
    "tag": lambda token: token.tag_,
    "part of speech": lambda token: token.pos_,
    "lemma": lambda token: token.lemma_,
    "sentence start": lambda token: token.is_sent_start,
}


def main() -> None:
    """Print how often the two agree, and what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", help="as for pack_language_model.py")
    parser.add_argument("text", type=Path, help="plain text, one paragraph a line")
    arguments = parser.parse_args()
    paragraphs = [line for line in arguments.text.read_text(encoding="utf-8").splitlines() if line.strip()]
    packed = loaded("packed", load_language)
    with opened(arguments.source) as source:
        mine, theirs = parsed({"packed": packed, "source": source}, paragraphs)
    pairs = [pair for left, right in zip(mine, theirs, strict=True) for pair in zip(left, right, strict=True)]
    print(f"{len(pairs):,} tokens")
    for question, answer in QUESTIONS.items():
        same = sum(answer(left) == answer(right) for left, right in pairs)
        print(f"same {question}: {same / len(pairs):.3%}")


def loaded(name: str, load: Callable[[], Language]) -> Language:
    """Load, and say how long it took and what memory stayed."""
    process = psutil.Process(os.getpid())
    before, start = process.memory_info().rss, time.perf_counter()
    language = load()
    seconds, megabytes = time.perf_counter() - start, (process.memory_info().rss - before) / 1e6
    print(f"{name}: loaded in {seconds:.2f} s, +{megabytes:.0f} MB")
    return language


def parsed(languages: dict[str, Language], paragraphs: list[str]) -> list[list[Doc]]:
    """Parse all with each, turn by turn, and say how fast the fastest turn of each was, in processor time."""
    docs: dict[str, list[Doc]] = {}
    fastest = dict.fromkeys(languages, float("inf"))
    for name, language in list(languages.items()) * ROUNDS:
        start = time.process_time()
        docs[name] = list(language.pipe(paragraphs, batch_size=BATCH))
        fastest[name] = min(fastest[name], time.process_time() - start)
    for name, seconds in fastest.items():
        print(f"{name}: {sum(map(len, docs[name])) / seconds:,.0f} tokens a second of processor time")
    return list(docs.values())


if __name__ == "__main__":
    main()
