"""A console over a real storage, and browsers without JavaScript in front of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from bot import wiring
from bot.console.application import console_routes
from bot.console.parts import Parts
from bot.console.passwords import Passwords
from bot.services.live import Answering, Live
from bot.settings import Settings
from bot.storage.audit import Deed
from bot.storage.staff import Role
from bot.storage.storage import Storage

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # noon in Seoul
PASSWORD = "조용한-아침-green-42-바다"
# A hash that takes no time; how slow the shipped one is, test_attacks.py asks.
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
_HASH = QUICK.hashed(PASSWORD)
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Clock:
    """Time that passes when a test says so."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, span: timedelta) -> None:
        self.now += span


@dataclass
class Browser:
    """One browser: keeps cookies, sends forms with the token of the page that it saw last."""

    client: httpx.AsyncClient
    token: str = ""
    page: str = ""
    seen: list[httpx.Response] = field(default_factory=list)

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return self._saw(await self.client.get(path, follow_redirects=True, **more))

    async def post(
        self, path: str, data: dict[str, Any] | None = None, *, follow: bool = True, **more: Any
    ) -> httpx.Response:
        fields = {"csrf": self.token, **(data or {})}
        return self._saw(await self.client.post(path, data=fields, follow_redirects=follow, **more))

    async def signs_in(self, name: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        await self.get("/console/sign-in")
        return await self.post("/console/sign-in", {"name": name, "password": password, **more})

    @property
    def text(self) -> str:
        """The page's words, tags left out."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page)).split())

    def _saw(self, response: httpx.Response) -> httpx.Response:
        self.seen.append(response)
        self.page = response.text
        found = _TOKEN.search(self.page)
        self.token = found[1] if found else self.token
        return response


@pytest.fixture(scope="session")
def live_now(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    """The shipped pack, answering; made once for all tests of the console."""
    settings = Settings(gongo_home=tmp_path_factory.mktemp("answering"))
    answerer, library = wiring.build_answerer(settings)
    yield Answering(answerer, library.search, look=library.look)
    library.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(new_storage: Storage) -> Storage:
    return new_storage


@pytest.fixture
def parts(storage: Storage, live_now: Answering, clock: Clock, tmp_path: Path) -> Parts:
    return Parts(storage=lambda: storage, live=Live(live_now), home=tmp_path, clock=clock, passwords=QUICK)


@pytest.fixture
def application(parts: Parts) -> Starlette:
    return Starlette(routes=console_routes(parts))


@pytest.fixture
async def browser(application: Starlette) -> AsyncIterator[Callable[[], Browser]]:
    """Makes browsers, each with cookies of its own."""
    clients: list[httpx.AsyncClient] = []

    def made(address: str = "198.51.100.7") -> Browser:
        transport = httpx.ASGITransport(application, client=(address, 50000))
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080"))
        return Browser(clients[-1])

    yield made
    for one in clients:
        await one.aclose()


@pytest.fixture
async def signed_in(storage: Storage, browser: Callable[[], Browser]) -> Callable[..., Any]:
    """`await signed_in("editor")`: a browser in which somebody with that role is signed in."""

    async def made(role: Role = "viewer", name: str | None = None, language: str = "en") -> Browser:
        await add_staff(storage, name or role, role, language)
        one = browser()
        await one.signs_in(name or role)
        return one

    return made


async def add_staff(storage: Storage, name: str, role: Role, language: str = "en") -> int:
    job = storage.staff.add(name, _HASH, role, language, NOW, must_change=False)
    return await storage.audit.done(Deed("test", "staff_add", f"staff:{name}", after=role), NOW, job)
