"""Verdicts: exact over every completion of the unknown facts, with a finding for every criterion.

What all completions agree on is the verdict; only where two completions really differ is it undetermined.
Completions are rows of a grid (grid.py), and what holds in which of them is worked out once for each track.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from rules.conditions import Test, tests
from rules.edition import Amount, Criterion, Edition, Track
from rules.facts import Facts, FactSpec, Known, Value
from rules.grid import Grid, cells_of, finder, union

Outcome = Literal["eligible", "ineligible", "undetermined"]
State = Literal["met", "unmet", "unknown"]
Cause = Literal["ask", "silent"]


@dataclass(frozen=True)
class Finding:
    """What became of one criterion. `cause` says why it is unknown: the company has not said, or no document does.

    `facts` are those that the criterion looks at, `known` what the company has said of them: what it has not said
    is not in it. Findings are equal whatever was said, so long as the same came of it.
    """

    criterion: Criterion
    state: State
    cause: Cause | None
    facts: tuple[str, ...]
    known: Facts = field(default_factory=dict, compare=False)

    @property
    def limits(self) -> tuple[Test, ...]:
        """What the criterion asks of each fact, in written order."""
        return tuple(tests(self.criterion.when))


@dataclass(frozen=True)
class Verdict:
    """The result on one track.

    `ask` are the unsaid facts that can still change it; `silent` the criteria on which the documents are silent
    for these facts; `cap` the amounts in won still possible, with the statements that give them, None when
    ineligible.
    """

    track: Track
    outcome: Outcome
    findings: tuple[Finding, ...]
    ask: tuple[str, ...]
    silent: tuple[str, ...]
    cap: tuple[Amount, ...] | None

    @property
    def cap_won(self) -> tuple[int, ...] | None:
        """The amounts in won that the cap may be, ascending."""
        if self.cap is None:
            return None
        return tuple(sorted({won for amount in self.cap for won in amount.won}))

    def of(self, state: State, cause: Cause | None = None) -> tuple[Finding, ...]:
        return tuple(
            one for one in self.findings if one.state == state and (cause is None or one.cause == cause)
        )


_MOST_REMEMBERED = 10_000


class Judge:
    """Judges companies by one edition. Built once: each track is worked out over its grid."""

    def __init__(self, edition: Edition, specs: Mapping[str, FactSpec]) -> None:
        self.edition = edition
        self._tables = {id: _Table(track, specs) for id, track in edition.tracks.items()}
        # The rows of all tracks stand side by side in one number: one `&` narrows them all by one fact.
        self._open: list[tuple[str, int, int]] = []
        place = 0
        for id, table in self._tables.items():
            everything, by_outcome = table.grid.everything, table.by_outcome
            not_eligible = everything & ~by_outcome["eligible"]
            not_ineligible = everything & ~by_outcome["ineligible"]
            self._open.append((id, not_eligible << place, not_ineligible << place))
            place += everything.bit_length()
        self._everything = (1 << place) - 1
        tracks = tuple(edition.tracks.values())
        every_test = [test for track in tracks for test in tests_of(track)]
        self._reached: dict[str, dict[frozenset[Value], int]] = {}
        self._by_cell: dict[str, tuple[Callable[[Value], int | None], list[int]]] = {}
        for key, spec in specs.items():
            if any(key in table.grid.cells for table in self._tables.values()):
                cells = cells_of(spec, every_test, partial(_told_apart, tracks, key))
                rows = [self._side_by_side(key, cell.values[0]) for cell in cells]
                self._by_cell[key] = finder(spec, cells), rows
                self._reached[key] = {}

    def judge(self, facts: Facts) -> dict[str, Verdict]:
        """The verdict on every track, in the edition's order."""
        return {id: table.verdict(facts) for id, table in self._tables.items()}

    def outcomes_only(self, facts: Facts) -> dict[str, Outcome]:
        """What `judge` comes to on every track, without findings and many times as fast."""
        rows = self._everything
        for key, known in facts.items():
            reached = self._reached.get(key)
            if reached is not None:
                narrowed = reached.get(known.possible)
                rows &= self._reach(key, known.possible) if narrowed is None else narrowed
        return {
            id: "eligible"
            if not rows & not_eligible
            else "undetermined"
            if rows & not_ineligible
            else "ineligible"
            for id, not_eligible, not_ineligible in self._open
        }

    def table(self, track: str) -> tuple[Grid, Mapping[Outcome, int]]:
        """The grid of a track, and which of its rows come to which outcome."""
        table = self._tables[track]
        return table.grid, table.by_outcome

    def _reach(self, key: str, possible: frozenset[Value]) -> int:
        """The rows of all tracks in which a fact has one of these values."""
        find, by_cell = self._by_cell[key]
        rows = 0
        for value in possible:
            cell = find(value)
            if cell is not None:
                rows |= by_cell[cell]
        rows = rows or self._everything
        remembered = self._reached[key]
        if len(remembered) < _MOST_REMEMBERED:
            remembered[possible] = rows
        return rows

    def _side_by_side(self, key: str, value: Value) -> int:
        rows = place = 0
        for table in self._tables.values():
            grid = table.grid
            rows |= (grid.reached(key, frozenset([value])) if key in grid.cells else grid.everything) << place
            place += grid.everything.bit_length()
        return rows


