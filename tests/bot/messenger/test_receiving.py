from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from telegram import Bot

from bot.messenger.alarm import Alarm
from bot.messenger.bell import Bell
from bot.messenger.intake import Intake
from bot.messenger.metrics import Metrics
from bot.messenger.receiving import Receiver
from bot.messenger.request import AiohttpRequest
from bot.messenger.staff import Staff
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Arrival, Storage
from tests.telegram_server import TOKEN, Chat, TelegramServer


class FullAtFirst(Storage):
    """A storage on a full disk, which then gets room."""

    refusals = 3

    async def store_updates(self, bot_id: int, arrivals: Sequence[Arrival], at: datetime) -> frozenset[int]:
        if self.refusals:
            self.refusals -= 1
            raise StorageUnavailable("the disk is full")
        return await super().store_updates(bot_id, arrivals, at)


async def test_what_cannot_be_stored_is_not_acknowledged(
    server: TelegramServer, user: Chat, tmp_path: Path
) -> None:
    storage, polls, stopping = await FullAtFirst.open(tmp_path), AiohttpRequest(), asyncio.Event()
    bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=AiohttpRequest(), get_updates_request=polls)
    async with bot:
        intake = Intake(bot.id, storage, Bell(), frozenset, Metrics())
        receiver = Receiver(
            bot, polls, storage, intake, Alarm(bot, Staff(), time.monotonic), poll=5, first_pause=0.01
        )
        receiving = asyncio.create_task(receiver.run(stopping))
        await user.says("first")
        await user.says("second")
        await server.until(lambda: not server.pending, "the acknowledgement")
        stopping.set()
        await receiving
    stored = await storage.count(bot.id)
    await storage.close()

    assert stored[0] == 2
    assert [call.parameters.get("offset") for call in server.called("getUpdates")].count(1002) == 1
