"""How fast raw text becomes reports: sentences a second on one core, and the memory of the process.

    reading.py [TEXT.jsonl ...] [--rounds N]

Each line of a file is an article with `text` (and `title`, `published_at`); without files, the demo articles of the package are
read. A sentence is what the reader cuts (parsed or not). After one warming round both times are taken: processor time of this
process (all its threads; what counts on a machine that others use too) and the time of the clock. One thread, unless
OPENBLAS_NUM_THREADS says otherwise, as in a worker.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from importlib import resources
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

from rashomon.extraction.sentences import split_page
from rashomon.intake.page import read_page
from rashomon.workflows.reading import ArticleReader


def main() -> None:
    """Read all articles several times over and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in args.files]
    texts = texts or [resources.files("rashomon.cli").joinpath("demo_articles.jsonl").read_text(encoding="utf-8")]
    articles = [json.loads(line) for text in texts for line in text.splitlines() if line.strip()]
    sentences = sum(len(split_page(read_page(a["text"], a.get("title"), a.get("published_at")))) for a in articles)
    reader = ArticleReader()
    read_all(reader, articles)
    started = time.process_time(), time.perf_counter()
    for _ in range(args.rounds):
        read_all(reader, articles)
    busy, waited = time.process_time() - started[0], time.perf_counter() - started[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read = sentences * args.rounds
    print(f"{len(articles)} articles, {sentences} sentences: {read / busy:.0f} sentences a second of processor time")
    print(f"{read / waited:.0f} a second of the clock, peak {peak:.0f} MB")


def read_all(reader: ArticleReader, articles: list[dict[str, str]]) -> None:
    """Read each article once."""
    for article in articles:
        reader.read(
            text=article["text"],
            title=article.get("title"),
            published_at=article.get("published_at"),
            language=None,
            article_id="art_benchmark",
            source=None,
        )


if __name__ == "__main__":
    main()
