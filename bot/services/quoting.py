"""Rules beside the documents that prove them: which words of a document a rule takes, and where a figure is stated.

And a document laid out to be read: every character of its text stands in exactly one span, in its order.
"""

from __future__ import annotations

import hashlib
import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from bot.services.coverage import places, statements_of
from knowledge.documents import Document, heading_of
from knowledge.figures import Found, figures, format_figure, same
from knowledge.sentences import table_at
from rules.edition import Figure, Programme, Proof, Statement

_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Use:
    """A statement (its id) of an edition that takes a quote as its proof."""

    edition: str
    statement: str


@dataclass(frozen=True)
class Quoted:
    """Words of a document, and what takes them; without uses, words that no rule takes, with the reason if known."""

    text: str
    uses: tuple[Use, ...] = ()
    reason: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.text)


@dataclass(frozen=True)
class Part:
    """A piece of a rule's sentence. Of a figure: the proof whose quote states it."""

    text: str
    proof: Proof | None = None


@dataclass(frozen=True)
class Span:
    """A piece of a text. Markup is what is written only to lay the text out (#, |, line ends).

    `begins` are the quotes whose first place begins here, `within` those that hold the whole span.
    """

    text: str
    is_markup: bool = False
    begins: tuple[Quoted, ...] = ()
    within: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class Block:
    """Rows of cells of spans; headings and texts have one cell. `depth` counts a heading's nesting from 1."""

    kind: Literal["heading", "text", "table"]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    depth: int = 0


def anchor_of(quote: str) -> str:
    """The name of a quote's place on its document's page; white space does not count."""
    return "q-" + hashlib.sha256(" ".join(quote.split()).encode()).hexdigest()[:16]


def quotes_of(programme: Programme, document: Document) -> tuple[Quoted, ...]:
    """Each quote that rules take from the document, once, in the order of the editions."""
    uses: dict[str, dict[Use, None]] = {}
    for edition in programme.editions.values():
        for statement in statements_of(edition):
            for proof in statement.proof:
                if proof.source.id == document.id:
                    quote = " ".join(proof.quote.in_(document.language).split())
                    uses.setdefault(quote, {})[Use(edition.id, statement.id)] = None
    return tuple(Quoted(quote, tuple(by)) for quote, by in uses.items())


def parts_of(statement: Statement, language: str, names: tuple[str, ...]) -> tuple[Part, ...]:
    """The sentence in its pieces; `names` are those of the programme, which figures are read with."""
    parts = []
    for literal, name, _, _ in string.Formatter().parse(statement.says.in_(language)):
        if literal:
            parts.append(Part(literal))
        if name is not None:
            figure = statement.figures[name]
            proof = _proof_of(figure, statement, language, names)
            parts.append(Part(format_figure(figure.kind, figure.value, language), proof))
    return tuple(parts)


def proofs_of(statement: Statement) -> list[Proof]:
    """In order of trust: the official notice first."""
    return sorted(statement.proof, key=lambda one: one.source.rank)


def _proof_of(figure: Figure, statement: Statement, language: str, names: tuple[str, ...]) -> Proof | None:
    proofs = proofs_of(statement)
    return next((one for one in proofs if _states(one.quote.in_(language), figure, names)), None)


def _states(quote: str, figure: Figure, names: tuple[str, ...]) -> bool:
    if figure.kind == "phone":
        return str(figure.value) in quote
    return any(
        same(figure.kind, figure.value, one)
        # a year or month is stated by a date that lies in it
        or (isinstance(one.value, str) and one.value.startswith(f"{figure.value}-"))
        for one in _figures(quote, names)
    )


@lru_cache(maxsize=4096)
def _figures(text: str, names: tuple[str, ...]) -> tuple[Found, ...]:
    return tuple(figures(text, names))


# --- a text laid out --------------------------------------------------------------------------------------------


_Piece = tuple[int, int, bool]  # from, to, whether it is markup


@dataclass
class _Draft:
    kind: Literal["heading", "text", "table"]
    rows: list[list[list[_Piece]]]
    depth: int = 0


