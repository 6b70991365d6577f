from __future__ import annotations

from pathlib import Path

import pytest

from bot.services.adding import (
    AddingError,
    Origin,
    add_documents,
    added_names,
    keep_uploads,
    read_added,
    read_upload,
    remove_documents,
)

TEXT = "# 제출 서류\n\n사업자등록증과 중소기업확인서를 냅니다.\n"
FULL = """---
id: notice
language: ko
title: 공고문
publisher: 중소기업중앙회
date: 2025-03-31
address: https://example.org/notice
rank: 1
own_words: false
---
접수는 온라인으로 합니다.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "documents"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return inbox


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_text_is_added_then_the_same_then_changed(folder: Path, inbox: Path) -> None:
    file = written(inbox / "papers.txt", TEXT)

    changes = [add_documents(folder, [file])[0].change, add_documents(folder, [file])[0].change]
    written(file, TEXT + "끝.\n")
    changes.append(add_documents(folder, [file])[0].change)

    assert changes == ["added", "same", "changed"]
    assert added_names(folder) == ["papers.ko.md"]


def test_a_text_without_front_matter_is_kept_as_the_publishers_words(folder: Path, inbox: Path) -> None:
    origin = Origin("중소기업중앙회", "2025-03-31", "https://example.org")

    add_documents(folder, [written(inbox / "papers.txt", TEXT)], origin)
    (document,), problems = read_added(folder)

    assert problems == ()
    assert (document.title, document.language, document.own_words) == ("제출 서류", "ko", False)
    assert (document.publisher, document.date, document.address) == (
        "중소기업중앙회",
        "2025-03-31",
        "https://example.org",
    )
    assert document.text == TEXT.strip()


def test_of_an_unknown_publisher_nothing_is_claimed(folder: Path, inbox: Path) -> None:
    files = [written(inbox / "a.txt", TEXT), written(inbox / "b.txt", "# Papers\n\nBring two of them.\n")]

    add_documents(folder, files)

    assert [one.publisher for one in read_added(folder)[0]] == ["담당자 등록 문서", "Added by staff"]


def test_a_document_with_front_matter_is_kept_as_it_is(folder: Path, inbox: Path) -> None:
    add_documents(folder, [written(inbox / "notice.ko.md", FULL)])

    assert (folder / "notice.ko.md").read_text(encoding="utf-8") == FULL


def test_front_matter_is_seen_behind_the_mark_of_a_windows_editor(folder: Path, inbox: Path) -> None:
    add_documents(folder, [written(inbox / "notice.ko.md", b"\xef\xbb\xbf" + FULL.encode())])

    assert read_added(folder)[0][0].publisher == "중소기업중앙회"


def test_an_origin_does_not_overrule_front_matter(folder: Path, inbox: Path) -> None:
    with pytest.raises(AddingError, match="front matter"):
        add_documents(folder, [written(inbox / "notice.ko.md", FULL)], Origin(date="2024-01-01"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_a_text_is_read_however_it_was_saved(folder: Path, inbox: Path, encoding: str) -> None:
    add_documents(folder, [written(inbox / "papers.txt", TEXT.replace("\n", "\r\n").encode(encoding))])

    assert read_added(folder)[0][0].text == TEXT.strip()


def test_a_folder_is_added_whole(folder: Path, inbox: Path) -> None:
    written(inbox / "a.TXT", TEXT)
    (inbox / "deeper").mkdir()
    written(inbox / "deeper" / "b.md", TEXT)
    written(inbox / "picture.png", b"\x89PNG")

    assert [one.name for one in add_documents(folder, [inbox])] == ["a.ko.md", "b.ko.md"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("notice.hwp", b"HWP", "a later version will"),
        ("notice.odt", b"PK", "no reader for .odt; give one of .md, .txt, .html"),
        ("notice.pdf", b"plain", "the name says .pdf"),
        ("notice.docx", b"%PDF-1.7", "a PDF; name it .pdf"),
        ("binary.txt", b"\x7fELF\x00\x01", "control character"),
        ("broken.txt", b"\xff\xfa\x80\x81", "save the file as UTF-8"),
        ("empty.md", b"", "the file is empty"),
        ("half.ko.md", b"---\nid: half\n---\ntext", "language is missing"),
        ("open.ko.md", b"---\nid: open\n", "no end"),
    ],
)
def test_one_file_that_cannot_be_read_keeps_all_out(
    folder: Path, inbox: Path, name: str, content: bytes | None, message: str
) -> None:
    good, bad = written(inbox / "good.txt", TEXT), inbox / name
    if content is not None:
        written(bad, content)

    with pytest.raises(AddingError, match=message) as refused:
        add_documents(folder, [good, bad])

    assert name in str(refused.value)
    assert added_names(folder) == []


def test_a_folder_without_documents_is_refused(folder: Path, inbox: Path) -> None:
    with pytest.raises(AddingError, match="no document here"):
        add_documents(folder, [inbox])


@pytest.mark.parametrize("origin", [Origin(date="2025-13-01"), Origin(address="example.org")])
def test_an_origin_that_cannot_be_is_refused_with_the_file(folder: Path, inbox: Path, origin: Origin) -> None:
    with pytest.raises(AddingError, match=r"papers\.txt: (date|address) is .*write"):
        add_documents(folder, [written(inbox / "papers.txt", TEXT)], origin)


def test_two_files_of_one_name_are_refused(folder: Path, inbox: Path) -> None:
    files = [written(inbox / "papers.txt", TEXT), written(inbox / "papers.md", TEXT + "!")]

    with pytest.raises(AddingError, match="rename one of them"):
        add_documents(folder, files)


def test_a_document_of_gongo_is_not_replaced(folder: Path, inbox: Path) -> None:
    with pytest.raises(AddingError, match="Gongo has a document with the id papers"):
        add_documents(folder, [written(inbox / "papers.txt", TEXT)], taken={"papers"})


def test_a_korean_file_name_is_no_obstacle(folder: Path, inbox: Path) -> None:
    one, other = written(inbox / "제출서류.txt", TEXT), written(inbox / "제출서식.txt", TEXT)

    names = [added.name for added in add_documents(folder, [one, other])]

    assert len(set(names)) == 2
    assert remove_documents(folder, ["제출서류.txt"]) == names[:1]


@pytest.mark.parametrize("called", ["papers.ko.md", "papers.ko", "papers", "papers.txt", "inbox/papers.txt"])
def test_a_document_is_taken_away_by_any_of_its_names(folder: Path, inbox: Path, called: str) -> None:
    add_documents(folder, [written(inbox / "papers.txt", TEXT), written(inbox / "others.txt", TEXT)])

    assert remove_documents(folder, [called]) == ["papers.ko.md"]
    assert added_names(folder) == ["others.ko.md"]


@pytest.mark.parametrize("called", ["nothing", "../outside", "/etc/passwd", "..", "", "papers\x00"])
def test_an_unknown_name_takes_nothing_away(folder: Path, inbox: Path, called: str) -> None:
    add_documents(folder, [written(inbox / "papers.txt", TEXT)])
    outside = written(folder.parent / "outside.md", TEXT)

    with pytest.raises(AddingError, match=r"there are: papers\.ko\.md"):
        remove_documents(folder, ["papers", called])

    assert added_names(folder) == ["papers.ko.md"]
    assert outside.exists()


def test_a_document_that_was_spoilt_by_hand_leaves_the_others(folder: Path, inbox: Path) -> None:
    add_documents(folder, [written(inbox / "papers.txt", TEXT)])
    written(folder / "spoilt.ko.md", "no front matter")

    documents, problems = read_added(folder)

    assert [one.id for one in documents] == ["papers"]
    assert len(problems) == 1
    assert "spoilt.ko.md:1: no front matter" in problems[0]


def test_a_document_that_takes_an_id_of_gongo_by_hand_is_left_out(folder: Path, inbox: Path) -> None:
    add_documents(folder, [written(inbox / "papers.txt", TEXT)])

    documents, problems = read_added(folder, taken={"papers"})

    assert documents == ()
    assert "Gongo has a document with the id papers" in problems[0]


def test_nothing_is_made_where_nothing_is_added(folder: Path) -> None:
    assert add_documents(folder, []) == []
    assert added_names(folder) == []
    assert read_added(folder) == ((), ())
    assert not folder.parent.exists()


PAGE = "<title>제출 서류</title><h2>낼 것</h2><table><tr><th>서류<th>수</tr><tr><td>사업자등록증<td>1</tr></table>"


def test_a_web_page_is_added_as_text_with_its_title(folder: Path, inbox: Path) -> None:
    add_documents(folder, [written(inbox / "papers.html", PAGE)], Origin("중소기업중앙회"))
    (document,), _ = read_added(folder)

    assert (document.title, document.publisher) == ("제출 서류", "중소기업중앙회")
    assert document.text == "## 낼 것\n\n| 서류 | 수 |\n| --- | --- |\n| 사업자등록증 | 1 |"
    assert remove_documents(folder, ["papers.html"]) == ["papers.ko.md"]


def test_what_was_sent_is_read_before_anything_is_kept(folder: Path) -> None:
    upload = read_upload("papers.html", PAGE.encode(), Origin(date="2025-03-31"))

    assert added_names(folder) == []
    assert upload.document.date == "2025-03-31"
    assert [one.change for one in keep_uploads(folder, [upload])] == ["added"]
    assert read_added(folder)[0] == (upload.document,)


@pytest.mark.parametrize("content", [TEXT, FULL])
@pytest.mark.parametrize("name", ["../notice.ko.md", "/etc/notice.ko.md", "notice.ko.md\x00", "nul.md"])
def test_no_name_that_was_sent_leads_anywhere(name: str, content: str) -> None:
    with pytest.raises(AddingError, match=r"rename the file|give it one like"):
        read_upload(name, content.encode())
