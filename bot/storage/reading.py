"""Connections for reading: who is cancelled while reading leaves none behind, and closing waits for who still reads.

An asynchronous SQLite driver hands each statement to a thread that cannot be stopped in the middle of one. A task that
is cancelled there again and again, as web servers cancel the tasks of clients who have left, would lose the connection
and its thread, and could keep the process from ending.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar, cast

from sqlalchemy import Executable, Result
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.database import StorageUnavailable

_Result = TypeVar("_Result")


class Reader:
    """Lends connections of an engine, one a caller."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(reads_once=True)
        self._may_stop = engine.dialect.name != "sqlite"  # a server is told, and may be out of reach
        self._lent: set[asyncio.Future[None]] = set()
        self._ended = False

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """A connection that may only execute; to SQLite each statement is a transaction by itself.

        Raises StorageUnavailable once it has ended.
        """
        if self._ended:  # a new connection would be one that nobody closes
            raise StorageUnavailable("The storage is closed: Gongo is stopping.")
        given_back: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lent.add(given_back)
        try:
            lend = AsyncEngine.connect if self._may_stop else _uninterrupted
            async with lend(self._engine) as connection:
                yield connection
        finally:
            self._lent.discard(given_back)
            given_back.set_result(None)

    async def end(self) -> None:
        """Lends no more, and waits until nobody reads."""
        self._ended = True
        if self._lent:
            await asyncio.wait(self._lent)


@asynccontextmanager
async def _uninterrupted(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    connection = engine.connect()
    try:
        await _whole(connection.start())
        yield cast(AsyncConnection, _Whole(connection))
    finally:
        if connection.sync_connection is not None:
            await _whole(connection.close())


class _Whole:
    """A connection as readers know it; a statement that was begun ends."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        return await _whole(self._connection.execute(statement, parameters))


async def _whole(step: Coroutine[Any, Any, _Result]) -> _Result:
    """The step's result; who is cancelled meanwhile learns of it when the step has ended."""
    task = asyncio.ensure_future(step)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # nobody is left who would take it
        raise
