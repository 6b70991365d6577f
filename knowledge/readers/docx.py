"""Word's .docx to text. Runs in a process of its own. Only the parts named here are ever inflated.

Own code and not python-docx, which inflates every part of the package, and passes over content controls and text
that was inserted with changes tracked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge.readers.decoding import Unreadable
from knowledge.readers.writing import Markdown, Reading, one_line

MAX_ENTRIES: Final = 2_000
MAX_INFLATED: Final = 50_000_000  # bytes, of all entries
MAX_RATIO: Final = 200  # inflated to packed; the XML of honest documents packs 10 to 50 times
_RATIO_COUNTS_FROM: Final = 1_000_000  # bytes: a small part of blanks packs well and harms nobody

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
# Around content, and nothing by themselves: controls, links, text that was inserted with changes tracked.
_AROUND: Final = frozenset(
    {f"{_WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
    | {f"{_COMPATIBLE}AlternateContent", f"{_COMPATIBLE}Choice"}
)
# What was deleted, instructions of fields, embedded things, text boxes (read apart) and copies of what is read.
_NOT_SAID: Final = frozenset(
    {f"{_WORD}{name}" for name in ("del", "moveFrom", "instrText", "object", "pPr", "txbxContent")}
    | {f"{_COMPATIBLE}Fallback"}
)
_SIGNS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING_NAME: Final = re.compile(r"(?:heading|제목|개요) ?([1-9])", re.IGNORECASE)
_WIDEST: Final = 200  # columns of a table

_OTHERS: Final = {
    "docm": "a Word file with macros; save it as “Word document (.docx)”",
    "xlsx": "an Excel file; give the text as .docx or .pdf",
    "pptx": "a PowerPoint file; save it as .pdf",
    "hwpx": "an HWPX file, which cannot be read yet, a later version will; save it as .pdf or .docx",
    "zip": "an ordinary ZIP file; unpack it and give the documents inside",
}


def read_docx(data: bytes) -> Reading:
    """Headings, paragraphs, lists and tables of the main text. Raises `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_kind(package)
            _check(package)
            styles = _Styles(_part(package, "word/styles.xml"))
            main = _part(package, "word/document.xml")
            properties = _part(package, "docProps/core.xml")
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError):
        # what zipfile raises for broken packages; RuntimeError also for a password and an unknown packing
        raise Unreadable(1, "a broken Word file; open it in Word and save it anew as .docx") from None
    body = None if main is None else main.find(f"{_WORD}body")
    if body is None:
        raise Unreadable(1, "no ordinary Word text inside; save it in Word as “Word document (.docx)”")
    writer = Markdown()
    _write(body, styles, writer)
    title = "" if properties is None else properties.findtext(_TITLE) or ""
    return Reading(writer.text, one_line(title))


def kind_of_package(names: Iterable[str]) -> str:
    """What a zip is, by the names in it: docx, docm, xlsx, pptx, hwpx or zip."""
    known = {
        "Contents/content.hpf": "hwpx",
        "word/vbaProject.bin": "docm",
        "word/document.xml": "docx",
        "xl/workbook.xml": "xlsx",
        "ppt/presentation.xml": "pptx",
    }
    there = set(names)
    return next((kind for name, kind in known.items() if name in there), "zip")


def _check_kind(package: zipfile.ZipFile) -> None:
    kind = kind_of_package(package.namelist())
    if kind != "docx":
        raise Unreadable(1, f"the name says .docx, but the file is {_OTHERS[kind]}")


def _check(package: zipfile.ZipFile) -> None:
    """By the package's own list, before anything is inflated. A list that lies is found out when a part is read."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(1, f"{len(entries):,} parts inside, more than {MAX_ENTRIES:,}; save it anew in Word")
    inflated = sum(one.file_size for one in entries)
    if inflated > MAX_INFLATED:
        raise Unreadable(
            1, f"{inflated:,} bytes when unpacked, more than {MAX_INFLATED:,}; split it or leave pictures out"
        )
    for one in entries:
        if one.file_size > max(_RATIO_COUNTS_FROM, MAX_RATIO * one.compress_size):
            raise Unreadable(1, f"a part is packed more than {MAX_RATIO} times; save the file anew in Word")


def _part(package: zipfile.ZipFile, name: str) -> Element | None:
    if name not in package.namelist():
        return None
    with package.open(name) as part:
        data = part.read(MAX_INFLATED + 1)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable(
            1, f"{name} declares entities, which no Word file does; save it anew in Word"
        ) from None
    except ParseError as problem:
        raise Unreadable(problem.position[0], f"{name} is broken XML; save the file anew in Word") from None
    return root


class _Styles:
    """Which paragraph styles are headings, and of which level; which are lists."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(f"{_WORD}style")
        self._by_id = {one.get(f"{_WORD}styleId", ""): one for one in styles}

    def level(self, paragraph: Element) -> int | None:
        for properties, name in self._properties(paragraph):
            if (outline := _value(properties, "outlineLvl")) is not None:
                return int(outline) + 1 if outline in set("012345678") else None
            if match := _HEADING_NAME.fullmatch(name):
                return int(match[1])
            if name.lower() in {"title", "제목"}:
                return 1
        return None

    def is_item(self, paragraph: Element) -> bool:
        for properties, _ in self._properties(paragraph):
            numbering = None if properties is None else properties.find(f"{_WORD}numPr")
            if numbering is not None:
                return _value(numbering, "numId") not in {None, "0"}
        return False

    def _properties(self, paragraph: Element) -> Iterator[tuple[Element | None, str]]:
        """The paragraph's own, then those of its style and of the styles which that is based on."""
        own = paragraph.find(f"{_WORD}pPr")
        yield own, ""
        id, seen = _value(own, "pStyle"), set[str]()
        while id in self._by_id and id not in seen:
            seen.add(id)
            style = self._by_id[id]
            yield style.find(f"{_WORD}pPr"), _value(style, "name") or ""
            id = _value(style, "basedOn")


def _value(parent: Element | None, name: str) -> str | None:
    child = None if parent is None else parent.find(f"{_WORD}{name}")
    return None if child is None else child.get(f"{_WORD}val")


def _write(parent: Element, styles: _Styles, writer: Markdown) -> None:
    for block in _below(parent):
        if block.tag == f"{_WORD}p":
            _write_paragraph(block, styles, writer)
        elif block.tag == f"{_WORD}tbl":
            _write_table(block, styles, writer)


def _write_paragraph(paragraph: Element, styles: _Styles, writer: Markdown) -> None:
    words = "".join(_said(paragraph))
    level = styles.level(paragraph)
    if level is not None:
        writer.heading(level, words)
    elif styles.is_item(paragraph):
        writer.item(words)
    else:
        writer.paragraph(words)
    for box in _boxes(paragraph):
        _write(box, styles, writer)


def _write_table(table: Element, styles: _Styles, writer: Markdown) -> None:
    rows = [list(_cells(row)) for row in _below(table) if row.tag == f"{_WORD}tr"]
    places_only = all(len(row) <= 1 for row in rows)
    around_others = any(cell.find(f".//{_WORD}tbl") is not None for row in rows for cell in row)
    if places_only or around_others:
        for row in rows:
            for cell in row:
                _write(cell, styles, writer)
    else:
        writer.table(_rows(rows))


def _rows(rows: Iterable[Iterable[Element]]) -> Iterator[list[str]]:
    """Cells that span columns are said once; those that span rows in each, for a row is cited by itself."""
    above: list[str] = []
    for row in rows:
        words: list[str] = []
        for cell in row:
            properties = cell.find(f"{_WORD}tcPr")
            merged = None if properties is None else properties.find(f"{_WORD}vMerge")
            goes_on = merged is not None and merged.get(f"{_WORD}val", "continue") == "continue"
            said = _cell(cell)
            if goes_on and not said and len(words) < len(above):
                said = above[len(words)]
            words += [said] + [""] * (_columns(properties) - 1)
            if len(words) > _WIDEST:
                raise Unreadable(1, f"a table of more than {_WIDEST} columns; split it")
        above = words
        yield words


def _cell(cell: Element) -> str:
    paragraphs = (block for block in _below(cell) if block.tag == f"{_WORD}p")
    return one_line(" ".join("".join(_said(paragraph, boxes=True)) for paragraph in paragraphs))


def _columns(properties: Element | None) -> int:
    told = _value(properties, "gridSpan") or ""
    return max(1, min(int(told), _WIDEST)) if told.isascii() and told.isdigit() and len(told) < 6 else 1


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in _below(row) if cell.tag == f"{_WORD}tc")


def _below(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in _AROUND:
            yield from _below(child)
        else:
            yield child


def _said(node: Element, *, boxes: bool = False) -> Iterator[str]:
    for child in node:
        name = child.tag.removeprefix(_WORD)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif boxes and name == "txbxContent":
            yield " "
            yield from _said(child, boxes=True)
        elif child.tag not in _NOT_SAID and not _is_hidden(child):
            yield from _said(child, boxes=boxes)


def _is_hidden(run: Element) -> bool:
    properties = run.find(f"{_WORD}rPr")
    vanish = None if properties is None else properties.find(f"{_WORD}vanish")
    return vanish is not None and vanish.get(f"{_WORD}val", "true") not in {"0", "false", "off"}


def _boxes(node: Element) -> Iterator[Element]:
    """Text boxes that are fastened to a paragraph."""
    for child in node:
        if child.tag == f"{_WORD}txbxContent":
            yield child
        elif child.tag not in _NOT_SAID:
            yield from _boxes(child)
