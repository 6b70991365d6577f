"""Checks of drafts beside the requests that ask for them: started once, followed, and what stopped them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from bot.services.publishing import Publisher, Refused
from bot.storage.staff import Staff

_log = logging.getLogger(__name__)


class Checks:
    """The checks that run in this process."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._running: dict[int, asyncio.Task[None]] = {}
        self._refused: dict[int, Refused] = {}

    def start(self, id: int, by: Staff, golden: Sequence[Path] = ()) -> bool:
        """Begins to check a draft; false if that is under way. `golden` as in `Publisher.check`."""
        if self.runs(id):
            return False
        self._refused.pop(id, None)
        task = asyncio.create_task(self._checked(id, by, golden))
        self._running[id] = task
        task.add_done_callback(lambda _: self._running.pop(id, None))
        return True

    def runs(self, id: int) -> bool:
        """Whether a draft is checked, or waits until another one is."""
        return id in self._running

    def refusal(self, id: int) -> Refused | None:
        """Why the last checks of a draft came to nothing, if they did."""
        return self._refused.get(id)

    async def finished(self, id: int) -> None:
        """Waits until a draft is not checked any more."""
        if task := self._running.get(id):
            await asyncio.wait([task])

    async def _checked(self, id: int, by: Staff, golden: Sequence[Path]) -> None:
        try:
            await self._publisher.check(id, by, golden=golden)
        except Refused as refused:
            self._refused[id] = refused
        except Exception:  # noqa: BLE001  # nobody awaits this: whatever it is, the page that asked has to be told
            _log.exception("The checks of draft %s failed", id)
            self._refused[id] = Refused("checks_stopped")
