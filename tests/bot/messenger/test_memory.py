"""The whole service for a long time: `UPDATES=50000` (make soak). In `make test` there is no time for it."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from statistics import linear_regression

import pytest

from tests.bench_service import gongo, memory, questions
from tests.telegram_server import Chat, TelegramServer

UPDATES = int(os.environ.get("UPDATES", "0"))
TOGETHER = 100  # updates on their way at once
SETTLED = 0.3  # of the updates, until caches are full and the allocator has what it needs
# Bytes an update. One that was kept would weigh 700 and more, its text alone. What was measured is 100: steps of the
# allocator and the index of the write-ahead log, no list that grows. Before 10,000 updates the page caches still fill.
GROWTH = 300.0


@pytest.mark.skipif(not UPDATES, reason="takes minutes: `make soak`")
async def test_memory_does_not_grow_with_the_updates_worked(tmp_path: Path) -> None:
    texts = questions()
    numbers = count(1)
    worked, held = list[int](), list[int]()
    before = list[Chat]()
    async with TelegramServer() as server:
        process = await gongo(server, str(tmp_path))
        try:
            while len(worked) * TOGETHER < UPDATES:
                chats = [server.chat(10_000 + next(numbers)) for _ in range(TOGETHER)]
                for chat in chats:
                    await chat.says(texts[chat.id % len(texts)])
                await server.until(lambda chats=chats: all(chat.said for chat in chats), "every answer")
                server.calls.clear()
                server.delivered.clear()
                for gone in before:  # a long answer's second message may still be on its way to the last ones
                    del server.chats[gone.id]
                before = chats
                worked.append(len(worked) * TOGETHER)
                held.append(memory(process.pid))
        finally:
            process.terminate()
            await process.wait()

    shown = range(0, len(held), max(1, len(held) // 20))
    print("\n" + "\n".join(f"{worked[at]:>7,} updates {held[at] / 2**20:6.1f} MB" for at in shown))
    start = int(len(held) * SETTLED)
    assert linear_regression(worked[start:], held[start:]).slope < GROWTH
