"""Verdicts: exact over every completion of the unknown facts, with a finding for every criterion.

A completion is judged two-valued. What all completions agree on is the verdict; only where two completions
really differ is it undetermined. Completions are counted over *cells*: values that no rule tells apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rules.conditions import holds, tests
from rules.edition import Amount, Criterion, Edition, Track
from rules.facts import Facts, FactSpec, Value, possible_values

Outcome = Literal["eligible", "ineligible", "undetermined"]
State = Literal["met", "unmet", "unknown"]
Cause = Literal["ask", "silent"]


@dataclass(frozen=True)
class Finding:
    """What became of one criterion. `cause` says why it is unknown: the company has not said, or no document does."""

    criterion: Criterion
    state: State
    cause: Cause | None
    facts: tuple[str, ...]


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


@dataclass(frozen=True)
class _Row:
    """One completion: the state of each criterion ("silent" where no document says), the outcome, the cap."""

    states: tuple[str, ...]
    outcome: Outcome
    cap: Amount


class Judge:
    """Judges companies by one edition. Built once: each track's completions are tabulated."""

    def __init__(self, edition: Edition, specs: Mapping[str, FactSpec]) -> None:
        self.edition = edition
        self._tables = {id: _Table(track, specs) for id, track in edition.tracks.items()}

    def judge(self, facts: Facts) -> dict[str, Verdict]:
        """The verdict on every track, in the edition's order."""
        return {id: table.verdict(facts) for id, table in self._tables.items()}

    def outcomes(
        self, track: str, facts: Facts, fact: str
    ) -> list[tuple[Value, list[tuple[Outcome, float]]]]:
        """For each cell of one fact still possible: a value of it, and the weighted outcomes. For `questions`."""
        return self._tables[track].outcomes(facts, fact)


class _Table:
    def __init__(self, track: Track, specs: Mapping[str, FactSpec]) -> None:
        self.track = track
        self.specs = [specs[key] for key in specs if key in _facts_of(track)]
        self.cells = [_cells(spec, track) for spec in self.specs]
        self.rows = {
            key: _row(track, {spec.key: cell[0] for spec, cell in zip(self.specs, values, strict=True)})
            for key, values in zip(
                itertools.product(*(range(len(one)) for one in self.cells)),
                itertools.product(*self.cells),
                strict=True,
            )
        }
        self._memo: dict[tuple[tuple[tuple[int, ...], bool], ...], Verdict] = {}

    def verdict(self, facts: Facts) -> Verdict:
        key = tuple(
            zip(self._possible(facts), (self._uncertain(facts, one) for one in self.specs), strict=True)
        )
        if key not in self._memo:
            if len(self._memo) > 50_000:
                self._memo.clear()
            self._memo[key] = self._judge(facts)
        return self._memo[key]

    def _judge(self, facts: Facts) -> Verdict:
        possible = self._possible(facts)
        rows = {key: self.rows[key] for key in itertools.product(*possible)}
        outcomes = {row.outcome for row in rows.values()}
        outcome: Outcome = outcomes.pop() if len(outcomes) == 1 else "undetermined"
        findings = tuple(
            _finding(criterion, {row.states[index] for row in rows.values()})
            for index, criterion in enumerate(self.track.criteria)
        )
        ask = tuple(
            spec.key
            for index, spec in enumerate(self.specs)
            if spec.matters and not self._uncertain(facts, spec) and _decides(index, rows)
        )
        caps = {(row.cap.won, row.cap.statement.id): row.cap for row in rows.values() if row.outcome != "ineligible"}
        return Verdict(
            self.track,
            outcome,
            findings,
            ask,
            tuple(one.criterion.id for one in findings if one.cause == "silent"),
            tuple(caps.values()) or None,
        )

    def outcomes(self, facts: Facts, fact: str) -> list[tuple[Value, list[tuple[Outcome, float]]]]:
        index = next((i for i, spec in enumerate(self.specs) if spec.key == fact), None)
        possible = self._possible(facts)
        if index is None:
            return []
        weights = [
            [
                sum(choice.share for choice in spec.choices if choice.value in set(cells[cell]) & allowed)
                or 1e-9
                for cell in range(len(cells))
            ]
            for spec, cells, allowed in zip(
                self.specs, self.cells, (possible_values(facts, spec) for spec in self.specs), strict=True
            )
        ]
        result = []
        for cell in possible[index]:
            keys = itertools.product(*(one if i != index else (cell,) for i, one in enumerate(possible)))
            weighted = [(self.rows[key].outcome, _product(weights, key)) for key in keys]
            result.append((self.cells[index][cell][0], weighted))
        return result

    def _possible(self, facts: Facts) -> list[tuple[int, ...]]:
        """For each fact the cells that its possible values reach."""
        return [
            tuple(range(len(cells)))
            if spec.key not in facts
            else tuple(i for i, cell in enumerate(cells) if not facts[spec.key].possible.isdisjoint(cell))
            for spec, cells in zip(self.specs, self.cells, strict=True)
        ]

    def _uncertain(self, facts: Facts, spec: FactSpec) -> bool:
        return spec.key in facts and facts[spec.key].uncertain


