"""For sign-off: every criterion just met and just unmet, and who flips between two editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from rules.cells import Company, companies, facts_of
from rules.edition import Criterion, Edition, Track
from rules.facts import FactSpec, Value, known
from rules.verdict import Finding, Judge, Verdict

Edge = Literal["met", "unmet", "silent"]


@dataclass(frozen=True)
class BoundaryRow:
    """One company at an edge of a criterion, with the verdict on its track.

    `changed` is the one fact that makes the difference between just met and just not; None where no single fact
    does. `alike` are all choices of that fact which the rules treat alike; empty for a number or a date.
    """

    track: Track
    criterion: Criterion
    edge: Edge
    company: Mapping[str, Value]
    changed: str | None
    alike: tuple[Value, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Flip:
    """Companies whose verdict or cap on a track differs between two editions in the same way.

    `share` of companies (0..1), by rough shares; `kinds` of the `of` kinds of companies that the rules tell apart,
    counted out; `company` is the most frequent of them, `before` and `after` its
    verdicts, `because` the criteria that did it with their states (None where an edition lacks the criterion).
    """

    track: str
    share: float
    kinds: int
    of: int
    company: Mapping[str, Value]
    before: Verdict
    after: Verdict
    because: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True)
class Difference:
    """Who flips, most frequent first, and the tracks that only one of the editions has."""

    flips: tuple[Flip, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def share_of(self, track: str) -> float:
        """The share of companies (0..1) whose verdict or cap on this track differs."""
        return sum(one.share for one in self.flips if one.track == track)


def boundary_table(edition: Edition, specs: Mapping[str, FactSpec]) -> tuple[BoundaryRow, ...]:
    """Every criterion just met, just unmet and silent, where there are such companies. Raises TooManyCells."""
    judge = Judge(edition, specs)
    rows: list[BoundaryRow] = []
    for track in edition.tracks.values():
        judged = [_Judged(one, judge.judge(one.facts)[track.id]) for one in companies([track], specs)]
        for index, criterion in enumerate(track.criteria):
            rows += _edges(track, index, criterion, judged, judge, specs)
    return tuple(rows)


def diff(old: Edition, new: Edition, specs: Mapping[str, FactSpec]) -> Difference:
    """Who flips. `specs` hold the facts and choices of both (see `merged`). Raises TooManyCells."""
    before, after = Judge(old, specs), Judge(new, specs)
    flips: list[Flip] = []
    for id in new.tracks:
        if id in old.tracks:
            flips += _flips(id, companies([old.tracks[id], new.tracks[id]], specs), before, after)
    return Difference(
        tuple(flips),
        tuple(id for id in new.tracks if id not in old.tracks),
        tuple(id for id in old.tracks if id not in new.tracks),
    )


def merged(old: Mapping[str, FactSpec], new: Mapping[str, FactSpec]) -> dict[str, FactSpec]:
    """The facts of both, with the choices of both; where both have one, the new one's."""
    result = dict(new)
    for key, spec in old.items():
        if key not in new:
            result[key] = spec
        else:
            gone = tuple(one for one in spec.choices if one.value not in new[key].values)
            result[key] = replace(new[key], choices=(*new[key].choices, *gone))
    return result


def state_of(finding: Finding) -> str:
    """met, unmet, silent, or ask where the company has not said."""
    return finding.cause or finding.state


# --- edges ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Judged:
    company: Company
    verdict: Verdict


def _edges(
    track: Track,
    index: int,
    criterion: Criterion,
    judged: Iterable[_Judged],
    judge: Judge,
    specs: Mapping[str, FactSpec],
) -> Iterator[BoundaryRow]:
    at: dict[Edge, list[Company]] = {"met": [], "unmet": [], "silent": []}
    for one in sorted(judged, key=lambda one: (_others_open(one.verdict, index), -one.company.share)):
        at[_edge(one.verdict.findings[index])].append(one.company)

    def row(edge: Edge, company: Company, fact: str | None = None, value: Value | None = None) -> BoundaryRow:
        values = company.values
        if fact is not None and value is not None:
            values[fact] = value
        verdict = judge.judge({key: known(one) for key, one in values.items()})[track.id]
        alike = company.cells[fact].values if fact is not None and not specs[fact].is_ordered else ()
        return BoundaryRow(track, criterion, edge, values, fact, alike, verdict)

    told: set[Edge] = set()
    for fact in facts_of(criterion):
        for edge, company, value in _walk(fact, at, specs[fact]):
            told.add(edge)
            yield row(edge, company, fact, value)
    for edge, found in at.items():
        if found and edge not in told:
            yield row(edge, found[0])


def _edge(finding: Finding) -> Edge:
    # Of a company of which every fact is known a criterion is unknown for no other cause.
    return "silent" if finding.state == "unknown" else finding.state


def _others_open(verdict: Verdict, index: int) -> int:
    """How many other criteria are not met: at an edge, the criterion alone should decide."""
    return sum(one.state != "met" for number, one in enumerate(verdict.findings) if number != index)


def _walk(
    fact: str, at: Mapping[Edge, Sequence[Company]], spec: FactSpec
) -> Iterator[tuple[Edge, Company, Value]]:
    """Companies that differ in this fact alone, at least one of them met and one not: one of each edge.

    Of a number or a date the two values on either side of every limit.
    """
    others = {one.without(fact) for edge, found in at.items() for one in found if edge != "met"}
    start = next((one.without(fact) for one in at["met"] if one.without(fact) in others), None)
    if start is None:
        return
    line = [(edge, one) for edge, found in at.items() for one in found if one.without(fact) == start]
    if not spec.is_ordered:
        nearest = dict(reversed(line))  # the first of each edge
        yield from ((edge, nearest[edge], nearest[edge].values[fact]) for edge in at if edge in nearest)
        return
    stretches = [(*span, edge, one) for edge, one in line for span in one.cells[fact].spans]
    for (_, last, edge, one), (first, _, other_edge, other) in pairwise(
        sorted(stretches, key=lambda s: _place(s[0]))
    ):
        if edge != other_edge:
            yield edge, one, last
            yield other_edge, other, first


def _place(value: Value) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)


# --- who flips --------------------------------------------------------------------------------------------------


def _flips(track: str, everyone: Iterable[Company], before: Judge, after: Judge) -> list[Flip]:
    flips: dict[object, list[tuple[Company, Verdict, Verdict]]] = {}
    of = 0
    for company in everyone:
        of += 1
        old, new = before.judge(company.facts)[track], after.judge(company.facts)[track]
        change = (old.outcome, old.cap_won), (new.outcome, new.cap_won)
        if change[0] != change[1]:
            flips.setdefault((change, _because(old, new)), []).append((company, old, new))
    found = []
    for group in flips.values():
        example, old, new = max(group, key=lambda one: one[0].share)
        share = sum(one.share for one, _, _ in group)
        found.append(Flip(track, share, len(group), of, example.values, old, new, _because(old, new)))
    return sorted(found, key=lambda one: -one.share)


def _because(old: Verdict, new: Verdict) -> tuple[tuple[str, str | None, str | None], ...]:
    before = {one.criterion.id: state_of(one) for one in old.findings}
    after = {one.criterion.id: state_of(one) for one in new.findings}
    return tuple(
        (id, before.get(id), after.get(id))
        for id in dict.fromkeys([*before, *after])
        if before.get(id) != after.get(id)
    )
