"""Long polling of our own: what Telegram hands over is stored before it is acknowledged."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.messenger.alarm import Alarm
from bot.messenger.bell import pause, unless
from bot.messenger.intake import ALLOWED_UPDATES, Intake
from bot.messenger.refusal import refusal, seconds_of
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage

_log = logging.getLogger(__name__)


class Receiver:
    """Polls one bot's updates into `intake`.

    `poll` is how long Telegram may hold a request open, in seconds; `first_pause` doubles with every failure in
    a row up to `longest_pause`. Of the processes that share a database one polls; the others look every `look`
    seconds whether it is still there.
    """

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        storage: Storage,
        intake: Intake,
        alarm: Alarm,
        *,
        look: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
        poll: int = 30,
        first_pause: float = 1.0,
        longest_pause: float = 30.0,
    ) -> None:
        self._bot = bot
        self._request = request
        self._storage = storage
        self._look = look
        self._intake = intake
        self._alarm = alarm
        self._clock = clock
        self._poll = poll
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._heard = clock()

    @property
    def is_alive(self) -> bool:
        """Whether Telegram answered a poll lately."""
        return self._clock() - self._heard < 3 * self._poll + self._longest_pause

    async def run(self, stopping: asyncio.Event) -> None:
        """Receives until `stopping`; raises TelegramRefused when Telegram does not know the token any more."""
        # Without an offset Telegram starts at the oldest update not acknowledged; known ones change nothing.
        offset: int | None = None
        failures = 0
        while not stopping.is_set():
            try:
                if not await self._storage.lead(self._bot.id, "polling"):
                    self._heard = self._clock()
                    offset = None
                    await pause(stopping, self._look)
                    continue
                received = await unless(stopping, self._fetch(offset))
                if received is None:
                    return
                self._heard = self._clock()
                offset = await self._store(received)
                failures = 0
            except StorageUnavailable as error:  # nothing is acknowledged until there is room for it
                failures += 1
                await self._alarm.outage(error)
                await pause(stopping, self._wait(failures))
            except TelegramError as error:
                failures += 1
                await pause(stopping, self._pause_after(error, failures))

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        query = {"timeout": self._poll, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if offset is not None:
            query["offset"] = offset
        # Not Bot.get_updates: it parses the whole batch, so one malformed update would block all behind it.
        url = f"{self._bot.base_url}/getUpdates?{urlencode(query)}"
        found = await self._request.post(url, read_timeout=self._poll + 10)
        return found if isinstance(found, list) else []

    async def _store(self, received: Sequence[dict[str, Any]]) -> int | None:
        """Stores a batch; the offset that acknowledges it, None after an empty one.

        None, not the last offset again: after a quiet week Telegram may start its numbers anew, lower ones too.
        """
        if not received:
            return None
        await self._intake.store(received)
        return max(int(update["update_id"]) for update in received) + 1

    def _wait(self, failures: int) -> float:
        return min(self._longest_pause, self._first_pause * 2.0 ** min(failures - 1, 30))

    def _pause_after(self, error: TelegramError, failures: int) -> float:
        refused = refusal(error)
        if refused is not None:
            raise refused from None  # the cause may quote the token
        wait = self._wait(failures)
        if isinstance(error, RetryAfter):
            wait = seconds_of(error)
        told = f"Receiving from Telegram, try {failures}: {error}. Trying again in {wait:.0f} s."
        if isinstance(error, Conflict):
            told = (
                f"Another program receives this bot's messages ({error}). Only one may: stop the other one, "
                f"or give it a token of its own. Trying again in {wait:.0f} s."
            )
        _log.log(logging.WARNING if isinstance(error, NetworkError) else logging.ERROR, told)
        return wait
