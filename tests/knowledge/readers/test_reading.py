import io
import zipfile
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.documents import DocumentError, read_upload
from knowledge.readers.apart import Limits
from knowledge.readers.decoding import Unreadable
from knowledge.readers.kinds import SUFFIXES
from knowledge.readers.reading import MAX_BYTES, read_text
from knowledge.readers.writing import MAX_CHARACTERS

SOON = Limits(seconds=3)


def pdf_of(*objects):
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(data),
        )
    )


def stream(data):
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
BOMBS = {
    "nested arrays": pdf_of(CATALOGUE, PAGES, b"[" * 2_000_000),
    "nested arrays in a page": pdf_of(CATALOGUE, PAGES, PAGE, stream(b"[" * 5_000_000)),
    "page tree in a ring": pdf_of(CATALOGUE, b"<</Type/Pages/Count 400/Kids[2 0 R 2 0 R]>>"),
    "pages without end": pdf_of(CATALOGUE, b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", PAGE),
    "a huge stream": pdf_of(CATALOGUE, PAGES, PAGE, stream(bytes(300_000_000))),
    "endless drawing": pdf_of(CATALOGUE, PAGES, PAGE, stream(b"0 0 9 9 re f\n" * 4_000_000)),
    "text without end": pdf_of(
        CATALOGUE,
        PAGES,
        PAGE,
        stream(b"BT /F 9 Tf 9 9 Td " + b"(aaaaaaaaaaaaaaaa) Tj " * 400_000 + b"ET"),
        FONT,
    ),
    "a form in itself": pdf_of(
        CATALOGUE,
        PAGES,
        PAGE,
        b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 10>>stream\n/X Do /X Do\nendstream",
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_pdf_made_to_hang_does_not(bomb):
    with pytest.raises(Unreadable) as refused:
        if not read_text(".pdf", BOMBS[bomb], SOON).text:
            raise Unreadable(1, "nothing was said; give another")  # harmless: nothing to read

    assert ";" in str(refused.value)


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<p>"])
def test_a_page_nested_a_megabyte_deep_does_not_hang(tag):
    page = (tag * (1_000_000 // len(tag)) + "글").encode()

    with pytest.raises(DocumentError):
        if read_upload("a.html", page, limits=SOON).document.text == "글":
            raise DocumentError(["<p> closes <p>: not nested at all"])


def word_bomb(body):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", body)
    return packed.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        "<a>" * 20_000 + "</a>" * 20_000,
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
        + "<w:sdt>" * 20_000
        + "</w:sdt>" * 20_000
        + "</w:body></w:document>",
        b"\0" * 40_000_000,
    ],
)
def test_a_word_file_made_to_break_the_reader_is_refused(body):
    with pytest.raises(Unreadable):
        read_text(".docx", word_bomb(body), SOON)


def test_a_reader_that_grows_too_large_is_stopped():
    cells = "<table>" + "<tr><td rowspan=60000>" + "글" * 300_000 + "<td>b</tr>" + "<tr><td>c</tr>" * 50_000

    with pytest.raises(Unreadable, match=r"split it"):
        read_text(".html", cells.encode(), Limits(seconds=20, memory=500_000_000))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a later version will"),
        ("a.hwpx", b"PK\x03\x04", "a later version will"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "give one of .md, .txt"),
        ("a", b"text", "a file without a suffix"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "with a password"),
        ("a.txt", b"%PDF-1.7", "a PDF; name it .pdf"),
        ("a.pdf", b"PK\x03\x04", "a Word file is named .docx"),
        ("a.txt", b"\xef\xbb\xbf <!-- x --><!DOCTYPE html><p>a", "a web page; name it .html"),
        ("a.md", "<html><p>글".encode("utf-16"), "a web page; name it .html"),
        ("a.pdf", b"\x89PNG\r\n", "a picture"),
        ("a.html", b"plain words", "name it .txt"),
        ("a.html", b"<p>\xff\xff", "save the file as UTF-8"),
        ("a.docx", b"PK\x03\x04 and no more", "broken Word file"),
        ("a.pdf", b"%PDF-1.7 and no more", "a broken PDF"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "larger than"),
        ("a.txt", b"a" * (MAX_CHARACTERS + 1), "characters of text"),
        ("../a.txt", b"text", "leads to a folder"),
    ],
)
def test_a_refusal_says_what_was_found_and_what_is_right(name, content, says):
    with pytest.raises(DocumentError) as refused:
        read_upload(name, content)

    assert says in str(refused.value)


def test_a_document_is_titled_by_its_properties_then_by_its_heading_then_by_its_name():
    titled = read_upload("a.html", b"<title>Call 2025</title><h1>Welcome</h1>").document
    headed = read_upload("b.htm", b"<h1>Welcome</h1>").document
    named = read_upload("c d.HTML", b"<p>Welcome</p>").document

    assert [one.title for one in (titled, headed, named)] == ["Call 2025", "Welcome", "c d"]


def test_control_characters_and_decomposed_hangul_do_not_get_through():
    page = "<title>가&#1;</title><p>삼&#1;성</p>"

    document = read_upload("a.html", page.encode()).document

    assert (document.title, document.text) == ("가", "삼성")


def test_the_reader_sees_nothing_of_our_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "selectolax.py").write_text("raise SystemExit('taken over')")

    assert read_text(".html", b"<p>text</p>").text == "text"


BEGINNINGS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<p>", b"<!doctype html>", b"---\n", b"\xff\xfe"]
)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=20), st.sampled_from(SUFFIXES), BEGINNINGS, st.binary(max_size=300))
@example("a", ".pdf", b"", BOMBS["page tree in a ring"][:200])
@example("a\x00", ".txt", b"", b"")
def test_no_name_and_no_bytes_raise_anything_but_what_is_declared(name, suffix, beginning, content):
    try:
        upload = read_upload(name + suffix, beginning + content)
    except DocumentError as refused:
        assert refused.problems
    else:
        assert upload.document.text
