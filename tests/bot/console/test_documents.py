"""Documents in the console: what is sent is seen before it answers, kept with its versions, and never believed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from bot.services.adding import added_names
from bot.services.uploading import MAX_BYTES, digest_of
from bot.storage.storage import Storage
from tests.bot.console.conftest import Browser, Clock

SignedIn = Callable[..., Awaitable[Browser]]
TEXT = "# 제출 서류\n\n사업자등록증을 냅니다.\n\n수수료는 3만원입니다.\n"
DETAILS = {"title": "제출 서류", "language": "ko", "publisher": "", "date": "", "address": "", "rank": "3"}


async def sends(
    one: Browser, content: str | bytes = TEXT, name: str = "papers.txt", **more: str
) -> httpx.Response:
    await one.get("/console/documents/add")
    body = content if isinstance(content, bytes) else content.encode()
    return await one.post("/console/documents/add", more, files={"file": (name, body)})


async def accepts(one: Browser, **details: str) -> httpx.Response:
    """Fills the details in, and accepts what is shown then."""
    path = one.seen[-1].url.path
    await one.post(path, {**DETAILS, **details, "do": "details"})
    return await one.post(path, {**DETAILS, **details, "do": "accept"})


async def test_what_is_sent_is_shown_first_and_kept_only_once_accepted(
    signed_in: SignedIn, tmp_path: Path, storage: Storage
) -> None:
    one = await signed_in("editor")

    shown = await sends(one)

    assert shown.url.path.startswith("/console/documents/uploads/")
    assert "사업자등록증을 냅니다." in one.text
    assert "3만원" in one.text
    assert added_names(tmp_path / "documents") == []

    await accepts(one, publisher="중소기업중앙회", date="2026-11-01")

    (name,) = added_names(tmp_path / "documents")
    kept = (tmp_path / "documents" / name).read_text(encoding="utf-8")
    entry = (await storage.audit.entries(1))[0]
    assert 'publisher: "중소기업중앙회"' in kept
    assert (entry.who, entry.action, entry.subject) == ("editor", "document_added", f"document:{name}")
    assert (entry.before, entry.after) == ("", digest_of(kept))
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_a_new_version_tells_what_it_changes_and_the_old_one_stays(
    signed_in: SignedIn, tmp_path: Path, storage: Storage
) -> None:
    one = await signed_in("editor")
    await sends(one)
    await accepts(one, publisher="중소기업중앙회")

    await sends(one, TEXT.replace("3만원", "5만원"), "another name.txt", over="papers.ko.md")
    preview = one.page
    await accepts(one)

    assert re.search(r"<del>수수료는 3만원입니다.</del><br><ins>수수료는 5만원입니다.</ins>", preview)
    assert 'value="중소기업중앙회"' in preview  # as before, until staff say otherwise
    assert added_names(tmp_path / "documents") == ["papers.ko.md"]
    now, before = await storage.versions.of("papers.ko.md")
    assert (before.change, now.change, now.who) == ("added", "changed", "editor")
    entry = (await storage.audit.entries(1))[0]
    assert (entry.before, entry.after) == (before.digest, now.digest)
    await one.get(f"/console/documents/papers.ko?version={before.number}")
    assert "3만원" in one.text
    assert "5만원" not in one.text


async def test_the_same_text_again_changes_nothing(signed_in: SignedIn, storage: Storage) -> None:
    one = await signed_in("editor")
    for _ in range(2):
        await sends(one)
        await accepts(one)

    assert "nothing was changed" in one.text
    assert [version.change for version in await storage.versions.of("papers.ko.md")] == ["added"]


async def test_a_document_that_came_by_the_command_line_is_kept_when_it_is_replaced(
    signed_in: SignedIn, tmp_path: Path, storage: Storage
) -> None:
    one = await signed_in("editor")
    await sends(one)
    await accepts(one)
    file = tmp_path / "documents" / "papers.ko.md"
    by_hand = file.read_text(encoding="utf-8").replace("3만원", "4만원")
    file.write_text(by_hand, encoding="utf-8")

    await sends(one, TEXT.replace("3만원", "5만원"))
    await accepts(one)

    changes = [version.change for version in await storage.versions.of("papers.ko.md")]
    assert changes == ["changed", "found", "added"]
    assert await storage.versions.text("papers.ko.md", 2) == by_hand


async def test_details_changed_on_the_way_are_shown_before_they_count(
    signed_in: SignedIn, tmp_path: Path
) -> None:
    one = await signed_in("editor")
    await sends(one)
    path = one.seen[-1].url.path

    await one.post(path, {**DETAILS, "title": "다른 제목", "do": "accept"})

    assert added_names(tmp_path / "documents") == []
    assert 'value="다른 제목"' in one.page


async def test_what_changed_meanwhile_is_not_written_over(signed_in: SignedIn, tmp_path: Path) -> None:
    one = await signed_in("editor")
    await sends(one)
    path = one.seen[-1].url.path
    await one.post(path, {**DETAILS, "do": "details"})
    other = tmp_path / "documents" / "papers.ko.md"
    other.parent.mkdir()
    other.write_text("---\nid: papers\n---\nfrom elsewhere\n", encoding="utf-8")

    refused = await one.post(path, {**DETAILS, "do": "accept"})

    assert refused.status_code == 400
    assert "from elsewhere" in other.read_text(encoding="utf-8")


async def test_only_the_session_that_sent_a_file_sees_it_and_only_for_an_hour(
    signed_in: SignedIn, clock: Clock
) -> None:
    one, other = await signed_in("editor"), await signed_in("admin")
    path = (await sends(one)).url.path

    assert (await other.get(path)).status_code == 404
    assert (await one.get(path)).status_code == 200
    clock.passes(timedelta(minutes=40))
    assert (await one.get(path)).status_code == 200
    clock.passes(timedelta(minutes=40))
    await one.signs_in("editor")
    assert (await one.get(path)).status_code == 404


async def test_an_upload_that_is_thrown_away_is_gone(signed_in: SignedIn, tmp_path: Path) -> None:
    one = await signed_in("editor")
    path = (await sends(one)).url.path

    await one.post(path, {"do": "discard"})

    assert list((tmp_path / "uploads").iterdir()) == []
    assert (await one.get(path)).status_code == 404


async def test_a_removal_wants_to_be_confirmed_and_stands_in_the_audit(
    signed_in: SignedIn, tmp_path: Path, storage: Storage
) -> None:
    one = await signed_in("editor")
    await sends(one)
    await accepts(one)
    over = re.search(r'name="over" value="(\w+)"', one.page)
    assert over is not None

    unsure = await one.post("/console/documents/papers.ko", {"do": "remove", "over": over[1]})
    there = added_names(tmp_path / "documents")
    await one.post("/console/documents/papers.ko", {"do": "remove", "over": over[1], "confirmed": "yes"})

    assert (unsure.status_code, there) == (400, ["papers.ko.md"])
    assert added_names(tmp_path / "documents") == []
    entry = (await storage.audit.entries(1))[0]
    assert (entry.action, entry.before, entry.after) == ("document_removed", over[1], "")
    assert (await one.get("/console/documents/papers.ko")).status_code == 200  # its versions


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "..\\evil.txt", "/etc/passwd.txt", "C:\\evil.txt", ".hidden.txt", "a\x00b.txt", "．．／evil.txt",
     "x" * 300 + ".txt", "con.txt", "‮txt.exe"],
)  # fmt: skip
async def test_a_name_leads_nowhere(name: str, signed_in: SignedIn, tmp_path: Path) -> None:
    one = await signed_in("editor")
    before = {path for path in tmp_path.parent.rglob("*") if "evil" in path.name}

    response = await sends(one, name=name)
    if response.url.path.startswith("/console/documents/uploads/"):  # the form's reader made it a plain one
        await accepts(one)

    found = {path for path in tmp_path.parent.rglob("*") if "evil" in path.name}
    assert {path.parent for path in found - before} <= {tmp_path / "documents"}
    assert response.status_code < 500


@pytest.mark.parametrize("path", ["..%2f..%2fkey", "%2e%2e", "....md", "papers.ko.md%00", "a%2fb"])
async def test_an_address_leads_to_no_file(path: str, signed_in: SignedIn) -> None:
    one = await signed_in("editor")
    for address in (f"/console/documents/{path}", f"/console/documents/{path}/text", f"/console/documents/uploads/{path}"):  # fmt: skip
        assert (await one.client.get(address)).status_code in (303, 404), address


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("page.exe", b"MZ\x00\x00"),
        ("papers.txt", b"\xff\xff\xfe\xfe\x81\x00"),
        ("empty.txt", b"  \n"),
        ("none", b"text"),
        ("broken.md", b"---\nid: [[[[\n---\ntext\n"),
    ],
)
async def test_what_is_no_text_is_refused_with_its_reason(
    name: str, content: bytes, signed_in: SignedIn, tmp_path: Path
) -> None:
    one = await signed_in("editor")

    response = await sends(one, content, name)

    assert response.status_code == 400
    assert "Nothing was changed." in one.text
    assert not (tmp_path / "uploads").exists()


async def test_what_is_too_large_is_refused(signed_in: SignedIn) -> None:
    one = await signed_in("editor")

    a_little = await sends(one, b"a" * (MAX_BYTES + 1))
    much = await one.client.post(
        "/console/documents/add",
        data={"csrf": one.token},
        files={"file": ("a.txt", b"a" * (MAX_BYTES + 100_000))},
    )

    assert (a_little.status_code, much.status_code) == (400, 413)


async def test_a_document_of_the_pack_can_be_neither_replaced_nor_removed(
    signed_in: SignedIn, tmp_path: Path
) -> None:
    one = await signed_in("admin")

    response = await sends(one, name="gongo-notes.txt")
    removal = await one.post(
        "/console/documents/gongo-notes.ko", {"do": "remove", "confirmed": "yes", "over": ""}
    )

    assert (response.status_code, removal.status_code) == (400, 404)
    assert "has a document of this name" in "".join(seen.text for seen in one.seen)


async def test_a_viewer_reads_but_changes_nothing(signed_in: SignedIn, tmp_path: Path) -> None:
    editor, viewer = await signed_in("editor"), await signed_in("viewer")
    await sends(editor)
    await accepts(editor)
    await viewer.get("/console/documents/papers.ko")

    assert "사업자등록증을 냅니다." in viewer.text
    assert 'value="remove"' not in viewer.page
    refused = await viewer.post("/console/documents/papers.ko", {"do": "remove", "confirmed": "yes"})
    assert refused.status_code == 403
    assert added_names(tmp_path / "documents") == ["papers.ko.md"]


class _Tags(HTMLParser):
    """As a browser reads a page: what would run, or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.unwanted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_script = tag == "script" and not (given.get("src") or "").startswith("/console/static/")
        if tag in ("img", "svg") or is_script or any(name.startswith("on") for name in given):
            self.unwanted.append(tag)


