"""Companies that stand for all others: one of each combination of cells (values that no rule tells apart).

Whatever holds for each of these holds for every company, so that rules can be judged by counting them out.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.conditions import Test, tests
from rules.edition import Criterion, Track
from rules.facts import FactSpec, Known, Value, known
from rules.grid import Cell, cells_of, weights_of

MOST = 100_000  # combinations that are counted out; more take longer than a person waits


class TooManyCells(Exception):
    """More combinations than MOST; for staff. Holds their number."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"{number:,} combinations of facts, more than {MOST:,}: not counted out")


@dataclass(frozen=True)
class Company:
    """One company in place of all that the rules treat alike: for each fact the cell in which its value lies.

    `share` is the share of companies (0..1) that it stands for, by the rough shares of the facts.
    """

    cells: Mapping[str, Cell]
    share: float

    @property
    def values(self) -> dict[str, Value]:
        return {key: cell.values[0] for key, cell in self.cells.items()}

    @property
    def facts(self) -> dict[str, Known]:
        return {key: known(value) for key, value in self.values.items()}

    def without(self, fact: str) -> tuple[tuple[str, Value], ...]:
        """Everything but one fact: equal for companies that differ in it alone."""
        return tuple((key, value) for key, value in self.values.items() if key != fact)


def companies(tracks: Sequence[Track], specs: Mapping[str, FactSpec]) -> Iterator[Company]:
    """One company of each combination of cells, over the facts that these tracks use.

    Raises TooManyCells before it gives the first.
    """
    used = used_facts(tracks)
    keys = [key for key in specs if key in used]
    axes = [_cells(specs[key], tracks) for key in keys]
    number = math.prod(map(len, axes))
    if number > MOST:
        raise TooManyCells(number)
    shares = [weights_of(specs[key], cells) for key, cells in zip(keys, axes, strict=True)]
    for cells, weights in zip(itertools.product(*axes), itertools.product(*shares), strict=True):
        yield Company(dict(zip(keys, cells, strict=True)), math.prod(weights))


def used_facts(tracks: Iterable[Track]) -> set[str]:
    """The facts that the criteria or the cap of these tracks look at."""
    tracks = tuple(tracks)
    by_cap = {track.cap.fact for track in tracks if track.cap.fact is not None}
    return by_cap | {one.fact for track in tracks for one in _tests_of(track)}


def facts_of(criterion: Criterion) -> tuple[str, ...]:
    """The facts that a criterion looks at, in written order."""
    conditions = [one for one in (criterion.when, criterion.silent) if one is not None]
    return tuple(dict.fromkeys(one.fact for condition in conditions for one in tests(condition)))


def _tests_of(track: Track) -> Iterator[Test]:
    for criterion in track.criteria:
        for condition in (criterion.when, criterion.silent):
            if condition is not None:
                yield from tests(condition)


def _cells(spec: FactSpec, tracks: Sequence[Track]) -> tuple[Cell, ...]:
    caps = [track.cap for track in tracks if track.cap.fact == spec.key]

    def amounts(value: Value) -> object:
        return tuple((one.won, one.statement.id) for one in (cap.of(value) for cap in caps))

    return cells_of(spec, (one for track in tracks for one in _tests_of(track)), amounts)
