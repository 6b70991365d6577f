"""What staff publish and pause, as a user of Telegram sees it; by one process, and by two that share a PostgreSQL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot import wiring
from bot.messenger.service import Plan, run
from bot.services.live import Live
from bot.storage.packs import SHIPPED
from bot.storage.storage import Storage
from bot.wording.catalogue import say
from tests.bot.messenger.conftest import Serving
from tests.bot.messenger.scripted import COMMANDS, PACE
from tests.bot.publishing import APPROVER, ASKED, NEW, OLD, live_in, published, publisher_of
from tests.telegram_server import PATIENCE, TOKEN, Chat, TelegramServer

BOT_ID = int(TOKEN.partition(":")[0])
PAUSED = ("점검 중입니다. 내일 다시 와 주세요.", "Under maintenance. Please come back tomorrow.")


async def asked(user: Chat, text: str) -> str:
    await user.says(text)
    return (await user.hears()).text


@pytest.fixture
def live(tmp_path: Path) -> Live:
    return live_in(tmp_path)


@pytest.fixture
async def beside(tmp_path: Path) -> AsyncIterator[Storage]:
    """The service's database, opened by somebody else: what is done there is not told to the service."""
    storage = await Storage.open(tmp_path)
    yield storage
    await storage.close()


async def test_a_published_change_answers_the_next_message_and_going_back_undoes_it(
    serving: Serving, user: Chat, live: Live, beside: Storage, tmp_path: Path
) -> None:
    publisher = publisher_of(beside, tmp_path, live)
    async with serving(wiring.responder(live), live=live):
        before = await asked(user, ASKED)
        shipped = live.now.pack.name
        await published(publisher)
        after = await asked(user, ASKED)
        name = live.now.pack.name
        await publisher.roll_back(SHIPPED, APPROVER)
        again = await asked(user, ASKED)
    log = [one["pack"] for one in json.loads(await beside.export(BOT_ID, user.id))["answer_log"]]

    assert OLD in before
    assert NEW in after
    assert OLD in again
    assert f"자료집 {name}" in after
    assert log == [shipped, name, shipped]


async def test_a_service_follows_what_another_process_publishes_and_starts_with_it(
    serving: Serving, user: Chat, live: Live, beside: Storage, tmp_path: Path
) -> None:
    publisher = publisher_of(beside, tmp_path, live_in(tmp_path))
    async with serving(wiring.responder(live), live=live, pace=replace(PACE, follow=0.05)):
        await published(publisher)
        await soon(lambda: live.now.version == 1)
        after = await asked(user, ASKED)
    fresh = live_in(tmp_path)
    async with serving(wiring.responder(fresh), live=fresh):
        restarted = await asked(user, ASKED)

    assert NEW in after
    assert NEW in restarted


async def test_two_services_on_one_postgresql_follow_each_other(
    server: TelegramServer, new_database: Callable[[], str], tmp_path: Path
) -> None:
    url, chats = new_database(), [server.chat(number) for number in range(1, 9)]
    homes = [tmp_path / "a", tmp_path / "b"]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    lives = [live_in(one) for one in homes]
    async with AsyncExitStack() as services:
        for home, live in zip(homes, lives, strict=True):
            await services.enter_async_context(service(server, home, url, live))
        storage = await Storage.open(homes[0], url)
        services.push_async_callback(storage.close)
        publisher = publisher_of(storage, homes[0], lives[0])
        await published(publisher)
        await soon(lambda: all(one.now.version == 1 for one in lives))
        after = await asyncio.gather(*(asked(one, ASKED) for one in chats))
        await publisher.roll_back(SHIPPED, APPROVER)
        await soon(lambda: all(one.now.version == SHIPPED for one in lives))
        again = await asyncio.gather(*(asked(one, ASKED) for one in chats))
        await publisher.pause_bot(*PAUSED, APPROVER)
        await soon(lambda: all(one.paused for one in lives))
        paused = await asyncio.gather(*(asked(one, ASKED) for one in chats))

    assert all(NEW in one for one in after)
    assert all(OLD in one for one in again)
    assert set(paused) == {PAUSED[0]}


