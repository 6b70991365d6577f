"""Conditions over facts: a closed set of operators, evaluated with three values. Not a language, and it stays so."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.facts import Known, Value
from rules.truth import Truth, all_of, any_of, negate

EQUALITIES = ("is", "is_not", "one_of", "none_of")
# Of numbers and dates only.
_LIMITS: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}
OPERATORS = (*EQUALITIES, *_LIMITS)


@dataclass(frozen=True)
class Test:
    """`fact operator values`; only "one_of" and "none_of" take several values."""

    fact: str
    operator: str
    values: frozenset[Value]

    def holds(self, value: Value) -> bool:
        if self.operator in EQUALITIES:
            return (value in self.values) == (self.operator in ("is", "one_of"))
        (limit,) = self.values
        return _LIMITS[self.operator](value, limit)


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition = Test | All | AnyOf | Not


def evaluate(condition: Condition, facts: Mapping[str, Known]) -> Truth:
    """Strong Kleene: sound, but not complete where one fact stands in several places (see verdict.py)."""
    match condition:
        case Test(fact, _, _):
            if fact not in facts:
                return Truth.UNKNOWN
            outcomes = {condition.holds(value) for value in facts[fact].possible}
            return Truth.of(outcomes.pop()) if len(outcomes) == 1 else Truth.UNKNOWN
        case All(parts):
            return all_of(evaluate(part, facts) for part in parts)
        case AnyOf(parts):
            return any_of(evaluate(part, facts) for part in parts)
        case Not(part):
            return negate(evaluate(part, facts))


def holds(condition: Condition, company: Mapping[str, Value]) -> bool:
    """The condition for a company of which every fact is known."""
    match condition:
        case Test(fact, _, _):
            return condition.holds(company[fact])
        case All(parts):
            return all(holds(part, company) for part in parts)
        case AnyOf(parts):
            return any(holds(part, company) for part in parts)
        case Not(part):
            return not holds(part, company)


def tests(condition: Condition) -> Iterator[Test]:
    """Every test in the condition, in written order."""
    match condition:
        case Test():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from tests(part)
        case Not(part):
            yield from tests(part)
