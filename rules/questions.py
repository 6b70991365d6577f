"""Which fact to ask next: the one that tells most about the verdicts still open.

Information gain (Shannon), summed over the tracks. Staff's rough shares order the questions; they never touch
a verdict. A fact that can change no open verdict is never asked, nor one that the company does not know itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log2
from operator import mul
from weakref import WeakKeyDictionary

from rules.facts import Facts, FactSpec, Value
from rules.grid import Grid, weights_of
from rules.verdict import Judge, Outcome, Verdict


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
        for key, gain in _paths(judge, verdict.track.id).gains(facts).items():
            gains[key] += gain
    candidates = [key for key in specs if any(key in verdict.ask for verdict in open_verdicts)]
    return max(candidates, key=lambda key: round(gains[key], 9), default=None)


# Two shares of companies in one number, so that they are summed at once: the real part are the eligible, the
# imaginary part the ineligible.
_Share = complex
# After the places come the ends: undetermined, ineligible, eligible, which are numbered -3 to -1.
_ENDS: Sequence[_Share] = (0, 1j, 1)


class _Paths:
    """How the facts, one after another, lead to the outcome of a track.

    A place is reached by companies that have the same still before them. For each of a fact's cells it holds the
    number of the next place, in the list of the next fact, or of an end. Places are few where rows are many, and
    over them all shares are summed exactly.
    """

    def __init__(self, grid: Grid, by_outcome: Mapping[Outcome, int]) -> None:
        self._grid = grid
        self._places: list[list[tuple[int, ...]]] = []
        self._unsaid = [_shares(frozenset(), spec, grid) for spec in grid.specs]
        self._known_gains: dict[tuple[object, ...], dict[str, float]] = {}
        reached = {(by_outcome["eligible"], by_outcome["ineligible"]): 0}
        for key, cells in grid.cells.items():
            stride = grid.strides[key]
            rows = (1 << stride) - 1
            shifts = [cell * stride for cell in range(len(cells))]
            after: dict[tuple[int, int], int] = {}
            self._places.append(
                [
                    tuple(
                        [
                            _number(eligible >> shift & rows, ineligible >> shift & rows, rows, after)
                            for shift in shifts
                        ]
                    )
                    for eligible, ineligible in reached
                ]
            )
            reached = after

    def gains(self, facts: Facts) -> dict[str, float]:
        """How many bits each fact of the track tells about its outcome."""
        said = tuple(facts[key].possible if key in facts else None for key in self._grid.cells)
        gains = self._known_gains.get(said)
        if gains is None:
            gains = self._gains(facts)
            # One answer concerns few tracks: the others are as they were.
            if len(self._known_gains) < _MOST_REMEMBERED:
                self._known_gains[said] = gains
        return gains

    def _gains(self, facts: Facts) -> dict[str, float]:
        shares = [
            _shares(facts[spec.key].possible, spec, self._grid) if spec.key in facts else unsaid
            for spec, unsaid in zip(self._grid.specs, self._unsaid, strict=True)
        ]
        ends = self._ends(shares)
        everyone = ends[0][0]
        whole = _bits(everyone)
        passing = [1.0]
        gains = {}
        for depth, (key, places) in enumerate(zip(self._grid.cells, self._places, strict=True)):
            # Companies that came to an end before this fact have their outcome whatever their value is.
            before = everyone - _sum(passing, ends[depth])
            find = ends[depth + 1].__getitem__
            passed = [0.0] * (len(ends[depth + 1]) - len(_ENDS))
            rest = 0.0
            for share, after in zip(shares[depth], zip(*places, strict=True), strict=False):
                if share:
                    rest += share * _bits(before + _sum(passing, map(find, after)))
                    for weight, next in zip(passing, after, strict=True):
                        if next >= 0:
                            passed[next] += weight * share
            gains[key] = whole - rest if places else 0.0
            passing = passed
        return gains

    def _ends(self, shares: Sequence[Sequence[float]]) -> list[Sequence[_Share]]:
        """For each fact's places what becomes of the companies that reach them, and of those at an end."""
        ends = [_ENDS]
        for places, by_cell in zip(reversed(self._places), reversed(shares), strict=True):
            find = ends[-1].__getitem__
            ends.append([*[_sum(by_cell, map(find, place)) for place in places], *_ENDS])
        return ends[::-1]


_MOST_REMEMBERED = 1_000

# A judge's rules never change; what is worked out from them is kept as long as the judge.
_known_paths: WeakKeyDictionary[Judge, dict[str, _Paths]] = WeakKeyDictionary()


def _paths(judge: Judge, track: str) -> _Paths:
    paths = _known_paths.setdefault(judge, {})
    if track not in paths:
        paths[track] = _Paths(*judge.table(track))
    return paths[track]


def _number(eligible: int, ineligible: int, rows: int, places: dict[tuple[int, int], int]) -> int:
    """The end that all these rows share, or else their place among `places`, which it joins."""
    if eligible == rows:
        return -1
    if ineligible == rows:
        return -2
    if not eligible and not ineligible:
        return -3
    return places.setdefault((eligible, ineligible), len(places))


def _sum(weights: Iterable[float], shares: Iterable[_Share]) -> _Share:
    products: Iterable[_Share] = map(mul, weights, shares)
    return sum(products)


def _shares(possible: Collection[Value], spec: FactSpec, grid: Grid) -> list[float]:
    """How likely each cell is in which the fact may lie, by the rough shares of its values."""
    reached = grid.reached_cells(spec.key, possible)
    # A value that staff give no share may still be the company's.
    weights = [
        one or (1e-9 if not reached or cell in reached else 0.0)
        for cell, one in enumerate(weights_of(spec, grid.cells[spec.key], possible))
    ]
    whole = sum(weights)
    return [one / whole for one in weights]


def _bits(share: _Share) -> float:
    """The entropy of the outcome."""
    eligible, ineligible = share.real, share.imag
    undetermined = 1.0 - eligible - ineligible
    bits = 0.0
    if eligible > _NOBODY:
        bits -= eligible * log2(eligible)
    if ineligible > _NOBODY:
        bits -= ineligible * log2(ineligible)
    if undetermined > _NOBODY:
        bits -= undetermined * log2(undetermined)
    return bits


_NOBODY = 1e-15  # what rounding leaves of a share of 0
