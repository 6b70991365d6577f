"""Publishing with care, through the pages: drafts, checks, a second person's yes, going back, pauses, keys."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from html import unescape
from pathlib import Path

import pytest

from bot.answering.answer import Context
from bot.console import drafts
from bot.console.parts import Parts
from bot.services.live import Live
from bot.storage.storage import AnsweredBy, Arrival, Exchange, Storage
from tests.bot.console.conftest import NOW, QUICK, Browser, Clock
from tests.bot.publishing import ASKED, DAY, EDITION, NEW, OLD, live_in, reworded

SignedIn = Callable[..., Awaitable[Browser]]
FILE = "/console/drafts/1/file"
HOSTILE = "# <script>alert(1)</script> </textarea><img src=x onerror=alert(2)>"


@pytest.fixture
def live(tmp_path: Path) -> Live:
    return live_in(tmp_path)


@pytest.fixture
def parts(storage: Storage, live: Live, clock: Clock, tmp_path: Path) -> Parts:
    return Parts(storage=lambda: storage, live=live, home=tmp_path, clock=clock, passwords=QUICK)


def told(live: Live) -> str:
    answer, _ = live.now.answerer.answer(ASKED, Context(), DAY)
    return " ".join(one.text for one in answer.segments)


async def begun(editor: Browser, title: str = "Cap in other words") -> None:
    await editor.get("/console/drafts")
    await editor.post("/console/drafts", {"do": "begin", "title": title})


def typed(page: str) -> str:
    """What stands in the page's field for a file."""
    found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page)
    assert found is not None
    return found[1]


async def opened(editor: Browser, path: str = EDITION) -> dict[str, str]:
    """The form of a file, as a browser would send it back."""
    await editor.get(FILE, params={"path": path})
    return {"do": "save", "path": path, "seen": seen(editor.page), "text": typed(editor.page)}


async def reworded_draft(editor: Browser) -> None:
    await begun(editor)
    form = await opened(editor)
    await editor.post(FILE, {**form, "text": reworded(form["text"]).replace("\n", "\r\n")})


async def checked(parts: Parts, editor: Browser) -> None:
    await editor.post("/console/drafts/1/check", {"do": "check"})
    await parts.checks.finished(1)
    await editor.get("/console/drafts/1/check")


async def test_a_draft_goes_all_the_way_and_back(signed_in: SignedIn, parts: Parts, live: Live) -> None:
    editor, approver = await signed_in("editor"), await signed_in("approver")
    await reworded_draft(editor)
    await editor.get("/console/drafts/1")
    assert "많아야" in "".join(re.findall(r"<ins>(.*?)</ins>", editor.page))
    assert "removed:" in editor.text and "added:" in editor.text  # noqa: PT018

    early = await editor.post("/console/drafts/1", {"do": "submit"})
    running = await editor.post("/console/drafts/1/check", {"do": "check"})
    await parts.checks.finished(1)
    part = await editor.get("/console/drafts/1/check", headers={"HX-Request": "true"})
    await editor.get("/console/drafts/1/check")
    assert early.status_code == 400
    assert 'http-equiv="refresh"' in running.text
    assert 'hx-trigger="every 1s"' in running.text
    assert part.text.lstrip().startswith('<div id="found"')
    assert "every 1s" not in part.text
    assert "No errors" in editor.text
    assert "No company comes out otherwise" in editor.text

    await editor.post("/console/drafts/1", {"do": "submit"})
    assert "Waiting for approval" in editor.text
    own = await editor.post("/console/drafts/1", {"do": "approve"})
    assert own.status_code == 400
    assert OLD in told(live)
    await approver.get("/console/drafts/1")
    await approver.post("/console/drafts/1", {"do": "approve", "note": "Reads better <b>now</b>"})
    assert "Published." in approver.text
    assert "&lt;b&gt;now" in approver.page
    assert NEW in told(live)

    await approver.get("/console/versions/1")
    assert f"<h3>{EDITION}" in approver.page
    unsure = await approver.post("/console/versions", {"do": "roll_back", "version": "0"})
    assert unsure.status_code == 400
    assert NEW in told(live)
    await approver.post("/console/versions", {"do": "roll_back", "version": "0", "sure": "yes"})
    assert OLD in told(live)
    assert "version 0 · approver" in approver.text