XSS = '<script>alert(1)</script><img src=x onerror=alert(1)>"><svg onload=alert(1)>'


async def test_nothing_that_a_document_holds_becomes_markup(signed_in: SignedIn) -> None:
    one = await signed_in("editor")

    await sends(one, f"# {XSS}\n\n{XSS}\n\n| {XSS} | a |\n|---|---|\n| {XSS} | {XSS} |\n", "<img src=x>.txt")
    pages = [one.page]
    await accepts(one, title=XSS, publisher=XSS)
    pages.append(one.page)
    for path in ("/console/documents", "/console/documents/add"):
        await one.get(path)
        pages.append(one.page)

    assert one.seen[-3].url.path == "/console/documents/img-src-x.ko"
    for page in pages:
        tags = _Tags()
        tags.feed(page)
        assert tags.unwanted == []


async def test_an_address_that_is_no_web_page_is_no_link(signed_in: SignedIn, tmp_path: Path) -> None:
    one = await signed_in("editor")
    await sends(one)

    refused = await one.post(
        one.seen[-1].url.path, {**DETAILS, "address": "javascript:alert(1)", "do": "accept"}
    )

    assert refused.status_code == 400
    assert 'href="javascript' not in one.page
    assert added_names(tmp_path / "documents") == []


async def test_a_text_is_downloaded_and_never_shown_as_a_page(signed_in: SignedIn) -> None:
    one = await signed_in("editor")
    await sends(one, f"{XSS}\n\n한글 글자입니다.")
    await accepts(one)

    text = await one.client.get("/console/documents/papers.ko/text")

    assert text.headers["content-type"].startswith("text/plain")
    assert text.headers["content-disposition"] == 'attachment; filename="papers.ko.md"'
    assert text.headers["x-content-type-options"] == "nosniff"
    assert XSS in text.text


async def test_the_list_names_both_kinds_and_is_searched(signed_in: SignedIn) -> None:
    one = await signed_in("editor")
    await sends(one)
    await accepts(one)

    await one.get("/console/documents")
    everything = one.page
    await one.get("/console/documents?q=제출+서류")

    assert 'href="/console/documents/papers.ko"' in everything
    assert 'href="/console/documents/gongo-notes.ko"' in everything
    assert 'href="/console/documents/papers.ko"' in one.page
    assert 'href="/console/documents/gongo-notes.ko"' not in one.page
