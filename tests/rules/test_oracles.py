"""Verdicts against engines that are not ours: CEL for Kleene's logic, clingo for exact verdicts, and brute force.

The same random trees are printed in the language of each. `VERDICTS` in the environment asks for more than the
20,000 of every run: `make soak` asks for a million.
"""

from __future__ import annotations

import itertools
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import clingo
from cel_expr_python import cel

from rules.conditions import EQUALITIES, OPERATORS, All, AnyOf, Condition, Not, evaluate
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.edition import Edition
from rules.facts import Known, known
from rules.truth import Truth
from rules.verdict import Judge
from tests.rules.building import criterion, edition, fact, track
from tests.rules.test_verdict import outcome_of, states_of

VERDICTS = int(os.environ.get("VERDICTS", "20000"))
TRACKS, COMPANIES = 2, 20  # of each edition
FIRST_DAY = date(2025, 3, 1)

WORKERS = replace(fact("workers", "none"), type="number", choices=(), minimum=0, maximum=7)
FOUNDED = replace(WORKERS, key="founded", type="date", minimum=FIRST_DAY, maximum=date(2025, 3, 6))
SPECS = {
    one.key: one
    for one in (
        fact("maker", True, False),
        fact("size", "a", "b"),
        fact("region", "a", "b", "c", "d"),
        WORKERS,
        FOUNDED,
    )
}
VALUES = {
    key: list(range(8))
    if spec.type == "number"
    else [FIRST_DAY + timedelta(days) for days in range(6)]
    if spec.type == "date"
    else sorted(spec.values)
    for key, spec in SPECS.items()
}


# --- random editions and companies ------------------------------------------------------------------------------


def random_test(chance: random.Random) -> FactTest:
    key = chance.choice(list(SPECS))
    operator = chance.choice(OPERATORS if SPECS[key].is_ordered else EQUALITIES)
    number = chance.randint(1, 2) if operator in ("one_of", "none_of") else 1
    return FactTest(key, operator, frozenset(chance.sample(VALUES[key], number)))


def random_condition(chance: random.Random, depth: int = 2) -> Condition:
    """Short trees: long ones leave little decided."""
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return random_test(chance)
    if kind < 0.55:
        return Not(random_condition(chance, depth - 1))
    parts = tuple(random_condition(chance, depth - 1) for _ in range(chance.randint(1, 3)))
    return All(parts) if kind < 0.75 else AnyOf(parts)


def random_edition(chance: random.Random) -> Edition:
    def criteria(id: str):
        for number in range(chance.randint(1, 3)):
            silent = random_condition(chance, 1) if chance.random() < 0.2 else None
            yield criterion(f"{id}-{number}", random_condition(chance), silent)

    return edition(*(track(id, *criteria(id)) for id in ("first", "second")[:TRACKS]))


def random_company(chance: random.Random) -> dict[str, Known]:
    """Most facts known, some in part, some uncertain, some unsaid."""
    company = {}
    for key, spec in SPECS.items():
        kind = chance.random()
        if kind < 0.7:
            company[key] = known(chance.choice(VALUES[key]))
        elif kind < 0.8:
            company[key] = known(*chance.sample(VALUES[key], 2))
        elif kind < 0.85:
            company[key] = Known(spec.values, uncertain=True)
    return company


@dataclass(frozen=True)
class Round:
    """One random edition and some companies."""

    edition: Edition
    companies: list[dict[str, Known]]


