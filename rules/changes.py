"""What would have to change for a track to be open: the smallest sets of changes, or what stands in the way.

Only changeable facts are proposed (what a company can truly decide otherwise), never another account of what is
already so. Every proposal is judged again before it is given.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.facts import Facts, FactSpec, Known, Value, after
from rules.grid import Cell, Grid, cells_of
from rules.verdict import Judge, rows_by_outcome, tests_of

_Cells = tuple[frozenset[int], ...]  # of some facts in order: the cells among which each may lie


@dataclass(frozen=True)
class Step:
    """A fact and the values that will do, any of them.

    Of a number or a date `values` are examples, one of each of the `spans` (first and last included) that will do.
    """

    fact: str
    values: frozenset[Value]
    spans: tuple[tuple[Value, Value], ...] = ()


@dataclass(frozen=True)
class Change:
    """One smallest set of changes that makes a track eligible, whatever else is unsaid.

    `given` are the unsaid facts on which that depends ("if ..."), none where it works in any case. `to` is empty
    where nothing need change, only turn out so. `closes` are the tracks eligible now that are not afterwards.
    """

    to: tuple[Step, ...]
    given: tuple[Step, ...] = ()
    closes: tuple[str, ...] = ()


def changes(judge: Judge, specs: Mapping[str, FactSpec], facts: Facts, track: str) -> tuple[Change, ...]:
    """All sets of fewest changes that make a track eligible; those that ask and cost least come first.

    None where the track is eligible already, and none where no change helps: see `obstacles`.
    Raises KeyError for a track that the edition does not have.
    """
    space = _Space(judge, specs, facts, track)
    if not space.rows & ~space.eligible:
        return ()
    for number in range(len(space.changeable) + 1):
        found = [
            change
            for keys in itertools.combinations(space.changeable, number)
            for change in space.changes_of(keys)
        ]
        if found:
            return tuple(sorted(found, key=lambda one: (len(one.given), len(one.closes))))
    return ()


def obstacles(
    judge: Judge, specs: Mapping[str, FactSpec], facts: Facts, track: str
) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of facts that cannot be changed and shut the track, whatever else changes.

    Each set alone, were it otherwise, would leave a way. None where there is a way.
    """
    space = _Space(judge, specs, facts, track)
    fixed = [key for key in space.narrowed if key not in space.changeable]
    for number in range(len(fixed) + 1):
        sets = itertools.combinations(fixed, number)
        found = [keys for keys in sets if space.eligible & space.rows_but(*keys, *space.changeable)]
        if found:
            return tuple(found) if number else ()
    return ()


