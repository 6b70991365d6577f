"""The Telegram service of one process: starts every part, keeps it running, ends it in order."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.routing import BaseRoute
from telegram import Bot, BotCommandScopeChat
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.answering.answer import Language
from bot.messenger.alarm import Alarm
from bot.messenger.allowance import Allowance
from bot.messenger.bell import Bell, pause, unless
from bot.messenger.intake import ALLOWED_UPDATES, Intake
from bot.messenger.limiter import Limiter, Rates
from bot.messenger.metrics import Metrics
from bot.messenger.office import SEOUL, Office
from bot.messenger.receiving import Receiver
from bot.messenger.redaction import guard_log
from bot.messenger.refusal import TelegramRefused, not_known, refusal
from bot.messenger.request import AiohttpRequest
from bot.messenger.sender import SHUT, Sender
from bot.messenger.staff import Staff
from bot.messenger.web import HttpServer, Listening, application, bound, serving_until
from bot.messenger.worker import Respond, Worker
from bot.services.live import Live
from bot.services.rate import Rate
from bot.storage.database import StorageUnavailable, alone
from bot.storage.keys import derived
from bot.storage.packs import QUEUE as PACKS
from bot.storage.storage import LOG_KEPT, Storage

TELEGRAM = "https://api.telegram.org"
CONNECTIONS = 40  # that Telegram may open to the webhook at once
_DAYTIME = range(9, 20)  # hours at which a telephone may ring

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """Waiting times in seconds, and the limits of asking and sending."""

    poll: int = 30  # how long Telegram holds an empty getUpdates open
    answer: float = 15.0  # how long a call may take
    first_pause: float = 1.0  # before another try, doubling
    longest_pause: float = 30.0
    finish: float = 8.0  # to end what is in hand after a stop; HTTP gets a second before
    look: float = 2.0  # how soon a process sees that another one that shares the database is gone
    purge: float = 3600.0
    staff: float = 60.0  # how often a chat of staff that is shut is looked for
    follow: float = 3.0  # how often it is looked whether something else is live or paused
    notices: float = 3600.0  # how often it is looked for what chats asked to be told of
    rates: Rates = field(default_factory=Rates)
    asking: Rate = field(default=Rate(20, 60.0))  # of one user
    asking_overall: Rate = field(default=Rate(3000, 60.0))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a service is made of.

    `home` is GONGO_HOME. `commands` holds per language code ("" is the default) the menu's names and
    descriptions, `staff_commands` those of the staff's chat, who read `staff_language`. `api_url` is another Bot API server ("http://host:port"), `database_url` a PostgreSQL instead of
    the file in `home`. With `listening` HTTP is served, and Telegram brings updates there if it names an address;
    `routes` makes those of other edges from what gives the storage, or raises StorageUnavailable while there is none.
    With `live`, which follows what staff publish and pause, persons can be asked and data asked for, deleted and
    told of; `has_model` if a language model may see messages. `index_ready` says whether the search is open,
    `on_ready` gets the bot's user name, `on_listening` the port of HTTP and whether there are accounts of staff.
    """

    token: str
    home: Path
    respond: Respond
    commands: Mapping[str, Sequence[tuple[str, str]]]
    staff_commands: Sequence[tuple[str, str]] = ()
    api_url: str | None = None
    database_url: str | None = None
    listening: Listening | None = None
    routes: Callable[[Callable[[], Storage]], Sequence[BaseRoute]] = lambda storage: ()
    staff_chat: int | None = None
    staff_language: Language = "ko"
    log_kept: timedelta = LOG_KEPT
    index_ready: Callable[[], bool] = lambda: True
    live: Live | None = None
    has_model: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # of the notices
    metrics: Metrics = field(default_factory=Metrics)
    on_ready: Callable[[str], None] = lambda username: None
    on_listening: Callable[[int, bool], None] = lambda port, has_accounts: None
    pace: Pace = Pace()

    @property
    def polls(self) -> bool:
        """Whether updates are fetched from Telegram instead of being brought by it."""
        return self.listening is None or self.listening.webhook_url is None


async def run(plan: Plan, stopping: asyncio.Event | None = None) -> None:
    """Serves until SIGTERM or SIGINT (or `stopping`, where the caller has its own).

    Raises TelegramRefused for a token that is not valid, StorageUnavailable for a database that does not serve,
    OSError for a port that cannot be listened on.
    """
    guard_log()
    with stop_signals(stopping) as stopped, _socket(plan) as opened:
        service = Service(plan, stopped, listens=opened is not None)
        if plan.listening is None or opened is None:
            async with service.lifespan():
                await stopped.wait()
        else:
            routes = plan.routes(service.opened_storage)
            app = application(service, plan.listening, service.lifespan, routes)
            await serving_until(stopped, HttpServer(app, finish=1.0), opened)
    if service.failure is not None:
        raise service.failure


