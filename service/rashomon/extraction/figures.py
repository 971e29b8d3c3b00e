"""Find every figure in a text: its bounds, its qualifier, and the noun it counts, without a parse."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.extraction.counted import Counted, find_counted
from rashomon.extraction.numerals import Numeral, Token, read_numeral, tokens_of
from rashomon.extraction.times import find_times
from rashomon.knowledge.figures import load_figure_words
from rashomon.records.mention import FigureMention, TimeMention
from rashomon.records.report import Qualifier

LONGEST_PHRASE = 5  # words of the longest qualifier
MONEY_SIGNS = frozenset("$€£¥₽₴₺₪")
AUXILIARIES = frozenset({"was", "were", "is", "has", "had", "have", "been"})
AGES = 8  # words of a list of ages
HALF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
RANGE_SIGNS = frozenset("-–—")


def find_figures(text: str, *, times: Sequence[TimeMention] | None = None) -> tuple[FigureMention, ...]:
    """Return the figures of `text` in order, without overlaps. Pass `times` when they are known: dates hold no figures."""
    taken = [(m.start, m.end) for m in (find_times(text) if times is None else times)]
    reader = _Reader(text, tokens_of(text), taken)
    return tuple(reader.figures())


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A figure before its noun is known: tokens `first` to `last`, qualifier included."""

    first: int
    last: int
    low: int | None
    high: int | None
    qualifier: Qualifier


