from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import wiring
from bot.answering.pipeline import Answerer
from bot.messenger.service import Pace, Plan, run
from bot.messenger.web import Listening
from bot.messenger.worker import Respond
from bot.services.live import Answering, Live
from tests.bot.messenger.scripted import COMMANDS, PACE, respond
from tests.telegram_server import PATIENCE, TOKEN, Chat, TelegramServer

Serving = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]
Running = AbstractAsyncContextManager[asyncio.Task[None]]

STAFF = -500
STAFF_COMMANDS = (("why", "근거"), ("gaps", "빈 곳"))


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def user(server: TelegramServer) -> Chat:
    return server.chat(7001)


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def hooked(free_port: int) -> Listening:
    return Listening(port=free_port, webhook_url=f"http://127.0.0.1:{free_port}/hook")


@pytest.fixture
def serving(server: TelegramServer, tmp_path: Path) -> Serving:
    """`async with serving():` runs the service against the server; leaving it stops the service in order."""

    @asynccontextmanager
    async def serve(
        respond: Respond = respond, *, pace: Pace = PACE, token: str = TOKEN, **more: Any
    ) -> AsyncIterator[asyncio.Task[None]]:
        stopping, ready = asyncio.Event(), asyncio.Event()
        if "answerer" in more:
            phones = more.pop("phones", frozenset())
            more["live"] = Live(Answering(more.pop("answerer"), lambda query, language: (), phones=phones))
        running = asyncio.create_task(
            run(
                Plan(
                    token=token,
                    home=tmp_path,
                    respond=respond,
                    commands=COMMANDS,
                    api_url=server.url,
                    on_ready=lambda username: ready.set(),
                    pace=pace,
                    **more,
                ),
                stopping,
            )
        )
        readiness = asyncio.create_task(ready.wait())
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({running, readiness}, return_when=asyncio.FIRST_COMPLETED)
        readiness.cancel()
        try:
            if not running.done():
                yield running
        finally:
            stopping.set()
            async with asyncio.timeout(PATIENCE):
                await running

    return serve


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """The shipped pack without index and sentence model: words alone decide."""
    return Answerer(wiring.full_pack(), lambda *_: [], lambda *_: [], lambda *_: [])


@pytest.fixture
def gongo(serving: Serving, answerer: Answerer, staff: Chat) -> Running:
    """The real dialogue, with staff to ask."""
    return serving(
        wiring.responder(answerer), answerer=answerer, staff_chat=STAFF, staff_commands=STAFF_COMMANDS
    )


@pytest.fixture
def staff(server: TelegramServer) -> Chat:
    return server.chat(STAFF, group=True)
