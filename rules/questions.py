"""Which fact to ask next: the one that tells most about the verdicts still open.

Information gain (Shannon), summed over the tracks. Staff's rough shares order the questions; they never touch
a verdict. A fact that can change no open verdict is never asked, nor one that the company does not know itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from rules.edition import Track
from rules.facts import Facts, FactSpec
from rules.grid import Grid, cells_of
from rules.verdict import Judge, Verdict, rows_by_outcome, tests_of


def next_question(
    judge: Judge,
    verdicts: Mapping[str, Verdict],
    facts: Facts,
    specs: Mapping[str, FactSpec],
    tracks: Collection[str] | None = None,
) -> str | None:
    """The key of the fact to ask, None when every verdict is settled. Ties go to the fact listed first.

    With `tracks` only those count, and what decides no verdict of theirs is not asked.
    """
    open_verdicts = [one for id, one in verdicts.items() if one.ask and (tracks is None or id in tracks)]
    gains: defaultdict[str, float] = defaultdict(float)
    for verdict in open_verdicts:
        for key, gain in _paths(judge, verdict.track, specs).gains(facts).items():
            gains[key] += gain
    candidates = [key for key in specs if any(key in verdict.ask for verdict in open_verdicts)]
    return max(candidates, key=lambda key: round(gains[key], 9), default=None)


_Share = tuple[float, float]  # of the companies: how many are eligible, how many ineligible
_ENDS: Sequence[_Share] = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)]  # undetermined, ineligible, eligible: -3 to -1


class _Paths:
    """How the facts, one after another, lead to the outcome of a track.

    A place is reached by companies that have the same still before them. For each of a fact's cells it holds the
    number of the next place, in the list of the next fact, or of an end, counted from the last of _ENDS. Places are
    few where rows are many, and over them all shares are summed exactly.
    """

    def __init__(self, track: Track, specs: Mapping[str, FactSpec]) -> None:
        tests = tests_of(track)
        used = {test.fact for test in tests}
        self._grid = Grid([(spec, cells_of(spec, tests)) for key, spec in specs.items() if key in used])
        by_outcome = rows_by_outcome(track, self._grid)
        self._places: list[list[tuple[int, ...]]] = []
        reached = {(by_outcome["eligible"], by_outcome["ineligible"]): 0}
        for key, cells in self._grid.cells.items():
            stride = self._grid.strides[key]
            rows = (1 << stride) - 1
            after: dict[tuple[int, int], int] = {}
            self._places.append(
                [
                    tuple(
                        _number(
                            eligible >> cell * stride & rows, ineligible >> cell * stride & rows, rows, after
                        )
                        for cell in range(len(cells))
                    )
                    for eligible, ineligible in reached
                ]
            )
            reached = after

    def gains(self, facts: Facts) -> dict[str, float]:
        """How many bits each fact of the track tells about its outcome."""
        shares = [_shares(facts, spec, self._grid) for spec in self._grid.specs]
        ends = self._ends(shares)
        whole = _bits(*ends[0][0])
        passing = [1.0]
        gains = {}
        for depth, (spec, places) in enumerate(zip(self._grid.specs, self._places, strict=True)):
            # Companies that came to an end before this fact have their outcome whatever their value is.
            through = _sum(zip(passing, ends[depth], strict=False))
            before = ends[0][0][0] - through[0], ends[0][0][1] - through[1]
            rest = 0.0
            for cell, share in enumerate(shares[depth]):
                if share:
                    here = _sum(zip(passing, [ends[depth + 1][place[cell]] for place in places], strict=True))
                    rest += share * _bits(before[0] + here[0], before[1] + here[1])
            gains[spec.key] = whole - rest
            passing = _passed(passing, places, shares[depth], len(ends[depth + 1]) - len(_ENDS))
        return gains

    def _ends(self, shares: Sequence[Sequence[float]]) -> list[list[_Share]]:
        """For each fact's places what becomes of the companies that reach them, and of those at an end."""
        ends = [[*_ENDS]]
        for places, by_cell in zip(reversed(self._places), reversed(shares), strict=True):
            after = ends[-1]
            ends.append(
                [
                    *(_sum(zip(by_cell, [after[next] for next in place], strict=True)) for place in places),
                    *_ENDS,
                ]
            )
        return ends[::-1]


# A judge's rules never change; what is worked out from them is kept as long as the judge.
_known_paths: WeakKeyDictionary[Judge, dict[str, _Paths]] = WeakKeyDictionary()


def _paths(judge: Judge, track: Track, specs: Mapping[str, FactSpec]) -> _Paths:
    paths = _known_paths.setdefault(judge, {})
    if track.id not in paths:
        paths[track.id] = _Paths(track, specs)
    return paths[track.id]


def _number(eligible: int, ineligible: int, rows: int, places: dict[tuple[int, int], int]) -> int:
    """The end that all these rows share, or else their place among `places`, which it joins."""
    if eligible == rows:
        return -1
    if ineligible == rows:
        return -2
    if not eligible and not ineligible:
        return -3
    return places.setdefault((eligible, ineligible), len(places))


def _sum(weighted: Iterable[tuple[float, _Share]]) -> _Share:
    eligible = ineligible = 0.0
    for weight, share in weighted:
        eligible += weight * share[0]
        ineligible += weight * share[1]
    return eligible, ineligible


def _passed(
    passing: Sequence[float], places: Sequence[Sequence[int]], shares: Sequence[float], number: int
) -> list[float]:
    """The share of companies that come to each of the next fact's places."""
    passed = [0.0] * number
    for weight, place in zip(passing, places, strict=True):
        for share, next in zip(shares, place, strict=True):
            if next >= 0:
                passed[next] += weight * share
    return passed


def _shares(facts: Facts, spec: FactSpec, grid: Grid) -> list[float]:
    """How likely each cell is in which the fact may lie, by the rough shares of its choices."""
    cells = grid.cells[spec.key]
    possible = facts[spec.key].possible if spec.key in facts else frozenset()
    reached = grid.reached_cells(spec.key, possible) or range(len(cells))
    if spec.is_ordered:
        weights = [float(cell in reached) for cell in range(len(cells))]
    else:
        share = {one.value: one.share for one in spec.choices if not possible or one.value in possible}
        # A choice that staff give no share may still be the company's.
        weights = [
            (sum(share.get(value, 0.0) for value in one.values) or 1e-9) if cell in reached else 0.0
            for cell, one in enumerate(cells)
        ]
    whole = sum(weights)
    return [one / whole for one in weights]


def _bits(eligible: float, ineligible: float) -> float:
    """The entropy of the outcome."""
    outcomes = (eligible, ineligible, 1.0 - eligible - ineligible)
    return -sum(one * math.log2(one) for one in outcomes if one > 1e-15)
