"""HTTP without Telegram: the routes of other edges over a storage of their own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.messenger.bell import Bell
from bot.messenger.service import follow, stop_signals
from bot.messenger.web import HttpServer, Listening, bound, serving_until
from bot.services.live import Live
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Alone:
    """What is served. `live` follows what staff publish, looking every `follow` seconds. `routes` makes them from what
    gives the storage; `on_listening` gets the port, and whether there are accounts of staff."""

    home: Path
    database_url: str | None
    listening: Listening
    live: Live
    routes: Callable[[Callable[[], Storage]], Sequence[BaseRoute]]
    on_listening: Callable[[int, bool], None] = lambda port, has_accounts: None
    follow: float = 3.0


async def serve(alone: Alone, stopping: asyncio.Event | None = None) -> None:
    """Until SIGTERM or SIGINT (or `stopping`). Raises StorageUnavailable, or OSError for the port."""
    opened: list[Storage] = []
    heard = Bell()

    def storage() -> Storage:
        if not opened:
            raise StorageUnavailable("The database is not open yet, or not any more. Try again in a moment.")
        return opened[0]

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        kept = storage()
        await alone.live.look(kept.packs)
        following = asyncio.create_task(follow(alone.live, kept, heard, alone.follow))
        alone.on_listening(alone.listening.port, await kept.staff.any())
        try:
            yield
        finally:
            following.cancel()

    with bound(alone.listening) as socket, stop_signals(stopping) as stopped:
        kept = await Storage.open(alone.home, alone.database_url, lambda queue: heard.ring())
        opened.append(kept)
        try:
            server = HttpServer(Starlette(routes=list(alone.routes(storage)), lifespan=living), finish=1.0)
            await serving_until(stopped, server, socket)
        finally:
            opened.clear()
            await kept.close()


@contextmanager
def beside(alone: Alone) -> Iterator[None]:
    """Serves in a thread for as long as the block lasts; a port or database that cannot be had is told in the log."""
    loop = asyncio.new_event_loop()
    stopping = asyncio.Event()

    def run() -> None:
        try:
            loop.run_until_complete(serve(alone, stopping))
        except (OSError, StorageUnavailable) as error:
            _log.warning("%s", error)
        finally:
            loop.close()

    thread = threading.Thread(target=run, name="console")
    thread.start()
    try:
        yield
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stopping.set)
        thread.join()