@contextmanager
def _socket(plan: Plan) -> Iterator[socket.socket | None]:
    """Where HTTP is listened on; None where that is not wanted, or cannot be had and is not needed."""
    try:
        opened = bound(plan.listening) if plan.listening else None
    except OSError as error:
        if plan.listening is None or plan.listening.is_needed:
            raise
        _log.warning("No HTTP, and so no staff console: %s", error)
        opened = None
    with opened or nullcontext():
        yield opened


class Service:
    """One process's service; `lifespan` is its life. What ended it early stands in `failure`."""

    def __init__(self, plan: Plan, stopped: asyncio.Event, *, listens: bool = False) -> None:
        self.failure: Exception | None = None
        self.intake: Intake | None = None
        self.secret = ""
        self._plan = plan
        self._listens = listens
        self._stopped = stopped
        self._inbox, self._outbox, self._packs = Bell(), Bell(), Bell()
        self._storage: Storage | None = None
        self._staff = Staff()
        self._alarm: Alarm | None = None
        self._receiver: Receiver | None = None
        self._parts: Sequence[asyncio.Task[None]] = ()

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Starts all; on leaving, ends what is in hand. A failure sets the event of stopping, and is kept."""
        main = asyncio.create_task(self._main())
        try:
            yield
        finally:
            self._stopped.set()
            await main

    def opened_storage(self) -> Storage:
        """Raises StorageUnavailable before the start is done and after the end."""
        if self._storage is None:
            raise StorageUnavailable("The database is not open yet, or not any more. Try again in a moment.")
        return self._storage

    async def outage(self, problem: StorageUnavailable) -> None:
        if self._alarm is not None:
            await self._alarm.outage(problem)

    def is_healthy(self) -> bool:
        """Whether nothing that should run has ended."""
        return self.failure is None and not any(part.done() for part in self._parts)

    async def readiness(self) -> dict[str, bool]:
        """The parts that a message needs, and whether they serve now."""
        database = False
        if self._storage is not None:
            try:
                await self._storage.check()
                database = True
            except StorageUnavailable as error:
                _log.error("%s", error)
        return {
            "database": database,
            "index": self._plan.index_ready(),
            "telegram": self._receiver is None or self._receiver.is_alive,
            "sender": bool(self._parts) and self.is_healthy(),
        }

    async def metrics(self) -> bytes:
        """In Prometheus' text format."""
        metrics = self._plan.metrics
        if self._storage is not None:
            try:
                updates, messages = await self._storage.count(_id_of(self._plan.token))
                metrics.depth.labels("inbox").set(updates)
                metrics.depth.labels("outbox").set(messages)
            except StorageUnavailable as error:
                _log.error("%s", error)
        return metrics.text()

    async def _main(self) -> None:
        try:
            with self._plan.metrics.counting_gate():
                await self._live()
        except (TelegramRefused, StorageUnavailable) as error:
            self.failure = error
        except Exception as error:  # noqa: BLE001  # whatever ends a part ends the service; `run` raises it
            self.failure = error
        finally:
            self._stopped.set()

    async def _live(self) -> None:
        plan = self._plan
        polls = AiohttpRequest(connections=2)  # apart, so that sending never waits behind a long poll
        bot = _bot(plan, polls)
        with _alone(plan):
            storage = await Storage.open(plan.home, plan.database_url, self._ring)
            await self._live_with(storage, bot, polls)

    def _ring(self, queue: str) -> None:
        {"inbox": self._inbox, PACKS: self._packs}.get(queue, self._outbox).ring()

    async def _live_with(self, storage: Storage, bot: Bot, polls: AiohttpRequest) -> None:
        plan = self._plan
        try:
            number = _id_of(plan.token)
            self.secret = derived(storage.key, "webhook", str(number))
            self._storage = storage
            self._staff = Staff(plan.staff_chat, plan.staff_language, storage, number)
            await self._staff.read()
            self._alarm = Alarm(bot, self._staff, time.monotonic)
            self.intake = Intake(number, storage, self._inbox, self._public_phones, plan.metrics, self._staff)
            if plan.live is not None:
                await plan.live.look(storage.packs)
            try:
                if await self._introduced(bot):
                    await _set_up(bot, storage, plan.commands)
                    await self._look_for_staff(bot, storage, at_start=True)
                    plan.on_ready(bot.username)
                    if plan.listening is not None and self._listens:
                        plan.on_listening(plan.listening.port, await storage.staff.any())
                    await self._work(bot, polls, storage, self.intake, self._alarm)
            finally:
                await bot.shutdown()
        finally:
            self.intake = self._storage = None
            await storage.close()

    def _public_phones(self) -> frozenset[str]:
        """Numbers (digits only) that need no mask."""
        return frozenset() if self._plan.live is None else self._plan.live.now.phones

    async def _introduced(self, bot: Bot) -> bool:
        """Once Telegram has said who the bot is; false when the stop came first."""
        pace = self._plan.pace
        wait = pace.first_pause
        while not self._stopped.is_set():
            try:
                return await unless(self._stopped, self._introduce(bot)) is not None
            except TelegramError as error:
                refused = refusal(error)
                if refused is not None:
                    raise refused from None  # the cause quotes the token
                _log.warning("Telegram does not answer: %s. Trying again in %.0f s.", error, wait)
                await pause(self._stopped, wait)
                wait = min(pace.longest_pause, wait * 2)
        return False

    async def _introduce(self, bot: Bot) -> bool:
        await bot.initialize()
        # Not dropping: what users wrote while nobody was listening is answered too.
        if self._plan.polls:
            return await bot.delete_webhook(drop_pending_updates=False)
        assert self._plan.listening is not None
        return await bot.set_webhook(
            self._plan.listening.webhook_url or "",
            secret_token=self.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    async def _work(
        self, bot: Bot, polls: AiohttpRequest, storage: Storage, intake: Intake, alarm: Alarm
    ) -> None:
        plan, pace, stopping = self._plan, self._plan.pace, self._stopped
        worked = asyncio.Event()
        look = pace.look if storage.is_shared else pace.longest_pause
        office = self._office(storage, bot.id)
        worker = Worker(
            bot,
            storage,
            plan.respond,
            inbox=self._inbox,
            outbox=self._outbox,
            allowance=Allowance(pace.asking, pace.asking_overall),
            alarm=alarm,
            metrics=plan.metrics,
            staff=self._staff,
            office=office,
            pause=pace.first_pause / 2,
            look=look,
        )

        async def undelivered() -> None:
            if office is not None and await office.tell_undelivered(datetime.now(UTC)):
                self._outbox.ring()

        sender = Sender(
            bot,
            storage,
            Limiter(pace.rates, time.monotonic),
            self._outbox,
            alarm=alarm,
            metrics=plan.metrics,
            first_pause=pace.first_pause,
            longest_pause=2 * pace.longest_pause,
            look=look,
            staff=self._staff,
            undelivered=undelivered,
        )

        async def work() -> None:
            await worker.run(stopping)
            worked.set()
            self._outbox.ring()

        async def wind_down() -> None:
            await stopping.wait()
            self._inbox.ring()
            await asyncio.sleep(pace.finish)

        running = [work(), sender.run(worked)]
        if plan.polls:
            self._receiver = Receiver(
                bot,
                polls,
                storage,
                intake,
                alarm,
                poll=pace.poll,
                first_pause=pace.first_pause,
                longest_pause=pace.longest_pause,
                look=pace.look,
            )
            running.append(self._receiver.run(stopping))
        background = [wind_down(), _purge(storage, plan)]
        if plan.live is not None:
            background.append(follow(plan.live, storage, self._packs, pace.follow))
        if office is not None:
            background.append(_notify(office, plan, self._outbox))
        if plan.staff_chat is not None:
            background.append(self._attend_staff(bot, storage))
        parts = self._parts = [asyncio.create_task(part) for part in running]
        others = [asyncio.create_task(part) for part in background]
        try:
            await _first_end(parts, others)
        finally:
            for task in (*parts, *others):
                task.cancel()
            await asyncio.gather(*parts, *others, return_exceptions=True)
        _log.info("Stopped. Kept for the next start: %s updates, %s messages", *await storage.count(bot.id))

    async def _look_for_staff(self, bot: Bot, storage: Storage, *, at_start: bool = False) -> None:
        """Whether the bot may write in the staff's chat: a question handed to nobody would wait for ever."""
        staff = self._staff
        if staff.number is None:
            return
        try:
            await bot.send_chat_action(staff.number, ChatAction.TYPING)
            await staff.found(is_open=True)
        except ChatMigrated as error:
            await storage.move_chat(bot.id, staff.number, error.new_chat_id)
            await staff.moved(staff.number, error.new_chat_id)
        except (BadRequest, Forbidden) as error:
            if await staff.found(is_open=False) or at_start:
                _log.critical(SHUT, staff.number, error)
            return
        except TelegramError as error:  # it may well be there
            _log.warning("The staff's chat could not be looked for: %s", error)
        await _set_up(bot, storage, {staff.language: self._plan.staff_commands}, staff.number)

    async def _attend_staff(self, bot: Bot, storage: Storage) -> None:
        """Looks for a chat of staff that is shut, and follows one that moved."""
        known = self._staff.number
        while True:
            await asyncio.sleep(self._plan.pace.staff)
            try:
                await self._staff.read()
                if self._staff.number != known or not self._staff.is_open:
                    await self._look_for_staff(bot, storage)
                    known = self._staff.number
            except StorageUnavailable as error:
                _log.error("%s", error)

    def _office(self, storage: Storage, bot_id: int) -> Office | None:
        plan = self._plan
        if plan.live is None:
            return None
        return Office(storage, plan.live, bot_id, self._staff, plan.log_kept, plan.has_model)


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    """Two processes on one SQLite file would both send what waits."""
    if plan.database_url is not None:
        yield
        return
    with alone(plan.home):
        yield


def _id_of(token: str) -> int:
    return int(token.partition(":")[0])


def _bot(plan: Plan, polls: AiohttpRequest) -> Bot:
    server = (plan.api_url or TELEGRAM).rstrip("/")
    try:
        bot = Bot(
            plan.token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=AiohttpRequest(read_timeout=plan.pace.answer),
            get_updates_request=polls,
        )
        _id_of(plan.token)
    except TelegramError as error:
        raise refusal(error) or error from None
    except ValueError:
        raise not_known() from None
    return bot


@contextmanager
def stop_signals(given: asyncio.Event | None) -> Iterator[asyncio.Event]:
    """The event that ends the service; set by the first SIGTERM or SIGINT unless the caller gave one."""
    if given is not None:
        yield given
        return
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)

    def stop() -> None:
        _log.info("Stopping: ending what is in hand")
        stopped.set()
        release()

    def release() -> None:  # the second signal ends the process at once
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        loop.add_signal_handler(number, stop)
    try:
        yield stopped
    finally:
        release()


