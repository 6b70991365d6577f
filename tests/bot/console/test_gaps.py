"""Gaps in the console: seen by viewers, settled by editors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.console.parts import Parts
from bot.storage.gaps import Group
from bot.storage.people import Subscribe
from bot.storage.storage import Storage
from tests.bot.console.conftest import NOW, Browser
from tests.bot.storage.test_gaps import logs

SignedIn = Callable[..., Awaitable[Browser]]
BOT = 5


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return replace(parts, bot_id=BOT)


async def looked(browser: Browser, parts: Parts) -> None:
    await browser.get("/console/gaps")
    await parts.gaps.ended()
    await browser.get("/console/gaps")


async def only(storage: Storage) -> Group:
    (found,) = await storage.gaps.groups(["new", "to_write", "out_of_scope", "answered"], 9)
    return found


async def test_what_was_not_answered_is_shown_in_groups(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    await logs(storage, 1, "보증금이 얼마인가요?", topics=("deposit",))
    await logs(storage, 2, "<b>보증금</b> 있나요?", topics=("deposit",))
    viewer = await signed_in("viewer")
    await looked(viewer, parts)

    assert "2 questions" in viewer.text
    assert "&lt;b&gt;보증금" in viewer.page
    assert "Mark out of scope" not in viewer.text
    await viewer.get(f"/console/gaps/{(await only(storage)).id}")
    assert "보증금이 얼마인가요?" in viewer.text
    await viewer.get(f"/console/gaps/{(await only(storage)).id}?near=1")
    assert "No passage is near." not in viewer.text
    assert "Find the nearest passages" not in viewer.text


async def test_an_editor_says_what_becomes_of_a_group(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    await logs(storage, 1, "보증금?", topics=("deposit",))
    editor = await signed_in("editor")
    await looked(editor, parts)
    path = f"/console/gaps/{(await only(storage)).id}"

    await editor.post(path, {"do": "state", "state": "to_write", "note": "ask the fund"})
    group = await only(storage)
    assert (group.state, group.note, group.set_by) == ("to_write", "ask the fund", "editor")
    await editor.post(path, {"do": "out"})
    assert (await only(storage)).state == "out_of_scope"
    (deed, *_) = await storage.audit.entries(1)
    assert (deed.action, deed.before, deed.after) == (
        "gap_state",
        "to_write ask the fund",
        "out_of_scope ask the fund",
    )
    for wrong in ({"do": "state", "state": "lost"}, {"do": "x"}):
        assert (await editor.post(path, wrong)).status_code == 400


async def test_marking_answered_asks_again_and_shows_what_is_answered_now(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    await logs(storage, 1, "기초 단계는 얼마까지 지원되나요?", topics=("x",))
    await logs(storage, 2, "비트코인 시세는?", topics=("x",))
    editor = await signed_in("editor")
    await looked(editor, parts)
    path = f"/console/gaps/{(await only(storage)).id}"

    await editor.post(path, {"do": "again"})
    assert "1 of 2 questions are answered now" in editor.text
    assert (await only(storage)).state == "new"
    await editor.post(path, {"do": "answered"})
    assert "1 of 2 questions are answered now" in editor.text
    assert (await only(storage)).state == "answered"


async def test_who_waits_is_counted_and_looked_after_soon(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    wish = Subscribe("answer", "1", "ko", "보증금?", None, "{}")
    await logs(storage, 1, "보증금?", topics=("deposit",))
    await logs(storage, 2, "/notify", status="smalltalk", changes=(wish,))
    await storage.keep_note(f"notices:{BOT}", "2026-11-22 digest")
    editor = await signed_in("editor")
    await looked(editor, parts)
    assert "1 waiting" in editor.text

    await editor.post(f"/console/gaps/{(await only(storage)).id}", {"do": "notify"})

    assert await storage.noted(f"notices:{BOT}") == ""
    assert (await storage.audit.entries(1))[0].action == "gap_notify"


async def test_an_example_or_a_statement_is_drafted_in_one_step(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    await logs(storage, 1, "보증금?", topics=("deposit",))
    editor = await signed_in("editor")
    await looked(editor, parts)
    path = f"/console/gaps/{(await only(storage)).id}"
    form = {"question": "보증금은 누가 내나요?", "language": "ko", "topic": "own-share"}

    await editor.post(path, {**form, "do": "example"})
    drafted = editor.page
    statement = await editor.post(path, {**form, "do": "statement"})
    unknown = await editor.post(path, {**form, "do": "example", "topic": "no-such"})

    assert "rules/examples.yaml" in drafted
    assert statement.url.path.endswith("/add")
    assert unknown.status_code == 400
    assert (await only(storage)).state == "to_write"


async def test_groups_are_not_sought_anew_for_every_look(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    viewer = await signed_in("viewer")
    await looked(viewer, parts)
    await logs(storage, 1, "보증금?", topics=("deposit",))
    await looked(viewer, parts)
    assert "There is no such group." in viewer.text

    editor = await signed_in("editor")
    await editor.get("/console/gaps")
    await editor.post("/console/gaps", {"do": "look"})
    await parts.gaps.ended()
    assert (await only(storage)).count == 1
    assert parts.gaps.looked_at == NOW
