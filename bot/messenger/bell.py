"""Waking a loop: what was stored rings the bell of the loop that takes it out again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

_Result = TypeVar("_Result")


class Bell:
    """Rung by any task of the same event loop; the waiter clears it before it looks, so no ring is missed."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    def clear(self) -> None:
        self._rung.clear()

    async def wait(self, at_most: float | None = None) -> None:
        """Until the next ring, or `at_most` seconds."""
        try:
            async with asyncio.timeout(at_most):
                await self._rung.wait()
        except TimeoutError:
            pass


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Waits `seconds`, but not beyond `stopping`."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass


async def unless(stopping: asyncio.Event, work: Awaitable[_Result]) -> _Result | None:
    """The result of `work`, or None when `stopping` came first and the work was cancelled."""
    working = asyncio.ensure_future(work)
    stopped = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopped.cancel()
        await asyncio.gather(working, stopped, return_exceptions=True)