async def _set_up(
    bot: Bot, storage: Storage, commands: Mapping[str, Sequence[tuple[str, str]]], chat: int | None = None
) -> None:
    """Sets the command menus (of one chat only, whatever its language), only when they changed: Telegram counts
    these calls strictly."""
    name = f"commands:{bot.id}" if chat is None else f"commands:{bot.id}:{chat}"
    digest = hashlib.sha256(json.dumps({k: list(v) for k, v in commands.items()}).encode()).hexdigest()
    if await storage.noted(name) == digest:
        return
    try:
        for language, menu in commands.items():
            if chat is None:
                await bot.set_my_commands(list(menu), language_code=language or None)
            else:
                await bot.set_my_commands(list(menu), scope=BotCommandScopeChat(chat))
    except TelegramError as error:  # a menu is no reason not to answer; the next start tries again
        _log.warning("The command menu could not be set: %s", error)
        return
    await storage.keep_note(name, digest)


async def _first_end(parts: Sequence[asyncio.Task[None]], others: Sequence[asyncio.Task[None]]) -> None:
    """Until all `parts` have ended by themselves, one of them failed, or one of `others` ended."""
    waiting = {*parts, *others}
    while any(part in waiting for part in parts):
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        if any(task in others for task in done):
            _log.warning("Not everything in hand could be ended in time; it is kept for the next start")
            return


