"""SQLite by whole transactions: a job runs in one go in a thread of its own, not statement by statement.

Handing each statement to another thread, as an asynchronous driver does, costs more than SQLite itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Dialect, Executable, NullPool, Result, Select, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

_Result = TypeVar("_Result")
Job = Callable[[AsyncConnection], Coroutine[Any, Any, _Result]]


class _Here:
    """A connection as jobs know it; what they await has happened already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        return self._connection.execute(statement, parameters)


class Direct:
    """One connection to a SQLite file, and the thread that runs jobs on it one after the other.

    A job may await nothing but its connection. `prepare` gets each driver connection that is opened.
    """

    def __init__(self, file: Path, prepare: Callable[[Any, object], None]) -> None:
        # The thread that opens a connection closes it, but the interpreter may collect it in another one.
        self._engine = create_engine(
            f"sqlite:///{file}", poolclass=NullPool, connect_args={"check_same_thread": False}
        )
        event.listen(self._engine, "connect", prepare)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._connection: Connection | None = None

    async def write(self, jobs: Sequence[Job[_Result]]) -> list[_Result]:
        """The jobs' results once they are committed together; raises what one raised, and then nothing is kept."""

        def transaction(connection: Connection) -> list[_Result]:
            with connection.begin():
                connection.exec_driver_sql("BEGIN")
                return [_done(job, connection) for job in jobs]

        return await self._run(transaction)

    async def read(
        self, wanted: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None
    ) -> Sequence[Sequence[Any]]:
        def rows(connection: Connection) -> Sequence[Sequence[Any]]:
            with connection.begin():  # SQLAlchemy's; to SQLite one statement is a transaction by itself
                return connection.execute(wanted, values).all()

        return await self._run(rows)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    async def _run(self, work: Callable[[Connection], _Result]) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._on_connection, work)

    def _on_connection(self, work: Callable[[Connection], _Result]) -> _Result:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            return work(self._connection)
        except BaseException:  # after an error in the middle of something a new connection is the sure way on
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.close()


def _done(job: Job[_Result], connection: Connection) -> _Result:
    """The result of a job, which waits for nothing."""
    steps = job(cast(AsyncConnection, _Here(connection)))
    try:
        steps.send(None)
    except StopIteration as end:
        result: _Result = end.value
        return result
    steps.close()
    raise RuntimeError("a job on SQLite awaited something else than its connection")
