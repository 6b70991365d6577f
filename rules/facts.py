"""Facts about a company: what can be known, what is known, and what a value may be.

A fact is known, unknown (nobody said) or uncertain (asked, and the company does not know). What is known may
be known only in part: it is kept as the set of choices still possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Value = str | bool


@dataclass(frozen=True)
class Text:
    """A sentence in both languages."""

    ko: str
    en: str

    def in_(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True)
class Choice:
    """One value that a fact may take. `share` is a rough prior (0..1): it orders questions, nothing else."""

    value: Value
    label: Text
    share: float


@dataclass(frozen=True)
class FactSpec:
    """What a fact is: its type, its values in a fixed order, how it is asked.

    `matters` is false for a fact that decides nothing (dealings with Samsung): it is never asked.
    """

    key: str
    type: Literal["choice", "yes_no"]
    label: Text
    question: Text
    choices: tuple[Choice, ...]
    matters: bool = True

    @property
    def values(self) -> frozenset[Value]:
        return frozenset(choice.value for choice in self.choices)

    def label_of(self, value: Value) -> Text:
        return next(choice.label for choice in self.choices if choice.value == value)


@dataclass(frozen=True)
class Known:
    """What is known of one fact: the values still possible; `uncertain` if the company does not know itself."""

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
    """One fact from plain data. Raises FactError."""
    if value == "uncertain":
        return Known(spec.values, uncertain=True)
    values = value if isinstance(value, list) else [value]
    wrong = [one for one in values if not _is_choice(one, spec)]
    if wrong or not values:
        allowed = ", ".join(_as_written(one.value) for one in spec.choices)
        found = ", ".join(map(repr, wrong)) or "an empty list"
        raise FactError(f"{spec.key}: {found}; expected one of {allowed}, a list of them, uncertain or null")
    return Known(frozenset(one for one in values if isinstance(one, str | bool)))


def known(*values: Value) -> Known:
    return Known(frozenset(values))


def merge(facts: Facts, news: Facts) -> dict[str, Known]:
    """Later news replaces what was known of the same fact."""
    return {**facts, **news}


def possible_values(facts: Facts, spec: FactSpec) -> frozenset[Value]:
    fact = facts.get(spec.key)
    return spec.values if fact is None else fact.possible


def _is_choice(value: object, spec: FactSpec) -> bool:
    # 1 == True in Python: a yes_no fact takes true and false, not 1 and 0.
    wanted: type = bool if spec.type == "yes_no" else str
    return isinstance(value, wanted) and value in spec.values


def _as_written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def in_order(values: Iterable[Value], spec: FactSpec) -> list[Value]:
    """Values in the order in which the fact lists its choices."""
    wanted = set(values)
    return [choice.value for choice in spec.choices if choice.value in wanted]