async def test_a_paused_topic_sends_to_a_person_until_it_is_resumed(
    serving: Serving, user: Chat, live: Live, beside: Storage, tmp_path: Path
) -> None:
    publisher = publisher_of(beside, tmp_path, live)
    async with serving(wiring.responder(live), live=live):
        await publisher.pause_topic("cap", APPROVER)
        await user.says(ASKED)
        paused = await user.hears()
        other = await asked(user, "총예산이 얼마예요?")
        await publisher.resume_topic("cap", APPROVER)
        resumed = await asked(user, ASKED)

    assert say("ko", "topic_paused") in paused.text
    assert say("ko", "ask_there") in paused.text
    assert say("ko", "button_person") in paused.buttons
    assert "1억 5천만원" not in paused.text
    assert "213억원" in other
    assert OLD in resumed


async def test_a_paused_eligibility_begins_no_self_check(
    serving: Serving, user: Chat, live: Live, beside: Storage, tmp_path: Path
) -> None:
    publisher = publisher_of(beside, tmp_path, live)
    async with serving(wiring.responder(live), live=live):
        begun = await asked(user, "/check")
        await publisher.pause_topic("eligibility", APPROVER)
        paused = await asked(user, "/check")
        described = await asked(user, "광주에 있는 중소 제조기업인데 신청할 수 있나요?")

    assert "1/" in begun
    assert say("ko", "topic_paused") in paused
    assert "2/" not in paused
    assert say("ko", "topic_paused") in described


async def test_a_paused_bot_says_its_sentence_and_nothing_else_but_on_ones_own_data(
    serving: Serving, server: TelegramServer, live: Live, beside: Storage, tmp_path: Path
) -> None:
    user, english = server.chat(7001), server.chat(7002, language="en")
    publisher = publisher_of(beside, tmp_path, live)
    async with serving(wiring.responder(live), live=live):
        before = await asked(user, "/check")
        await publisher.pause_bot(*PAUSED, APPROVER)
        said = [
            await asked(user, one)
            for one in (ASKED, "/check", "/person", "/notify", "/help", "/start check", "둘 다", "/sources")
        ]
        await user.presses_data(user.said[0].data_of("둘 다 가능") or "", user.said[0].message)
        said.append((await user.hears()).text)
        in_english = await asked(english, "How much does the advanced track pay?")
        start, privacy = await asked(user, "/start"), await asked(user, "/privacy")
        await user.says("/export")
        exported = await user.hears()
        forget = await asked(user, "/forget")
        await user.presses(say("ko", "button_forget"))
        forgotten = await user.hears()
        await publisher.resume_bot(APPROVER)
        after = await asked(user, ASKED)

    assert "1/" in before
    assert set(said) == {PAUSED[0]}
    assert in_english == PAUSED[1]
    assert PAUSED[0] not in start
    assert say("ko", "talk_can_ask") in start
    assert "180" in privacy
    assert exported.message
    assert PAUSED[0] not in forget
    assert forgotten.text == say("ko", "forgotten")
    assert OLD in after


@asynccontextmanager
async def service(server: TelegramServer, home: Path, url: str, live: Live) -> AsyncIterator[None]:
    stopping, ready = asyncio.Event(), asyncio.Event()
    plan = Plan(
        token=TOKEN,
        home=home,
        respond=wiring.responder(live),
        commands=COMMANDS,
        api_url=server.url,
        database_url=url,
        live=live,
        on_ready=lambda username: ready.set(),
        pace=replace(PACE, look=0.2, follow=0.2),
    )
    running = asyncio.create_task(run(plan, stopping))
    async with asyncio.timeout(PATIENCE):
        await ready.wait()
    yield
    stopping.set()
    async with asyncio.timeout(PATIENCE):
        await running


async def soon(true: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)
