"""The arithmetic of reports: shares with their intervals, a sign test, error over coverage. Knows no answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_Z = 1.959963984540054  # the normal quantile of a two-sided 95 % interval


@dataclass(frozen=True)
class Rate:
    """`right` of `of`."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """0.0 of nothing."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval: it stays within 0 and 1, and is honest for small sets and shares near 1."""
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.share
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)


def sign_test(broken: int, mended: int) -> float:
    """The two-sided exact probability of so uneven a split, if breaking and mending were equally likely."""
    n = broken + mended
    tail = sum(math.comb(n, k) for k in range(min(broken, mended) + 1))
    return min(1.0, float(2 * tail / (1 << n)))


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("no values to take a quantile of")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass(frozen=True)
class Curve:
    """Error against coverage: what share is wrong if only the surest answers were given.

    `points` are (coverage, error), one for each level of confidence, coverage as a share of all questions. `area` is
    the mean error over all coverages that are reached, `best` the same if every right answer were surer than every
    wrong one.
    """

    points: tuple[tuple[float, float], ...]
    area: float
    best: float


def error_over_coverage(answers: Sequence[tuple[float, bool]], questions: int) -> Curve:
    """`answers` are (confidence, right); `questions` counts also those on which there was no answer.

    Answers of the same confidence have no order: they share their error evenly.
    """
    points: list[tuple[float, float]] = []
    errors: list[float] = []
    given, wrong = 0, 0
    for _, level in groupby(sorted(answers, reverse=True), key=lambda one: one[0]):
        outcomes = [right for _, right in level]
        share = outcomes.count(False) / len(outcomes)
        errors += [(wrong + share * n) / (given + n) for n in range(1, len(outcomes) + 1)]
        given += len(outcomes)
        wrong += outcomes.count(False)
        points.append((given / questions, wrong / given))
    if not given:
        return Curve((), 0.0, 0.0)
    best = sum(max(0, wrong - (given - n)) / n for n in range(1, given + 1)) / given
    return Curve(tuple(points), sum(errors) / given, best)
