"""Companies that stand for all others: values that no rule tells apart are one cell of a fact.

Whatever holds for every company holds for one company of each combination of cells, and these can be counted out.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.conditions import Test, tests
from rules.edition import Criterion, Track
from rules.facts import FactSpec, Known, Value, known

MOST = 100_000  # combinations that are counted out; more take longer than a person waits


class TooManyCells(Exception):
    """More combinations than MOST; for staff. Holds their number."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"{number:,} combinations of facts, more than {MOST:,}: not counted out")


@dataclass(frozen=True)
class Company:
    """One company in place of all that the rules treat alike: `alike` are their values, the first one its own.

    `share` is the share of companies (0..1) that it stands for, by the rough shares of the facts.
    """

    alike: Mapping[str, tuple[Value, ...]]
    share: float

    @property
    def values(self) -> dict[str, Value]:
        return {key: values[0] for key, values in self.alike.items()}

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
    cells = [value_cells(specs[key], tracks) for key in keys]
    number = math.prod(map(len, cells))
    if number > MOST:
        raise TooManyCells(number)
    shares = [
        [sum(one.share for one in specs[key].choices if one.value in cell) for cell in cells_of_key]
        for key, cells_of_key in zip(keys, cells, strict=True)
    ]
    for picked in itertools.product(*(range(len(one)) for one in cells)):
        yield Company(
            {key: cells[i][cell] for i, (key, cell) in enumerate(zip(keys, picked, strict=True))},
            math.prod(shares[i][cell] for i, cell in enumerate(picked)),
        )


def value_cells(spec: FactSpec, tracks: Iterable[Track]) -> list[tuple[Value, ...]]:
    """The values of a fact, grouped so that no test and no cap of these tracks tells two of a group apart."""
    tracks = tuple(tracks)
    relevant = [one for track in tracks for one in _tests_of(track) if one.fact == spec.key]
    caps = [track.cap for track in tracks if track.cap.fact == spec.key]
    groups: dict[tuple[object, ...], list[Value]] = {}
    for choice in spec.choices:
        amounts = [cap.of(choice.value) for cap in caps]
        signature = (
            *(one.holds(choice.value) for one in relevant),
            *((one.won, one.statement.id) for one in amounts),
        )
        groups.setdefault(signature, []).append(choice.value)
    return [tuple(values) for values in groups.values()]


def used_facts(tracks: Iterable[Track]) -> set[str]:
    """The facts that the criteria or the cap of these tracks look at."""
    tracks = tuple(tracks)
    return {one.fact for track in tracks for one in _tests_of(track)} | {
        track.cap.fact for track in tracks if track.cap.fact
    }


def facts_of(criterion: Criterion) -> tuple[str, ...]:
    """The facts that a criterion looks at, in written order."""
    conditions = [one for one in (criterion.when, criterion.silent) if one is not None]
    return tuple(dict.fromkeys(one.fact for condition in conditions for one in tests(condition)))


def _tests_of(track: Track) -> Iterator[Test]:
    for criterion in track.criteria:
        for condition in (criterion.when, criterion.silent):
            if condition is not None:
                yield from tests(condition)
