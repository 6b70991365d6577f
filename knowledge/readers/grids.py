"""Tables of a page, found by the lines that are drawn around their cells. Pure geometry: PDF is not known here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

_NEAR: Final = 3.0  # points: lines so near to one another are one line
_MOST_SLOTS: Final = 5_000  # of one table

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a table; slots between which no line is drawn are one cell."""

    xs: tuple[float, ...]  # from left to right
    ys: tuple[float, ...]  # from top to bottom
    cells: tuple[tuple[int, ...], ...]  # by row and column: the number of the cell

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def cell_at(self, x: float, y: float) -> int | None:
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = sum(1 for line in self.xs[1:-1] if line <= x)
        row = sum(1 for line in self.ys[1:-1] if line > y)
        return self.cells[row][column]

    def rows(self, words: Mapping[int, str]) -> Iterator[list[str]]:
        """A cell over several columns is said once; one over several rows in each, for a row is cited by itself."""
        for row in self.cells:
            yield [
                words.get(cell, "") if column == 0 or row[column - 1] != cell else ""
                for column, cell in enumerate(row)
            ]


def find_grids(strokes: Iterable[Box]) -> list[Grid]:
    """Tables of at least two columns, from lines and from the sides of boxes; each `Box` is one thin stroke."""
    strokes = list(strokes)
    level = [one for one in strokes if one[2] - one[0] > _NEAR >= one[3] - one[1]]
    upright = [one for one in strokes if one[3] - one[1] > _NEAR >= one[2] - one[0]]
    grids = (_grid(part) for part in _connected(level + upright))
    return [grid for grid in grids if grid and len({cell for row in grid.cells for cell in row}) > 1]


def _connected(strokes: Sequence[Box]) -> Iterator[list[Box]]:
    """Strokes that touch, directly or through others; by sweeping from left to right."""
    owner = list(range(len(strokes)))

    def root(one: int) -> int:
        while owner[one] != one:
            owner[one] = owner[owner[one]]
            one = owner[one]
        return one

    open_now: list[int] = []
    for number in sorted(range(len(strokes)), key=lambda one: strokes[one][0]):
        left, bottom, _, top = strokes[number]
        open_now = [one for one in open_now if strokes[one][2] >= left - _NEAR]
        for one in open_now:
            if strokes[one][1] <= top + _NEAR and strokes[one][3] >= bottom - _NEAR:
                owner[root(one)] = root(number)
        open_now.append(number)
    parts: dict[int, list[Box]] = {}
    for number, stroke in enumerate(strokes):
        parts.setdefault(root(number), []).append(stroke)
    yield from parts.values()


def _grid(strokes: Sequence[Box]) -> Grid | None:
    level = [one for one in strokes if one[2] - one[0] > one[3] - one[1]]
    upright = [one for one in strokes if one[2] - one[0] <= one[3] - one[1]]
    if not level or not upright:
        return None
    # Tables are often open at their sides: there they end where their lines do.
    sides = min(one[0] for one in level), max(one[2] for one in level)
    ends = min(one[1] for one in upright), max(one[3] for one in upright)
    xs = _merged((*sides, *((one[0] + one[2]) / 2 for one in upright)))
    ys = _merged((*ends, *((one[1] + one[3]) / 2 for one in level)))[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SLOTS:
        return None
    drawn_beside = _drawn(xs, [((one[0] + one[2]) / 2, one[1], one[3]) for one in upright])
    drawn_below = _drawn(ys, [((one[1] + one[3]) / 2, one[0], one[2]) for one in level])
    columns, rows = range(len(xs) - 1), range(len(ys) - 1)
    cells = {slot: number for number, slot in enumerate(product(rows, columns))}
    for row, column in product(rows, columns):
        middle = (ys[row] + ys[row + 1]) / 2
        if column + 1 in columns and not _covers(drawn_beside[column + 1], middle):
            _join(cells, (row, column), (row, column + 1))
        middle = (xs[column] + xs[column + 1]) / 2
        if row + 1 in rows and not _covers(drawn_below[row + 1], middle):
            _join(cells, (row, column), (row + 1, column))
    return Grid(tuple(xs), tuple(ys), tuple(tuple(cells[row, column] for column in columns) for row in rows))


def _merged(places: Iterable[float]) -> list[float]:
    places = sorted(places)
    return places[:1] + [after for before, after in pairwise(places) if after - before > _NEAR]


def _drawn(
    places: Sequence[float], strokes: Iterable[tuple[float, float, float]]
) -> list[list[tuple[float, float]]]:
    """By line of the grid: from where to where it is drawn."""
    found: list[list[tuple[float, float]]] = [[] for _ in places]
    for place, start, end in strokes:
        nearest = min(range(len(places)), key=lambda one: abs(places[one] - place))
        found[nearest].append((start, end))
    return found


def _covers(drawn: Iterable[tuple[float, float]], place: float) -> bool:
    return any(start <= place <= end for start, end in drawn)


def _join(cells: dict[tuple[int, int], int], one: tuple[int, int], other: tuple[int, int]) -> None:
    kept, gone = sorted((cells[one], cells[other]))
    if kept != gone:
        for slot, cell in cells.items():
            if cell == gone:
                cells[slot] = kept
