"""PDF to text. Runs in a process of its own: pdfium is compiled code and the file may be anybody's.

A PDF knows letters and places. Lines, paragraphs, headings and tables are found again here by size, place and the
lines drawn around cells. Words in pictures are not read.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as c

from knowledge.readers.decoding import Unreadable
from knowledge.readers.grids import Box, Grid, find_grids
from knowledge.readers.writing import MAX_CHARACTERS, Markdown, Reading, one_line, too_long

MAX_PAGES: Final = 500
_MOST_STROKES: Final = 5_000  # of a page; beyond, it is a drawing
_MOST_ORDERED: Final = 3_000  # lines of a page
_NESTED: Final = 5  # forms within forms
_HEADING_FROM: Final = 1.15  # times the size of the body
_HEADING_LONGEST: Final = 100
_HEADING_LEVELS: Final = 4
_PITCH: Final = 2.4  # lines of one paragraph lie at most so many times their size apart
_WIDER: Final = 1.3  # times the pitch of the lines before begins a new paragraph
_INDENT: Final = 3  # times the size: lines that begin so near to one another may be of one paragraph
_ITEM: Final = re.compile(
    r"(?:[-*+•·ㆍ‧○◦●□■◇◆▪▶▷※☞ㅇ❍➢✓]\s|\(?\d{1,3}[.)]\s|[①-⑳]|[가나다라마바사아자차카타파하][.)]\s|제\d+[조장절])"
)
_PAGE_NUMBER: Final = re.compile(
    r"[-–—\s·]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|of)\s*\d{1,4})?\s*(?:쪽|페이지|pages?)?[-–—\s·]*",
    re.IGNORECASE,
)
_TITLE_OF_A_PROGRAM: Final = re.compile(
    r"Microsoft \w+ - .*|.*\.(?:hwpx?|docx?|pdf|xlsx?|pptx?|txt)|untitled|document\d*|제목 ?없음|무제|문서 ?\d*|\W*",
    re.IGNORECASE,
)
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b]")
_HYPHEN: Final = "\x02"  # pdfium's sign for a hyphen that only divides a word
_SENTENCE_END: Final = re.compile(r"[.!?…。！？:]$")
_BEFORE_DA: Final = "니한된있없했었겠"
# Endings and particles with which no Korean word begins: a line that begins with one goes on in mid-word.
_NO_WORD: Final = re.compile(
    r"다\.|(?:은|는|을|를|의|에|에서|에게|으로|와|까지|부터|니다|습니다|됩니다|입니다|였다|었다|하고|하여|되며|되고|하며)(?=[\s.,)·]|$)"
)


def read_pdf(data: bytes) -> Reading:
    """Text in reading order, without page numbers. Raises `Unreadable`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        if getattr(problem, "err_code", None) == c.FPDF_ERR_PASSWORD:
            raise _locked() from None
        raise Unreadable(1, "a broken PDF; open it and print it anew as PDF") from None
    if c.FPDF_GetSecurityHandlerRevision(document.raw) != -1:
        raise _locked()
    if len(document) > MAX_PAGES:
        raise Unreadable(
            1, f"{len(document):,} pages, more than {MAX_PAGES}; split it into several documents"
        )
    pages = _pages(document)
    pictures = [number for number, page in enumerate(pages, 1) if page.is_picture]
    text = _written([page.parts for page in pages])
    if not text and pictures:
        raise Unreadable(
            1,
            "only pictures of pages (scanned), no text; give the file that it was made from, or one with text",
        )
    title = one_line(_NOT_TEXT.sub("", document.get_metadata_value("Title") or ""))
    return Reading(text, "" if _TITLE_OF_A_PROGRAM.fullmatch(title) else title, _notes(pictures))


def _locked() -> Unreadable:
    return Unreadable(1, "a PDF with a password or restrictions; save it without them")


def _notes(pictures: Sequence[int]) -> tuple[str, ...]:
    if not pictures:
        return ()
    pages = "page" if len(pictures) == 1 else "pages"
    return (f"{pages} {_ranges(pictures)}: pictures without text (scanned?); nothing was read there",)


