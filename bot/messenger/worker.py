"""Takes updates out of the inbox, one chat at a time and in order, and turns each into a committed turn."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot.messenger.bell import Bell
from bot.messenger.events import read_event
from bot.messenger.rendering import Message, render
from bot.reply import Event, Reply, plain
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Exchange, Storage, StoredUpdate

Respond = Callable[[str | None, Event], tuple[str, tuple[Reply, ...]]]

TRIES = 3

_log = logging.getLogger(__name__)


class Worker:
    """Works the inbox of one bot; rings `outbox` when there is something to send.

    `sorry` holds what a user reads whose message could not be worked, per language with "ko" as the default.
    `pause` is the wait before another try, in seconds, times the tries so far.
    """

    def __init__(
        self,
        bot: Bot,
        storage: Storage,
        respond: Respond,
        sorry: Mapping[str, str],
        *,
        inbox: Bell,
        outbox: Bell,
        chats_at_once: int = 8,
        pause: float = 0.5,
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._respond = respond
        self._sorry = sorry
        self._inbox = inbox
        self._outbox = outbox
        self._chats_at_once = chats_at_once
        self._pause = pause
        self._held: dict[int, asyncio.Task[None]] = {}  # by chat
        self._broken: BaseException | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        """Works until `stopping` (ring the inbox after setting it), then ends what is in hand."""
        try:
            while not stopping.is_set() and self._broken is None:
                self._inbox.clear()
                taken = await self._take()
                if taken is None:
                    await self._inbox.wait()
                else:
                    self._start(taken)
            await asyncio.gather(*self._held.values())
            if self._broken is not None:
                raise self._broken
        finally:
            tasks = tuple(self._held.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _take(self) -> StoredUpdate | None:
        if len(self._held) >= self._chats_at_once:
            return None
        try:
            return await self._storage.take_next(self._bot.id, self._held.keys())
        except StorageUnavailable as error:
            await self._wait_for_storage(error)
            self._inbox.ring()
            return None

    def _start(self, taken: StoredUpdate) -> None:
        def release(task: asyncio.Task[None]) -> None:
            del self._held[taken.chat_id]
            if not task.cancelled():
                self._broken = task.exception() or self._broken
            self._inbox.ring()

        task = asyncio.create_task(self._work(taken))
        self._held[taken.chat_id] = task
        task.add_done_callback(release)

    async def _work(self, taken: StoredUpdate) -> None:
        try:
            await self._turn(taken)
        except StorageUnavailable as error:  # the update stays where it is and is taken again
            await self._wait_for_storage(error)

    async def _turn(self, taken: StoredUpdate) -> None:
        locale: str | None = None
        try:
            update = Update.de_json(json.loads(taken.payload))
            locale = update.effective_user.language_code if update.effective_user else None
            event = read_event(update, self._bot.bot, taken.received_at)
            if event is None:
                await self._storage.finish_update(taken)
            else:
                exchange = await self._exchange(taken, update, event)
                await self._storage.commit_turn(taken, exchange, datetime.now(UTC))
                self._outbox.ring()
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  # the one place where any fault of the dialogue ends
            _log.exception("Update %s, try %s of %s", taken.update_id, taken.attempts + 1, TRIES)
            await self._set_back(taken, error, locale)

    async def _exchange(self, taken: StoredUpdate, update: Update, event: Event) -> Exchange:
        query = update.callback_query
        releasing = asyncio.create_task(self._release_button(query.id)) if query else None
        try:
            before = await self._storage.state_of(taken.bot_id, taken.chat_id)
            state, replies = await asyncio.to_thread(self._respond, before, event)
        finally:
            if releasing is not None:
                await releasing
        return Exchange(
            state=state,
            messages=tuple(message.to_json() for reply in replies for message in render(reply)),
            event_text=event.text,
            replies_text="\n\n".join(plain(reply) for reply in replies),
        )

    async def _release_button(self, query_id: str) -> None:
        """Ends the waiting sign on a pressed button. Only a courtesy: a failure must not cost the answer."""
        try:
            await self._bot.answer_callback_query(query_id)
        except BadRequest as error:
            if "query is too old" not in error.message.lower():
                _log.warning("Answering a button press: %s", error)
        except TelegramError as error:
            _log.warning("Answering a button press: %s", error)

    async def _set_back(self, taken: StoredUpdate, error: Exception, locale: str | None) -> None:
        text = self._sorry.get((locale or "")[:2].lower(), self._sorry["ko"])
        given_up = await self._storage.fail_update(
            taken, repr(error), tries=TRIES, messages=[Message.saying(text).to_json()], at=datetime.now(UTC)
        )
        if given_up:
            self._outbox.ring()
        else:
            await asyncio.sleep(self._pause * (taken.attempts + 1))

    async def _wait_for_storage(self, error: StorageUnavailable) -> None:
        _log.error("%s", error)
        await asyncio.sleep(self._pause)
