"""Delivers the outbox: in order within a chat, within Telegram's speed limits, through errors and restarts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import ParamSpec

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.messenger.alarm import Alarm
from bot.messenger.attachment import Attachment
from bot.messenger.bell import Bell
from bot.messenger.limiter import Limiter
from bot.messenger.metrics import Metrics
from bot.messenger.refusal import refusal, seconds_of
from bot.messenger.rendering import Message
from bot.messenger.staff import Staff
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Outgoing, Storage

GIVE_UP_AFTER = timedelta(hours=24)
SHUT = (
    "Nothing can be posted to the chat of GONGO_STAFF_CHAT (%s): %s. Add the bot to that chat, or check its number. "
    "Until then users are told whom to call instead of asking a person here; questions that were handed over wait."
)

# What Telegram says of a message that it would refuse in any chat.
_FAULTY = re.compile(r"message is too long|text is empty|parse entities|button|markup", re.IGNORECASE)

_Values = ParamSpec("_Values")
_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def _nobody_to_tell() -> None:
    """Where no questions are handed over."""


class Sender:
    """Sends what the outbox holds for one bot; `outbox` wakes it.

    After a failure on the way it waits `first_pause` seconds, doubling up to `longest_pause`, for a day. Of the
    processes that share a database one sends, so that Telegram's limits are kept by all; the others look every
    `look` seconds whether it is still there. What the chat of `staff` refuses waits for it, and `undelivered` is
    called each time.
    """

    def __init__(
        self,
        bot: Bot,
        storage: Storage,
        limiter: Limiter,
        outbox: Bell,
        *,
        alarm: Alarm,
        metrics: Metrics,
        at_once: int = 32,
        first_pause: float = 1.0,
        longest_pause: float = 60.0,
        look: float = 30.0,
        staff: Staff | None = None,
        undelivered: Callable[[], Awaitable[None]] = _nobody_to_tell,
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._limiter = limiter
        self._outbox = outbox
        self._alarm = alarm
        self._metrics = metrics
        self._at_once = at_once
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._look = look
        self._staff = staff or Staff()
        self._undelivered = undelivered
        self._in_hand: dict[int, asyncio.Task[None]] = {}  # by chat
        self._broken: BaseException | None = None
        self._due: datetime | None = None  # when the earliest of those put off may go
        self._due_unknown = True

    async def run(self, finishing: asyncio.Event) -> None:
        """Sends until `finishing` (ring the outbox after setting it), then what can go at once.

        Raises TelegramRefused when Telegram does not know the token any more.
        """
        try:
            while self._broken is None:
                self._outbox.clear()
                try:
                    started, pause = await self._start_due()
                except StorageUnavailable as error:
                    await self._alarm.outage(error)
                    started, pause = 0, self._first_pause
                    self._due_unknown = True
                if finishing.is_set() and not started and not self._in_hand:
                    return
                await self._outbox.wait(self._look if pause is None else min(pause, self._look))
            raise self._broken
        finally:
            tasks = tuple(self._in_hand.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _start_due(self) -> tuple[int, float | None]:
        """Starts what may go now. Gives its number, and the seconds until more may go without a ring (None: never).

        Both come from one reading of the clocks: what fell due between two would be forgotten.
        """
        if not await self._storage.lead(self._bot.id, "sending"):
            self._due_unknown = True
            return 0, None
        now = datetime.now(UTC)
        resting = self._limiter.chat_waits()
        overall = self._limiter.overall_wait()
        if overall > 0:
            return 0, overall
        started = 0
        held = {*self._in_hand, *resting}
        for message in await self._storage.next_outgoing(self._bot.id, held=held, now=now):
            if len(self._in_hand) >= self._at_once or self._limiter.overall_wait() > 0:
                break  # a ring follows when one in hand is done
            self._start(message)
            started += 1
        waits = list(resting.values())
        if not started:  # else a ring follows
            if self._due_unknown or (self._due is not None and self._due <= now):
                self._due_unknown = False  # before the look: what is put off meanwhile makes it unknown again
                self._due = await self._storage.next_due(self._bot.id, now)
            if self._due is not None:
                waits.append((self._due - now).total_seconds())
        return started, min(waits, default=None)

    def _start(self, message: Outgoing) -> None:
        def release(task: asyncio.Task[None]) -> None:
            del self._in_hand[message.chat_id]
            if not task.cancelled():
                self._broken = task.exception() or self._broken
            self._outbox.ring()

        self._limiter.note_sent(message.chat_id)
        task = asyncio.create_task(self._deliver(message))
        self._in_hand[message.chat_id] = task
        task.add_done_callback(release)

    async def _deliver(self, message: Outgoing) -> None:
        try:
            message_id = await self._send(message)
        except RetryAfter as error:
            await self._put_off(message, error, seconds_of(error), "429")
        except ChatMigrated as error:  # all that waits for it goes there, this message first
            await self._record(self._storage.move_chat, self._bot.id, message.chat_id, error.new_chat_id)
            await self._record(self._staff.moved, message.chat_id, error.new_chat_id)
            self._metrics.retries.labels("moved").inc()
        except Forbidden as error:  # blocked by the user, or thrown out of the group
            if message.chat_id == self._staff.number:
                await self._wait_for_staff(message, error)
                return
            await self._record(self._storage.close_chat, self._bot.id, message.chat_id, str(error))
            self._metrics.sends.labels("closed").inc()
            if message.chat_id < 0:  # a group: no person's number
                _log.error("Messages to group %s are dropped: %s", message.chat_id, error)
        except TimedOut as error:  # it may have arrived: sending it again could say it twice
            await self._record(self._storage.mark_unknown, message, str(error))
            self._metrics.sends.labels("unknown").inc()
            _log.warning("Message %s: no answer in time, not sent again", message.id)
        except BadRequest as error:
            if message.chat_id == self._staff.number and not _FAULTY.search(error.message):
                await self._wait_for_staff(message, error)
            else:
                await self._fail(message, error)
        except NetworkError as error:
            if datetime.now(UTC) - message.created_at > GIVE_UP_AFTER:
                await self._fail(message, error)
            else:
                pause = min(self._longest_pause, self._first_pause * 2.0 ** min(message.attempts, 30))
                await self._put_off(message, error, pause, "network")
        except TelegramError as error:
            refused = refusal(error)
            if refused is not None:
                raise refused from None  # the cause may quote the token
            await self._fail(message, error)
        except (
            KeyError,
            TypeError,
            ValueError,
        ) as error:  # a payload of another version must not stop the rest
            await self._fail(message, error)
        else:
            await self._record(self._storage.mark_sent, message, message_id)
            if message.chat_id == self._staff.number and not self._staff.is_open:
                await self._record(self._staff.found, is_open=True)
            self._metrics.sends.labels("sent").inc()

    async def _send(self, message: Outgoing) -> int:
        file = Attachment.in_json(message.payload)
        if file is not None:
            return await self._send_file(message.chat_id, file)
        content = Message.from_json(message.payload)
        try:
            return await self._send_text(message.chat_id, content, content.html, ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            _log.error("Message %s goes out as plain text: %s", message.id, error)
            return await self._send_text(message.chat_id, content, content.plain, None)

    async def _send_text(self, chat_id: int, content: Message, text: str, mode: ParseMode | None) -> int:
        sent = await self._bot.send_message(
            chat_id, text, parse_mode=mode, reply_markup=content.keyboard(), link_preview_options=_NO_PREVIEW
        )
        return sent.message_id

    async def _send_file(self, chat_id: int, file: Attachment) -> int:
        sent = await self._bot.send_document(
            chat_id, file.content, filename=file.name, caption=file.caption or None
        )
        return sent.message_id

    async def _wait_for_staff(self, message: Outgoing, error: TelegramError) -> None:
        if datetime.now(UTC) - message.created_at > GIVE_UP_AFTER:
            await self._fail(message, error)
        else:
            await self._put_off(message, error, self._longest_pause, "staff")
        if self._staff.is_open:
            _log.critical(SHUT, message.chat_id, error)
            await self._record(self._staff.found, is_open=False)
        await self._record(self._undelivered)

    async def _fail(self, message: Outgoing, error: Exception) -> None:
        _log.error("Message %s is given up: %r", message.id, error)
        await self._record(self._storage.mark_failed, message, repr(error))
        self._metrics.sends.labels("failed").inc()

    async def _put_off(self, message: Outgoing, error: TelegramError, seconds: float, cause: str) -> None:
        _log.warning("Message %s waits %.1f s: %s", message.id, seconds, error)
        self._metrics.retries.labels(cause).inc()
        self._limiter.rest(message.chat_id, seconds)
        # Also stored, so that a restart does not hurry it.
        later = datetime.now(UTC) + timedelta(seconds=seconds)
        await self._record(self._storage.put_off, message, str(error), later)
        self._due_unknown = True

    async def _record(
        self, write: Callable[_Values, Awaitable[object]], *values: _Values.args, **named: _Values.kwargs
    ) -> None:
        """Writes down what became of a message, however long it takes: forgetting it would send it again."""
        while True:
            try:
                await write(*values, **named)
                return
            except StorageUnavailable as error:
                await self._alarm.outage(error)
                await asyncio.sleep(self._first_pause)
