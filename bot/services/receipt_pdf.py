"""A receipt on A4 pages. Import it only where a PDF is wanted: fpdf2 takes two seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

import pylopdf_fonts_ko
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, TextMode, XPos, YPos

from bot.services.receipt import Block, Line, Receipt, Section
from knowledge.figures import figures

# The font has no emoji; in print these say the same.
IN_PRINT = str.maketrans({"✅": "✓", "❌": "×", "❔": "?"})

_FONT = "Noto"
_MARGIN = 20.0  # millimetres, as are all lengths; sizes of letters are points
_TOP = 18.0
_BOTTOM = 20.0
_LEADING = 0.56  # millimetres of line for a point of letter: Hangul wants air
_LABELS = 42.0  # the column of the labels of rows
_STEP = 4.0  # of an indent
_BOLD = 0.25  # points by which the outline of a letter grows, the font having one weight

_INK, _SOFT, _RULE, _PAPER = (28, 30, 34), (98, 104, 114), (205, 209, 216), (243, 245, 248)
_MARKS = {"met": (21, 115, 71), "unmet": (176, 32, 37), "unknown": (146, 93, 6)}


def typeset(receipt: Receipt) -> bytes:
    """The receipt as a PDF. Equal receipts give equal bytes: its only date is the receipt's day."""
    pages = _Pages(receipt)
    pages.add_page()
    pages.head()
    for section in receipt.sections:
        pages.section(section)
    return bytes(pages.output())


class _Pages(FPDF):
    def __init__(self, receipt: Receipt) -> None:
        super().__init__(format="A4")
        self._receipt = receipt
        self._is_measured = False
        self.set_margins(_MARGIN, _TOP, _MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, _BOTTOM)
        self.set_creation_date(datetime.combine(receipt.day, time(), ZoneInfo("Asia/Seoul")))
        self.set_title(f"{receipt.title}, {receipt.day}")
        self.set_lang(receipt.language)
        self.set_creator("Gongo")
        self.add_font(_FONT, fname=pylopdf_fonts_ko.sans_path())
        self.set_font(_FONT)

    def footer(self) -> None:
        self.set_y(-_BOTTOM + 7)
        self.set_font_size(8)
        self.set_text_color(_SOFT)
        self.cell(self.epw / 2, 5, self._receipt.pack)
        self.cell(self.epw / 2, 5, f"{self.page_no()} / {{nb}}", align="R")

    def head(self) -> None:
        with self._bold():
            self._text(self._receipt.title, 19)
        self._text(self._receipt.basis, 9.5, color=_SOFT)
        self.ln(3)
        self._boxed(self._receipt.notice, 9)

    def section(self, section: Section) -> None:
        """The heading stays with two blocks, a block on one page, where they fit on one."""
        self._together(lambda: self._begin(section))
        for one in section.blocks[2:]:
            self._together(partial(self._block, one))

    def _together(self, write: Callable[[], None]) -> None:
        """Writes on the next page what does not fit on this one."""
        # fpdf2's unbreakable() would copy the whole font each time.
        start, top = self.y, self.t_margin + 1  # below the top of a page, where a heading has air above it
        self.y, self._is_measured = top, True
        write()
        height, self.y, self._is_measured = self.y - top, start, False
        if self.will_page_break(height):
            self.add_page()
        write()

    def _begin(self, section: Section) -> None:
        self._heading(section.heading)
        for one in section.blocks[:2]:
            self._block(one)

    def _heading(self, text: str) -> None:
        if self.y > self.t_margin:
            self.ln(5)
        with self._bold():
            self._text(text, 13)
        self._rule(0.3, 0, self.y + 0.6, self.epw, self.y + 0.6)
        self.ln(2.2)

    def _block(self, block: Block) -> None:
        for line in block:
            self._line(line)
        self.ln(1.6)

    # lines

    def _line(self, line: Line) -> None:
        match line.style:
            case "row":
                self._row(line)
            case "strong":
                with self._bold():
                    self._text(line.text, 11)
            case "quote":
                self._quote(line)
            case "source":
                self._source(line)
            case "met" | "unmet" | "unknown":
                self._marked(line)
            case "because":
                self._text(line.text, 10, indent=_STEP)
            case _:
                self._text(f"{line.label} {line.text}".strip(), 10)

    def _row(self, line: Line) -> None:
        top = self.y
        self._text(line.label, 9.5, width=_LABELS - 4, color=_SOFT)
        below = self.y
        self.set_y(top)
        self._text(line.text, 10, indent=_LABELS)
        self.set_y(max(below, self.y))

    def _marked(self, line: Line) -> None:
        self._text(line.label.rstrip(":"), 9, color=_MARKS[line.style])
        self._text(line.text, 10, indent=_STEP)

    def _quote(self, line: Line) -> None:
        top = self.y + 0.8
        self.ln(0.6)
        self._text(f"{line.label}: {line.text}", 8.5, indent=2 * _STEP, color=_SOFT)
        self._rule(0.6, _STEP + 1, top, _STEP + 1, self.y - 0.2)

    def _source(self, line: Line) -> None:
        top = self.y
        self._text(line.label, 9, color=_SOFT)
        self.set_y(top)
        self._text(line.text, 9, indent=2 * _STEP)
        if line.address:
            self._text(line.address, 8.5, indent=2 * _STEP, color=_SOFT, link=line.address)

    def _boxed(self, text: str, size: float) -> None:
        self.set_fill_color(_PAPER)
        self.set_text_color(_INK)
        self.set_font_size(size)
        self.multi_cell(
            0,
            size * _LEADING,
            text,
            align="L",
            fill=True,
            padding=3,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def _text(
        self,
        text: str,
        size: float,
        *,
        indent: float = 0,
        width: float = 0,
        color: tuple[int, int, int] = _INK,
        link: str = "",
    ) -> None:
        """Lines are broken at spaces only, so that a Korean word stays whole; aligned left, so that none is stretched."""
        self.set_font_size(size)
        self.set_text_color(color)
        self.set_draw_color(color)  # of the outline of bold letters
        self.set_x(self.l_margin + indent)
        written, leading = _in_print(text), size * _LEADING
        if self._is_measured:
            lines = self.multi_cell(width, leading, written, dry_run=True, output=MethodReturnValue.LINES)
            assert isinstance(lines, list)
            self.ln(len(lines) * leading)
            return
        self.multi_cell(width, leading, written, align="L", link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _rule(self, width: float, *ends: float) -> None:
        """A line from a place to another, across from the left margin and down from the top of the page."""
        if self._is_measured:
            return
        left, top, right, bottom = ends
        self.set_draw_color(_RULE)
        self.set_line_width(width)
        self.line(self.l_margin + left, top, self.l_margin + right, bottom)

    @contextmanager
    def _bold(self) -> Iterator[None]:
        self.set_line_width(_BOLD)
        self.text_mode = TextMode.FILL_STROKE
        yield
        self.text_mode = TextMode.FILL


def _in_print(text: str) -> str:
    """The text in the font's letters, no figure torn over two lines."""
    written = text.translate(IN_PRINT)
    for one in figures(written):
        written = written.replace(one.text, one.text.replace(" ", "\u00a0"))
    return written
