"""Gongo's whole way beside bots that only repeat what was said, in one run with the same load and the same server.

Their libraries stand in an environment of their own, `.bench/venv`, which `make bench` makes; without it they are
left out, and that is said.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.telegram_server import TOKEN, TelegramServer

FOLDER = Path(__file__).parents[1] / ".bench"
PYTHON = FOLDER / "venv" / "bin" / "python"
BOTS = {"PTB's echo, default backend": "ptb_echo.py", "aiogram's echo": "aiogram_echo.py"}
CEILING = 30  # messages a second that Telegram lets one bot send


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready() -> bool:
    return (FOLDER / "venv" / ".ready").exists()


@asynccontextmanager
async def echo_bot(script: str, server: TelegramServer) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot of `.bench`, its webhook set; ended on leaving."""
    process = await _started(script, server, PORT=str(free_port()))
    try:
        assert process.stdout is not None
        if not await process.stdout.readline():
            raise RuntimeError(f"{script} does not start")
        await server.until(lambda: server.webhook.get("url"), "a webhook")
        yield process
    finally:
        process.terminate()
        await process.wait()


async def aiogram_reads(row: Callable[[str, str], None]) -> None:
    """Every kind of reply and of update of the server, read by aiogram's types."""
    async with TelegramServer() as server:
        person = server.chat(7001)
        await person.says("안녕하세요 /help @gongo_test_bot https://example.org")
        await person.edits("고쳐 쓴 말")
        await person.sends(location={"latitude": 37.5, "longitude": 127.0})
        await person.presses_data("yes", person.message(text="버튼"))
        await server.chat(-7002, group=True).says("모임에서")
        process = await _started("aiogram_reads.py", server, CHAT="7001")
        out, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError("aiogram cannot read what the server says")
        replies, updates = out.decode().split()
        row("the emulator's replies and updates read by aiogram", f"{replies} methods, {updates} updates")


async def _started(script: str, server: TelegramServer, **more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        str(PYTHON),
        str(FOLDER / script),
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            **more,
            "TELEGRAM_API_URL": server.url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "NO_PROXY": "127.0.0.1",
        },
        stdout=asyncio.subprocess.PIPE,
    )
