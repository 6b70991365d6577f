"""Whoever is cancelled while reading loses no connection. SQLite's threads tell: each connection has one."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage


async def _steps(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def _read(storage: Storage) -> None:
    for _ in range(3):
        async with storage._reading() as connection:
            await connection.execute(text("SELECT 1"))
            await connection.execute(text("SELECT 2"))


@pytest.mark.parametrize("again", [0, 1, 2, 5])
async def test_readers_that_are_cancelled_at_any_moment_and_again_leave_no_thread(
    tmp_path: Path, again: int
) -> None:
    before = set(threading.enumerate())
    storage = await Storage.open(tmp_path)
    for moment in range(40):
        reading = asyncio.create_task(_read(storage))
        await _steps(moment)
        reading.cancel()
        for _ in range(again):
            await _steps(1)
            reading.cancel()
        await asyncio.wait([reading])
    await storage.check()
    await storage.close()

    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


async def test_closing_waits_for_who_is_still_reading_and_lets_nobody_begin_anew(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    reading = asyncio.create_task(_read(storage))
    await _steps(2)
    await storage.close()

    with pytest.raises(StorageUnavailable, match="closed"):  # the first of its three was read to the end
        await reading
    with pytest.raises(StorageUnavailable, match="closed"):
        await storage.check()


async def test_a_reader_that_fails_after_it_was_cancelled_fails_quietly(tmp_path: Path) -> None:
    """What nobody waits for any more is not told as an error that was never fetched."""
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: told.append(context))
    storage = await Storage.open(tmp_path)

    async def fail() -> None:
        async with storage._reading() as connection:
            await connection.execute(text("SELECT 1 FROM nowhere"))

    for moment in range(20):
        reading = asyncio.create_task(fail())
        await _steps(moment)
        reading.cancel()
        await asyncio.wait([reading])
        with suppress(OperationalError, StorageUnavailable, asyncio.CancelledError):
            await reading
    await storage.close()

    assert told == []