def laid_out(text: str, quotes: Iterable[Quoted] = ()) -> tuple[Block, ...]:
    """Headings, tables and other text, with the places of quotes. The spans together are the text."""
    found = [
        (*span, quoted) for quoted in quotes if quoted.text.strip() for span in places(text, [quoted.text])
    ]
    edges = sorted({edge for start, end, _ in found for edge in (start, end)})
    firsts: dict[str, tuple[int, Quoted]] = {}
    for start, _, quoted in found:
        firsts.setdefault(quoted.anchor, (start, quoted))
    begins: dict[int, list[Quoted]] = {}
    for start, quoted in firsts.values():
        begins.setdefault(start, []).append(quoted)

    def spans(cell: Iterable[_Piece]) -> Iterator[Span]:
        for start, end, is_markup in cell:
            inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
            for one, other in pairwise((start, *inner, end)):
                if one < other:
                    within = tuple(quoted for at, to, quoted in found if at <= one and other <= to)
                    yield Span(text[one:other], is_markup, tuple(begins.get(one, ())), within)

    return tuple(
        Block(draft.kind, tuple(tuple(tuple(spans(cell)) for cell in row) for row in draft.rows), draft.depth)
        for draft in _drafts(text)
    )


def _drafts(text: str) -> list[_Draft]:
    lines = text.split("\n")
    begins = [0]
    for line in lines:
        begins.append(min(len(text), begins[-1] + len(line) + 1))
    drafts: list[_Draft] = []
    lead: list[_Piece] = []  # blank lines before the first block
    levels: list[int] = []
    number = 0
    while number < len(lines):
        start, below = begins[number], number + 1
        if not lines[number].strip():
            blank = (start, begins[below], True)
            (drafts[-1].rows[-1][-1] if drafts else lead).append(blank)
        elif heading := heading_of(lines[number]):
            levels = [*(one for one in levels if one < heading[0]), heading[0]]
            pieces = _heading(lines[number], start, begins[below], *heading)
            drafts.append(_Draft("heading", [[pieces]], len(levels)))
        elif table_at(lines, number):
            head = _cells(text, start, begins[below])
            head[-1].append((begins[below], begins[below + 1], True))
            below += 1
            rows = [head]
            while below < len(lines) and "|" in lines[below] and not table_at(lines, below):
                rows.append(_cells(text, begins[below], begins[below + 1]))
                below += 1
            drafts.append(_Draft("table", rows))
        else:
            while below < len(lines) and _goes_on(lines, below):
                below += 1
            end = begins[below - 1] + len(lines[below - 1])
            drafts.append(_Draft("text", [[[(start, end, False), (end, begins[below], True)]]]))
        number = below
    if lead and drafts:
        drafts[0].rows[0][0][:0] = lead
    return drafts or [_Draft("text", [[lead]])]


def _goes_on(lines: Sequence[str], number: int) -> bool:
    line = lines[number]
    return bool(line.strip()) and heading_of(line) is None and not table_at(lines, number)


def _heading(line: str, start: int, end: int, level: int, words: str) -> list[_Piece]:
    at = start + line.index(words, len(line) - len(line.lstrip(" ")) + level)
    return [(start, at, True), (at, at + len(words), False), (at + len(words), end, True)]


def _cells(text: str, start: int, end: int) -> list[list[_Piece]]:
    """A row's cells; the bars and the space beside them are markup of the cell before, the first of the one after."""
    bars = {one.end(): None for one in _CELL_END.finditer(text, start, end)}
    cells: list[list[_Piece]] = []
    lead: list[_Piece] = []
    for at, to in pairwise((start, *bars, end)):
        inner = text[at : to - 1] if to in bars else text[at:to]
        words = inner.strip()
        if words:
            begin = at + inner.index(words)
            ending = begin + len(words)
            cells.append([*lead, (at, begin, True), (begin, ending, False), (ending, to, True)])
            lead = []
        elif at == start:
            lead = [(at, to, True)]
        elif to in bars or not cells:
            cells.append([*lead, (at, to, True)])
            lead = []
        else:
            cells[-1].append((at, to, True))
    return cells or [lead]
