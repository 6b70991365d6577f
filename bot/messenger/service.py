"""The Telegram service of one process: starts every part, keeps it running, ends it in order."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bot.messenger.bell import Bell, pause, unless
from bot.messenger.limiter import Limiter, Rates
from bot.messenger.receiving import Receiver
from bot.messenger.redaction import guard_log
from bot.messenger.refusal import refusal
from bot.messenger.request import AiohttpRequest
from bot.messenger.sender import Sender
from bot.messenger.worker import Respond, Worker
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage

TELEGRAM = "https://api.telegram.org"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """Waiting times in seconds, and the sender's limits."""

    poll: int = 30  # how long Telegram holds an empty getUpdates open
    answer: float = 15.0  # how long a call may take
    first_pause: float = 1.0  # before another try, doubling
    longest_pause: float = 30.0
    finish: float = 10.0  # to end what is in hand after a stop
    purge: float = 3600.0
    rates: Rates = field(default_factory=Rates)


async def run(
    *,
    token: str,
    home: Path,
    respond: Respond,
    commands: Mapping[str, Sequence[tuple[str, str]]],
    sorry: Mapping[str, str],
    api_url: str | None = None,
    on_ready: Callable[[str], None] = lambda username: None,
    stopping: asyncio.Event | None = None,
    pace: Pace = Pace(),
) -> None:
    """Serves the bot of `token` until SIGTERM or SIGINT (or `stopping`, where the caller has its own).

    `home` is GONGO_HOME. `commands` holds per language code ("" is the default) the menu's names and
    descriptions; `sorry` per language ("ko", "en") what a user reads whose message could not be worked.
    `api_url` is another Bot API server ("http://host:port"). `on_ready` gets the bot's user name.
    Raises TelegramRefused for a token that is not valid, StorageUnavailable for a home that does not serve.
    """
    guard_log()
    with _stop_signals(stopping) as stopped:
        storage = await Storage.open(home)
        try:
            polls = AiohttpRequest(connections=2)  # apart, so that sending never waits behind a long poll
            async with _connected(token, api_url or TELEGRAM, polls, pace, stopped) as bot:
                if bot is not None:
                    await _set_up(bot, storage, commands)
                    on_ready(bot.username)
                    await _serve(bot, polls, storage, respond, sorry, stopped, pace)
        finally:
            await storage.close()


@contextmanager
def _stop_signals(given: asyncio.Event | None) -> Iterator[asyncio.Event]:
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


@asynccontextmanager
async def _connected(
    token: str, api_url: str, polls: AiohttpRequest, pace: Pace, stopping: asyncio.Event
) -> AsyncIterator[Bot | None]:
    """The bot, once Telegram has said who it is; None when `stopping` came first."""
    server = api_url.rstrip("/")
    try:
        bot = Bot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=AiohttpRequest(read_timeout=pace.answer),
            get_updates_request=polls,
        )
    except TelegramError as error:
        raise refusal(error) or error from None
    try:
        yield bot if await _introduced(bot, pace, stopping) else None
    finally:
        await bot.shutdown()


async def _introduced(bot: Bot, pace: Pace, stopping: asyncio.Event) -> bool:
    wait = pace.first_pause
    while not stopping.is_set():
        try:
            return await unless(stopping, _introduce(bot)) is not None
        except TelegramError as error:
            refused = refusal(error)
            if refused is not None:
                raise refused from None  # the cause quotes the token
            _log.warning("Telegram does not answer: %s. Trying again in %.0f s.", error, wait)
            await pause(stopping, wait)
            wait = min(pace.longest_pause, wait * 2)
    return False


async def _introduce(bot: Bot) -> bool:
    await bot.initialize()
    # Not dropping: what users wrote while nobody was listening is answered too.
    return await bot.delete_webhook(drop_pending_updates=False)


async def _set_up(bot: Bot, storage: Storage, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Sets the command menus, only when they changed: Telegram counts these calls strictly."""
    name = f"commands:{bot.id}"
    digest = hashlib.sha256(json.dumps({k: list(v) for k, v in commands.items()}).encode()).hexdigest()
    if await storage.noted(name) == digest:
        return
    try:
        for language, menu in commands.items():
            await bot.set_my_commands(list(menu), language_code=language or None)
    except TelegramError as error:  # a menu is no reason not to answer; the next start tries again
        _log.warning("The command menu could not be set: %s", error)
        return
    await storage.keep_note(name, digest)


async def _serve(
    bot: Bot,
    polls: AiohttpRequest,
    storage: Storage,
    respond: Respond,
    sorry: Mapping[str, str],
    stopping: asyncio.Event,
    pace: Pace,
) -> None:
    inbox, outbox = Bell(), Bell()
    worked = asyncio.Event()
    receiver = Receiver(
        bot,
        polls,
        storage,
        inbox,
        poll=pace.poll,
        first_pause=pace.first_pause,
        longest_pause=pace.longest_pause,
    )
    worker = Worker(bot, storage, respond, sorry, inbox=inbox, outbox=outbox, pause=pace.first_pause / 2)
    sender = Sender(
        bot,
        storage,
        Limiter(pace.rates, time.monotonic),
        outbox,
        first_pause=pace.first_pause,
        longest_pause=2 * pace.longest_pause,
    )

    async def work() -> None:
        await worker.run(stopping)
        worked.set()
        outbox.ring()

    async def wind_down() -> None:
        await stopping.wait()
        inbox.ring()
        await asyncio.sleep(pace.finish)

    parts = [asyncio.create_task(part) for part in (receiver.run(stopping), work(), sender.run(worked))]
    others = [asyncio.create_task(part) for part in (wind_down(), _purge(storage, pace.purge))]
    try:
        await _first_end(parts, others)
    finally:
        for task in (*parts, *others):
            task.cancel()
        await asyncio.gather(*parts, *others, return_exceptions=True)
    _log.info("Stopped. Kept for the next start: %s updates, %s messages", *await storage.count(bot.id))


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


async def _purge(storage: Storage, seconds: float) -> None:
    while True:
        try:
            await storage.purge(datetime.now(UTC))
        except StorageUnavailable as error:
            _log.error("%s", error)
        await asyncio.sleep(seconds)