def rounds(seed: int, verdicts: int) -> Iterator[Round]:
    chance = random.Random(seed)
    for _ in range(verdicts // (TRACKS * COMPANIES)):
        yield Round(random_edition(chance), [random_company(chance) for _ in range(COMPANIES)])


def possible(company: dict[str, Known], key: str):
    return sorted(company[key].possible if key in company and company[key].possible else VALUES[key])


# --- the engines ------------------------------------------------------------------------------------------------

Outcomes = list[dict[str, str]]  # by company and track


def by_judge(one: Round) -> Outcomes:
    judge = Judge(one.edition, SPECS)
    return [
        {id: verdict.outcome for id, verdict in judge.judge(company).items()} for company in one.companies
    ]


def by_fast_path(one: Round) -> Outcomes:
    judge = Judge(one.edition, SPECS)
    return [judge.outcomes_only(company) for company in one.companies]


def by_brute_force(one: Round) -> Outcomes:
    return [
        {
            id: _agreed(
                outcome_of(states_of(each, dict(zip(SPECS, values, strict=True))))
                for values in itertools.product(*(possible(company, key) for key in SPECS))
            )
            for id, each in one.edition.tracks.items()
        }
        for company in one.companies
    ]


def _agreed(outcomes) -> str:
    outcomes = set(outcomes)
    return outcomes.pop() if len(outcomes) == 1 else "undetermined"


def by_clingo(one: Round) -> Outcomes:
    """Brave consequences: every outcome that some completion of a company has."""
    control = clingo.Control(["--enum-mode=brave", "--warn=none", "0"])
    control.add("base", [], in_asp(one))
    control.ground([("base", [])])
    found: list[clingo.Symbol] = []
    with control.solve(yield_=True) as models:
        for model in models:
            found = list(model.symbols(shown=True))
    seen: dict[tuple[int, str], set[str]] = {}
    for symbol in found:
        company, id, outcome = symbol.arguments
        seen.setdefault((company.number, id.name), set()).add(outcome.name)
    return [
        {id: _agreed(seen[company, id]) for id in one.edition.tracks} for company in range(len(one.companies))
    ]


def in_asp(one: Round) -> str:
    lines = ["1 { v(C,F,V) : p(C,F,V) } 1 :- c(C), f(F).", "#show o/3."]
    lines += [f"f({key})." for key in SPECS]
    for number, company in enumerate(one.companies):
        lines.append(f"c({number}).")
        lines += [
            f"p({number},{key},{_asp_value(value)})." for key in SPECS for value in possible(company, key)
        ]
    names = itertools.count()

    def node(condition: Condition) -> str:
        name = f"n{next(names)}"
        match condition:
            case FactTest(key, operator, values):
                lines.append(f"{name}(C) :- v(C,{key},V), {_asp_test(key, operator, values, name, lines)}.")
            case All(parts):
                lines.append(f"{name}(C) :- c(C), {', '.join(f'{node(part)}(C)' for part in parts)}.")
            case AnyOf(parts):
                lines.extend(f"{name}(C) :- {node(part)}(C)." for part in parts)
            case Not(part):
                lines.append(f"{name}(C) :- c(C), not {node(part)}(C).")
        return name

    for id, each in one.edition.tracks.items():
        for one_criterion in each.criteria:
            holds = node(one_criterion.when)
            if one_criterion.silent is None:
                lines.append(f"unmet(C,{id}) :- c(C), not {holds}(C).")
            else:
                silent = node(one_criterion.silent)
                lines.append(f"silent(C,{id}) :- {silent}(C).")
                lines.append(f"unmet(C,{id}) :- c(C), not {holds}(C), not {silent}(C).")
        lines.append(f"o(C,{id},ineligible) :- unmet(C,{id}).")
        lines.append(f"o(C,{id},undetermined) :- silent(C,{id}), not unmet(C,{id}).")
        lines.append(f"o(C,{id},eligible) :- c(C), not unmet(C,{id}), not silent(C,{id}).")
    return "\n".join(lines)


_SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}


def _asp_test(key: str, operator: str, values, name: str, lines: list[str]) -> str:
    if operator in _SIGNS:
        return f"V {_SIGNS[operator]} {_asp_value(min(values))}"
    if operator in ("is", "one_of"):
        lines.extend(f"in_{name}({_asp_value(value)})." for value in values)
        return f"in_{name}(V)"
    return ", ".join(f"V != {_asp_value(value)}" for value in values)


def _asp_value(value) -> str:
    if isinstance(value, date):
        return str((value - FIRST_DAY).days)
    return f"is_{value}".lower() if isinstance(value, bool | str) else str(value)


_CEL_TYPES = {
    "choice": cel.Type.STRING,
    "yes_no": cel.Type.BOOL,
    "number": cel.Type.INT,
    "date": cel.Type.INT,
}
CEL = cel.NewEnv(variables={key: _CEL_TYPES[spec.type] for key, spec in SPECS.items()})