async def test_an_approver_who_worked_on_a_draft_is_told_why_not_to_approve_it(
    signed_in: SignedIn, parts: Parts
) -> None:
    approver = await signed_in("approver")
    await reworded_draft(approver)
    await checked(parts, approver)
    await approver.post("/console/drafts/1", {"do": "submit"})

    assert "cannot approve it. Ask another approver" in approver.text
    assert 'value="approve"' not in approver.page
    assert (await approver.post("/console/drafts/1", {"do": "approve"})).status_code == 400
    await approver.post("/console/drafts/1", {"do": "reopen", "note": "not yet"})
    assert "In progress" in approver.text


async def test_two_editors_do_not_overwrite_each_other_and_lose_nothing(signed_in: SignedIn) -> None:
    kim, han = await signed_in("editor", "kim"), await signed_in("editor", "han")
    await begun(kim)
    hers, his = await opened(kim), await opened(han)
    await kim.post(FILE, {**hers, "text": hers["text"] + "# kim's line\n"})
    refused = await han.post(FILE, {**his, "text": his["text"] + "# han's line\n"})

    assert refused.status_code == 409
    assert "Somebody else changed" in han.text
    assert typed(han.page).endswith("# han's line\n")
    assert "kim" in "".join(re.findall(r"<del>(.*?)</del>", han.page))
    assert seen(han.page) != his["seen"]
    both = typed(han.page) + "# kim's line\n"
    await han.post(FILE, {**his, "seen": seen(han.page), "text": both})
    assert typed(han.page) == both


async def test_a_change_of_another_file_stands_in_nobodys_way(signed_in: SignedIn) -> None:
    kim, han = await signed_in("editor", "kim"), await signed_in("editor", "han")
    await begun(kim)
    hers, his = await opened(kim), await opened(han, "rules/2024.yaml")
    await kim.post(FILE, {**hers, "text": hers["text"] + "# one\n"})
    await han.post(FILE, {**his, "text": his["text"] + "# other\n"})

    assert "The file was saved" in han.text


async def test_what_changed_on_both_sides_is_decided_file_by_file(signed_in: SignedIn, parts: Parts) -> None:
    editor, approver = await signed_in("editor"), await signed_in("approver")
    await reworded_draft(editor)
    await begun(editor, "Clashing")
    second = FILE.replace("1", "2")
    await editor.get(second, params={"path": EDITION})
    form = {"do": "save", "path": EDITION, "seen": seen(editor.page)}
    await editor.post(second, {**form, "text": typed(editor.page) + "# clash\n"})
    await checked(parts, editor)
    await editor.post("/console/drafts/1", {"do": "submit"})
    await approver.get("/console/drafts/1")
    await approver.post("/console/drafts/1", {"do": "approve"})
    await editor.get("/console/drafts/2")
    assert "based on version 0, but version 1 is live" in editor.text

    clash = await editor.post("/console/drafts/2", {"do": "rebase"})
    assert clash.status_code == 409
    assert f'name="side:{EDITION}"' in editor.page
    await editor.post("/console/drafts/2", {"do": "rebase", f"side:{EDITION}": "mine"})
    assert "The draft was changed" in editor.text
    assert "# clash" in editor.text


async def test_checks_of_an_earlier_text_are_marked_and_do_not_count(
    signed_in: SignedIn, parts: Parts
) -> None:
    editor = await signed_in("editor")
    await reworded_draft(editor)
    await checked(parts, editor)
    form = await opened(editor)
    await editor.post(FILE, {**form, "text": form["text"] + "# more\n"})
    await editor.get("/console/drafts/1/check")

    assert "not about the draft as it is now" in editor.text
    assert (await editor.post("/console/drafts/1", {"do": "submit"})).status_code == 400
    assert "not checked as it is now" in editor.text


async def test_problems_stand_beside_the_file_with_line_and_column(signed_in: SignedIn, parts: Parts) -> None:
    editor = await signed_in("editor")
    await begun(editor)
    form = await opened(editor)
    await editor.post(FILE, {**form, "text": "schema: 1\ntitle: [open\n"})
    assert re.search(rf"{EDITION}:\d+:\d+", editor.text)
    form = await opened(editor)
    await editor.post(FILE, {**form, "text": "schema: 1\nnonsense: 2\n"})
    await checked(parts, editor)

    assert re.search(rf"{EDITION}:\d+:\d+", editor.text)
    await editor.post("/console/drafts/1", {"do": "submit"})
    assert re.search(r"The checks found \d+ errors", editor.text)
    await editor.get(FILE, params={"path": EDITION})
    assert "Found by the checks" in editor.text


