"""What readers write: headings as `#` lines, lists as `-` lines, tables as `|` rows, for `knowledge.passages` to split.

Where the words come from is not known here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.readers.decoding import Unreadable

MAX_CHARACTERS: Final = 2_000_000
_LIKE_A_HEADING: Final = re.compile(r"#{1,6}(?=\s)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, and what staff should know of the reading (such as pages that are only pictures)."""

    text: str
    title: str = ""  # as the file's properties give it; empty where they give none
    notes: tuple[str, ...] = ()


class Markdown:
    """A text that grows block by block. Every method raises `Unreadable` once it is too long to be a document."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._left = MAX_CHARACTERS
        self._in_list = False

    @property
    def text(self) -> str:
        return "".join(self._blocks).strip("\n")

    def heading(self, level: int, words: str) -> None:
        if words := one_line(words):
            self._add(f"{'#' * min(level, 6)} {words}")

    def paragraph(self, words: str) -> None:
        """Lines stay lines: one that begins like a list's item is one for `knowledge.passages`."""
        lines = [
            _LIKE_A_HEADING.sub(r"\\\g<0>", line) for raw in words.split("\n") if (line := one_line(raw))
        ]
        if lines:
            self._add("\n".join(lines))

    def item(self, words: str, mark: str = "- ") -> None:
        if words := one_line(words):
            self._add(f"{mark}{words}", in_list=True)

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """The first row that says something names the columns."""
        filled = [cells for row in rows if any(cells := [one_line(cell) for cell in row])]
        if len(filled) == 1:
            self.paragraph(" ".join(filled[0]))
        elif filled and max(map(len, filled)) == 1:
            for (cell,) in filled:
                self.paragraph(cell)
        elif filled:
            lines = [_row(cells) for cells in filled]
            self._add("\n".join([lines[0], _row(["---"] * len(filled[0])), *lines[1:]]))

    def _add(self, block: str, *, in_list: bool = False) -> None:
        self._left -= len(block)
        if self._left < 0:
            raise too_long()
        self._blocks.append(("\n" if in_list and self._in_list else "\n\n") + block)
        self._in_list = in_list


def too_long() -> Unreadable:
    return Unreadable(1, f"more than {MAX_CHARACTERS:,} characters of text; split it into several documents")


def one_line(words: str) -> str:
    return " ".join(words.split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
