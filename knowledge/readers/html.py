"""HTML to text. Runs in a process of its own: the parser is compiled code and the page may be anybody's."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.readers.decoding import Unreadable, decode
from knowledge.readers.writing import Markdown, Reading, one_line

_LEFT_OUT: Final = frozenset(
    re.findall(
        r"\S+",
        "head script style noscript template iframe object embed applet svg math canvas audio video map nav "
        "button input select textarea datalist dialog -comment",
    )
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_INLINE: Final = frozenset(
    re.findall(
        r"\S+",
        "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong "
        "sub sup time tt u var wbr -text",
    )
)
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
_TAG: Final = re.compile(r"<(?:[a-zA-Z!/?])")
_DEEPEST: Final = 150
_WIDEST: Final = 200  # columns of a table


def read_html(data: bytes) -> Reading:
    """What a visitor of the page reads. Raises `Unreadable`."""
    source = decode(data)
    if not _TAG.search(source):
        raise Unreadable(1, "plain text, not HTML; name it .txt")
    page = LexborHTMLParser(source)
    walk = _Walk()
    if page.body is not None:
        walk.over(page.body, 0)
    title = page.css_first("head > title")
    return Reading(walk.written(), one_line(title.text()) if title else "")


class _Walk:
    """Words are gathered until the block that they stand in ends. An element within a line is as its words."""

    def __init__(self) -> None:
        self._writer = Markdown()
        self._words: list[str] = []
        self._opens_item = False

    def written(self) -> str:
        self._end_block()
        return self._writer.text

    def over(self, node: LexborNode, depth: int) -> None:
        for child in _children(node, depth):
            tag = child.tag or ""
            if tag == "-text":
                self._words.append(" ".join(_SPACE.split(child.text_content or "")))
            elif tag == "br":
                self._words.append("\n")
            elif tag in _INLINE:
                self.over(child, depth + 1)
            else:
                self._end_block()
                self._block(child, tag, depth + 1)
                self._end_block()
                self._opens_item = False

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag in _HEADINGS:
            self._writer.heading(_HEADINGS[tag], _words(node, depth))
        elif tag == "table" and _is_data(node, depth):
            for part in _children(node, depth):
                if part.tag == "caption":
                    self._writer.paragraph(one_line(_words(part, depth)))
            self._writer.table(_rows(node, depth))
        else:  # also a table that only places things on the page
            self._opens_item = self._opens_item or tag == "li"
            self.over(node, depth)

    def _end_block(self) -> None:
        words, self._words = "".join(self._words), []
        if self._opens_item and words.strip():
            self._writer.item(words)
            self._opens_item = False
        else:
            self._writer.paragraph(words)


def _children(node: LexborNode, depth: int) -> Iterator[LexborNode]:
    if depth > _DEEPEST:
        raise Unreadable(1, f"nested more than {_DEEPEST} deep; save the page anew from a browser")
    child = node.child
    while child is not None:
        if child.tag not in _LEFT_OUT and not _is_hidden(child):
            yield child
        child = child.next


def _is_hidden(node: LexborNode) -> bool:
    if (node.tag or "").startswith("-"):
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _words(node: LexborNode, depth: int) -> str:
    return "".join(_said(node, depth))


def _said(node: LexborNode, depth: int) -> Iterator[str]:
    for child in _children(node, depth):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag in _INLINE:
            yield from _said(child, depth + 1)
        else:
            yield " "
            yield from _said(child, depth + 1)
            yield " "


def _is_data(table: LexborNode, depth: int) -> bool:
    """Whether the table is one of rows and columns, and not a frame around other tables or a single column."""
    around_others = len(table.css("table")) > 1  # itself is among them
    return not around_others and any(len(row) > 1 for row in _rows(table, depth))


def _rows(table: LexborNode, depth: int) -> Iterator[list[str]]:
    """Cells that span columns are said once; those that span rows in each, for a row is cited by itself."""
    spans: dict[int, tuple[int, str]] = {}  # by column: in how many rows more, and what
    for row in _table_rows(table, depth):
        cells: list[str] = []
        for cell in _children(row, depth):
            if cell.tag in {"td", "th"}:
                _spanned(cells, spans)
                words = one_line(_words(cell, depth))
                columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
                for column in range(len(cells), len(cells) + columns):
                    if rows > 1:
                        spans[column] = rows - 1, words if column == len(cells) else ""
                cells += [words] + [""] * (columns - 1)
                if len(cells) > _WIDEST:
                    raise Unreadable(1, f"a table of more than {_WIDEST} columns; split it")
        _spanned(cells, spans)
        yield cells


def _spanned(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    while (column := len(cells)) in spans:
        rows, words = spans.pop(column)
        cells.append(words)
        if rows > 1:
            spans[column] = rows - 1, words


def _table_rows(table: LexborNode, depth: int) -> Iterator[LexborNode]:
    for part in _children(table, depth):
        if part.tag == "tr":
            yield part
        elif part.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in _children(part, depth) if row.tag == "tr")


def _span(cell: LexborNode, name: str) -> int:
    told = cell.attributes.get(name) or ""
    return max(1, min(int(told), _WIDEST)) if told.isascii() and told.isdigit() and len(told) < 6 else 1
