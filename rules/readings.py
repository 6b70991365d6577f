"""Conditions on which the documents may be silent, made of plain ones: so a rule can ask for a whole track.

`track: advanced` holds where every criterion of that track is met. Where the documents are silent on one of them
and no other is unmet, it neither holds nor fails: silence goes through all, any and not as an unknown does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.conditions import All, AnyOf, Condition, Not


@dataclass(frozen=True)
class Reading:
    """Silent where `silent` holds, and elsewhere true or false as `when` is. `size` counts the tests in both."""

    when: Condition
    silent: Condition | None = None
    size: int = 1


def negated(part: Reading) -> Reading:
    return Reading(Not(part.when), part.silent, part.size)


def every(parts: Sequence[Reading]) -> Reading:
    """False where one is, else silent where one is, else true."""
    when = All(tuple(part.when for part in parts))
    return _combined(when, parts, [_clear(Not(part.when), part) for part in parts])


def anyone(parts: Sequence[Reading]) -> Reading:
    """True where one is, else silent where one is, else false."""
    clear = [_clear(part.when, part) for part in parts]
    return _combined(AnyOf(tuple(clear)), parts, clear)


def silent_too(part: Reading, silent: Reading | None) -> Reading:
    """Silent also where another condition holds, or is silent itself."""
    if silent is None:
        return part
    found = [one for one in (silent.when, silent.silent, part.silent) if one is not None]
    return Reading(part.when, found[0] if len(found) == 1 else AnyOf(tuple(found)), part.size + silent.size)


def _clear(condition: Condition, part: Reading) -> Condition:
    """The condition, where its part is not silent."""
    return condition if part.silent is None else All((condition, Not(part.silent)))


def _combined(when: Condition, parts: Sequence[Reading], settle: Sequence[Condition]) -> Reading:
    """Silent where a part is and no part settles it."""
    silences = tuple(part.silent for part in parts if part.silent is not None)
    size = sum(part.size for part in parts)
    if not silences:
        return Reading(when, None, size)
    return Reading(when, All((AnyOf(silences), Not(AnyOf(tuple(settle))))), 3 * size)
