"""How fast raw text becomes reports: sentences a second on one core, by stage, beside full spaCy pipelines on the same texts.

    reading.py [TEXT.jsonl ...] [--rounds N] [--beside PIPELINE ...]

Each line of a file is an article with `text` (and `title`, `published_at`); without files, the demo articles of the package are
read. A sentence is what the reader cuts (parsed or not), and the measure of all rates. A stage's time is without that of the
stages inside it. Beside the reader, in turn in the same rounds, run the packed pipeline over all of each text, and every
PIPELINE (an installed spaCy package, or the folder of one), whole as it comes: what a user would have without us, who would
then have tokens and names, but no events. After one warming round the processor time of this process is taken (all its threads;
what counts on a machine that others use too), and for the reader that of the clock. One thread, unless OPENBLAS_NUM_THREADS
says otherwise, as in a worker.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import spacy
from spacy.language import Language

from rashomon.extraction import reading as extracting
from rashomon.extraction.language import load_language
from rashomon.extraction.sentences import split_page
from rashomon.intake.page import read_page
from rashomon.workflows import reading
from rashomon.workflows.reading import ArticleReader

STAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("is it text, is it English", reading, "check_readable"),
    ("page: blocks, byline, day", reading, "read_page"),
    ("names, places, days, figures", extracting, "find_leaves"),
    ("parsing what may matter", extracting, "analyse"),
    ("events and their arguments", reading, "read"),
    ("reports", reading, "to_reports"),
    ("fingerprints", reading, "fingerprints"),
)
Articles = Sequence[Mapping[str, str]]


class Clock:
    """Processor time by stage, of stages inside each other the inner one's counted once."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside = [0.0]

    def watch(self, stage: str, module: ModuleType, name: str) -> None:
        """Put a function that is timed in the place of a module's."""
        function: Callable[..., Any] = getattr(module, name)

        def timed(*args: object, **kwargs: object) -> Any:  # noqa: ANN401 - whatever the stage returns
            self._inside.append(0.0)
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.process_time() - began
                self.seconds[stage] += spent - self._inside.pop()
                self._inside[-1] += spent

        setattr(module, name, timed)


def main() -> None:
    """Read all articles several times over and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beside", nargs="*", default=[], help="spaCy pipelines: names or folders")
    args = parser.parse_args()
    articles = load(args.files)
    sentences = sum(len(split_page(read_page(a["text"], a.get("title"), a.get("published_at")))) for a in articles)
    reader = ArticleReader()
    rivals = {"packed pipeline, all sentences": load_language(), **{Path(name).name: spacy.load(name) for name in args.beside}}
    read_all(reader, articles)
    for language in rivals.values():
        parse_all(language, articles)
    clock, waited, others = Clock(), 0.0, Counter[str]()
    for stage in STAGES:
        clock.watch(*stage)
    for _ in range(args.rounds):
        began = time.perf_counter()
        read_all(reader, articles)
        waited += time.perf_counter() - began
        for name, language in rivals.items():
            others[name] += parse_all(language, articles)
    report(len(articles), sentences, sentences * args.rounds, clock.seconds, waited, others)


def load(files: Sequence[Path]) -> Articles:
    """Return the articles of the files, or those of the package."""
    texts = [path.read_text(encoding="utf-8") for path in files]
    texts = texts or [resources.files("rashomon.cli").joinpath("demo_articles.jsonl").read_text(encoding="utf-8")]
    return [json.loads(line) for text in texts for line in text.splitlines() if line.strip()]


def read_all(reader: ArticleReader, articles: Articles) -> None:
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


def parse_all(language: Language, articles: Articles) -> float:
    """Run a pipeline over each text, as one reads article by article, and return the processor time."""
    began = time.process_time()
    for article in articles:
        language(article["text"])
    return time.process_time() - began


def report(articles: int, sentences: int, read: int, seconds: Counter[str], waited: float, others: Counter[str]) -> None:
    """Print the tables."""
    busy = seconds.total()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{articles} articles, {sentences} sentences; all pipelines in one process: peak {peak:.0f} MB")
    print(f"{'the reader':32}{read / busy:8.0f} sentences a second of processor time, {read / waited:.0f} of the clock")
    for stage, _, _ in STAGES:
        print(f"  {stage:30}{100 * seconds[stage] / busy:7.0f} %{1e6 * seconds[stage] / read:9.0f} us a sentence")
    for name, spent in others.items():
        print(f"{name:32}{read / spent:8.0f} sentences a second; the reader is {spent / busy:.2f} times as fast")


if __name__ == "__main__":
    main()
