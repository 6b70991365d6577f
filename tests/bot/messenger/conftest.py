from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.messenger.service import Pace, run
from bot.messenger.worker import Respond
from tests.bot.messenger.scripted import COMMANDS, PACE, SORRY, respond
from tests.telegram_server import PATIENCE, TOKEN, Chat, TelegramServer

Serving = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def user(server: TelegramServer) -> Chat:
    return server.chat(7001)


@pytest.fixture
def serving(server: TelegramServer, tmp_path: Path) -> Serving:
    """`async with serving():` runs the service against the server; leaving it stops the service in order."""

    @asynccontextmanager
    async def serve(
        respond: Respond = respond, *, pace: Pace = PACE, token: str = TOKEN
    ) -> AsyncIterator[asyncio.Task[None]]:
        stopping, ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(
            run(
                token=token,
                home=tmp_path,
                respond=respond,
                commands=COMMANDS,
                sorry=SORRY,
                api_url=server.url,
                on_ready=lambda username: ready.set(),
                stopping=stopping,
                pace=pace,
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
