import hashlib
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.documents import (
    DocumentError,
    language_of,
    parse_document,
    read_document,
    read_documents,
    read_upload,
)

NAME = Path("notice.ko.md")


def test_a_document_carries_its_source_and_its_text(write_document):
    path = write_document("# 안내\n\n본문", edition="2025")

    document = read_document(path)

    assert (document.key, document.rank, document.edition, document.own_words) == (
        "notice.ko",
        1,
        "2025",
        True,
    )
    assert (document.publisher, document.address) == ("중소기업중앙회", "https://example.org/notice")
    assert document.text == "# 안내\n\n본문"
    assert document.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (
        path.read_text(encoding="utf-8").splitlines()[document.first_line - 1]
        == document.text.splitlines()[0]
    )


@pytest.mark.parametrize("date", ["2025-03-30", "2025-05", "2025"])
def test_a_date_stays_what_was_written(write_document, date):
    assert read_document(write_document(date=date)).date == date


@pytest.mark.parametrize(
    ("changes", "line", "says"),
    [
        ({"id": "Notice"}, 2, "small Latin letters"),
        ({"language": "jp"}, 3, "write ko or en"),
        ({"title": ""}, 4, "title is missing"),
        ({"date": "2025-13"}, 6, "2025-03-30"),
        ({"date": "2025-02-30"}, 6, "2025-03-30"),
        ({"address": "kbiz.or.kr"}, 7, "https://"),
        ({"rank": "6"}, 8, "1 (official notice)"),
        ({"own_words": "no"}, 9, "true or false"),
        ({"editoin": "2025"}, 9, "known keys"),
        ({"edition": "[2025]"}, 9, "plain value"),
        ({"edition": "2025: second"}, 9, "broken YAML"),
        ({"publisher": None}, 1, "publisher is missing"),
        ({"id": "other"}, 2, "other.ko.md"),
    ],
)
def test_a_wrong_field_is_reported_with_its_line_and_what_is_right(write_document, changes, line, says):
    path = write_document(**changes)

    with pytest.raises(DocumentError) as error:
        read_document(path)

    assert any(problem.startswith(f"{path}:{line}: ") and says in problem for problem in error.value.problems)


def test_all_problems_of_all_files_come_at_once(write_document, tmp_path):
    write_document(rank="9", date="soon")
    write_document(name="deep/notice.en.md", language="xx")

    with pytest.raises(DocumentError) as error:
        read_documents(tmp_path)

    assert len(error.value.problems) == 4  # rank, date; language, file name


def test_documents_are_read_from_all_folders_in_the_order_of_their_paths(write_document, tmp_path):
    write_document(name="b/notice.ko.md")
    write_document(name="a/other.en.md", id="other", language="en")

    assert [document.key for document in read_documents(tmp_path)] == ["other.en", "notice.ko"]


def test_two_documents_of_one_id_and_language_are_refused(write_document, tmp_path):
    write_document(name="a/notice.ko.md")
    write_document(name="b/notice.ko.md")

    with pytest.raises(DocumentError, match="second document"):
        read_documents(tmp_path)


def test_a_missing_folder_is_a_problem_and_an_empty_one_is_not(tmp_path):
    assert read_documents(tmp_path) == ()
    with pytest.raises(DocumentError, match="no such folder"):
        read_documents(tmp_path / "nowhere")


def test_what_is_no_file_is_a_problem(tmp_path):
    os.mkfifo(tmp_path / "pipe.ko.md")

    for path in (tmp_path, tmp_path / "pipe.ko.md", tmp_path / "none.ko.md", Path("nul\0.ko.md")):
        with pytest.raises(DocumentError):
            read_document(path)


def test_decomposed_hangul_and_windows_line_ends_read_like_any_other(write_document):
    path = write_document("삼성\n스마트")
    plain = read_document(path)
    path.write_bytes(unicodedata.normalize("NFD", path.read_text("utf-8")).replace("\n", "\r\n").encode())

    assert read_document(path).text == plain.text


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"---\nid: \x00\n---\ntext")
def test_no_bytes_raise_anything_but_a_document_error(data):
    for parse in (
        lambda: parse_document(data, NAME),
        lambda: read_upload("x.md", data),
        lambda: read_upload("x.pdf", data),
    ):
        try:
            parse()
        except DocumentError as error:
            assert error.problems


@given(st.text(max_size=200))
@example("[" * 200_000)  # ends the process when libyaml composes it
@example("- " * 5_000)
@example("a: &a b\nc: *a")
@example("a: !!python/object:os.system b")
@example("? {a: b}\n: c")
@example("<<: {id: notice}")
def test_no_front_matter_raises_anything_but_a_document_error(source):
    with pytest.raises(DocumentError):
        parse_document(f"---\n{source}\n---\ntext".encode("utf-8", "replace"), NAME)


def test_a_loose_file_gets_title_language_and_id_from_itself(tmp_path):
    path = tmp_path / "Call 2025.md"
    path.write_text("Intro\n\n## Second call ##\nFor manufacturers.", encoding="utf-8")

    document = read_upload(path.name, path.read_bytes()).document

    assert (document.id, document.language, document.title) == ("call-2025", "en", "Second call")
    assert (document.publisher, document.date, document.address, document.rank) == ("", "", "", 3)
    assert not document.own_words


def test_korean_file_names_get_ids_that_stay_apart_and_stay_the_same():
    text = "지원 안내".encode()

    first, second = read_upload("공고문.txt", text).document, read_upload("신청서.txt", text).document

    assert first.id != second.id
    assert first.id.isascii()
    assert first.id == read_upload("공고문.txt", b"another text").document.id
    assert first.title == "공고문"


def test_a_loose_file_may_name_its_language():
    assert read_upload("faq.en.txt", "지원".encode()).document.key == "faq.en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_loose_file_is_read_however_windows_saved_it(encoding):
    assert read_upload("a.txt", "스마트공장\r\n안내".encode(encoding)).document.text == "스마트공장\n안내"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("스마트공장 지원", "ko"),
        ("Smart factory", "en"),
        ("Smart 365 Center는 뭐하는데죠", "ko"),
        ("123", "ko"),
    ],
)
def test_language_is_told_by_the_share_of_hangul(text, language):
    assert language_of(text) == language


def test_light_commands_read_and_split_documents_without_the_heavy_packages():
    program = (
        "import sys, knowledge.documents, knowledge.passages;"
        "print([name for name in ('chromadb', 'langchain_core', 'numpy', 'bm25s') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
