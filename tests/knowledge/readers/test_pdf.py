import io

import pylopdf_fonts_ko
import pytest
from fpdf import FPDF
from PIL import Image

from knowledge.readers.decoding import Unreadable
from knowledge.readers.pdf import MAX_PAGES, read_pdf

LONG = (
    "이 사업은 대기업과 중소기업이 함께 스마트공장을 만드는 사업으로서 중소벤처기업부와 중소기업중앙회가 함께 운영하고 있으며, "
    "해마다 많은 기업이 참여하고 있습니다. 신청은 온라인으로 합니다."
)
FONT = "korean"


class Paper(FPDF):
    """Pages in Noto Sans KR, each with its number at the foot and the name of the notice at the head."""

    def __init__(self, head=""):
        super().__init__()
        self._head = head
        self.add_font(FONT, fname=pylopdf_fonts_ko.sans_path())
        self.set_font(FONT, size=10)
        self.add_page()

    def header(self):
        self.set_font(FONT, size=10)
        if self._head:
            self.line_of(self._head)

    def footer(self):
        self.set_y(-15)
        self.line_of(f"- {self.page_no()} -")

    def line_of(self, text, size=10):
        self.set_font(FONT, size=size)
        self.cell(text=text, new_x="LMARGIN", new_y="NEXT")
        self.set_font(FONT, size=10)

    def paragraph(self, text):
        self.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def picture(self):
        file = io.BytesIO()
        Image.new("RGB", (40, 40), "grey").save(file, "PNG")
        self.image(file, w=100)

    def read(self):
        try:
            return read_pdf(bytes(self.output()))
        finally:
            self.fonts[FONT].ttfont.close()  # fpdf2 leaves the font's file open


@pytest.fixture
def paper():
    return Paper()


def test_large_lines_are_headings_and_lines_of_a_paragraph_are_one(paper):
    paper.line_of("2025년 공고", 20)
    paper.line_of("지원 내용", 14)
    paper.paragraph(LONG)

    assert paper.read().text == f"# 2025년 공고\n\n## 지원 내용\n\n{LONG}"


def test_short_lines_and_items_stay_apart(paper):
    paper.paragraph(LONG)
    for line in ("- 고도화 유형", "- 기초 유형", "접수는 3월에 시작합니다.", "담당자에게 묻습니다."):
        paper.line_of(line)

    assert paper.read().text.split("\n\n")[1:] == [
        "- 고도화 유형\n- 기초 유형",
        "접수는 3월에 시작합니다.",
        "담당자에게 묻습니다.",
    ]


def test_page_numbers_and_running_heads_are_left_out():
    paper = Paper(head="스마트공장 공고 2025")
    for _ in range(3):
        paper.paragraph("사업 안내입니다.")
        paper.add_page()

    text = paper.read().text

    assert text.count("스마트공장 공고 2025") == 1
    assert "- 1 -" not in text


def test_a_ruled_table_is_rows_of_cells(paper):
    with paper.table(width=150, first_row_as_headings=False) as table:
        for cells in (("지역", "한도", "비고"), ("광주", "8천만원", LONG), ("포항", "6천만원", "")):
            table.row(cells)
    paper.paragraph("표 아래의 글")

    assert paper.read().text == (
        f"| 지역 | 한도 | 비고 |\n| --- | --- | --- |\n| 광주 | 8천만원 | {LONG} |\n| 포항 | 6천만원 |  |\n\n표 아래의 글"
    )


def test_a_merged_cell_is_said_once_across_and_in_every_row_down(paper):
    with paper.table(width=150, first_row_as_headings=False) as table:
        row = table.row()
        row.cell("지역")
        row.cell("금액", colspan=2)
        row = table.row()
        row.cell("광주", rowspan=2)
        row.cell("1")
        row.cell("2")
        table.row(("3", "4"))

    assert paper.read().text.splitlines() == [
        "| 지역 | 금액 |  |",
        "| --- | --- | --- |",
        "| 광주 | 1 | 2 |",
        "| 광주 | 3 | 4 |",
    ]


def test_columns_are_read_one_after_the_other(paper):
    columns = [
        "왼쪽 글은 이렇게 여러 줄에 걸쳐서 이어집니다.",
        "오른쪽 글도 이렇게 여러 줄에 걸쳐서 이어집니다.",
    ]
    for x, text in zip((10, 110), columns, strict=True):
        paper.set_xy(x, 30)
        paper.multi_cell(30, 6, text)

    assert paper.read().text == "\n\n".join(columns)


def test_what_was_written_last_but_stands_first_is_read_first(paper):
    paper.set_y(100)
    paper.line_of("아래의 글")
    paper.set_y(20)
    paper.line_of("위의 글")

    assert paper.read().text == "위의 글\n\n아래의 글"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["지원금은 기업마다 다릅니", "다. 자세한 것은"], "지원금은 기업마다 다릅니다. 자세한 것은"),
        (["스마트공장을 만드는", "기업이 신청하고"], "스마트공장을 만드는 기업이 신청하고"),
        (["담당 부서의 누리집", "에서 신청하고"], "담당 부서의 누리집에서 신청하고"),
        (["Apply at the smart", "factory portal and"], "Apply at the smart factory portal and"),
    ],
)
def test_a_korean_word_that_a_line_breaks_is_whole_again(paper, lines, text):
    for line in lines:
        paper.line_of(line)

    assert paper.read().text == text


def test_pages_that_are_pictures_are_told(paper):
    paper.paragraph("글")
    for _ in range(2):
        paper.footer = lambda: None
        paper.add_page()
        paper.picture()

    assert paper.read().notes == ("pages 2–3: pictures without text (scanned?); nothing was read there",)


def test_a_document_of_pictures_alone_is_refused(paper):
    paper.footer = lambda: None
    paper.picture()

    with pytest.raises(Unreadable, match="scanned"):
        paper.read()


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("2025년 공고", "2025년 공고"),
        ("Microsoft Word - 공고.docx", ""),
        ("공고문(최종).hwp", ""),
        ("제목 없음", ""),
    ],
)
def test_the_title_is_that_of_the_properties_unless_a_program_made_it_up(paper, given, title):
    paper.set_title(given)
    paper.paragraph("글")

    assert paper.read().title == title


def test_passwords_and_restrictions_are_refused(paper):
    paper.paragraph("글")
    paper.set_encryption(owner_password="a", user_password="b")

    with pytest.raises(Unreadable, match="password"):
        paper.read()


def test_too_many_pages_are_refused(paper):
    for _ in range(MAX_PAGES):
        paper.add_page()

    with pytest.raises(Unreadable, match="pages, more than"):
        paper.read()