async def _purge(storage: Storage, plan: Plan) -> None:
    while True:
        try:
            await storage.purge(datetime.now(UTC), plan.log_kept)
        except StorageUnavailable as error:
            _log.error("%s", error)
        await asyncio.sleep(plan.pace.purge)


async def follow(live: Live, storage: Storage, heard: Bell, every: float) -> None:
    """What staff publish and pause, as soon as it is heard of, and at the latest after `every` seconds."""
    while True:
        await heard.wait(every)
        heard.clear()
        try:
            await live.look(storage.packs)
        except StorageUnavailable as error:
            _log.error("%s", error)


async def _notify(office: Office, plan: Plan, outbox: Bell) -> None:
    """Once a day, and again when the pack is another one, by the process that leads; in daytime in Korea."""
    name = f"notices:{office.bot_id}"
    while True:
        now = plan.clock()
        here = now.astimezone(SEOUL)
        done = f"{here.date()} {office.answerer.pack.digest}"
        try:
            if (
                here.hour in _DAYTIME
                and office.live.paused is None
                and await office.storage.lead(office.bot_id, "notices")
                and await office.storage.noted(name) != done
            ):
                if await office.notify_due(now):
                    outbox.ring()
                await office.storage.keep_note(name, done)
        except StorageUnavailable as error:
            _log.error("%s", error)
        await asyncio.sleep(plan.pace.notices)
