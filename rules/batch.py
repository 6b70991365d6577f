"""A column of companies judged at once: the same verdicts as Judge's, for millions.

What is known of a fact is written as whole numbers, and companies that no rule of a track tells apart are judged
once. numpy is imported only when something is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rules.cells import used_facts
from rules.edition import Edition, Track
from rules.facts import Facts, FactSpec, Known, Value
from rules.grid import cells_of, finder
from rules.verdict import Judge, Outcome, Verdict, tests_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OUTCOMES: tuple[Outcome, ...] = ("eligible", "ineligible", "undetermined")

_MOST_COUNTED = 1 << 22  # kinds that may be; more are sorted instead


@dataclass(frozen=True)
class Column:
    """What is known of one fact, company by company: places in `known`, or -1 where nobody has said."""

    codes: NDArray[np.integer[Any]]
    known: Sequence[Known]


@dataclass(frozen=True)
class TrackColumn:
    """The verdicts on one track.

    `numbers` holds for each company the number of its kind: companies of one kind have the same verdict, but for
    what the findings say is known. `kinds` holds the facts of one company of each.
    """

    judge: Judge
    numbers: NDArray[np.integer[Any]]
    kinds: Sequence[Facts]

    @cached_property
    def outcomes(self) -> NDArray[np.int8]:
        """For each company a place in OUTCOMES."""
        import numpy as np

        (track,) = self.judge.edition.tracks
        of_kinds = [OUTCOMES.index(self.judge.outcomes_only(facts)[track]) for facts in self.kinds]
        outcomes: NDArray[np.int8] = np.array(of_kinds, np.int8)[self.numbers]
        return outcomes

    @cached_property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdict of each kind."""
        return [verdict for facts in self.kinds for verdict in self.judge.judge(facts).values()]

    def __iter__(self) -> Iterator[Verdict]:
        """The verdict of each company."""
        return map(self.verdicts.__getitem__, self.numbers.tolist())


class BatchJudge:
    """Judges columns of companies by one edition."""

    def __init__(self, edition: Edition, specs: Mapping[str, FactSpec]) -> None:
        self.edition = edition
        self._tracks = {
            id: _BatchTrack(track, Judge(replace(edition, tracks={id: track}), specs), specs)
            for id, track in edition.tracks.items()
        }

    def judge(self, columns: Mapping[str, Column], companies: int) -> dict[str, TrackColumn]:
        """The verdicts on every track, in the edition's order, for so many companies.

        A fact without a column is unknown of all of them.
        """
        return {id: track.judge(columns, companies) for id, track in self._tracks.items()}


class _BatchTrack:
    def __init__(self, track: Track, judge: Judge, specs: Mapping[str, FactSpec]) -> None:
        self._judge = judge
        self._told_apart = {
            key: _TellsApart(track, specs[key]) for key in specs if key in used_facts((track,))
        }

    def judge(self, columns: Mapping[str, Column], companies: int) -> TrackColumn:
        import numpy as np

        used = {key: columns[key] for key in self._told_apart if key in columns}
        numbers, kinds = np.zeros(companies, np.int64), 1
        for key, column in used.items():
            codes, size = self._told_apart[key].codes(column)
            if kinds * size > _MOST_COUNTED:
                numbers, kinds = _dense(numbers, kinds)
            numbers, kinds = numbers * size + codes, kinds * size
        numbers, kinds = _dense(numbers, kinds)
        one_of_each = np.empty(kinds, np.int64)
        one_of_each[numbers] = np.arange(companies)
        return TrackColumn(self._judge, numbers, _facts(used, one_of_each))


class _TellsApart:
    """Tells apart what is known of a fact only so far as a track's verdict does."""

    def __init__(self, track: Track, spec: FactSpec) -> None:
        cap = track.cap

        def amount(value: Value) -> object:
            return (one := cap.of(value)).won, one.statement.id

        cells = cells_of(spec, tests_of(track), amount if cap.fact == spec.key else lambda _: None)
        self._find = finder(spec, cells)
        self._every_cell = frozenset(range(len(cells)))

    def codes(self, column: Column) -> tuple[NDArray[np.int64], int]:
        """A column of whole numbers below the second result, equal where no verdict can differ."""
        import numpy as np

        numbers = {(self._every_cell, False): 0}
        recoded = [numbers.setdefault(self._state(one), len(numbers)) for one in column.known]
        # The last place is that of -1, what nobody has said.
        return np.array([*recoded, 0], np.int64)[column.codes], len(numbers)

    def _state(self, known: Known) -> tuple[frozenset[int], bool]:
        reached = frozenset(cell for value in known.possible if (cell := self._find(value)) is not None)
        return reached or self._every_cell, known.uncertain


def _dense(numbers: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], int]:
    """The same kinds under numbers that leave none out, and how many they are."""
    import numpy as np

    if size > _MOST_COUNTED:
        seen, dense = np.unique(numbers, return_inverse=True)
        return dense, len(seen)
    is_seen = np.zeros(size, np.bool_)
    is_seen[numbers] = True
    return (np.cumsum(is_seen) - 1)[numbers], int(is_seen.sum())


def _facts(columns: Mapping[str, Column], companies: NDArray[np.int64]) -> list[Facts]:
    """The facts of some companies."""
    codes = [column.codes[companies].tolist() for column in columns.values()]
    return [
        {
            key: column.known[code]
            for (key, column), code in zip(columns.items(), row, strict=True)
            if code >= 0
        }
        for row in (zip(*codes, strict=True) if codes else [()] * len(companies))
    ]