class _Table:
    """One track: in which rows of its grid each criterion is met, unmet or silent, and what comes of it."""

    def __init__(self, track: Track, specs: Mapping[str, FactSpec]) -> None:
        self.track = track
        every_test = tests_of(track)
        used = {test.fact for test in every_test} | ({track.cap.fact} if track.cap.fact else set())
        self.grid = Grid(
            [
                (spec, cells_of(spec, every_test, partial(_told_apart, (track,), key)))
                for key, spec in specs.items()
                if key in used
            ]
        )
        self.facts = [tuple(dict.fromkeys(test.fact for test in _tests(one))) for one in track.criteria]
        self.by_state = [_states(one, self.grid) for one in track.criteria]
        self.by_outcome = rows_by_outcome(track, self.grid)
        self.caps = _caps(track, self.grid)
        self._memo: dict[tuple[int, tuple[str, ...]], Verdict] = {}

    def verdict(self, facts: Facts) -> Verdict:
        key = (self.grid.rows(facts), tuple(key for key, known in facts.items() if known.uncertain))
        found = self._memo.get(key)
        if found is None:
            found = self._judge(*key)
            if len(self._memo) < _MOST_REMEMBERED:
                self._memo[key] = found
        # What is remembered holds for all companies that no rule tells apart; what each of them said is its own.
        findings = tuple(
            Finding(one.criterion, one.state, one.cause, one.facts, _said(one.facts, facts))
            for one in found.findings
        )
        return Verdict(found.track, found.outcome, findings, found.ask, found.silent, found.cap)

    def _judge(self, rows: int, uncertain: tuple[str, ...]) -> Verdict:
        outcomes = [one for one, where in self.by_outcome.items() if rows & where]
        findings = tuple(
            _finding(criterion, [one for one, where in states.items() if rows & where], facts)
            for criterion, states, facts in zip(self.track.criteria, self.by_state, self.facts, strict=True)
        )
        ask = tuple(
            spec.key
            for spec in self.grid.specs
            if len(outcomes) > 1
            and spec.matters
            and spec.key not in uncertain
            and self._decides(spec.key, rows)
        )
        paid = rows & ~self.by_outcome["ineligible"]
        return Verdict(
            self.track,
            outcomes[0] if len(outcomes) == 1 else "undetermined",
            findings,
            ask,
            tuple(one.criterion.id for one in findings if one.cause == "silent"),
            tuple(amount for amount, where in self.caps if paid & where) or None,
        )

    def _decides(self, key: str, rows: int) -> bool:
        """Whether two completions that differ in this fact alone give different outcomes."""
        seen = 0
        for where in self.by_outcome.values():
            rest = self.grid.without(key, rows & where)
            if rest & seen:
                return True
            seen |= rest
        return False


def rows_by_outcome(track: Track, grid: Grid) -> dict[Outcome, int]:
    """The rows of a grid over the facts of a track, each in exactly one outcome."""
    states = [_states(one, grid) for one in track.criteria]
    unmet, silent = union(one["unmet"] for one in states), union(one["silent"] for one in states)
    return {
        "eligible": grid.everything & ~unmet & ~silent,
        "ineligible": unmet,
        "undetermined": silent & ~unmet,
    }


def tests_of(track: Track) -> list[Test]:
    """Every test in the criteria of a track."""
    return [test for criterion in track.criteria for test in _tests(criterion)]


def _tests(criterion: Criterion) -> list[Test]:
    conditions = [one for one in (criterion.when, criterion.silent) if one is not None]
    return [test for condition in conditions for test in tests(condition)]


def _told_apart(tracks: Sequence[Track], key: str, value: Value) -> object:
    """What tells values apart besides the tests: the amounts of a cap that goes by this fact."""
    amounts = [track.cap.of(value) for track in tracks if track.cap.fact == key]
    return tuple((one.won, one.statement.id) for one in amounts)


def _states(criterion: Criterion, grid: Grid) -> dict[str, int]:
    """The rows in which the criterion is silent, met or unmet: each row is in exactly one."""
    silent = grid.where(criterion.silent) if criterion.silent is not None else 0
    holds = grid.where(criterion.when)
    return {
        "silent": silent,
        "met": holds & ~silent,
        "unmet": grid.everything & ~holds & ~silent,
    }


def _caps(track: Track, grid: Grid) -> list[tuple[Amount, int]]:
    """The amounts that the cap can be, with the rows that give each."""
    if track.cap.fact is None:
        return [(track.cap.otherwise, grid.everything)]
    rows: dict[object, tuple[Amount, int]] = {}
    for cell, where in zip(grid.cells[track.cap.fact], grid.masks[track.cap.fact], strict=True):
        amount = track.cap.of(cell.values[0])
        _, before = rows.get(key := (amount.won, amount.statement.id), (amount, 0))
        rows[key] = amount, before | where
    return list(rows.values())


def _finding(criterion: Criterion, states: Sequence[str], facts: tuple[str, ...]) -> Finding:
    if len(states) > 1:
        return Finding(criterion, "unknown", "ask", facts)
    if states == ["silent"]:
        return Finding(criterion, "unknown", "silent", facts)
    return Finding(criterion, "met" if states == ["met"] else "unmet", None, facts)


def _said(keys: Sequence[str], facts: Facts) -> dict[str, Known]:
    return {key: facts[key] for key in keys if key in facts}
