"""How good a ranking is, as figures. Pure: lists in, numbers out; nothing here searches."""

import random
from collections.abc import Collection, Sequence
from itertools import groupby


def recall_at(limit: int, found: Sequence[str], right: Collection[str]) -> float:
    """The share of what is right that stands among the first `limit` found, 0 to 1; 0 where nothing is right."""
    wanted = set(right)
    return len(wanted.intersection(found[:limit])) / len(wanted) if wanted else 0.0


def reciprocal_rank(found: Sequence[str], right: Collection[str]) -> float:
    """One over the place of the first right one, counted from 1; 0 where none is found."""
    return next((1 / place for place, one in enumerate(found, 1) if one in right), 0.0)


def mean(figures: Collection[float]) -> float:
    """The mean of figures; 0 of none."""
    return sum(figures) / len(figures) if figures else 0.0


def area_under_curve(higher: Sequence[float], lower: Sequence[float]) -> float:
    """How often one of `higher` lies above one of `lower`, ties counted half: 1 tells them apart, 0.5 does not.

    Raises ValueError where one of the two is empty.
    """
    if not higher or not lower:
        raise ValueError("both kinds need at least one figure")
    marked = sorted([(figure, True) for figure in higher] + [(figure, False) for figure in lower])
    below, pairs = 0, 0.0
    for _, group in groupby(marked, key=lambda one: one[0]):
        kinds = [is_higher for _, is_higher in group]
        wins, others = sum(kinds), len(kinds) - sum(kinds)
        pairs += wins * (below + others / 2)
        below += others
    return pairs / (len(higher) * len(lower))


def folds(count: int, parts: int, seed: int = 0) -> tuple[tuple[int, ...], ...]:
    """The numbers 0 to count - 1 in disjoint parts of about equal size, drawn by the seed; none is empty.

    Raises ValueError for fewer than two parts.
    """
    if parts < 2:
        raise ValueError(f"two parts at least, not {parts}: one to choose by and one to judge by")
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    return tuple(part for start in range(parts) if (part := tuple(sorted(numbers[start::parts]))))