async def test_hostile_text_is_shown_and_not_run(signed_in: SignedIn) -> None:
    editor = await signed_in("editor")
    await begun(editor, "<script>alert(0)</script>")
    form = await opened(editor)
    await editor.post(FILE, {**form, "text": form["text"] + HOSTILE + "\n"})
    assert typed(editor.page).endswith(HOSTILE + "\n")
    for path in (
        FILE + f"?path={EDITION}",
        "/console/drafts/1",
        "/console/drafts",
        "/console/drafts/1/check",
    ):
        await editor.get(path)
        assert "<script>alert" not in editor.page
        assert "<img" not in editor.page


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "rules/../../key", "/etc/passwd", "rules/2025.yaml\x00", "bot/wiring.py", ""]
)
async def test_a_path_outside_the_pack_is_not_found(signed_in: SignedIn, path: str) -> None:
    editor = await signed_in("editor")
    await begun(editor)
    read = await editor.get(FILE, params={"path": path.replace("\x00", "%00")})
    written = await editor.post(
        FILE, {"do": "save", "path": path.replace("\x00", "x/"), "seen": "", "text": "x"}
    )
    removed = await editor.post("/console/drafts/1", {"do": "remove", "path": path})

    assert (read.status_code, written.status_code) == (404, 404)
    assert removed.status_code == (200 if path.startswith("rules/2025") else 400)


async def test_what_is_added_lands_in_its_file_and_can_be_taken_back(signed_in: SignedIn) -> None:
    editor = await signed_in("editor")
    await begun(editor)
    add = "/console/drafts/1/add"
    for what in drafts.WHATS:
        assert (await editor.get(add, params={"what": what})).status_code == 200
    await editor.post(
        add, {"do": "example", "topic": "cap", "language": "ko", "question": "많이 주면 얼마까지인가요"}
    )
    assert "많이 주면 얼마까지인가요" in editor.text
    statement = {
        "do": "statement", "edition": "2025", "id": "new-one", "says_ko": "한도는 {cap}입니다.", "confidence": "M",
        "says_en": "The cap is {cap}.", "figures": "cap won 150,000,000", "source": "etnews-2025-03-30",
        "quote_ko": "인용", "quote_en": "quote",
    }  # fmt: skip
    wrong = await editor.post(add, {**statement, "figures": "cap gold 1"})
    assert wrong.status_code == 400
    assert "한도는 {cap}입니다." in editor.text
    await editor.post(add, statement)
    assert "new-one" in editor.text
    again = await editor.post(add, statement)
    assert again.status_code == 400
    correction = {**statement, "do": "correction", "id": "new-two", "statement": "new-one", "wrong_kind": "won",
                  "wrong_value": "1", "right_kind": "won", "right_value": "2"}  # fmt: skip
    await editor.post(add, correction)
    assert "new-two" in editor.text
    bad = await editor.post(add, {"do": "document", "text": "no front matter"})
    assert bad.status_code == 400
    assert typed(editor.page) == "no front matter"
    await editor.get("/console/drafts/1")
    await editor.post("/console/drafts/1", {"do": "restore", "path": "rules/2025.corrections.yaml"})
    assert "new-two" not in editor.text
    await editor.post("/console/drafts/1", {"do": "remove", "path": "rules/examples.yaml"})
    assert "Removed" in editor.text


async def test_a_draft_that_was_dropped_can_only_be_read(signed_in: SignedIn) -> None:
    editor = await signed_in("editor")
    await begun(editor)
    form = await opened(editor)
    unsure = await editor.post("/console/drafts/1", {"do": "drop"})
    await editor.post("/console/drafts/1", {"do": "drop", "sure": "yes"})
    late = await editor.post(FILE, {**form, "text": "x: 1\n"})

    assert (unsure.status_code, late.status_code) == (400, 409)
    await editor.get("/console/drafts", params={"closed": "1"})
    assert "Dropped" in editor.text


