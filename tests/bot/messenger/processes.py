"""The scripted service as a process of its own, to be ended by signals."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.telegram_server import PATIENCE, TelegramServer


async def start_process(
    server: TelegramServer, home: Path, *, port: int | None = None, database: str | None = None
) -> asyncio.subprocess.Process:
    """Started and known to Telegram; by webhook if there is a port."""
    options = [*(("--port", str(port)) if port else ()), *(("--database", database) if database else ())]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.messenger.scripted",
        server.url,
        str(home),
        *options,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
    )
    assert process.stdout is not None
    async with asyncio.timeout(2 * PATIENCE):
        assert (await process.stdout.readline()).decode().strip() == "gongo_test_bot"
    return process