def _ranges(numbers: Sequence[int]) -> str:
    """As one writes pages: 2, 5–7."""
    runs = groupby(enumerate(numbers), key=lambda one: one[1] - one[0])
    spans = [[number for _, number in run] for _, run in runs]
    return ", ".join(f"{one[0]}–{one[-1]}" if len(one) > 1 else str(one[0]) for one in spans)


# --- a page -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    box: Box
    size: float  # of its letters, in points


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[str, ...], ...]
    box: Box


_Part = _Line | _Table


@dataclass(frozen=True, slots=True)
class _Page:
    parts: tuple[_Part, ...]
    is_picture: bool


def _pages(document: pdfium.PdfDocument) -> list[_Page]:
    left = MAX_CHARACTERS
    pages = []
    for number in range(len(document)):
        try:
            page = document[number]
            letters = page.get_textpage()
        except pdfium.PdfiumError:
            raise Unreadable(
                1, f"page {number + 1} is broken; open the PDF and print it anew as PDF"
            ) from None
        left -= letters.count_chars()
        if left < 0:
            raise too_long()
        pages.append(_page(page, letters))
        letters.close()
        page.close()
    return pages


def _page(page: pdfium.PdfPage, letters: pdfium.PdfTextPage) -> _Page:
    turned = page.get_rotation()
    grids = find_grids(_strokes(page, turned))
    in_cells: dict[tuple[int, int], list[_Line]] = {}
    parts: list[_Part | int] = []  # an int is the grid that begins here
    for line, slot in _lines(letters, grids, turned):
        if slot is None:
            parts.append(line)
            continue
        if slot[0] not in parts:
            parts.append(slot[0])
        in_cells.setdefault(slot, []).append(line)
    words = {slot: _joined(lines) for slot, lines in in_cells.items()}
    placed = [_table(grids[part], part, words) if isinstance(part, int) else part for part in parts]
    has_picture = not placed and any(
        True for _ in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED)
    )
    return _Page(tuple(_ordered(placed)), has_picture)


def _table(grid: Grid, number: int, words: dict[tuple[int, int], str]) -> _Table:
    mine = {cell: said for (of, cell), said in words.items() if of == number}
    return _Table(tuple(tuple(row) for row in grid.rows(mine)), grid.box)


def _ordered(parts: Sequence[_Part]) -> list[_Part]:
    """As they were written, but none after one that stands below it in the same column."""
    if len(parts) > _MOST_ORDERED:
        return list(parts)
    ordered: list[_Part] = []
    for part in parts:
        below = (number for number, one in enumerate(ordered) if _is_above(part.box, one.box))
        ordered.insert(next(below, len(ordered)), part)
    return ordered


