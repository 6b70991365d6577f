"""Patterns that people write into files and forms. `re` holds the whole process while it tries every way to match one:
here is told, from the pattern alone, whether that may take for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # the library's own reading of a pattern
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_OFTEN = 10  # a repetition that may go on longer counts as one without end
_TEXT = 4_000  # characters that it may go over
_QUICK = 4_000  # ways from one place in a text that cost nothing


def compiled(pattern: str) -> re.Pattern[str]:
    """As `re.compile`. Raises ValueError, with the reason for staff, whatever the text is."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a pattern: {error.msg}") from None
    except (RecursionError, OverflowError):
        raise ValueError("not a pattern: nested too deep, or a number is too large") from None


def explodes(pattern: str) -> bool:
    """Whether something repeated without end holds a repetition without end, or choices that begin alike.

    Of such a pattern the ways to match double with each character. Some that are harmless are found too.
    """
    return _explodes(_parser.parse(pattern), within=False)


def is_quick(pattern: str) -> bool:
    """Whether the pattern matches in so few ways that no text can keep it busy. Sure where it says yes."""
    return _ways(_parser.parse(pattern)) <= _QUICK


def _explodes(parsed: Any, *, within: bool) -> bool:
    for operation, argument in parsed:
        name = str(operation)
        is_endless = name in _REPEATS and argument[1] > _OFTEN
        if within and (is_endless or (name == "BRANCH" and _begin_alike(argument[1]))):
            return True
        if any(_explodes(one, within=within or is_endless) for one in _inner(name, argument)):
            return True
    return False


def _begin_alike(choices: Any) -> bool:
    """Whether two of the choices may begin with the same character, as far as is plain to see."""
    first = [str(one[0]) if len(one) and str(one[0][0]) == "LITERAL" else "" for one in choices]
    return "" in first or len(set(first)) < len(first)


def _inner(name: str, argument: Any) -> Iterator[Any]:
    """The parts of which one part of a pattern is made."""
    match name:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            yield argument[2]
        case "BRANCH":
            yield from argument[1]
        case "SUBPATTERN":
            yield argument[3]
        case "ASSERT" | "ASSERT_NOT":
            yield argument[1]
        case "ATOMIC_GROUP":
            yield argument
        case "GROUPREF_EXISTS":
            yield from (one for one in argument[1:] if one)


def _ways(parsed: Any) -> int:
    """In how many ways a sequence can match from one place, at most."""
    ways = 1
    for operation, argument in parsed:
        inner = [_ways(one) for one in _inner(str(operation), argument)]
        if str(operation) in _REPEATS:
            here = _repeated(int(argument[0]), min(int(argument[1]), _TEXT), inner[0])
        else:
            here = sum(inner) or 1
        ways = min(ways * here, _QUICK + 1)
    return ways


def _repeated(least: int, most: int, ways: int) -> int:
    if ways == 1:
        return max(1, most - least + 1)
    total = 0
    for times in range(least, most + 1):
        total += ways**times
        if total > _QUICK:
            break
    return total