def _facts_of(track: Track) -> set[str]:
    used = {
        test.fact
        for criterion in track.criteria
        for condition in (criterion.when, criterion.silent)
        if condition is not None
        for test in tests(condition)
    }
    return used | ({track.cap.fact} if track.cap.fact else set())


def _cells(spec: FactSpec, track: Track) -> list[tuple[Value, ...]]:
    """The values of a fact, grouped so that no test and no cap of the track tells two of a group apart."""
    conditions = [one for c in track.criteria for one in (c.when, c.silent) if one is not None]
    relevant = [test for condition in conditions for test in tests(condition) if test.fact == spec.key]
    groups: dict[tuple[object, ...], list[Value]] = {}
    for choice in spec.choices:
        signature: tuple[object, ...] = tuple(test.holds(choice.value) for test in relevant)
        if track.cap.fact == spec.key:
            amount = track.cap.of(choice.value)
            signature += (amount.won, amount.statement.id)
        groups.setdefault(signature, []).append(choice.value)
    return [tuple(values) for values in groups.values()]


def _row(track: Track, company: Mapping[str, Value]) -> _Row:
    states = tuple(_state(criterion, company) for criterion in track.criteria)
    outcome: Outcome = "eligible"
    if "unmet" in states:
        outcome = "ineligible"
    elif "silent" in states:
        outcome = "undetermined"
    value = company.get(track.cap.fact) if track.cap.fact else None
    return _Row(states, outcome, track.cap.of(value))


def _state(criterion: Criterion, company: Mapping[str, Value]) -> str:
    if criterion.silent is not None and holds(criterion.silent, company):
        return "silent"
    return "met" if holds(criterion.when, company) else "unmet"


def _finding(criterion: Criterion, states: set[str]) -> Finding:
    facts = tuple(dict.fromkeys(test.fact for test in tests(criterion.when)))
    if len(states) > 1:
        return Finding(criterion, "unknown", "ask", facts)
    state = next(iter(states))
    if state == "silent":
        return Finding(criterion, "unknown", "silent", facts)
    return Finding(criterion, "met" if state == "met" else "unmet", None, facts)


def _decides(index: int, rows: Mapping[tuple[int, ...], _Row]) -> bool:
    """Whether two completions that differ in this fact alone give different outcomes."""
    seen: dict[tuple[int, ...], Outcome] = {}
    for key, row in rows.items():
        rest = key[:index] + key[index + 1 :]
        if seen.setdefault(rest, row.outcome) != row.outcome:
            return True
    return False


def _product(weights: Sequence[Sequence[float]], key: tuple[int, ...]) -> float:
    result = 1.0
    for one, cell in zip(weights, key, strict=True):
        result *= one[cell]
    return result