def in_cel(condition: Condition) -> str:
    match condition:
        case FactTest(key, operator, values) if operator in _SIGNS:
            return f"{key} {_SIGNS[operator]} {_cel_value(min(values))}"
        case FactTest(key, operator, values):
            anyone = " || ".join(f"{key} == {_cel_value(value)}" for value in sorted(values))
            return f"({anyone})" if operator in ("is", "one_of") else f"!({anyone})"
        case All(parts):
            return f"({' && '.join(map(in_cel, parts))})"
        case AnyOf(parts):
            return f"({' || '.join(map(in_cel, parts))})"
        case Not(part):
            return f"!({in_cel(part)})"


def _cel_value(value) -> str:
    if isinstance(value, date):
        return str(value.toordinal())
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def truth_in_cel(expression: cel.Expression, company: dict[str, Known]) -> Truth:
    """CEL reads a fact that is left out as an error, which `&&` and `||` absorb as Kleene's unknown."""
    told = {
        key: value.toordinal() if isinstance(value, date) else value
        for key, one in company.items()
        if (value := one.value) is not None
    }
    result = expression.eval(data=told)
    if result.type() == cel.Type.BOOL:
        return Truth.of(result.value())
    assert "No value with name" in str(result.value())
    return Truth.UNKNOWN


# --- not one disagreement ---------------------------------------------------------------------------------------


def disagreements(
    engine: Callable[[Round], Outcomes], other: Callable[[Round], Outcomes], seed: int, verdicts: int
) -> list[object]:
    """What two engines say differently, one entry for each company and track."""
    return [
        (one.edition.tracks[id], company, ours[id], theirs[id])
        for one in rounds(seed, verdicts)
        for company, ours, theirs in zip(one.companies, engine(one), other(one), strict=True)
        for id in ours
        if ours[id] != theirs[id]
    ]


def test_exact_verdicts_are_those_of_clingo():
    assert disagreements(by_judge, by_clingo, 1, VERDICTS) == []


def test_exact_verdicts_are_those_of_brute_force_with_and_without_findings():
    assert disagreements(by_judge, by_brute_force, 2, VERDICTS) == []
    assert disagreements(by_judge, by_fast_path, 3, VERDICTS) == []


def test_kleene_logic_is_that_of_cel():
    seen: Counter[Truth] = Counter()
    for one in rounds(4, VERDICTS):
        for each in one.edition.tracks.values():
            for condition in (one_criterion.when for one_criterion in each.criteria):
                expression = CEL.compile(in_cel(condition))
                for company in one.companies:
                    # CEL has no value known in part: such a fact is left unsaid.
                    told = {key: value for key, value in company.items() if value.value is not None}
                    truth = truth_in_cel(expression, told)
                    assert evaluate(condition, told) is truth, (condition, told)
                    seen[truth] += 1

    assert seen.total() > VERDICTS
    assert min(seen.values()) > seen.total() / 10


def test_half_of_the_random_verdicts_or_more_are_decided():
    seen = Counter(
        outcome for one in rounds(1, 4_000) for company in by_judge(one) for outcome in company.values()
    )

    assert seen["eligible"] + seen["ineligible"] > seen.total() / 2
    assert min(seen.values()) > seen.total() / 20


def test_every_oracle_notices_a_limit_that_is_off_by_one():
    def slipped(condition: Condition) -> Condition:
        match condition:
            case FactTest(key, "at_least", values):
                return FactTest(key, "more_than", values)
            case All(parts):
                return All(tuple(map(slipped, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(slipped, parts)))
            case Not(part):
                return Not(slipped(part))
        return condition

    def by_slipped_judge(one: Round) -> Outcomes:
        tracks = {
            id: replace(each, criteria=tuple(replace(c, when=slipped(c.when)) for c in each.criteria))
            for id, each in one.edition.tracks.items()
        }
        return by_judge(replace(one, edition=replace(one.edition, tracks=tracks)))

    assert disagreements(by_slipped_judge, by_clingo, 1, 2_000)
    assert disagreements(by_slipped_judge, by_brute_force, 1, 2_000)
    at_least = FactTest("workers", "at_least", frozenset([3]))
    expression = CEL.compile(in_cel(at_least))
    assert truth_in_cel(expression, {"workers": known(3)}) is not evaluate(
        slipped(at_least), {"workers": known(3)}
    )
