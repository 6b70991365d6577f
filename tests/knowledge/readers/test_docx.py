import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.readers.decoding import Unreadable
from knowledge.readers.docx import MAX_ENTRIES, MAX_INFLATED, read_docx

SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = f"""<w:styles {SPACE}>
<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="b"><w:name w:val="우리 제목"/><w:basedOn w:val="a"/></w:style>
<w:style w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style></w:styles>"""
CORE = '<c:p xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> 2025 공고 </dc:title></c:p>'


def word_file(body, parts=(), prolog=""):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f"{prolog}<w:document {SPACE}><w:body>{body}</w:body></w:document>"
        )
        for name, content in dict(parts).items():
            package.writestr(name, content)
    return packed.getvalue()


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def read(body, **parts):
    return read_docx(word_file(body, {"word/styles.xml": STYLES, **parts})).text


def test_headings_are_told_by_style_by_the_style_it_is_based_on_and_by_outline():
    body = (
        p("제목", '<w:pStyle w:val="t"/>')
        + p("둘", '<w:pStyle w:val="b"/>')
        + p("셋", '<w:outlineLvl w:val="2"/>')
        + p("본문", '<w:pStyle w:val="loop"/><w:outlineLvl w:val="9"/>')
    )

    assert read(body) == "# 제목\n\n## 둘\n\n### 셋\n\n본문"


def test_numbered_and_bulleted_paragraphs_are_items():
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'

    assert read(p("하나", item) + p("둘", item) + p("글", '<w:numPr><w:numId w:val="0"/></w:numPr>')) == (
        "- 하나\n- 둘\n\n글"
    )


def test_a_merged_cell_is_said_once_across_and_in_every_row_down():
    rows = [
        cell("지역") + cell("금액", '<w:gridSpan w:val="2"/>'),
        cell("광주", '<w:vMerge w:val="restart"/>') + cell("1") + cell("2"),
        cell("", "<w:vMerge/>") + cell("3") + cell("4"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"

    assert read(table).splitlines() == [
        "| 지역 | 금액 |  |",
        "| --- | --- | --- |",
        "| 광주 | 1 | 2 |",
        "| 광주 | 3 | 4 |",
    ]


def test_a_frame_of_one_cell_is_the_text_in_it():
    assert read(f"<w:tbl><w:tr><w:tc>{p('하나')}{p('둘')}</w:tc></w:tr></w:tbl>") == "하나\n\n둘"


def test_inserted_text_counts_and_what_nobody_sees_does_not():
    body = (
        "<w:p><w:ins><w:r><w:t>새 글</w:t></w:r></w:ins><w:del><w:r><w:delText>옛 글</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 글</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        f"<w:sdt><w:sdtContent>{p('상자 글')}</w:sdtContent></w:sdt>"
    )

    assert read(body, **{"word/footnotes.xml": f"<w:footnotes {SPACE}>{p('각주')}</w:footnotes>"}) == (
        "새 글\n\n상자 글"
    )


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{p('글상자')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>앞</w:t><mc:AlternateContent><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert read(body) == "앞\n\n글상자"


def test_the_title_is_that_of_the_properties():
    assert read_docx(word_file(p("글"), {"docProps/core.xml": CORE})).title == "2025 공고"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DTD = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ㅋ">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (word_file(p("&l9;"), prolog=DTD), "entities"),
        (word_file(p("&x;"), prolog=OUTSIDE), "entities"),
        (word_file(p("<w:broken>")), "broken XML"),
        (word_file(p("글"), {"word/vbaProject.bin": b"x"}), "macros"),
        (word_file(p("글"), {"word/media/a.bin": bytes(5_000_000)}), "packed more than"),
        (word_file(p("글"), {f"word/media/{n}": b"" for n in range(MAX_ENTRIES)}), "parts inside"),
        (word_file(p("글"))[:-30], "broken Word file"),
        (b"PK\x03\x04", "broken Word file"),
        (b"", "broken Word file"),
        (word_file(p("글")).replace(b"word/document.xml", b"word/d0cument.xml"), "ordinary ZIP"),
        (word_file(p("글"), {"Contents/content.hpf": ""}), "HWPX"),
    ],
)
def test_a_package_that_cannot_be_read_says_why(data, says):
    with pytest.raises(Unreadable, match=says):
        read_docx(data)


def test_what_is_too_large_unpacked_is_refused_before_anything_is_unpacked():
    part = b"0123456789abcdef" * 250_000  # 4 MB
    many = {f"word/media/{n}.bin": part for n in range(MAX_INFLATED // len(part) + 1)}
    data = word_file("<not read/>", many)

    with pytest.raises(Unreadable, match="packed more than|when unpacked"):
        read_docx(data)


def test_a_list_of_parts_that_lies_about_a_size_is_found_out():
    data = word_file(p("글" * 1_000))
    size = len(f"<w:document {SPACE}><w:body>{p('글' * 1_000)}</w:body></w:document>".encode())

    with pytest.raises(Unreadable):
        read_docx(data.replace(size.to_bytes(4, "little"), (60).to_bytes(4, "little")))


@settings(deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_what_is_declared(data):
    packed = bytearray(word_file(p("글"), {"word/styles.xml": STYLES, "docProps/core.xml": CORE}))
    for place in data.draw(st.lists(st.integers(0, len(packed) - 1), min_size=1, max_size=5)):
        packed[place] = data.draw(st.integers(0, 255))

    try:
        read_docx(bytes(packed))
    except Unreadable as problem:
        assert problem.line >= 1