class _Reader:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, tokens: Sequence[Token], taken: list[tuple[int, int]]) -> None:
        self.text = text
        self.tokens = tokens
        self.taken = taken
        self.starts = [start for start, _ in taken]
        self.words = load_figure_words()
        self.zeros = {phrase.split()[0] for phrase in self.words.zero | self.words.nobody}

    def figures(self) -> Iterator[FigureMention]:
        at = 0
        while at < len(self.tokens):
            found = self._zero(at) or self._amount(at) or self._one(at)
            if found is None:
                at += 1
                continue
            mention, at = found
            if mention is not None:
                yield mention

    def _amount(self, at: int) -> tuple[FigureMention | None, int] | None:
        """Return a number in digits or words or a vague amount, its range partner and its qualifiers."""
        numeral = read_numeral(self.tokens, at)
        if numeral is None:
            return None
        if self._is_taken(at) or self._is_name(at) or self._is_broken(at, numeral.last):
            return None, numeral.last + 1
        bounds = self._qualified(at, numeral)
        if bounds.qualifier != "range" and self._is_chained(numeral.last):
            return None, numeral.last + 3
        return self._mention(bounds, numeral), bounds.last + 1

    def _qualified(self, at: int, numeral: Numeral) -> _Bounds:
        """Add what stands before ("more than"), behind ("or so") and across ("20 to 30", "between 3 and 5")."""
        first, before = self._before(at)
        partner = self._partner(numeral, before)
        if partner is not None:
            opens = first - 1 if before == "range" else first  # "between" is part of the figure
            return _Bounds(opens, partner.last, partner.low, partner.high, "range")
        last, after = self._after(self._repeated(numeral))
        kind = before or after
        low, high = numeral.low, numeral.high
        if numeral.vague or kind is None:
            return _Bounds(first, last, low, high, "vague" if numeral.vague else "exact")
        return _Bounds(first, last, *_bend(low, kind))

    def _before(self, at: int) -> tuple[int, str | None]:
        """Return the longest qualifier phrase that ends right before token `at`: where it begins and what it means."""
        for length in range(min(LONGEST_PHRASE, at), 0, -1):
            run = self.tokens[at - length : at]
            means = self.words.before.get(" ".join(token.lower for token in run))
            if means is not None and self._joined(run[0], self.tokens[at]):
                return at - length, means
        return at, "range" if at and self.tokens[at - 1].lower == "between" else None

    def _after(self, last: int) -> tuple[int, str | None]:
        for length in (3, 2, 1):
            run = self.tokens[last + 1 : last + 1 + length]
            means = self.words.after.get(" ".join(token.lower for token in run))
            if means is not None and len(run) == length:
                return last + length, means
        plus = self.tokens[last + 1 : last + 2]
        glued = bool(plus) and plus[0].text == "+" and plus[0].start == self.tokens[last].end
        return (last + 1, "at_least") if glued else (last, None)

    def _repeated(self, numeral: Numeral) -> int:
        """Return the last token of the numeral, with its repetition in figures if there is one: "six (6)"."""
        behind = self.tokens[numeral.last + 1 : numeral.last + 4]
        again = len(behind) == 3 and behind[0].text == "(" and behind[2].text == ")" and behind[1].text == str(numeral.low)
        return numeral.last + 3 if again else numeral.last

    def _partner(self, numeral: Numeral, before: str | None) -> Numeral | None:
        """Return the upper end of a range; "rose from 43 to 112" has none."""
        if numeral.vague or numeral.last + 2 >= len(self.tokens):
            return None
        link = self.tokens[numeral.last + 1]
        joins = {"to", "or"} | ({"and"} if before == "range" else set())
        if link.lower not in joins and link.text not in RANGE_SIGNS:
            return None
        upper = read_numeral(self.tokens, numeral.last + 2)
        if upper is None or upper.vague or upper.low is None or numeral.low is None:
            return None
        if link.lower == "to" and self._tells_change(numeral.first):
            return None
        low_scaled = numeral.low * upper.scale if upper.scale > numeral.scale == 1 else numeral.low
        if not low_scaled < upper.low or (link.lower == "or" and upper.low > 2 * low_scaled + 1):
            return None
        return Numeral(numeral.first, upper.last, low_scaled, upper.low, upper.scale, vague=False)

    def _tells_change(self, at: int) -> bool:
        run = self.tokens[max(0, at - 6) : at]
        return any(token.lower in self.words.change for token in run) and any(token.lower == "from" for token in run)

    def _joined(self, left: Token, right: Token) -> bool:
        return "\n\n" not in self.text[left.end : right.start]

    def _mention(self, bounds: _Bounds, numeral: Numeral) -> FigureMention | None:
        ratio = self._is_measure(bounds.last, numeral)
        counted = None if ratio else find_counted(self.text, self.tokens, bounds.last + 1, one=bounds.high == 1)
        qualified = bounds.first < numeral.first or bounds.qualifier != "exact"
        if counted is None and not ratio and not qualified and self._means_nothing(numeral):
            return None
        if counted is None and not ratio:
            counted = self._of_others(bounds.last + 1)
        if counted is not None and self._is_taken(counted.first):
            counted = None
        return self._built(bounds.first, bounds.last, (bounds.low, bounds.high, bounds.qualifier), counted, ratio=ratio)

    def _of_others(self, at: int) -> Counted | None:
        """Return what "49 of the 63 drones" counts: the noun behind the second figure."""
        at += bool(self.tokens[at : at + 1]) and self.tokens[at].lower == "out"  # "49 out of 63"
        behind = self.tokens[at : at + 2]
        if not behind or behind[0].lower != "of":
            return None
        at += 2 if len(behind) == 2 and behind[1].lower in ("the", "its", "their", "some") else 1
        numeral = read_numeral(self.tokens, at) if at < len(self.tokens) else None
        return find_counted(self.text, self.tokens, numeral.last + 1, one=False, known_only=True) if numeral else None

    def _built(
        self,
        first: int,
        last: int,
        value: tuple[int | None, int | None, Qualifier],
        counted: Counted | None,
        *,
        ratio: bool = False,
        implicit: bool = False,
    ) -> FigureMention:
        start, end = self.tokens[first].start, self.tokens[last].end
        low, high, qualifier = value
        return FigureMention(
            start=start,
            end=end,
            text=self.text[start:end],
            low=low,
            high=high,
            qualifier=qualifier,
            noun=counted.noun if counted else None,
            noun_start=counted.start if counted else None,
            noun_end=counted.end if counted else None,
            of=counted.of if counted else "any",
            of_class=counted.of_class if counted else "other",
            ratio=ratio,
            implicit=implicit,
        )

    def _zero(self, at: int) -> tuple[FigureMention | None, int] | None:
        """Return a stated zero: "no one", "no civilians". "No" before anything but counted people is no figure."""
        if self.tokens[at].lower not in self.zeros:
            return None
        for length in (3, 2, 1):
            phrase = " ".join(token.lower for token in self.tokens[at : at + length])
            last = at + length - 1
            if last < len(self.tokens) and phrase in self.words.nobody:
                return self._built(at, last, (0, 0, "exact"), None), at + length
            if last < len(self.tokens) and phrase in self.words.zero:
                counted = find_counted(self.text, self.tokens, at + length, one=phrase != "no", known_only=True)
                if counted is not None and counted.of_class == "people":
                    return self._built(at, last, (0, 0, "exact"), counted), at + length
        return None

    def _one(self, at: int) -> tuple[FigureMention | None, int] | None:
        """Read "A tank", "another militant": one, without a figure."""
        if self.tokens[at].lower not in ("a", "an", "another"):
            return None
        counted = find_counted(self.text, self.tokens, at + 1, one=True, known_only=True)
        if counted is None and self.tokens[at].lower == "another" and self._is_harmed(at):
            return self._built(at, at, (1, 1, "exact"), None, implicit=True), at + 1
        if counted is None or not counted.implicit or self._is_taken(at) or self._heads_figure(counted):
            return None
        return self._built(at, at, (1, 1, "exact"), counted, implicit=True), at + 1

    def _heads_figure(self, counted: Counted) -> bool:
        """Whether the noun only introduces the real figure: "a group of 15 men"."""
        behind = self.tokens[counted.last + 1 : counted.last + 3]
        return len(behind) == 2 and behind[0].lower == "of" and read_numeral(self.tokens, counted.last + 2) is not None

    def _is_taken(self, at: int) -> bool:
        """Whether the token belongs to a time."""
        start = self.tokens[at].start
        near = bisect_right(self.starts, start) - 1
        return near >= 0 and start < self.taken[near][1]

    def _is_name(self, at: int) -> bool:
        """Whether the word before makes the number a name: "Resolution 2254", "Highway 5", "Su 24"."""
        token = self.tokens[at]
        if not at or not token.text[0].isdigit():
            return False
        before = self.tokens[at - 1]
        return before.text in self.words.labels or before.text == "#"

    def _is_broken(self, first: int, last: int) -> bool:
        """Whether the number is glued into something longer: a clock time, a score, a telephone number, a decimal."""
        before = self.text[max(0, self.tokens[first].start - 2) : self.tokens[first].start]
        after = self.text[self.tokens[last].end : self.tokens[last].end + 2]
        glued = before[-1:] in (":", "/", "_", "=", "&", "@") or (before[-1:] in (".", "-", ",") and before[:1].isdigit())
        return glued or (after[:1] in (":", "/", ".", "_", "=") and after[1:].isdigit())

    def _is_chained(self, last: int) -> bool:
        """Whether a dash glues on a figure that makes no range with it, or "4 x 4": a score, a telephone number, a size."""
        behind = self.tokens[last + 1 : last + 3]
        if len(behind) < 2 or not behind[1].text[0].isdecimal() or not self.tokens[last].text[0].isdecimal():
            return False
        glued = self.tokens[last].end == behind[0].start and behind[0].end == behind[1].start
        return (behind[0].text in RANGE_SIGNS and glued) or behind[0].lower == "x"

    def _is_measure(self, last: int, numeral: Numeral) -> bool:
        """Per cent, money, distances, durations, ages: a figure that counts no things."""
        start = self.tokens[numeral.first].start
        if self.text[start - 1 : start] in MONEY_SIGNS and start:
            return True
        if self._is_age(numeral.first):
            return True
        if HALF_DAY.match(self.text, self.tokens[last].end):
            return True
        behind = self.tokens[last + 1 : last + 3]
        if behind and behind[0].lower in ("of", "more", "consecutive", "straight", "square", "nautical", "per"):
            behind = behind[1:] if behind[0].lower != "of" or numeral.vague else []
        return bool(behind) and (behind[0].lower in self.words.units or behind[0].lower in self.words.money)

    def _is_age(self, first: int) -> bool:
        """Whether it is an age, or one of several: "aged six, nine and eleven"."""
        for token in reversed(self.tokens[max(0, first - AGES) : first]):
            if token.lower in ("aged", "age", "ages"):
                return True
            if token.lower not in (",", "and", "or", "to", "between", "from") and not read_numeral([token], 0):
                return False
        return False

    def _means_nothing(self, numeral: Numeral) -> bool:
        """Return a bare number that counts nothing nearby: "one" as a pronoun, a year, an age between commas."""
        token = self.tokens[numeral.first]
        if token.lower == "one" and numeral.first == numeral.last:
            return not self._is_harmed(numeral.first)
        if numeral.low is not None and 1900 <= numeral.low <= 2099 and token.text.isdecimal():
            return True
        previous = self.tokens[numeral.first - 1] if numeral.first else None
        return previous is not None and previous.text == "," and self.text[token.end : token.end + 1] == ","

    def _is_harmed(self, at: int) -> bool:
        """Whether a lone "one" or "another" is somebody killed or hurt: "killing one", "one dead"."""
        before, behind = self.tokens[max(0, at - 1) : at], self.tokens[at + 1 : at + 2]
        harms = bool(before) and before[0].lower in self.words.harms
        open_end = not behind or not behind[0].text[0].isalnum() or behind[0].lower in self.words.stops
        after = next((t.lower for t in self.tokens[at + 1 : at + 4] if t.lower not in AUXILIARIES), "")
        return (harms and open_end) or after in self.words.tolls


def _bend(low: int | None, kind: str) -> tuple[int | None, int | None, Qualifier]:
    """Bounds of an exact number under a qualifier, as the data dictionary has them."""
    if low is None or kind in ("about", "range"):
        return low, low, "about" if kind == "about" else "exact"
    if kind == "at_least":
        return low, None, "at_least"
    if kind == "more_than":
        return low + 1, None, "more_than"
    return (None, low, "at_most") if kind == "at_most" else (None, low - 1, "at_most")
