"""Every company that the rules tell apart, each one bit of a whole number: sets of companies are plain integers.

A *cell* is a group of a fact's values that no rule tells apart. A *row* is a choice of one cell for every fact,
that is one completion of what is unsaid. A condition selects rows with `&`, `|` and `~`, exactly and quickly,
whatever is known, known in part or unknown.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from rules.conditions import All, AnyOf, Condition, Not, Test
from rules.facts import Facts, FactSpec, Value

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Cell:
    """Values of a fact that no rule tells apart: `values` of a choice, one of every stretch of a number or day.

    `spans` are the stretches of a number or a day, first and last included; empty for a choice.
    """

    values: tuple[Value, ...]
    spans: tuple[tuple[Value, Value], ...] = ()


def cells_of(
    spec: FactSpec, tests: Iterable[Test], tell: Callable[[Value], object] = lambda _: None
) -> tuple[Cell, ...]:
    """The cells of a fact under these tests; `tell` tells values apart by more than tests (a cap, say)."""
    relevant = [one for one in tests if one.fact == spec.key]
    groups: dict[object, list[tuple[Value, Value]]] = {}
    for first, last in _stretches(spec, relevant):
        signature = (*(test.holds(first) for test in relevant), tell(first))
        groups.setdefault(signature, []).append((first, last))
    return tuple(
        Cell(tuple(first for first, _ in spans), tuple(spans) if spec.is_ordered else ())
        for spans in groups.values()
    )


def _stretches(spec: FactSpec, tests: Sequence[Test]) -> Iterator[tuple[Value, Value]]:
    if not spec.is_ordered:
        yield from ((one.value, one.value) for one in spec.choices)
        return
    # Of one fact all are numbers or all are dates, which types cannot say.
    low: Any
    high: Any
    low, high = spec.bounds
    cuts = {low}
    for test in tests:
        for limit in test.values:
            assert isinstance(limit, int | date)
            if test.operator not in ("at_most", "more_than"):
                cuts.add(limit)
            if test.operator not in ("at_least", "less_than") and limit < high:
                cuts.add(_step(limit, 1))
    starts = sorted(one for one in cuts if low <= one <= high)
    yield from ((first, _step(after, -1)) for first, after in pairwise(starts))
    yield starts[-1], high


def _step(value: int | date, by: int) -> int | date:
    return value + timedelta(days=by) if isinstance(value, date) else value + by


def weights_of(
    spec: FactSpec, cells: Sequence[Cell], possible: Collection[Value] = frozenset()
) -> list[float]:
    """How likely each cell is beside the others, by the rough shares of the fact; 0 where no possible value lies.

    Without shares the cells of a number or a date are as likely as one another. No possible value that the fact
    has: nothing is known.
    """
    if not spec.is_ordered:
        share = {one.value: one.share for one in spec.choices if one.value in possible}
        share = share or {one.value: one.share for one in spec.choices}
        return [sum(share.get(value, 0.0) for value in cell.values) for cell in cells]
    find = finder(spec, cells)
    numbers = [(value, number) for value in possible if (number := find(value)) is not None]
    if not numbers:
        return [_share_of(spec, cell) if spec.stretches else 1 / len(cells) for cell in cells]
    weights = [0.0] * len(cells)
    for value, number in numbers:
        weights[number] += _density(spec, value) if spec.stretches else 1 / len(cells)
    return weights


def _share_of(spec: FactSpec, cell: Cell) -> float:
    """The share of a cell: of each stretch as much as lies in it, as if values were even within."""
    return sum(
        one.share * max(0, _length(max(first, one.first), min(last, one.last))) / _length(one.first, one.last)
        for one in spec.stretches
        for first, last in cell.spans
    )


def _density(spec: FactSpec, value: Any) -> float:
    return next(
        one.share / _length(one.first, one.last) for one in spec.stretches if one.first <= value <= one.last
    )


def _length(first: Any, last: Any) -> int:
    """How many numbers or days there are, both ends included; 0 or less where the last is before the first."""
    between = last - first
    return (between.days if isinstance(between, timedelta) else int(between)) + 1


class Grid:
    """The rows over some facts and their cells. Rows are numbered with the last fact running fastest."""

    def __init__(self, axes: Sequence[tuple[FactSpec, tuple[Cell, ...]]]) -> None:
        self.specs = tuple(spec for spec, _ in axes)
        self.cells = {spec.key: cells for spec, cells in axes}
        size = math.prod(len(cells) for _, cells in axes)
        self.everything = (1 << size) - 1
        self.strides: dict[str, int] = {}
        self.masks: dict[str, tuple[int, ...]] = {}
        stride = size
        for spec, cells in axes:
            period, stride = stride, stride // len(cells)
            self.strides[spec.key] = stride
            # One period of the pattern, repeated over all rows by a multiplication.
            block, repeated = (1 << stride) - 1, self.everything // ((1 << period) - 1)
            self.masks[spec.key] = tuple((block << cell * stride) * repeated for cell in range(len(cells)))
        self._find = {spec.key: finder(spec, cells) for spec, cells in axes}
        self._reached: dict[str, dict[frozenset[Value], int]] = {spec.key: {} for spec in self.specs}

    def rows(self, facts: Facts) -> int:
        """The completions of these facts."""
        rows = self.everything
        for spec in self.specs:
            if spec.key in facts:
                rows &= self.reached(spec.key, facts[spec.key].possible)
        return rows

    def reached(self, key: str, possible: frozenset[Value]) -> int:
        """The rows in which the fact has one of these values. No value that the fact has: nothing is known."""
        remembered = self._reached[key]
        rows = remembered.get(possible)
        if rows is None:
            masks = self.masks[key]
            rows = union(masks[cell] for cell in self.reached_cells(key, possible)) or self.everything
            if len(remembered) < _MOST_REMEMBERED:
                remembered[possible] = rows
        return rows

    def reached_cells(self, key: str, possible: Iterable[Value]) -> set[int]:
        """The cells in which these values lie; values that the fact does not have lie in none."""
        find = self._find[key]
        return {cell for value in possible if (cell := find(value)) is not None}

    def where(self, condition: Condition) -> int:
        """The rows in which the condition holds."""
        match condition:
            case Test(fact, _, _):
                pairs = zip(self.cells[fact], self.masks[fact], strict=True)
                return union(mask for cell, mask in pairs if condition.holds(cell.values[0]))
            case All(parts):
                rows = self.everything
                for part in parts:
                    rows &= self.where(part)
                return rows
            case AnyOf(parts):
                return union(self.where(part) for part in parts)
            case Not(part):
                return self.everything & ~self.where(part)

    def without(self, key: str, rows: int) -> int:
        """The rows with this fact left out of account: as if each had the fact's first cell."""
        stride = self.strides[key]
        return union((rows & mask) >> cell * stride for cell, mask in enumerate(self.masks[key]))


def union(rows: Iterable[int]) -> int:
    """The rows that are in any of these."""
    result = 0
    for one in rows:
        result |= one
    return result


def finder(spec: FactSpec, cells: Sequence[Cell]) -> Callable[[Value], int | None]:
    """Finds the number of the cell in which a value lies; None for a value that the fact does not have."""
    by_value = {value: number for number, cell in enumerate(cells) for value in cell.values}
    if not spec.is_ordered:
        return by_value.get
    low: Any
    high: Any
    low, high = spec.bounds
    starts: list[Any] = sorted(by_value)
    numbers = [by_value[start] for start in starts]
    kind = type(low)

    def find(value: Value) -> int | None:
        if type(value) is not kind or not low <= value <= high:
            return None
        return numbers[bisect_right(starts, value) - 1]

    return find
