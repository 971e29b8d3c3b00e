"""Reads annotated articles in process and writes what the service would serve, for the scorer of the annotated set.

    score_gold.py GOLD.jsonl [GOLD.jsonl ...] --out PRED.jsonl

Each line of a gold file is an article with `article_id`, `text`, `title`, `published_at`. The output has one line per article:
{"article_id", "lineage_id", "reports", "events"}; `event_id` of a report is its own id, as nothing is compared here.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from rashomon.records.plain import to_plain
from rashomon.workflows.reading import ArticleReader


def main() -> int:
    """Read all files with one reader and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader = ArticleReader()
    articles = [
        json.loads(line) for path in args.gold for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    started = time.perf_counter()
    with args.out.open("w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(predict(reader, article), ensure_ascii=False) + "\n")
    print(f"{len(articles)} articles, {time.perf_counter() - started:.2f} s")
    return 0


def predict(reader: ArticleReader, article: dict[str, str]) -> dict[str, object]:
    """Return one line of predictions."""
    read = reader.read(
        text=article["text"],
        title=article.get("title"),
        published_at=article.get("published_at"),
        language=None,
        article_id=article["article_id"],
        source=None,
    )
    reports = [{**to_plain(report), "event_id": report.id} for report in read.reports]
    return {"article_id": article["article_id"], "lineage_id": None, "reports": reports, "events": []}


if __name__ == "__main__":
    sys.exit(main())
