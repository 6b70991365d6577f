"""Long polling of our own: what Telegram hands over is stored before it is acknowledged."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.messenger.bell import Bell, pause, unless
from bot.messenger.refusal import refusal, seconds_of
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Arrival, Storage

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_log = logging.getLogger(__name__)


class Receiver:
    """Polls one bot's updates into the inbox and rings `inbox` for the worker.

    `poll` is how long Telegram may hold a request open, in seconds; `first_pause` doubles with every failure in
    a row up to `longest_pause`.
    """

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        storage: Storage,
        inbox: Bell,
        *,
        poll: int = 30,
        first_pause: float = 1.0,
        longest_pause: float = 30.0,
    ) -> None:
        self._bot = bot
        self._request = request
        self._storage = storage
        self._inbox = inbox
        self._poll = poll
        self._first_pause = first_pause
        self._longest_pause = longest_pause

    async def run(self, stopping: asyncio.Event) -> None:
        """Receives until `stopping`; raises TelegramRefused when Telegram does not know the token any more."""
        # Without an offset Telegram starts at the oldest update not acknowledged; known ones change nothing.
        offset: int | None = None
        failures = 0
        while not stopping.is_set():
            try:
                received = await unless(stopping, self._fetch(offset))
                if received is None:
                    return
                offset = await self._store(received)
                failures = 0
            except (TelegramError, StorageUnavailable) as error:
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
        arrivals = [Arrival(update["update_id"], _chat_of(update), json.dumps(update)) for update in received]
        if await self._storage.store_updates(self._bot.id, arrivals, datetime.now(UTC)):
            self._inbox.ring()
        return max(arrival.update_id for arrival in arrivals) + 1

    def _pause_after(self, error: TelegramError | StorageUnavailable, failures: int) -> float:
        refused = refusal(error)
        if refused is not None:
            raise refused from None  # the cause may quote the token
        wait = min(self._longest_pause, self._first_pause * 2.0 ** min(failures - 1, 30))
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


def _chat_of(update: dict[str, Any]) -> int:
    """The chat that an update belongs to, in whose order it is worked; 0 if it names none."""
    for kind in ALLOWED_UPDATES:
        part = update.get(kind)
        if part is not None:
            holder = part.get("message", part) if kind == "callback_query" else part
            return int((holder.get("chat") or part.get("from") or {}).get("id", 0))
    return 0
