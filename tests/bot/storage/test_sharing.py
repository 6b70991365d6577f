"""Two processes on one PostgreSQL, played by two storages of one test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database import StorageUnavailable
from bot.storage.storage import Arrival, Exchange, Storage
from tests.postgres import Postgres
from tests.telegram_server import PATIENCE

BOT = 42
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Heard:
    """What a process was told by the others."""

    def __init__(self) -> None:
        self.queues: asyncio.Queue[str] = asyncio.Queue()

    async def next(self) -> str:
        async with asyncio.timeout(20):
            return await self.queues.get()


@pytest.fixture
async def pair(
    new_database: Callable[[], str], tmp_path: Path
) -> AsyncIterator[tuple[Storage, Storage, Heard]]:
    url, heard = new_database(), Heard()
    one = await Storage.open(tmp_path, url)
    other = await Storage.open(tmp_path, url, heard.queues.put_nowait)
    yield one, other, heard
    await one.close()
    await other.close()


async def _store(storage: Storage, *updates: tuple[int, int]) -> frozenset[int]:
    return await storage.store_updates(BOT, [Arrival(*one, "{}") for one in updates], NOW)


async def test_a_chat_is_worked_by_one_process_at_a_time(pair: tuple[Storage, Storage, Heard]) -> None:
    one, other, _ = pair
    await _store(one, (1, 7), (2, 7), (3, 8))
    (mine,) = await one.take(BOT, (), 1)
    (theirs,) = await other.take(BOT, (), 5)
    assert (mine.chat_id, theirs.chat_id) == (7, 8)

    await one.commit_turn(mine, Exchange("{}", (), "q", "a"), NOW)
    assert await other.take(BOT, {8}, 5) == ()
    await one.let_go(BOT, 7)
    assert [taken.update_id for taken in await other.take(BOT, {8}, 5)] == [2]


async def test_what_a_dead_process_held_is_taken_by_another(pair: tuple[Storage, Storage, Heard]) -> None:
    one, other, _ = pair
    await _store(one, (1, 7))
    await one.take(BOT, (), 1)
    assert await one.lead(BOT, "polling")
    assert not await other.lead(BOT, "polling")
    await one.close()

    assert [taken.update_id for taken in await other.take(BOT, (), 1)] == [1]
    assert await other.lead(BOT, "polling")


async def test_concurrent_deliveries_to_two_processes_store_an_update_once(
    pair: tuple[Storage, Storage, Heard],
) -> None:
    stored = await asyncio.gather(
        *(_store(storage, (1, 7), (2, 8)) for storage in (*pair[:2], *pair[:2]) * 5)
    )

    assert sorted(number for new in stored for number in new) == [1, 2]


async def test_a_process_hears_what_another_has_stored(pair: tuple[Storage, Storage, Heard]) -> None:
    one, other, heard = pair
    await other.lead(BOT, "sending")
    await _store(one, (1, 7))
    assert await heard.next() == "inbox"
    (taken,) = await one.take(BOT, (), 1)
    await one.commit_turn(taken, Exchange("{}", ("a",), "q", "a"), NOW)

    assert await heard.next() == "outbox"


async def test_locks_that_went_with_their_connection_are_taken_anew(
    pair: tuple[Storage, Storage, Heard],
) -> None:
    one, other, _ = pair
    assert await one.lead(BOT, "polling")
    async with other._engine.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        await connection.execute(text(ended))
    assert await other.lead(BOT, "polling")

    leads = True  # until it hears that its connection is gone
    async with asyncio.timeout(PATIENCE):
        while leads:
            await asyncio.sleep(0)
            with suppress(StorageUnavailable):
                leads = await one.lead(BOT, "polling")
    assert not await one.lead(BOT, "polling")


async def test_two_processes_may_start_on_an_empty_database_at_once(
    new_database: Callable[[], str], tmp_path: Path
) -> None:
    url = new_database()
    storages = await asyncio.gather(*(Storage.open(tmp_path, url) for _ in range(4)))
    await asyncio.gather(*(storage.close() for storage in storages))


async def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="GONGO_DATABASE_URL") as told:
        await Storage.open(tmp_path, "postgresql+asyncpg://u:secret@127.0.0.1:1/none")

    assert "secret" not in str(told.value)


async def test_a_server_that_is_restarted_serves_again(
    tmp_path: Path, postgres: Postgres, new_database: Callable[[], str]
) -> None:
    storage = await Storage.open(tmp_path, new_database())
    await _store(storage, (1, 7))
    postgres.stop()
    with pytest.raises(StorageUnavailable):
        await _store(storage, (2, 7))
    postgres.start()
    await _store(storage, (2, 7))

    assert [taken.update_id for taken in await storage.take(BOT, (), 5)] == [1]
    await storage.close()