class _Space:
    """The rows of one track, with values told apart wherever any track of the edition tells them apart."""

    def __init__(self, judge: Judge, specs: Mapping[str, FactSpec], facts: Facts, track: str) -> None:
        one = judge.edition.tracks[track]
        every_test = [test for other in judge.edition.tracks.values() for test in tests_of(other)]
        used = {test.fact for test in tests_of(one)}
        axes = [(spec, cells_of(spec, every_test)) for key, spec in specs.items() if key in used]
        self.judge, self.facts, self.track = judge, facts, track
        self.grid = Grid(axes)
        self.specs = {spec.key: spec for spec, _ in axes}
        self.eligible = rows_by_outcome(one, self.grid)["eligible"]
        self.open_now = [id for id, now in judge.outcomes_only(facts).items() if now == "eligible"]
        self.reached = {key: self._reached(key) for key in self.specs}
        self.narrowed = [key for key, cells in self.reached.items() if len(cells) < len(self.grid.cells[key])]
        self.changeable = [key for key in self.narrowed if self.specs[key].changeable]
        self.rows = self.rows_but()

    def rows_but(self, *free: str) -> int:
        """The rows that what is known leaves, with some facts free to be anything."""
        rows = self.grid.everything
        for key in self.narrowed:
            if key not in free:
                rows &= self.grid.reached(key, self.facts[key].possible)
        return rows

    def changes_of(self, keys: Sequence[str]) -> Iterator[Change]:
        """What changing exactly these facts can do: one change for values that ask and cost the same."""
        rest = self.rows_but(*keys)
        others = [range(len(self.grid.cells[key])) for key in keys]
        alike: dict[tuple[tuple[Step, ...], tuple[str, ...]], set[tuple[int, ...]]] = {}
        for cells in itertools.product(*others):
            if any(cell in self.reached[key] for key, cell in zip(keys, cells, strict=True)):
                continue
            to = self._steps(keys, [frozenset([cell]) for cell in cells])
            for given in self._conditions(self._narrow(rest, keys, cells), keys):
                alike.setdefault((given, self._closed_by((*given, *to))), set()).add(cells)
        for (given, closes), found in alike.items():
            for box in _boxes(found):
                change = Change(self._steps(keys, box), given, closes)
                if self._works(change):
                    yield change

    def _conditions(self, rows: int, changed: Sequence[str]) -> list[tuple[Step, ...]]:
        """The fewest conditions on unsaid facts under which all these rows are eligible; [()] for none."""
        if not rows & self.eligible:
            return []
        unsaid = [key for key, cells in self.reached.items() if len(cells) > 1 and key not in changed]
        for number in range(len(unsaid) + 1):
            found = []
            for keys in itertools.combinations(unsaid, number):
                cells = itertools.product(*(sorted(self.reached[key]) for key in keys))
                enough = {one for one in cells if not self._narrow(rows, keys, one) & ~self.eligible}
                found += [self._steps(keys, box) for box in _boxes(enough)]
            if found:
                return found
        return []

    def _works(self, change: Change) -> bool:
        after = self._after((*change.given, *change.to))
        return self.judge.judge(after)[self.track].outcome == "eligible"

    def _closed_by(self, steps: Iterable[Step]) -> tuple[str, ...]:
        outcomes = self.judge.outcomes_only(self._after(steps))
        return tuple(id for id in self.open_now if outcomes[id] != "eligible")

    def _after(self, steps: Iterable[Step]) -> Facts:
        return {**self.facts, **{one.fact: Known(one.values) for one in steps}}

    def _narrow(self, rows: int, keys: Sequence[str], cells: Sequence[int]) -> int:
        for key, cell in zip(keys, cells, strict=True):
            rows &= self.grid.masks[key][cell]
        return rows

    def _reached(self, key: str) -> set[int]:
        possible = self.facts[key].possible if key in self.facts else frozenset[Value]()
        return self.grid.reached_cells(key, possible) or set(range(len(self.grid.cells[key])))

    def _steps(self, keys: Sequence[str], box: Sequence[frozenset[int]]) -> tuple[Step, ...]:
        return tuple(self._step(key, cells) for key, cells in zip(keys, box, strict=True))

    def _step(self, key: str, cells: frozenset[int]) -> Step:
        chosen = [self.grid.cells[key][cell] for cell in sorted(cells)]
        possible = self.facts[key].possible if key in self.facts else frozenset[Value]()
        if possible and cells <= self.reached[key]:
            # A condition on what is known in part: of the values still possible, those in these cells.
            values = frozenset(one for one in possible if self.grid.reached_cells(key, [one]) & cells)
            ordered = self.specs[key].is_ordered
            return Step(key, values, tuple((one, one) for one in sorted(values)) if ordered else ())
        values = frozenset(value for cell in chosen for value in cell.values)
        return Step(key, values, _joined(chosen))


def _joined(cells: Iterable[Cell]) -> tuple[tuple[Value, Value], ...]:
    """The stretches of these cells, ascending, those that touch as one."""
    result: list[tuple[Value, Value]] = []
    for first, last in sorted(span for cell in cells for span in cell.spans):
        end = result[-1][1] if result else None
        if isinstance(end, int | date) and after(end) == first:
            result[-1] = (result[-1][0], last)
        else:
            result.append((first, last))
    return tuple(result)


def _boxes(points: Iterable[tuple[int, ...]]) -> list[_Cells]:
    """Points as few boxes: those that differ in one place alone become one."""
    boxes: list[_Cells] = sorted(tuple(frozenset([one]) for one in point) for point in points)
    for place in range(len(boxes[0]) if boxes else 0):
        joined: dict[tuple[_Cells, _Cells], frozenset[int]] = {}
        for box in boxes:
            rest = box[:place], box[place + 1 :]
            joined[rest] = joined.get(rest, frozenset()) | box[place]
        boxes = [(*before, one, *after) for (before, after), one in joined.items()]
    return boxes
