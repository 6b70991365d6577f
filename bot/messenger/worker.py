"""Takes updates out of the inbox, one chat at a time and in order, and turns each into a committed turn."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot.answering.answer import Answer
from bot.messenger.alarm import Alarm
from bot.messenger.allowance import Allowance
from bot.messenger.attachment import Attachment
from bot.messenger.bell import Bell
from bot.messenger.events import read_event
from bot.messenger.metrics import Metrics
from bot.messenger.office import Office
from bot.messenger.rendering import Message, render
from bot.messenger.staff import Staff
from bot.reply import Event, Reply, plain
from bot.storage.database import StorageUnavailable
from bot.storage.storage import AnsweredBy, Exchange, Overtaken, Storage, StoredUpdate
from bot.wording.catalogue import say

# The dialogue: state as text in and out, what is said, and the answer in it if there is one.
Respond = Callable[[str | None, Event], tuple[str, tuple[Reply, ...], Answer | None]]

TRIES = 3

_log = logging.getLogger(__name__)


class Worker:
    """Works the inbox of one bot; rings `outbox` when there is something to send.

    `pause` is the wait before another try, in seconds, times the tries so far; `look` how long it goes without
    looking into the inbox if nobody rings. `staff` hear of updates that were set aside.
    """

    def __init__(
        self,
        bot: Bot,
        storage: Storage,
        respond: Respond,
        *,
        inbox: Bell,
        outbox: Bell,
        allowance: Allowance,
        alarm: Alarm,
        metrics: Metrics,
        staff: Staff,
        office: Office | None = None,
        chats_at_once: int = 32,
        pause: float = 0.5,
        look: float = 30.0,
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._respond = respond
        self._inbox = inbox
        self._outbox = outbox
        self._allowance = allowance
        self._alarm = alarm
        self._metrics = metrics
        self._staff = staff
        self._office = office
        self._chats_at_once = chats_at_once
        self._pause = pause
        self._look = look
        self._held: dict[int, asyncio.Task[None]] = {}  # by chat
        self._broken: BaseException | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        """Works until `stopping` (ring the inbox after setting it), then ends what is in hand."""
        try:
            while not stopping.is_set() and self._broken is None:
                self._inbox.clear()
                free = self._free()
                taken = await self._take(free)
                for one in taken:
                    self._start(one)
                if len(taken) < free or not free:  # else there may be more
                    await self._inbox.wait(self._look)
            await asyncio.gather(*self._held.values())
            if self._broken is not None:
                raise self._broken
        finally:
            tasks = tuple(self._held.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _free(self) -> int:
        """How many chats to take; none while few are free: looking costs the same for one as for many."""
        free = self._chats_at_once - len(self._held)
        return free if 2 * free >= self._chats_at_once else 0

    async def _take(self, free: int) -> tuple[StoredUpdate, ...]:
        if not free:
            return ()
        try:
            return await self._storage.take(self._bot.id, self._held.keys(), free)
        except StorageUnavailable as error:
            await self._wait_for_storage(error)
            self._inbox.ring()
            return ()

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
        finally:
            await self._let_go(taken)

    async def _let_go(self, taken: StoredUpdate) -> None:
        try:
            await self._storage.let_go(taken.bot_id, taken.chat_id)
        except StorageUnavailable as error:  # the lock went with its connection
            _log.warning("%s", error)

    async def _turn(self, taken: StoredUpdate) -> None:
        locale: str | None = None
        outcome = "ignored"
        if not taken.attempts:
            self._metrics.lag.observe(max(0.0, (datetime.now(UTC) - taken.received_at).total_seconds()))
        try:
            update = Update.de_json(json.loads(taken.payload))
            await self._follow(update)
            locale = update.effective_user.language_code if update.effective_user else None
            event = read_event(update, self._bot.bot, taken.received_at)
            if event is None:
                await self._storage.finish_update(taken)
            elif (refusal := self._refusal(taken, update, event, locale)) is not None:
                outcome = "refused"
                await self._storage.finish_update(taken, refusal, datetime.now(UTC))
                self._outbox.ring()
            else:
                outcome = "answered"
                exchange = await self._exchange(taken, update, event)
                await self._storage.commit_turn(taken, exchange, datetime.now(UTC))
                self._outbox.ring()
        except StorageUnavailable:
            raise
        except Overtaken as error:
            _log.info("Worked by another process: %s", error)
            outcome = "overtaken"
        except Exception as error:  # noqa: BLE001  # the one place where any fault of the dialogue ends
            _log.exception("Update %s, try %s of %s", taken.update_id, taken.attempts + 1, TRIES)
            outcome = await self._set_back(taken, error, locale)
        self._metrics.turns.labels(outcome).inc()

    async def _follow(self, update: Update) -> None:
        """A group that became a supergroup has another number; both of them say so."""
        message = update.message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        if old != new:
            await self._storage.move_chat(self._bot.id, old, new)
            await self._staff.moved(old, new)
            _log.info("Group %s is %s from now on", old, new)
        elif self._storage.is_shared and message.chat_id < 0:
            await self._staff.read()  # another process may have heard of it

    def _refusal(
        self, taken: StoredUpdate, update: Update, event: Event, locale: str | None
    ) -> tuple[str, ...] | None:
        """What is said instead of an answer to who asks too much; None for everybody else."""
        if taken.attempts or update.effective_sender is None:
            return None
        match self._allowance.admit(update.effective_sender.id, event.at.timestamp()):
            case "admitted":
                return None
            case "too_fast":
                return (_message(say(_language(locale), "too_fast")),)
            case "too_busy":
                return (_message(say(_language(locale), "too_busy")),)
            case "silent":
                return ()

    async def _exchange(self, taken: StoredUpdate, update: Update, event: Event) -> Exchange:
        query = update.callback_query
        releasing = asyncio.create_task(self._release_button(query.id)) if query else None
        try:
            if self._office is not None:
                exchange = await self._office.exchange(taken, update, event)
                if exchange is not None:
                    return exchange
            started = time.perf_counter()
            state, replies, answer = await asyncio.to_thread(self._respond, taken.conversation, event)
            took = time.perf_counter() - started
            self._metrics.answering.observe(took)
        finally:
            if releasing is not None:
                await releasing
        if self._office is not None and answer is not None:
            first, *others = replies
            replies = (self._office.dressed(update, first, answer, taken.update_id), *others)
        return Exchange(
            state=state,
            messages=tuple(one for reply in replies for one in _payloads(reply)),
            event_text=event.text,
            replies_text="\n\n".join(plain(reply) for reply in replies),
            status=answer.status if answer else None,
            topics=answer.topics if answer else (),
            by=AnsweredBy(answer.language, answer.pack, answer.edition, round(1000 * took))
            if answer
            else None,
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

    async def _set_back(self, taken: StoredUpdate, error: Exception, locale: str | None) -> str:
        kind = type(error).__name__  # its text may quote what the user wrote
        alert = say(self._staff.language, "alert_poison", number=taken.update_id, error=kind)
        try:
            given_up = await self._storage.fail_update(
                taken,
                kind,
                tries=TRIES,
                messages=[_message(say(_language(locale), "sorry"))],
                at=datetime.now(UTC),
                alert=None if self._staff.number is None else (self._staff.number, _message(alert)),
            )
        except Overtaken:
            return "overtaken"
        if given_up:
            _log.critical("Update %s is set aside after %s tries: %s", taken.update_id, TRIES, kind)
            self._outbox.ring()
            return "set_aside"
        await asyncio.sleep(self._pause * (taken.attempts + 1))
        return "failed"

    async def _wait_for_storage(self, error: StorageUnavailable) -> None:
        await self._alarm.outage(error)
        await asyncio.sleep(self._pause)


def _message(text: str) -> str:
    return Message.saying(text).to_json()


def _language(locale: str | None) -> str:
    return "en" if locale and not locale.lower().startswith("ko") else "ko"


def _payloads(reply: Reply) -> tuple[str, ...]:
    """What goes to the outbox for one reply: its messages, then its files."""
    files = (Attachment(one.name, one.content, one.caption) for one in reply.files)
    return (*(one.to_json() for one in render(reply)), *(one.to_json() for one in files))
