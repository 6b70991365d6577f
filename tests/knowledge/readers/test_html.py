import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.readers.decoding import Unreadable
from knowledge.readers.html import read_html


def read(source, encoding="utf-8"):
    return read_html(source.encode(encoding)).text


def test_headings_paragraphs_and_lists_are_written_as_markdown():
    page = "<h1>지원<br>사업</h1><p>첫 <b>굵</b>은 글</p><ul><li>하나<ul><li><p>안</p></li></ul></li><li>둘</li></ul>"

    assert read(page) == "# 지원 사업\n\n첫 굵은 글\n\n- 하나\n- 안\n- 둘"


def test_a_table_is_rows_of_cells():
    table = "<table><caption>한도</caption><tr><th>지역<th>금액</tr><tr><td>광주<td>6|8</tr></table>"

    assert read(table) == "한도\n\n| 지역 | 금액 |\n| --- | --- |\n| 광주 | 6\\|8 |"


def test_a_merged_cell_is_said_once_across_and_in_every_row_down():
    table = "<table><tr><th>지역<th colspan=2>금액</tr><tr><td rowspan=2>광주<td>1<td>2</tr><tr><td>3<td>4</tr></table>"

    assert read(table).splitlines()[2:] == ["| 광주 | 1 | 2 |", "| 광주 | 3 | 4 |"]
    assert read(table).count("금액") == 1


def test_a_table_that_only_places_things_is_no_table():
    inner = "<table><tr><td>가<td>나</tr><tr><td>1<td>2</tr></table>"

    assert read(f"<table><tr><td><p>글</p>{inner}</td><td>곁</td></tr></table>") == (
        "글\n\n| 가 | 나 |\n| --- | --- |\n| 1 | 2 |\n\n곁"
    )


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>비밀</script>",
        "<style>비밀</style>",
        "<!-- 비밀 -->",
        "<p hidden>비밀</p>",
        "<div style='color:red; DISPLAY : none'><p>비밀</p></div>",
        "<template>비밀</template>",
        "<iframe srcdoc='비밀'>비밀</iframe>",
        "<nav>비밀</nav>",
        "<table><tr><td>a<td>b</tr><tr hidden><td>비밀<td>c</tr><tr><td>d<td>e</tr></table>",
    ],
)
def test_what_no_visitor_reads_is_left_out(unseen):
    assert "비밀" not in read(f"<body>{unseen}<p>보이는 글</p></body>")


def test_the_title_is_that_of_the_page():
    assert read_html("<title> 공고 &amp; 안내 </title><p>글".encode()).title == "공고 & 안내"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_page_is_read_however_it_was_saved(encoding):
    assert read("<p>스마트공장</p>", encoding) == "스마트공장"


def test_text_that_looks_like_a_heading_is_none():
    assert read("<p># 아님</p>") == "\\# 아님"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("그냥 글", "name it .txt"),
        ("<div>" * 1_000 + "글", "nested"),
        ("<b>" * 1_000 + "글", "nested"),
        ("<table><tr>" + "<td>1" * 500, "columns"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(source, says):
    with pytest.raises(Unreadable, match=says):
        read(source)


PIECES = (
    "<table>",
    "<tr>",
    "<td rowspan=9 colspan=9>",
    "<li>",
    "<ul>",
    "</table>",
    "<h2>",
    "<br>",
    "글",
    "<p hidden>",
)


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))))
@example(["<td rowspan=99999999999999>", "<td rowspan=-1>", "<td colspan=²>"])
def test_no_page_raises_anything_but_what_is_declared(pieces):
    with contextlib.suppress(Unreadable, UnicodeEncodeError):
        read("<p>" + "".join(pieces))