def _is_above(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and (one[1] + one[3]) / 2 > other[3]


def _upright(box: Box, turned: int) -> Box:
    """Where it is seen, on a page that is shown turned to the right by so many degrees."""
    left, bottom, right, top = box
    match turned:
        case 90:
            return bottom, -right, top, -left
        case 180:
            return -right, -top, -left, -bottom
        case 270:
            return -top, left, -bottom, right
    return box


# --- lines ------------------------------------------------------------------------------------------------------


_Slot = tuple[int, int]  # grid and cell


def _lines(
    letters: pdfium.PdfTextPage, grids: Sequence[Grid], turned: int
) -> Iterator[tuple[_Line, _Slot | None]]:
    """Letters up to the end of their line or of their cell."""
    raw = letters.raw
    line: list[int] = []
    slot: _Slot | None = None
    for index in range(letters.count_chars()):
        sign = c.FPDFText_GetUnicode(raw, index)
        if sign in {10, 13}:
            yield from _line(letters, line, slot, turned)
            line = []
            continue
        if grids and c.FPDFText_IsGenerated(raw, index) != 1:
            here = _slot(grids, _upright(letters.get_charbox(index), turned))
            if here != slot:
                yield from _line(letters, line, slot, turned)
                line, slot = [], here
        line.append(index)
    yield from _line(letters, line, slot, turned)


def _slot(grids: Sequence[Grid], box: Box) -> _Slot | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for number, grid in enumerate(grids):
        cell = grid.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _line(
    letters: pdfium.PdfTextPage, line: Sequence[int], slot: _Slot | None, turned: int
) -> Iterator[tuple[_Line, _Slot | None]]:
    text = _text([c.FPDFText_GetUnicode(letters.raw, index) for index in line])
    if not text.strip():
        return
    seen = [index for index in line if chr(c.FPDFText_GetUnicode(letters.raw, index)).strip()]
    first, last = (_upright(letters.get_charbox(one, loose=True), turned) for one in (seen[0], seen[-1]))
    box = (
        min(first[0], last[0]),
        min(first[1], last[1]),
        max(first[2], last[2]),
        max(first[3], last[3]),
    )
    yield _Line(text, box, _size(letters, seen[0])), slot


def _text(signs: Iterable[int]) -> str:
    """pdfium gives UTF-16, letters of other planes as two."""
    text = "".join(map(chr, signs)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    hyphenated = text.rstrip().endswith((_HYPHEN, "\ufffe"))
    return _NOT_TEXT.sub("", text) + (_HYPHEN if hyphenated else "")


def _size(letters: pdfium.PdfTextPage, index: int) -> float:
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(letters.raw, index, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return round(float(c.FPDFText_GetFontSize(letters.raw, index)) * scale * 2) / 2


def _strokes(page: pdfium.PdfPage, turned: int) -> list[Box]:
    """What is drawn level or upright; nothing where a page is full of drawing."""
    strokes: list[Box] = []
    for drawn in page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=1):
        strokes += (_upright(one, turned) for one in _sides(drawn))
        if len(strokes) > _MOST_STROKES:
            return []
    return strokes


def _sides(drawn: pdfium.PdfObject) -> list[Box]:
    matrix = drawn.get_matrix()
    count = c.FPDFPath_CountSegments(drawn.raw)
    if not 0 < count <= _MOST_STROKES:
        return []
    sides: list[Box] = []
    start = at = (0.0, 0.0)
    for number in range(count):
        segment = c.FPDFPath_GetPathSegment(drawn.raw, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        to = matrix.on_point(x.value, y.value)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            start = to
        elif kind == c.FPDF_SEGMENT_LINETO:
            sides.append(_side(at, to))
        if c.FPDFPathSegment_GetClose(segment):
            sides.append(_side(to, start))
        at = to
    return sides


def _side(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x, y), (x2, y2) = one, other
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)


# --- paragraphs -------------------------------------------------------------------------------------------------


def _written(pages: Sequence[Sequence[_Part]]) -> str:
    pages = _without_margins(pages)
    lines = [part for parts in pages for part in parts if isinstance(part, _Line)]
    levels = _heading_levels(lines)
    known = {word for line in lines for word in line.text.split()[1:-1]}
    writer = Markdown()
    for paragraph in _paragraphs(pages):
        if isinstance(paragraph, _Table):
            writer.table(paragraph.rows)
            continue
        words = one_line(_joined(paragraph, known))
        level = _level(paragraph[0], levels)
        if level is not None:
            writer.heading(level, words)
        elif _ITEM.match(words):
            writer.item(words, mark="")
        else:
            writer.paragraph(words)
    return writer.text


def _without_margins(pages: Sequence[Sequence[_Part]]) -> list[list[_Part]]:
    """Page numbers go, and of what stands at the same edge of most pages all but the first."""
    edges = [_edges(parts) for parts in pages]
    counts = Counter(_same_on_all(line) for ends in edges for line in ends)
    often = max(3, len(pages) // 2)
    seen: set[str] = set()
    kept: list[list[_Part]] = []
    for parts, ends in zip(pages, edges, strict=True):
        gone = []
        for line in ends:
            running = _same_on_all(line)
            if _PAGE_NUMBER.fullmatch(line.text.strip()) or (counts[running] >= often and running in seen):
                gone.append(line)
            seen.add(running)
        kept.append([part for part in parts if part not in gone])
    return kept


def _edges(parts: Sequence[_Part]) -> list[_Line]:
    """The highest and the lowest line of a page, where no table stands above or below them."""
    if not parts:
        return []
    ends = [max(parts, key=lambda part: part.box[3]), min(parts, key=lambda part: part.box[1])]
    return [part for part in dict.fromkeys(ends) if isinstance(part, _Line)]


def _same_on_all(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip()


def _heading_levels(lines: Iterable[_Line]) -> dict[float, int]:
    """By size, for the sizes that stand out from the body's."""
    letters: Counter[float] = Counter()
    lines = list(lines)
    for line in lines:
        letters[line.size] += len(line.text)
    if not letters:
        return {}
    body = letters.most_common(1)[0][0]
    large = {
        line.size for line in lines if line.size >= body * _HEADING_FROM and any(map(str.isalpha, line.text))
    }
    return {size: min(level, _HEADING_LEVELS) for level, size in enumerate(sorted(large, reverse=True), 1)}


def _level(line: _Line, levels: dict[float, int]) -> int | None:
    return levels.get(line.size) if len(line.text) <= _HEADING_LONGEST else None


def _paragraphs(pages: Sequence[Sequence[_Part]]) -> Iterator[list[_Line] | _Table]:
    reach = _Reach(part for parts in pages for part in parts if isinstance(part, _Line))
    together: list[_Line] = []
    for part in (part for parts in pages for part in parts):
        if isinstance(part, _Line) and together and _goes_on(together, part, reach):
            together.append(part)
            continue
        if together:
            yield together
        together = []
        if isinstance(part, _Line):
            together = [part]
        else:
            yield part
    if together:
        yield together


def _goes_on(together: Sequence[_Line], line: _Line, reach: "_Reach") -> bool:
    """Whether a line belongs to the paragraph above: its first word would not have fitted there any more."""
    before = together[-1]
    text = line.text.strip()
    ends_a_verb = text.startswith("다.") and before.text.rstrip()[-1] in _BEFORE_DA  # and is no third item
    if before.size != line.size or (_ITEM.match(text) and not ends_a_verb):
        return False
    left, _, right, _ = line.box
    first_word = (right - left) * len(text.split(maxsplit=1)[0]) / len(text)
    if before.box[2] + first_word <= reach.of(before):
        return False
    pitch = before.box[3] - line.box[3]
    if pitch <= 0:  # the next column or page
        return not _SENTENCE_END.search(before.text.strip())
    usual = together[-2].box[3] - before.box[3] if len(together) > 1 else 0.0
    return pitch <= line.size * _PITCH and (usual <= 0 or pitch <= usual * _WIDER)


class _Reach:
    """How far to the right lines of one size go that begin at about the same place."""

    def __init__(self, lines: Iterable[_Line]) -> None:
        self._furthest: dict[tuple[float, int], float] = {}
        for line in lines:
            size, place = _column(line)
            self._furthest[size, place] = max(line.box[2], self._furthest.get((size, place), line.box[2]))

    def of(self, line: _Line) -> float:
        size, place = _column(line)
        return max(self._furthest.get((size, place + by), line.box[2]) for by in (-1, 0, 1))


def _column(line: _Line) -> tuple[float, int]:
    return line.size, int(line.box[0] // (_INDENT * max(line.size, 1.0)))


def _joined(lines: Sequence[_Line], known: Collection[str] = ()) -> str:
    """Lines as running text. Korean may be broken in mid-word, and nothing in a PDF says so for certain."""
    spaced = any(line.text.endswith(" ") for line in lines[:-1])  # then its maker writes spaces at line ends
    text = ""
    for line in lines:
        following = line.text.strip()
        if text.endswith(_HYPHEN):
            text = text.removesuffix(_HYPHEN) + following
        elif text and _is_in_mid_word(text, following, known, spaced=spaced):
            text = text.rstrip() + following
        else:
            text = f"{text.rstrip()} {following}"
        if line.text.endswith(" "):
            text += " "
    return text.replace(_HYPHEN, "-").strip()


def _is_in_mid_word(text: str, following: str, known: Collection[str], *, spaced: bool) -> bool:
    if text.endswith(" ") or not (_is_hangul(text[-1:]) and _is_hangul(following[:1])):
        return False
    word = text.split()[-1] + following.split(maxsplit=1)[0]
    return spaced or word in known or bool(_NO_WORD.match(following))


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"
