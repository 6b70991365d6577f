"""The whole product, Telegram's emulator behind it and Chromium in front, in one event loop.

Chromium is Debian's (`.ci/run` installs it). Where there is none, these tests say so and are left out.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot import wiring
from bot.console.passwords import Passwords
from bot.messenger.service import run
from bot.services.live import Live
from bot.settings import Settings
from bot.storage.staff import Role
from bot.storage.storage import Storage
from tests.bot.messenger.scripted import PACE
from tests.telegram_server import PATIENCE, TOKEN, TelegramServer

# What is expected of a page is waited for as long as everything else; a busy machine took longer than the usual 5 seconds.
expect.set_options(timeout=1000 * PATIENCE)

PASSWORD = "조용한-아침-green-42-바다"
_CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# Without a network it would look for updates and its maker's hosts at each start.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Gongo:
    """A service that runs: where its console is, what it stores, and Telegram as it sees it."""

    address: str
    home: Path
    telegram: TelegramServer
    live: Live

    async def add_staff(self, name: str, role: Role, language: str = "ko") -> None:
        storage = await Storage.open(self.home)
        job = storage.staff.add(
            name, Passwords().hashed(PASSWORD), role, language, datetime.now(UTC), must_change=False
        )
        await storage._write(job)
        await storage.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    if _CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's package chromium, or name one in CHROMIUM")
    return _CHROMIUM


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield opened
        await opened.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GONGO_HOME whose index is built: copied, it need not be built for each test."""
    home = tmp_path_factory.mktemp("indexed")
    _, library = wiring.build_answerer(Settings(gongo_home=home))
    library.open()
    library.close()
    return home / "index"


@pytest.fixture
async def gongo(
    tmp_path: Path, port: int, index: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Gongo]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    shutil.copytree(index, tmp_path / "index")
    async with TelegramServer() as telegram:
        settings = Settings(gongo_home=tmp_path, gongo_http_port=port, telegram_api_url=telegram.url)
        live = wiring.build_live(settings)
        ready, stopping = asyncio.Event(), asyncio.Event()
        plan = replace(
            wiring.serving(settings, TOKEN, live),
            on_listening=lambda port, has_accounts: ready.set(),
            pace=PACE,
        )
        running = asyncio.create_task(run(plan, stopping))
        waiting = asyncio.create_task(ready.wait())
        async with asyncio.timeout(2 * PATIENCE):
            await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            yield Gongo(f"http://127.0.0.1:{port}", tmp_path, telegram, live)
        finally:
            stopping.set()
            await running
            live.now.close()


@pytest.fixture
def visitor(gongo: Gongo, browser: Browser) -> Callable[..., object]:
    """`async with visitor("kim", "editor") as page:` somebody signed in, whose browser reports no error."""

    @asynccontextmanager
    async def made(
        name: str,
        role: Role,
        language: str = "ko",
        *,
        scripts: bool = True,
        dark: bool = False,
        width: int = 1280,
    ) -> AsyncIterator[Page]:
        await gongo.add_staff(name, role, language)
        context: BrowserContext = await browser.new_context(
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(1000 * PATIENCE)
        page = await context.new_page()
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{gongo.address}/console/sign-in")
        await page.fill("#name", name)
        await page.fill("#password", PASSWORD)
        await page.click("form.narrow button")
        await page.wait_for_url("**/console/")
        yield page
        await context.close()
        assert errors == []

    return made
