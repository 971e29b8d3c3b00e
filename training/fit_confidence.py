"""Fits the weights of `confidence` on annotated articles and says how well it is calibrated.

    fit_confidence.py --scorer score.py GOLD.jsonl [GOLD.jsonl ...] [--write]

A report is right when the scorer matches it to an annotated event and the type is one a coder could have chosen; reports of the
verbal types, and those whose words an annotated verbal event has, are left out, as the scorer leaves them out. Logistic
regression with a ridge; what it is worth is measured by leaving out a tenth of the articles at a time. `--write` puts the
weights into `knowledge/data/confidence.csv`; the table printed goes into `docs/reading.md`.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from logistic import arguments, chance, fit, load_scorer, write_signs
from rashomon.knowledge.signs import BASE
from rashomon.normalisation.confidence import QUESTIONS
from rashomon.records.plain import to_plain
from rashomon.workflows.reading import ArticleReader

Article = dict[str, Any]
SIGNS = list(QUESTIONS)
FOLDS = 10
BINS = 5


def main() -> None:
    """Read, fit, measure, print; write when asked."""
    args = arguments(__doc__)
    scorer = load_scorer(args.scorer)
    judge = scorer.Scorer(scorer.Actors(args.actors))
    articles = [article for path in args.gold for article in scorer.load_gold(path)]
    reader = ArticleReader()
    seen, right, of = examples(reader, articles, scorer, judge)
    chances, constant = np.zeros(len(right)), np.zeros(len(right))
    for fold in range(FOLDS):
        out = of % FOLDS == fold
        chances[out] = chance(seen[out], fit(seen[~out], right[~out]))
        constant[out] = right[~out].mean()
    print(f"{len(right)} reports of {len(articles)} articles, {right.mean():.3f} right")
    print(f"Brier score {brier(chances, right):.3f}, of one constant {brier(constant, right):.3f}\n")
    print(reliability(chances, right))
    weights = fit(seen, right)
    for path in args.unseen:
        others, told, _ = examples(reader, scorer.load_gold(path), scorer, judge)
        said = chance(others, weights)
        print(f"Unseen: {len(told)} reports, {told.mean():.3f} right, {said.mean():.3f} said")
        print(f"Brier score {brier(said, told):.3f}, of one constant {brier(np.full(len(told), right.mean()), told):.3f}\n")
        print(reliability(said, told))
    for name, weight in zip([BASE, *SIGNS], weights, strict=True):
        print(f"{weight:+.2f} {name} ({int((seen[:, SIGNS.index(name)] > 0).sum()) if name != BASE else len(right)})")
    if args.write:
        write_signs(
            "confidence",
            dict(zip([BASE, *SIGNS], weights, strict=True)),
            f"fitted on {len(right)} reports of {len(articles)} articles",
        )


def examples(reader: ArticleReader, articles: list[Article], scorer: ModuleType, judge: Any) -> tuple[np.ndarray, ...]:  # noqa: ANN401
    """Return a row of signs for each report, whether it is right, and the number of its article."""
    rows: list[list[float]] = []
    right: list[float] = []
    of: list[int] = []
    for number, article in enumerate(articles):
        read = reader.read(
            text=article["text"], title=article.get("title"), published_at=article.get("published_at"),
            language=None, article_id=article["article_id"], source=None,
        )  # fmt: skip
        for report, verdict in judged(article, [to_plain(r) for r in read.reports], scorer, judge):
            values = {why["sign"]: why["value"] for why in report["explain"][-1]["why"]}
            rows.append([values.get(sign, 0.0) for sign in SIGNS])
            right.append(verdict)
            of.append(number)
    return np.array(rows), np.array(right, dtype=float), np.array(of)


def judged(article: Article, reports: list[Article], scorer: ModuleType, judge: Any) -> list[tuple[Article, bool]]:  # noqa: ANN401
    """Return the reports that the scorer counts, each with whether it is right."""
    by_id = {r["id"]: r for r in reports}
    found = [scorer.from_report({**r, "event_id": r["id"]}) for r in reports if r["type"] in scorer.CORE]
    golds = [e for e in article["events"] if e["type"] in scorer.CORE]
    verbal = [span for e in article["events"] if e["type"] not in scorer.CORE for span in e["spans"]]
    pairs, _, wrong = judge.match(golds, found)
    wrong = [p for p in wrong if not any(a < d and c < b for a, b in verbal for c, d in p["spans"])]
    typed = [(by_id[p["id"]], scorer.type_match(g, p["type"]) == 1.0) for g, p in pairs]
    return [*typed, *((by_id[p["id"]], False) for p in wrong)]


def brier(chances: np.ndarray, right: np.ndarray) -> float:
    """Return the mean squared distance from what came out."""
    return float(((chances - right) ** 2).mean())


def reliability(chances: np.ndarray, right: np.ndarray) -> str:
    """Return the table of said and true shares by fifths of the scale."""
    lines = ["| confidence said | reports | mean said | right |", "|---|---|---|---|"]
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    for n in range(BINS):
        here = bins == n
        said = (f"{chances[here].mean():.2f}", f"{right[here].mean():.2f}") if here.any() else ("–", "–")
        lines.append(f"| {n / BINS:.1f}–{(n + 1) / BINS:.1f} | {here.sum()} | {said[0]} | {said[1]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
