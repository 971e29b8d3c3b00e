"""Fits the weights by which mentions of one article are joined, and says what the reports are worth with and without them.

    fit_merging.py --scorer score.py GOLD.jsonl [GOLD.jsonl ...] [--unseen FILE ...] [--write]

Each mention is given to the annotated event that the scorer would match it with, alone. Going through an article with these
true groups, a mention and each earlier happening is an example: right when both are of one event. Measured is what counts, F1
of events and slots, by weights fitted without a sixth of the articles; articles of one lineage are left out together.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from logistic import arguments, fit, load_scorer, write_signs
from rashomon.extraction.reading import read
from rashomon.intake.page import read_page
from rashomon.knowledge.signs import BASE, load_signs
from rashomon.normalisation import merging
from rashomon.normalisation.likeness import strange
from rashomon.normalisation.reports import reports_of
from rashomon.normalisation.resolving import Setting, resolve, setting_of
from rashomon.normalisation.told import Told
from rashomon.records.plain import to_plain
from rashomon.workflows.reading import ArticleReader

SIGNS = [name for name in load_signs("merging") if name != BASE]
FOLDS = 6
RIDGE = 5.0

Weights = np.ndarray


@dataclass(frozen=True, slots=True)
class Sample:
    """An annotated article, its mentions, and the number of the event that each of them tells, None where none."""

    article: dict[str, Any]
    setting: Setting
    told: tuple[Told, ...]
    truth: tuple[int | None, ...]
    fold: int


def main() -> None:
    """Read, fit, measure, print; write when asked."""
    args = arguments(__doc__)
    scorer = load_scorer(args.scorer)
    actors = scorer.Actors(args.actors)
    reader = ArticleReader()
    sets = {path.stem: sample(reader, scorer.load_gold(path), scorer, actors) for path in args.gold}
    unseen = {path.stem: sample(reader, scorer.load_gold(path), scorer, actors) for path in args.unseen}
    rows, right, folds = examples([s for several in sets.values() for s in several])
    print(f"{len(right)} pairs of a mention and an earlier happening, {int(right.sum())} of them one")
    final = fit(rows, right, RIDGE)
    without = [fit(rows[folds != n], right[folds != n], RIDGE) for n in range(FOLDS)]
    now = [load_signs("merging")[name].weight for name in (BASE, *SIGNS)]
    print("set: event and slot F1 by the weights in use, by weights fitted without the article")
    for name, samples in {**sets, **unseen}.items():
        used = measure(reader, samples, scorer, actors, [np.array(now)] * FOLDS)
        fitted = measure(reader, samples, scorer, actors, [final] * FOLDS if name in unseen else without)
        print(f"{name}: {used[0]:.3f} {used[1]:.3f} → {fitted[0]:.3f} {fitted[1]:.3f}")
    for name, weight in zip([BASE, *SIGNS], final, strict=True):
        print(f"{weight:+.2f} {name}")
    if args.write:
        source = f"fitted on {len(right)} pairs of {sum(map(len, sets.values()))} articles"
        write_signs("merging", dict(zip([BASE, *SIGNS], final, strict=True)), source)


def sample(reader: ArticleReader, articles: list[dict[str, Any]], scorer: ModuleType, actors: Any) -> list[Sample]:  # noqa: ANN401
    """Read articles up to their mentions and say which event each mention tells."""
    lineages = sorted({str(a.get("lineage") or a["article_id"]) for a in articles})
    random.Random(1).shuffle(lineages)  # noqa: S311 - no secret
    found = []
    for article in articles:
        page = read_page(article["text"], title=article.get("title"), published_at=article.get("published_at"))
        reading = read(page, reader.knowledge)
        setting = setting_of(reading, page, reader.norms.gazetteer)
        told = resolve(reading, setting, reader.norms.lexicon)
        truth = tuple(_event_of(t, article, setting, reader, scorer.Scorer(actors), scorer) for t in told)
        fold = lineages.index(str(article.get("lineage") or article["article_id"])) % FOLDS
        found.append(Sample(article, setting, tuple(told), truth, fold))
    return found


def _event_of(
    told: Told,
    article: dict[str, Any],
    setting: Setting,
    reader: ArticleReader,
    judge: Any,  # noqa: ANN401
    scorer: ModuleType,
) -> int | None:
    golds = [e for e in article["events"] if e["type"] in scorer.CORE]
    [report] = reports_of([merging.Happening((told,))], setting, article_id="x", norms=reader.norms)
    alone = scorer.from_report({**to_plain(report), "event_id": report.id})
    ranked = sorted(((judge.affinity(gold, alone), -n) for n, gold in enumerate(golds)), reverse=True)
    return -ranked[0][1] if ranked and ranked[0][0] >= 0.3 else None  # the scorer's own threshold


def examples(samples: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a row of signs for each mention and earlier happening, whether they are one, and the fold of the article."""
    rows: list[list[float]] = []
    right: list[float] = []
    folds: list[int] = []
    for one in samples:
        groups: list[tuple[int | None, list[Told]]] = []
        for told, event in zip(one.told, one.truth, strict=True):
            for number, (of, group) in enumerate(groups):
                if event is None or of is None or any(strange(t, told) for t in group):
                    continue
                seen = merging.signs(merging.meeting_of(group, told, number, len(groups)))
                rows.append([seen[name] for name in SIGNS])
                right.append(float(of == event))
                folds.append(one.fold)
            home = next((group for of, group in groups if event is not None and of == event), None)
            if home is None:
                groups.append((event, [told]))
            else:
                home.append(told)
    return np.array(rows), np.array(right), np.array(folds)


def measure(
    reader: ArticleReader,
    samples: Sequence[Sample],
    scorer: ModuleType,
    actors: Any,  # noqa: ANN401
    weights: Sequence[Weights],
) -> tuple[float, float]:
    """Return F1 of events and slots when each article is merged by the weights of its fold."""
    answers = {}
    for one in samples:
        by = dict(zip([BASE, *SIGNS], weights[one.fold], strict=True))
        happenings = merging.merge(one.told, weights=by)
        made = reports_of(happenings, one.setting, article_id=one.article["article_id"], norms=reader.norms)
        answers[one.article["article_id"]] = {"reports": [{**to_plain(r), "event_id": r.id} for r in made]}
    found = scorer.evaluate(copy.deepcopy([one.article for one in samples]), answers, actors)[0]
    return found["event"]["F1"], found["slot"]["F1"]


if __name__ == "__main__":
    main()
