"""How two texts differ: by lines with what stands around them, and by words within. For people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

_AROUND = 3  # lines shown before and after a change
_MOST_LINES = 4000  # that are compared one by one; beyond, a part went and another came
_MOST_WORDS = 1500
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Line:
    """One line; `number` counts from 1 in the text that has it (the new one, where both have)."""

    kind: Kind
    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hunk:
    """Lines that follow each other, with at least one that differs."""

    lines: tuple[Line, ...]


def by_words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, each word once where both have it."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        pieces = [Piece("same", before)] if before == after else [Piece("gone", before), Piece("new", after)]
        return tuple(pieces)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(new[c:d])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return tuple(found)


def by_lines(before: str | None, after: str | None, most: int = 400) -> tuple[tuple[Hunk, ...], int]:
    """What differs between two texts (None for a file that is not there), at most so many lines of it; and how many
    more lines there are."""
    old, new = ([] if one is None else one.split("\n") for one in (before, after))
    hunks: list[Hunk] = []
    shown = left = 0
    for group in _groups(old, new):
        lines = tuple(_lines(old, new, group))
        fits = lines[: max(0, most - shown)]
        shown, left = shown + len(fits), left + len(lines) - len(fits)
        if fits:
            hunks.append(Hunk(fits))
    return tuple(hunks), left


_Code = tuple[str, int, int, int, int]


def _groups(old: Sequence[str], new: Sequence[str]) -> Iterator[list[_Code]]:
    """As SequenceMatcher groups them. What is alike at both ends is left out first: files are long, changes short."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    if first == len(old) == len(new):
        return
    start, end = max(0, first - _AROUND), max(0, last - _AROUND)
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(a), len(b)) > _MOST_LINES:
        yield [("replace", start, len(old) - end, start, len(new) - end)]
        return
    for group in SequenceMatcher(None, a, b, autojunk=False).get_grouped_opcodes(_AROUND):
        yield [(kind, i + start, j + start, k + start, m + start) for kind, i, j, k, m in group]


def _lines(old: Sequence[str], new: Sequence[str], group: Sequence[_Code]) -> Iterator[Line]:
    for kind, a, b, c, d in group:
        if kind == "equal":
            yield from (Line("same", n + 1, (Piece("same", new[n]),)) for n in range(c, d))
            continue
        # Lines that stand for each other show which of their words differ.
        pairs = [by_words(old[a + n], new[c + n]) for n in range(b - a)] if b - a == d - c else None
        for n in range(a, b):
            yield Line("gone", n + 1, _side(pairs[n - a], "gone") if pairs else (Piece("gone", old[n]),))
        for n in range(c, d):
            yield Line("new", n + 1, _side(pairs[n - c], "new") if pairs else (Piece("new", new[n]),))


def _side(pieces: Sequence[Piece], kind: Kind) -> tuple[Piece, ...]:
    return tuple(one for one in pieces if one.kind in ("same", kind))
