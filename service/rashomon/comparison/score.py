"""The policy of "the same event?" on one screen: questions, weights, vetoes, threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.comparison import features, vetoes
from rashomon.comparison.features import Answer
from rashomon.comparison.gist import Gist

Question = Callable[[Gist, Gist], Answer | None]

WEIGHTS: tuple[tuple[Question, float], ...] = (
    (features.same_time, 1.0),
    (features.near_place, 1.0),
    (features.same_type, 0.8),
    (features.shared_initiator, 0.5),
    (features.shared_target, 0.3),
    (features.kinds_of_target, 0.6),
    (features.swapped_sides, 0.8),
    (features.alike_figures, 0.6),
    (features.same_weapon, 0.2),
    (features.one_text, 0.4),
    (features.next_issue, 1.4),
    (features.opposed, 0.6),
    (features.own_denial, 2.0),
    (features.same_reality, 0.3),
    (features.same_words, 0.7),
    (features.same_wording, 1.2),
)
THRESHOLD = 2.0
WORDING = 2  # the last questions take the words of the evidence apart: they are not asked where they cannot matter

VETOES: tuple[Callable[[Gist, Gist], str | None], ...] = (
    vetoes.one_article,
    vetoes.told_by_its_denier,
    vetoes.unrelated_types,
    vetoes.part_and_total,
    vetoes.towns_apart,
    vetoes.days_apart,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two accounts tell one event; `veto` says why they cannot."""

    score: float
    reasons: tuple[str, ...]
    veto: str | None = None

    @property
    def passes(self) -> bool:
        """The two may be one event."""
        return self.veto is None and self.score >= THRESHOLD


def compare(left: Gist, right: Gist) -> Verdict:
    """Return the verdict on two accounts; symmetrical."""
    for veto in VETOES:
        why = veto(left, right)
        if why is not None:
            return Verdict(0.0, (why,), why)
    answers = [(question(left, right), weight) for question, weight in WEIGHTS]
    score = sum(weight * answer.value for answer, weight in answers if answer is not None)
    reasons = tuple(f"{answer.reason} ({weight * answer.value:+.2f})" for answer, weight in answers if answer is not None)
    return Verdict(round(score, 6), reasons)


def may_pass(left: Gist, right: Gist) -> bool:
    """Whether the two could still pass if all their words were the same; False for most pairs, and cheap."""
    if any(veto(left, right) is not None for veto in VETOES):
        return False
    answers = ((question(left, right), weight) for question, weight in WEIGHTS[:-WORDING])
    best = sum(weight for _, weight in WEIGHTS[-WORDING:])
    return best + sum(weight * answer.value for answer, weight in answers if answer is not None) > THRESHOLD - 1e-6
