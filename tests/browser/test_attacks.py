"""Hostile texts of users, staff and documents, on every page that shows them, in Chromium: nothing runs, nothing leaves.

They are let in below the console, where nothing refuses them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Page, Request
from sqlalchemy import insert

from bot.console.application import MENU, PAGES
from bot.console.visits import ROOT
from bot.storage.audit import Deed
from bot.storage.storage import Storage
from bot.storage.tables import answer_log
from tests.browser.conftest import PASSWORD, Gongo

RUN = "window.__ran=1"
HOSTILE = (
    f"<script>{RUN}</script>",
    f'"><img src=x onerror="{RUN}">',
    f"'><svg onload='{RUN}'>",
    f'" autofocus onfocus="{RUN}" x="',
    f"</title></textarea></pre></style><script>{RUN}</script>",
    f"<a href=\"javascript:{RUN}\">a</a> [a](javascript:{RUN}) javascript:{RUN}",
    f'<iframe srcdoc="<script>parent.__ran=1</script>"></iframe><object data="data:text/html,<script>{RUN}</script>">',
    f'<form action="https://evil.example/"><button hx-get="https://evil.example/" hx-trigger="load" hx-on:load="{RUN}">',
    "<link rel=stylesheet href=//evil.example/x.css><img src=//evil.example/x.png><base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "{{ ''.__class__ }} ${7*7} {% raw %}",
)  # fmt: skip
ALL = " ".join(HOSTILE)
DOCUMENTS = {
    "a.html": f"<html><head><title>{ALL}</title></head><body><h1>{ALL}</h1><p onclick=\"{RUN}\">본문 3만원 {ALL}</p></body></html>",
    "b.md": f"# {ALL}\n\n{ALL}\n\n[a](javascript:{RUN})\n\n![a](https://evil.example/x.png)\n\n| {ALL} |\n|---|\n| 3만원 |\n",
    "c.txt": f"본문 3만원\n\n{ALL}",
}  # fmt: skip


class Watched:
    """What a page would do that it must not: run, break its policy, or call another host."""

    def __init__(self, page: Page, address: str) -> None:
        self.faults: list[str] = []
        self._address = address
        page.on("request", self._asked)
        page.on("dialog", lambda one: self.faults.append(f"dialog {one.message}"))
        page.on("console", self._told)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:")):
            self.faults.append(f"asked {request.url}")

    def _told(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.faults.append(message.text)

    async def look(self, page: Page, path: str) -> None:
        await page.goto(path if path.startswith("http") else self._address + path)
        if await page.evaluate("window.__ran === 1"):
            self.faults.append(f"ran on {path}")
        if not page.url.startswith(self._address):
            self.faults.append(f"left for {page.url}")
        odd = "a[href^='javascript' i], iframe, object, embed, base, [onerror], [onload], [onfocus], [hx-on\\\\:load]"
        if count := await page.locator(odd.replace("\\\\", "\\")).count():
            self.faults.append(f"{count} odd parts on {path}")


async def let_in(gongo: Gongo) -> None:
    """Hostile questions, golden cases, names and entries of the audit."""
    storage, now = await Storage.open(gongo.home), datetime.now(UTC)
    logged = {
        "bot_id": 0, "person": "a1" * 32, "update_id": 1, "at": now, "status": "not_in_documents", "language": "ko",
        "took_ms": 5,
    }  # fmt: skip
    rows = [
        {
            **logged,
            "event_text": one,
            "replies_text": one,
            "topics": one,
            "pack": one[:60],
            "edition": one[:20],
        }
        for one in (*HOSTILE, ALL)
    ]
    entries = [
        {"id": f"x-{n}", "group": one, "language": "ko", "tags": [one], "text": one, "status": ["answered"], "mentions": [one]}
        for n, one in enumerate(HOSTILE)
    ]  # fmt: skip
    async with storage._engine.begin() as connection:
        await connection.execute(insert(answer_log), rows)
    await storage._write(storage.golden.add(entries, ALL[:60], now))
    for number, one in enumerate(HOSTILE):
        name = f"{one[:50]}{number}"
        await storage._write(storage.staff.add(name, "no hash", "viewer", "ko", now))
        await storage.audit.note(Deed(one, one, one, one, one), now)
    await storage.close()


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_nothing_hostile_runs_on_any_page(
    language: str, visitor: Callable[..., Any], gongo: Gongo
) -> None:
    await let_in(gongo)
    async with visitor("kim", "admin", language) as page:
        watched = Watched(page, gongo.address)
        await watched.look(page, "/console/gaps")
        names = {item.name for item in MENU} | {"account", "audit", "golden_new"}
        paths = [ROOT + one.path for one in PAGES if one.name in names and "{" not in one.path]
        asked = quote(ALL)
        paths += [f"{path}?q={asked}&text={asked}&m={asked}&topic={asked}&kind={asked}&tag={asked}&state={asked}&over={asked}" for path in paths]  # fmt: skip
        paths += [f"{ROOT}/conversations/{id}" for id in range(1, len(HOSTILE) + 2)]
        paths += [f"{ROOT}/golden/cases/{id}" for id in range(1, len(HOSTILE) + 1)]
        paths += [
            f"{ROOT}/conversations/1?replay=1",
            f"{ROOT}/bench?m={quote(HOSTILE[0])}&m={quote(HOSTILE[1])}",
        ]
        paths += [f"{ROOT}/sign-in?next={asked}"]
        for path in paths:
            await watched.look(page, path)
        await watched.look(page, "/console/gaps")
        groups = await page.locator("a[href*='/console/gaps/']").evaluate_all(
            "all => all.map(one => one.href)"
        )
        for one in dict.fromkeys(groups):
            await watched.look(page, one)
            await watched.look(page, f"{one}?near=1")

        assert watched.faults == []
        assert groups


async def test_nothing_in_a_document_runs_before_or_after_it_is_accepted(
    visitor: Callable[..., Any], gongo: Gongo
) -> None:
    async with visitor("kim", "editor") as page:
        watched = Watched(page, gongo.address)
        for name, content in DOCUMENTS.items():
            await watched.look(page, "/console/documents/add")
            file = {"name": name, "mimeType": "text/html", "buffer": content.encode()}
            await page.set_input_files("input[type=file]", file)
            await page.locator("main form button").first.click()
            await page.wait_for_url("**/documents/uploads/**")
            await watched.look(page, page.url)
            await page.fill("#title", ALL[:300])
            await page.fill("#publisher", ALL[:200])
            for do in ("details", "accept"):
                await page.click(f"button[value={do}]")
            await page.wait_for_url("**/console/documents/*done=*")
            await watched.look(page, page.url)
            text = await page.request.get(page.url.partition("?")[0] + "/text")
            assert text.headers["content-type"].startswith("text/plain")
            assert text.headers["content-disposition"].startswith("attachment")
        await watched.look(page, "/console/documents")

        assert watched.faults == []


async def test_another_site_can_neither_frame_nor_read_nor_send(
    visitor: Callable[..., Any], gongo: Gongo, chromium: str
) -> None:
    """Even one that got hold of the token."""
    async with visitor("kim", "admin") as page:
        token = await page.locator("input[name=csrf]").first.get_attribute("value")
        elsewhere = await page.context.new_page()
        await elsewhere.route(
            "http://evil.example/**", lambda route: route.fulfill(body="<p>x", content_type="text/html")
        )
        await elsewhere.goto("http://evil.example/")
        await elsewhere.evaluate(
            """([address, token]) => {
              const form = document.createElement("form");
              form.method = "post"; form.action = address + "/console/people";
              for (const [name, value] of Object.entries({csrf: token, do: "add", name: "mallory", role: "admin"})) {
                const field = document.createElement("input"); field.name = name; field.value = value; form.append(field);
              }
              document.body.append(form); form.submit();
            }""",
            [gongo.address, token],
        )
        await elsewhere.wait_for_url("**/console/**")
        read = await page.context.new_page()
        await read.route(
            "http://evil.example/**", lambda route: route.fulfill(body="<p>x", content_type="text/html")
        )
        await read.goto("http://evil.example/")
        could = await read.evaluate(
            "address => fetch(address + '/console/people', {credentials: 'include'}).then(() => true, () => false)",
            gongo.address,
        )
        await elsewhere.close()
        await read.close()
        await page.goto(f"{gongo.address}/console/people")
        listed = await page.content()

    assert "mallory" not in listed
    assert could is False
    assert PASSWORD not in listed


async def test_these_tests_would_see_it(visitor: Callable[..., Any], gongo: Gongo) -> None:
    """The same texts as a page without any defence would show them."""
    async with visitor("kim", "viewer") as page:
        watched = Watched(page, gongo.address)
        body = f"<!doctype html><p>{HOSTILE[2]}{HOSTILE[8]}"
        await page.route("**/undefended", lambda route: route.fulfill(body=body, content_type="text/html"))
        await page.route("**//evil.example/**", lambda route: route.fulfill(body="", content_type="text/css"))
        await watched.look(page, "/undefended")

    told = " ".join(watched.faults)
    assert "ran on" in told
    assert "asked http://evil.example/" in told
    assert "odd parts" in told
