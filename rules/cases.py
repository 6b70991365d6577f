"""Staff cases: what a company should be told, written as sentences with facts, run against the rules.

They stand in cases/*.yaml of a programme. Run here too: which edges of which criteria no case covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from rules.cells import TooManyCells, companies
from rules.edition import Edition, IntakeState, Programme, intake_state
from rules.facts import FactError, Facts, FactSpec, Text, read_facts
from rules.plain_yaml import PlainFile, Problem, RuleFileError
from rules.shape import Shape, read_file, shaped
from rules.verdict import Judge, Outcome, State, Verdict

FOLDER = "cases"


@dataclass(frozen=True)
class Expected:
    """What a case expects on one track: None where it leaves a thing open.

    `because` are the unmet criteria, `waiting_for` the facts that can still change the verdict and the criteria on
    which the documents are silent, `cap` the amounts in won still possible (empty when ineligible).
    """

    verdict: Outcome
    because: frozenset[str]
    waiting_for: frozenset[str]
    cap: tuple[int, ...] | None
    intake: IntakeState | None


@dataclass(frozen=True)
class Case:
    """A company on a day, and what it should be told. `where` is file and line, for messages."""

    name: Text
    edition: str
    day: date
    company: Facts
    expected: Mapping[str, Expected]
    where: str


@dataclass(frozen=True)
class Mismatch:
    """One thing that came out otherwise: on which track, what, as expected and as found."""

    track: str
    what: str
    expected: str
    found: str


@dataclass(frozen=True)
class Uncovered:
    """An edge of a criterion that companies can be at, and no case is."""

    track: str
    criterion: str
    edge: State


def read_cases(folder: Path, programme: Programme) -> tuple[Case, ...]:
    """The cases of one programme's folder, in written order. Raises RuleFileError with every problem found."""
    found: list[Case] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            found.extend(cases_of(read_file(path), programme))
        except RuleFileError as error:
            problems.extend(error.problems)
    if problems:
        raise RuleFileError(problems)
    return tuple(found)


def cases_of(file: PlainFile, programme: Programme) -> tuple[Case, ...]:
    """The cases of one file. Raises RuleFileError with every problem found."""
    data = shaped(file, _File)
    if data.edition not in programme.editions:
        known = ", ".join(sorted(programme.editions))
        raise RuleFileError([file.problem(("edition",), f"no edition '{data.edition}' (known: {known})")])
    edition = programme.editions[data.edition]
    found: list[Case] = []
    problems: list[Problem] = []
    for index, entry in enumerate(data.cases):
        path = ("cases", index)
        wrong = _problems(file, path, entry, edition, programme.facts)
        try:
            company = read_facts(_plain(entry.company, programme.facts), programme.facts)
        except FactError as error:
            wrong.append(file.problem((*path, "company"), str(error)))
        if wrong:
            problems.extend(wrong)
            continue
        at = file.problem(path, "")
        found.append(_case(entry, edition.id, company, f"{Path(file.name).name}:{at.line}"))
    if problems:
        raise RuleFileError(problems)
    return tuple(found)


def run_case(case: Case, programme: Programme) -> tuple[Mismatch, ...]:
    """What came out otherwise than expected; nothing when the case holds."""
    edition = programme.editions[case.edition]
    verdicts = Judge(edition, programme.facts).judge(case.company)
    regions = {key: one.value for key, one in case.company.items() if isinstance(one.value, str)}
    return tuple(
        mismatch
        for id, expected in case.expected.items()
        for mismatch in _mismatches(
            verdicts[id], expected, intake_state(edition.tracks[id], case.day, regions)
        )
    )


def uncovered(
    cases: Iterable[Case], edition: Edition, specs: Mapping[str, FactSpec]
) -> tuple[Uncovered, ...]:
    """The edges of this edition's criteria (met, unmet, unknown) at which no case stands, though companies can.

    A case counts for the tracks that it expects something of. A criterion is unknown where the company has not
    said enough, or where no document says.
    """
    judge = Judge(edition, specs)
    covered = {
        (track, finding.criterion.id, finding.state)
        for case in cases
        if case.edition == edition.id
        for track in case.expected
        for finding in judge.judge(case.company)[track].findings
    }
    return tuple(
        Uncovered(track.id, criterion.id, edge)
        for track in edition.tracks.values()
        for index, criterion in enumerate(track.criteria)
        for edge in _edges(edition, track.id, index, judge, specs)
        if (track.id, criterion.id, edge) not in covered
    )


