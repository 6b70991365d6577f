"""Facts about a company: what can be known, what is known, and what a value may be.

A fact is known, unknown (nobody said) or uncertain (asked, and the company does not know). What is known may
be known only in part: it is kept as the set of choices still possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Value = str | bool | int | date
FactType = Literal["choice", "yes_no", "number", "date"]


_PYTHON_TYPES: Mapping[FactType, type] = {"choice": str, "yes_no": bool, "number": int, "date": date}


@dataclass(frozen=True)
class Text:
    """A sentence in both languages."""

    ko: str
    en: str

    def in_(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True)
class Choice:
    """One value that a fact may take. `share` is a rough prior (0..1): it orders questions, nothing else.

    `group` names what several choices lie in (a province): a long list offers it first, and they come after it.
    """

    value: Value
    label: Text
    share: float
    group: Text | None = None


@dataclass(frozen=True)
class Stretch:
    """Values of a number or a date from `first` to `last`, both included; `share` is a rough prior, as of a choice."""

    first: int | date
    last: int | date
    share: float


@dataclass(frozen=True)
class FactSpec:
    """What a fact is: its type, its values in a fixed order, how it is asked.

    `matters` is false for a fact that decides nothing (dealings with Samsung): it is never asked. `changeable` is
    true for what a company can truly decide otherwise (the level it aims at). A number or a date has no choices
    but a `minimum` and a `maximum`, both included, a number a unit, and where staff give rough shares, `stretches`
    from the one to the other. `derived` names the derivation of derived.py that can tell the fact.
    """

    key: str
    type: FactType
    label: Text
    question: Text
    choices: tuple[Choice, ...]
    matters: bool = True
    changeable: bool = False
    minimum: int | date | None = None
    maximum: int | date | None = None
    unit: Text | None = None
    derived: str | None = None
    stretches: tuple[Stretch, ...] = ()

    @property
    def values(self) -> frozenset[Value]:
        """The choices; empty for a number or a date, whose values are not listed."""
        return frozenset(choice.value for choice in self.choices)

    @property
    def is_ordered(self) -> bool:
        return self.type in ("number", "date")

    @property
    def bounds(self) -> tuple[int | date, int | date]:
        """The least and the greatest value of a number or a date."""
        assert self.minimum is not None
        assert self.maximum is not None
        return self.minimum, self.maximum

    def has(self, value: object) -> bool:
        """Whether this is a value that the fact may take."""
        # 1 == True in Python: a yes_no fact takes true and false, not 1 and 0, and a number takes no truth.
        if type(value) is not _PYTHON_TYPES[self.type]:
            return False
        if not self.is_ordered:
            return value in self.values
        low, high = self.bounds
        return low <= value <= high  # type: ignore[operator]

    def label_of(self, value: Value) -> Text:
        return next(choice.label for choice in self.choices if choice.value == value)


@dataclass(frozen=True)
class Known:
    """What is known of one fact: the values still possible; `uncertain` if the company does not know itself.

    No value at all means that nothing is known: so it is with an uncertain number, whose values are not listed.
    """

    possible: frozenset[Value]
    uncertain: bool = False

    @property
    def value(self) -> Value | None:
        """The one value, None while several are possible."""
        return next(iter(self.possible)) if len(self.possible) == 1 else None


Facts = Mapping[str, Known]


class FactError(ValueError):
    """A fact key or value that the programme does not have; the text says what right looks like."""


def read_facts(given: Mapping[str, object], specs: Mapping[str, FactSpec]) -> dict[str, Known]:
    """Facts from plain data: a value, a list of values (partial knowledge), "uncertain", or None (unknown).

    Raises FactError naming every wrong key and value.
    """
    facts: dict[str, Known] = {}
    problems: list[str] = []
    for key, value in given.items():
        spec = specs.get(key)
        if spec is None:
            problems.append(f"unknown fact {key!r}; known: {', '.join(specs)}")
        elif value is not None:
            try:
                known = read_fact(value, spec)
            except FactError as error:
                problems.append(str(error))
            else:
                if known.uncertain or known.possible != spec.values:
                    facts[key] = known
    if problems:
        raise FactError("; ".join(problems))
    return facts


def read_fact(value: object, spec: FactSpec) -> Known:
    """One fact from plain data; a date as "2025-03-31". Raises FactError."""
    if value == "uncertain":
        return Known(spec.values, uncertain=True)
    values = [_as_value(one, spec) for one in (value if isinstance(value, list) else [value])]
    wrong = [one for one in values if not spec.has(one)]
    if wrong or not values:
        found = ", ".join(map(_as_found, wrong)) or "an empty list"
        raise FactError(
            f"{spec.key}: {found}; expected {expected_values(spec)}, a list of them, uncertain or null"
        )
    return Known(frozenset(one for one in values if isinstance(one, Value)))


def expected_values(spec: FactSpec) -> str:
    """What may be written as a value of the fact, for messages: "one of small, large"."""
    if not spec.is_ordered:
        return f"one of {', '.join(_as_written(one.value) for one in spec.choices)}"
    low, high = spec.bounds
    if spec.type == "date":
        return f"a day from {low} to {high}"
    return f"a whole number from {low:,} to {high:,}" + (f" ({spec.unit.en})" if spec.unit else "")


def known(*values: Value) -> Known:
    return Known(frozenset(values))


def merge(facts: Facts, news: Facts) -> dict[str, Known]:
    """Later news replaces what was known of the same fact."""
    return {**facts, **news}


def possible_values(facts: Facts, spec: FactSpec) -> frozenset[Value]:
    fact = facts.get(spec.key)
    return spec.values if fact is None or not fact.possible else fact.possible


def _as_value(value: object, spec: FactSpec) -> object:
    if spec.type != "date" or not isinstance(value, str):
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    # Python reads more forms than one, weeks among them.
    return day if day.isoformat() == value else value


def _as_found(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)


def _as_written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def after(value: int | date) -> int | date:
    """The next whole number or day."""
    return value + timedelta(days=1) if isinstance(value, date) else value + 1


def in_order(values: Iterable[Value], spec: FactSpec) -> list[Value]:
    """Values in the order in which the fact lists its choices, numbers and dates ascending."""
    wanted = set(values)
    if spec.is_ordered:
        return sorted(wanted)
    return [choice.value for choice in spec.choices if choice.value in wanted]
