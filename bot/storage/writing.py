"""Group commit: what many tasks write at the same moment becomes one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.direct import Direct, Job

_Result = TypeVar("_Result")

_TOGETHER = 64  # jobs in one transaction; one that fails makes the others run again


class Writer:
    """Runs jobs on one connection, in the order in which they came, each whole or not at all.

    SQLite has one writer at a time: waiting here is fair and wakes at once, its own busy wait sleeps. A job may
    run twice (its neighbour failed, or the connection broke on the way); only the second run counts then.
    """

    def __init__(self, engine: AsyncEngine, direct: Direct | None = None) -> None:
        """`direct`: where jobs run that await nothing but their connection."""
        self._engine = engine
        self._direct = direct
        self._waiting: list[tuple[Job[Any], asyncio.Future[Any]]] = []
        self._working: asyncio.Task[None] | None = None

    async def run(self, job: Job[_Result]) -> _Result:
        """The job's result once it is committed; raises what the job or its commit raised.

        A caller that is cancelled does not stop its job.
        """
        done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, done))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await done

    async def end(self) -> None:
        """Until nothing is waiting."""
        if self._working is not None:
            await self._working

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
                await self._commit(batch)
        finally:
            self._working = None

    async def _commit(self, batch: Sequence[tuple[Job[Any], asyncio.Future[Any]]]) -> None:
        try:
            results = await self._together([job for job, _ in batch])
        except Exception as error:  # noqa: BLE001  # whoever waits for the job gets it
            if len(batch) > 1:
                for one in batch:
                    await self._commit([one])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
        else:
            for (_, done), result in zip(batch, results, strict=True):
                if not done.done():
                    done.set_result(result)

    async def _together(self, jobs: Sequence[Job[Any]]) -> list[Any]:
        """The results of all jobs, committed as one transaction."""
        if self._direct is not None:
            return await self._direct.write(jobs)
        async with self._engine.begin() as connection:
            return [await job(connection) for job in jobs]
