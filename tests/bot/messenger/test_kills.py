"""Processes killed under load. `KILLS=100` tries more moments (make soak), `SEED` others."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.bot.messenger.processes import start_process
from tests.telegram_server import Chat, Fault, TelegramServer

KILLS = int(os.environ.get("KILLS", "2"))
SEED = int(os.environ.get("SEED", "1"))
CHATS = 8
EACH = 5  # messages of each chat between two kills
FAULTS = (Fault(retry_after=1), Fault(500), Fault(502), Fault(drop=True))


class Load:
    """Chats that write on and on, deliver some of it twice, and know what they have to hear."""

    def __init__(self, server: TelegramServer, chance: random.Random) -> None:
        self._server = server
        self._chance = chance
        self._written = 0
        self.chats = [server.chat(7001 + number) for number in range(CHATS)]
        self._numbers = count(100_000)

    async def write(self) -> None:
        self._server.order("sendMessage", *self._chance.sample(FAULTS, 2))
        for _ in range(EACH):
            for chat in self.chats:
                number = next(self._numbers)
                await chat.says(f"m{self._written}", update_id=number)
                if self._chance.random() < 0.2:
                    await chat.says(f"m{self._written}", update_id=number)
            self._written += 1

    async def some_moment(self) -> None:
        """Until a few more calls have been made, and a little longer."""
        wanted = len(self._server.calls) + self._chance.randint(1, 3 * CHATS)
        await self._server.until(
            lambda: len(self._server.calls) >= wanted or self.is_answered(), "more calls"
        )
        await asyncio.sleep(self._chance.random() * 0.02)

    def is_answered(self) -> bool:
        return all({*self._texts(chat)} >= {*self._expected()} for chat in self.chats)

    def check(self, *, kills: int) -> None:
        """Each answered, in order, counted once, and repeated at most where a kill cut the sending short."""
        for chat in self.chats:
            texts = self._texts(chat)
            once = [text for text, before in zip(texts, [None, *texts], strict=False) if text != before]
            assert once == self._expected()
            assert len(texts) - len(once) <= kills

    def _expected(self) -> Sequence[str]:
        return [f"{number + 1} text: m{number}" for number in range(self._written)]

    @staticmethod
    def _texts(chat: Chat) -> list[str]:
        return [said.text for said in chat.said]


@pytest.mark.parametrize("receiving", ["polling", "webhook"])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_a_service_killed_again_and_again_answers_everything_in_order(
    server: TelegramServer,
    tmp_path: Path,
    free_port: int,
    request: pytest.FixtureRequest,
    receiving: str,
    database: str,
) -> None:
    load = Load(server, random.Random(SEED))
    port = free_port if receiving == "webhook" else None
    url = request.getfixturevalue("new_database")() if database == "postgresql" else None
    for _ in range(KILLS):
        process = await start_process(server, tmp_path, port=port, database=url)
        await load.write()
        await load.some_moment()
        process.kill()
        await process.wait()
    process = await start_process(server, tmp_path, port=port, database=url)
    await server.until(load.is_answered, "every answer")
    process.terminate()

    assert await process.wait() == 0
    load.check(kills=KILLS)


async def test_of_two_processes_on_one_database_one_may_be_killed(
    server: TelegramServer, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    load, url = Load(server, random.Random(SEED)), new_database()
    first = await start_process(server, tmp_path, database=url)
    second = await start_process(server, tmp_path, database=url)
    await load.write()
    await load.some_moment()
    first.kill()
    await first.wait()
    await load.write()
    await server.until(load.is_answered, "every answer")
    second.terminate()

    assert await second.wait() == 0
    load.check(kills=1)
    assert sum(call.method == "setMyCommands" for call in server.calls) <= 6
