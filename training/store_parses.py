"""Writes what the source pipeline answers for the sentences of a test file; the test holds the packed model to it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pack_language_model import opened


def main() -> None:
    """Parse each text of the file anew with the source and write the answers back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", help="as for pack_language_model.py")
    parser.add_argument("parses", type=Path, help="the JSON file: a list of objects with a `text`")
    arguments = parser.parse_args()
    texts = [entry["text"] for entry in json.loads(arguments.parses.read_text(encoding="utf-8"))]
    with opened(arguments.source) as source:
        answers = [answer(source(text)) for text in texts]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in answers)
    arguments.parses.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def answer(doc: Doc) -> dict[str, Any]:
    """Return the text and, token by token, what the rules read."""
    return {
        "text": doc.text,
        "words": [token.text for token in doc],
        "lemmas": [token.lemma_ for token in doc],
        "tags": [token.tag_ for token in doc],
        "parts": [token.pos_ for token in doc],
        "arcs": [token.dep_ for token in doc],
        "heads": [token.head.i for token in doc],
        "sentences": [sentence.text for sentence in doc.sents],
    }


if __name__ == "__main__":
    main()
