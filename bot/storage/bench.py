"""Chats of the test bench that no address can hold, under a short name made from what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Write
from bot.storage.tables import bench_chat

_KEPT = timedelta(days=90)  # since one was last put on the bench


class BenchBook:
    """Keeps a chat once, however often it is asked. Whoever knows its name and may sign in sees it."""

    def __init__(
        self, reading: Callable[[], AbstractAsyncContextManager[AsyncConnection]], write: Write
    ) -> None:
        self._reading = reading
        self._write = write

    async def keep(self, chat: str, at: datetime) -> str:
        """The name of this chat; those that nobody asked for long are thrown away."""
        name = hashlib.sha256(chat.encode()).hexdigest()[:24]

        async def job(connection: AsyncConnection) -> str:
            await connection.execute(delete(bench_chat).where(bench_chat.c.at < at - _KEPT))
            again = update(bench_chat).where(bench_chat.c.name == name).values(at=at)
            if (await connection.execute(again)).rowcount == 0:
                await connection.execute(insert(bench_chat).values(name=name, chat=chat, at=at))
            return name

        return await self._write(job)

    async def kept(self, name: str) -> str | None:
        """The chat of that name; None if there is none any more."""
        async with self._reading() as connection:
            found = await connection.execute(select(bench_chat.c.chat).where(bench_chat.c.name == name))
            return found.scalar_one_or_none()
