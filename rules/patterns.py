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
_SPELT = 64  # ways to write one part of a pattern that are listed
_NOTHING = frozenset([""])
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


def pieces(pattern: str) -> frozenset[str]:
    """Of these, any text in which the pattern is found holds at least one; none where that cannot be told.

    So that a text is searched only for what may be there. `pattern` is read as written: with re.IGNORECASE a text
    may hold a piece in other letters.
    """
    return _pieces(_parser.parse(pattern))


def _pieces(parsed: Any) -> frozenset[str]:
    """The best of what each part of a sequence asks for: what is long is rare, and few are soon looked up."""
    known: list[frozenset[str]] = []
    run = _NOTHING
    for part in parsed:
        spelt = _spelt([part])
        if spelt and len(run) * len(spelt) <= _SPELT:
            run = frozenset(before + after for before in run for after in spelt)
            continue
        known += [run, _within(*part)]
        run = spelt or _NOTHING
    rated = [(min(map(len, one)), -len(one), sorted(one)) for one in [*known, run] if one and "" not in one]
    return frozenset(max(rated)[2]) if rated else frozenset()


def _within(operation: Any, argument: Any) -> frozenset[str]:
    """What a part asks for that may be spelt in more ways than can be listed."""
    name = str(operation)
    has_flags = name == "SUBPATTERN" and (argument[1] or argument[2])
    is_optional = name in _REPEATS and not argument[0]
    if name not in ("BRANCH", "SUBPATTERN", "ATOMIC_GROUP", *_REPEATS) or has_flags or is_optional:
        return frozenset()
    inner = [_pieces(one) for one in _inner(name, argument)]
    return frozenset().union(*inner) if all(inner) else frozenset()


def _spelt(parsed: Any) -> frozenset[str]:
    """Every text that a sequence matches, if they are few; else none."""
    ways = _NOTHING
    for operation, argument in parsed:
        match str(operation):
            case "LITERAL":
                here = frozenset([chr(argument)])
            case "IN" if all(str(kind) == "LITERAL" for kind, _ in argument):
                here = frozenset(chr(one) for _, one in argument)
            case "SUBPATTERN" if not (argument[1] or argument[2]):
                here = _spelt(argument[3])
            case "BRANCH":
                each = [_spelt(one) for one in argument[1]]
                here = frozenset().union(*each) if all(each) else frozenset()
            case _:
                return frozenset()
        if not here or len(ways) * len(here) > _SPELT:
            return frozenset()
        ways = frozenset(before + after for before in ways for after in here)
    return ways


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