async def test_a_pause_is_told_on_every_page_until_it_ends(signed_in: SignedIn, live: Live) -> None:
    approver, viewer = await signed_in("approver"), await signed_in("viewer")
    await approver.get("/console/pauses")
    await approver.post("/console/pauses", {"do": "pause_topic", "topic": "cap"})
    assert OLD not in told(live)
    await viewer.get("/console/versions")
    assert "Topics that are paused: Grant cap" in viewer.text
    unsaid = await approver.post("/console/pauses", {"do": "pause_bot", "ko": "점검 중입니다.", "en": ""})
    assert unsaid.status_code == 400
    assert "점검 중입니다." in approver.page
    await approver.post(
        "/console/pauses", {"do": "pause_bot", "ko": "점검 중입니다.", "en": "<b>Back soon</b>"}
    )
    assert live.paused is not None
    assert "<b>Back" not in approver.page
    await viewer.get("/console/")
    assert "The bot is paused, by approver" in viewer.text
    await approver.post("/console/pauses", {"do": "resume_bot"})
    await approver.post("/console/pauses", {"do": "resume_topic", "topic": "cap"})
    await viewer.get("/console/")
    assert "paused" not in viewer.text
    assert OLD in told(live)


async def test_a_key_is_shown_once_and_opens_nothing_after_it_was_revoked(
    signed_in: SignedIn, storage: Storage
) -> None:
    from bot.services.api_keys import find_key

    admin = await signed_in("admin")
    await admin.get("/console/keys")
    wrong = await admin.post("/console/keys", {"do": "make", "name": "kakao", "scope": ["ask"], "rate": "0"})
    await admin.post(
        "/console/keys", {"do": "make", "name": "kakao", "scope": ["ask", "check"], "rate": "30"}
    )
    found = re.search(r'class="secret">(gongo_[^<]+)<', admin.page)
    assert wrong.status_code == 400
    assert found is not None
    assert await find_key(storage, found[1]) is not None
    taken = await admin.post("/console/keys", {"do": "make", "name": "kakao", "scope": "ask", "rate": "30"})
    await admin.get("/console/keys")
    assert taken.status_code == 400
    assert found[1] not in admin.page
    await admin.post("/console/keys", {"do": "revoke", "name": "kakao"})
    assert "Revoked" in admin.text
    assert await find_key(storage, found[1]) is None
    assert (await admin.post("/console/keys", {"do": "revoke", "name": "kakao"})).status_code == 400


async def test_the_report_tells_who_flips_which_cases_break_and_which_answers_differ(
    signed_in: SignedIn, parts: Parts, storage: Storage
) -> None:
    await storage.store_updates(1, [Arrival(1, 7, "{}")], NOW)
    (taken,) = await storage.take(1, [])
    asked = f"{ASKED} <script>alert(3)</script>"
    by = AnsweredBy("ko", "p", "2025", 1)
    await storage.commit_turn(taken, Exchange(None, (), asked, "…", status="answered", by=by), NOW)
    editor = await signed_in("editor")
    await reworded_draft(editor)
    form = await opened(editor)
    narrower = form["text"].replace("one_of: [sme, mid_sized]", "one_of: [sme]", 1)
    await editor.post(FILE, {**form, "text": narrower})
    await checked(parts, editor)

    assert "eligible → not eligible" in editor.text
    assert "company size: mid-sized" in editor.text.lower()
    assert "Harmful answer" in editor.text
    assert "Recent questions answered otherwise (1 of 1)" in editor.text
    assert "<del>" in editor.page
    assert "<script>alert" not in editor.page
    assert "alert(3)" in editor.text
    refused = await editor.post("/console/drafts/1", {"do": "submit"})
    assert refused.status_code == 400


async def test_nothing_of_a_draft_can_be_changed_by_who_may_only_read(signed_in: SignedIn) -> None:
    editor, viewer = await signed_in("editor"), await signed_in("viewer")
    await begun(editor)
    form = await opened(editor)
    await viewer.get(FILE, params={"path": EDITION})
    assert "<textarea" not in viewer.page
    await viewer.get("/console/drafts/1")
    assert 'name="do"' not in viewer.page
    assert (await viewer.post(FILE, form)).status_code == 403
    await editor.get("/console/versions")
    assert 'value="roll_back"' not in editor.page
    assert (await editor.post("/console/versions", {"do": "roll_back"})).status_code == 403