# --- the shape of the files -------------------------------------------------------------------------------------


def _listed(value: object) -> object:
    return [value] if isinstance(value, int | str) else value


def _day(value: object) -> object:
    # pydantic alone would read 20250331 as seconds since 1970.
    if isinstance(value, str) and len(value) == 10:
        return value
    raise ValueError(f"{value!r} is not a day; expected the form of 2025-03-31")


class _Name(Shape):
    ko: Annotated[str, Field(min_length=5)]
    en: Annotated[str, Field(min_length=5)]


class _Expected(Shape):
    verdict: Outcome
    because: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    waiting_for: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    cap: Annotated[list[Annotated[int, Field(strict=True)]], BeforeValidator(_listed)] | None = None
    intake: IntakeState | None = None


class _Entry(Shape):
    name: _Name
    date: Annotated[date, BeforeValidator(_day)]
    company: dict[str, Any]
    expect: Annotated[dict[str, _Expected], Field(min_length=1)]


class _File(Shape):
    schema_: Literal[1] = Field(alias="schema")
    edition: str
    cases: list[_Entry]


def _problems(
    file: PlainFile,
    path: tuple[str | int, ...],
    entry: _Entry,
    edition: Edition,
    specs: Mapping[str, FactSpec],
) -> list[Problem]:
    problems = []
    for id, expected in entry.expect.items():
        where = (*path, "expect", id)
        if id not in edition.tracks:
            known = ", ".join(edition.tracks) or "none"
            problems.append(file.problem(where, f"no track '{id}' in edition {edition.id} (known: {known})"))
            continue
        criteria = [one.id for one in edition.tracks[id].criteria]
        problems += [
            file.problem((*where, "because"), f"no criterion '{one}' (known: {', '.join(criteria)})")
            for one in expected.because
            if one not in criteria
        ]
        problems += [
            file.problem((*where, "waiting_for"), f"'{one}' is no fact and no criterion of this track")
            for one in expected.waiting_for
            if one not in criteria and one not in specs
        ]
    return problems


def _plain(company: Mapping[str, Any], specs: Mapping[str, FactSpec]) -> dict[str, Any]:
    """With yes and no for the facts that take them, as in the rule files."""
    words = {"yes": True, "no": False}
    return {
        key: words.get(value, value)
        if key in specs and specs[key].type == "yes_no" and isinstance(value, str)
        else value
        for key, value in company.items()
    }


def _case(entry: _Entry, edition: str, company: Facts, where: str) -> Case:
    expected = {
        id: Expected(
            one.verdict,
            frozenset(one.because),
            frozenset(one.waiting_for),
            None if one.cap is None else tuple(sorted(one.cap)),
            one.intake,
        )
        for id, one in entry.expect.items()
    }
    return Case(Text(entry.name.ko, entry.name.en), edition, entry.date, company, expected, where)


# --- comparing --------------------------------------------------------------------------------------------------


def _mismatches(verdict: Verdict, expected: Expected, intake: IntakeState) -> list[Mismatch]:
    because = frozenset(one.criterion.id for one in verdict.of("unmet"))
    waiting_for = frozenset((*verdict.ask, *verdict.silent))
    compared: list[tuple[str, object, object]] = [
        ("verdict", expected.verdict, verdict.outcome),
        ("because", expected.because, because),
        ("waiting_for", expected.waiting_for, waiting_for),
    ]
    if expected.cap is not None:
        compared.append(("cap", expected.cap, verdict.cap_won or ()))
    if expected.intake is not None:
        compared.append(("intake", expected.intake, intake))
    return [
        Mismatch(verdict.track.id, what, _written(wanted), _written(found))
        for what, wanted, found in compared
        if wanted != found
    ]


def _written(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "-"
    if isinstance(value, tuple):
        return ", ".join(f"{one:,}" for one in value) or "-"
    return str(value)


def _edges(
    edition: Edition, track: str, index: int, judge: Judge, specs: Mapping[str, FactSpec]
) -> list[State]:
    """The edges at which there are companies, known in full or not."""
    try:
        everyone = list(companies([edition.tracks[track]], specs))
    except TooManyCells:
        return list(get_args(State))
    states = {judge.judge(one.facts)[track].findings[index].state for one in everyone}
    nothing_said = judge.judge({})[track].findings[index].state
    return [one for one in get_args(State) if one in states | {nothing_said}]
