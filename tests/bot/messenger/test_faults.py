"""What happens when Telegram, the network, the dialogue or the process fails."""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from telegram import Bot

from bot.messenger.alarm import Alarm
from bot.messenger.bell import Bell
from bot.messenger.intake import Intake
from bot.messenger.metrics import Metrics
from bot.messenger.receiving import Receiver
from bot.messenger.refusal import TelegramRefused
from bot.messenger.request import AiohttpRequest
from bot.messenger.staff import Staff
from bot.messenger.web import Listening
from bot.services.rate import Rate
from bot.storage.database import FILE_NAME, StorageUnavailable
from bot.storage.storage import Storage
from tests.bot.messenger.conftest import Serving
from tests.bot.messenger.processes import start_process
from tests.bot.messenger.scripted import FAST, PACE
from tests.postgres import Postgres
from tests.telegram_server import PATIENCE, TOKEN, Chat, Fault, TelegramServer

BOT = int(TOKEN.partition(":")[0])


async def _texts(user: Chat, count: int) -> list[str]:
    return [(await user.hears()).text for _ in range(count)]


async def _counts(home: Path, state: str) -> tuple[int, int]:
    storage = await Storage.open(home)
    try:
        return await storage.count(BOT, state)
    finally:
        await storage.close()


async def test_an_update_delivered_twice_is_answered_once(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("once", update_id=50)
        await user.hears()
        await user.says("once", update_id=50)
        await user.says("twice", update_id=51)

        assert (await user.hears()).text == "2 text: twice"


async def test_an_update_that_arrives_after_younger_ones_is_answered(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("young", update_id=90)
        await user.hears()
        await user.says("old", update_id=40)

        assert (await user.hears()).text == "2 text: old"


async def test_nothing_is_acknowledged_before_it_is_stored(
    serving: Serving, user: Chat, server: TelegramServer, tmp_path: Path
) -> None:
    async with serving():
        await user.says("hello")
        await server.until(lambda: not server.pending, "the acknowledgement")
    storage = await Storage.open(tmp_path)
    waiting, done = await storage.count(BOT), await storage.count(BOT, "done")
    await storage.close()

    assert waiting[0] + done[0] == 1


async def test_429_is_obeyed_and_other_chats_go_on(serving: Serving, server: TelegramServer) -> None:
    halted, free = server.chat(1), server.chat(2)
    server.order("sendMessage", Fault(retry_after=1))
    async with serving():
        await halted.says("a")
        await server.until(lambda: server.called("sendMessage"))
        await free.says("b")
        await free.hears()
        assert not halted.said

        await halted.hears()

    first, last = (c.at for c in server.called("sendMessage") if c.parameters["chat_id"] == 1)
    assert last - first >= 1


@pytest.mark.parametrize("fault", [Fault(500), Fault(502), Fault(drop=True)], ids=["500", "502", "dropped"])
async def test_a_send_that_failed_on_the_way_is_repeated_in_order(
    serving: Serving, user: Chat, server: TelegramServer, fault: Fault
) -> None:
    server.order("sendMessage", fault, fault, fault)
    async with serving():
        await user.says("a")
        await user.says("b")

        assert await _texts(user, 2) == ["1 text: a", "2 text: b"]


async def test_a_user_who_blocked_the_bot_closes_only_his_own_queue(
    serving: Serving, server: TelegramServer, tmp_path: Path
) -> None:
    gone, here = server.chat(1), server.chat(2)
    gone.blocked = True
    async with serving():
        await gone.says("a")
        await server.until(lambda: server.called("sendMessage"))
        await here.says("b")
        await here.hears()

    assert (await _counts(tmp_path, "closed"))[1] == 1


async def test_a_user_who_comes_back_is_answered_again(serving: Serving, user: Chat) -> None:
    user.blocked = True
    async with serving():
        await user.says("a")
        await user.server.until(lambda: user.server.called("sendMessage"))
        user.blocked = False
        await user.says("b")

        assert (await user.hears()).text == "2 text: b"


async def test_a_send_without_an_answer_is_not_repeated_blindly(
    serving: Serving, user: Chat, server: TelegramServer, tmp_path: Path
) -> None:
    server.order("sendMessage", Fault(hang=True, carried_out=True))
    async with serving(pace=replace(PACE, answer=0.3)):
        await user.says("a")
        await user.says("b")

        assert await _texts(user, 2) == ["1 text: a", "2 text: b"]
    assert len(user.said) == 2
    assert (await _counts(tmp_path, "unknown"))[1] == 1


async def test_html_that_telegram_refuses_goes_out_as_plain_text(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    server.order("sendMessage", Fault(400, "Bad Request: can't parse entities: Unsupported start tag"))
    async with serving():
        await user.says("a")
        heard = await user.hears()

    assert heard.text == "1 text: a"
    assert heard.html is None


async def test_a_message_refused_for_good_does_not_stop_the_next(
    serving: Serving, user: Chat, server: TelegramServer, tmp_path: Path
) -> None:
    server.order("sendMessage", Fault(400, "Bad Request: TOPIC_CLOSED"))
    async with serving():
        await user.says("a")
        await user.says("b")

        assert (await user.hears()).text == "2 text: b"
    assert (await _counts(tmp_path, "failed"))[1] == 1


@pytest.mark.parametrize(
    ("language", "sorry"), [("ko", "죄송합니다"), ("en-GB", "Sorry"), (None, "죄송합니다")]
)
async def test_a_poison_update_is_set_aside_after_three_tries_and_the_user_told(
    serving: Serving, server: TelegramServer, tmp_path: Path, language: str | None, sorry: str
) -> None:
    user = server.chat(3, language=language)
    async with serving():
        await user.says("poison")
        await user.says("after")

        assert (await user.hears()).text.startswith(sorry)
        assert (await user.hears()).text == "1 text: after"
    assert (await _counts(tmp_path, "failed"))[0] == 1


async def test_an_update_of_an_unknown_shape_does_not_stop_the_queue(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    async with serving():
        await server.push({"message": {"chat": {"id": user.id}, "new_in_2030": True}})
        await user.says("after")
        await user.hears()

        assert (await user.hears()).text == "1 text: after"


async def test_receiving_survives_errors_of_telegram(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    server.order("getUpdates", Fault(502), Fault(drop=True), Fault(retry_after=1), Fault(500))
    async with serving():
        await user.says("still there?")

        assert (await user.hears()).text == "1 text: still there?"


async def test_a_start_without_telegram_waits_for_it(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    server.order("getMe", Fault(502), Fault(drop=True))
    server.order("deleteWebhook", Fault(500))
    async with serving():
        await user.says("a")

        assert (await user.hears()).text == "1 text: a"


async def test_a_webhook_left_behind_is_removed_and_nothing_dropped(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    server.webhook = {"url": "https://example.org/hook"}
    await user.says("written before the start")
    async with serving():
        assert (await user.hears()).text == "1 text: written before the start"


async def test_a_second_poller_is_reported_and_survived(
    serving: Serving, user: Chat, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.order("getUpdates", Fault(409, "Conflict: terminated by other getUpdates request"))
    async with serving():
        await user.says("a")
        await user.hears()

    assert "Another program receives this bot's messages" in caplog.text


async def test_the_conversation_goes_on_after_a_restart(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("before")
        await user.hears()
    async with serving():
        await user.says("after")

        assert (await user.hears()).text == "2 text: after"


async def test_what_was_stored_but_not_answered_is_answered_once_after_the_start(
    serving: Serving, user: Chat, server: TelegramServer, tmp_path: Path
) -> None:
    await _store_only(server, user, tmp_path)
    async with serving():
        assert (await user.hears()).text == "1 text: stored"
        await user.says("next")
        assert (await user.hears()).text == "2 text: next"


async def _store_only(server: TelegramServer, user: Chat, home: Path) -> None:
    """The state in which a process leaves the database that dies between insert and answer."""
    storage, polls, stopping = await Storage.open(home), AiohttpRequest(), asyncio.Event()
    bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=AiohttpRequest(), get_updates_request=polls)
    async with bot:
        intake = Intake(bot.id, storage, Bell(), frozenset, Metrics())
        receiver = Receiver(bot, polls, storage, intake, Alarm(bot, Staff(), time.monotonic))
        receiving = asyncio.create_task(receiver.run(stopping))
        await user.says("stored")
        await server.until(lambda: not server.pending and server.called("getUpdates"), "the acknowledgement")
        stopping.set()
        await receiving
    await storage.close()


async def test_an_answer_not_yet_sent_goes_out_after_the_start(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    server.order("sendMessage", *[Fault(500)] * 1000)
    async with serving(pace=replace(PACE, finish=0.1)):
        await user.says("a")
        await server.until(lambda: server.called("sendMessage"))
    server.heal()
    async with serving():
        assert (await user.hears()).text == "1 text: a"


async def test_a_wrong_token_says_what_to_do_and_does_not_show_it(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "123456789:AAWrongTokenForTestsOnly_012345678wrong"
    with pytest.raises(TelegramRefused, match="@BotFather") as refused:
        async with serving(token=wrong):
            pass

    assert wrong not in caplog.text + str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("token", ["", "no-colon", "12:3/4"])
async def test_a_token_that_cannot_be_one_is_refused_the_same_way(serving: Serving, token: str) -> None:
    with pytest.raises(TelegramRefused, match="TELEGRAM_BOT_TOKEN"):
        async with serving(token=token):
            pass


async def test_a_token_withdrawn_while_running_ends_the_service(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    with pytest.raises(TelegramRefused):
        async with serving() as running:
            await user.says("a")
            await user.hears()
            server.token = "withdrawn"
            await user.says("b")
            await asyncio.wait({running}, timeout=PATIENCE)


async def test_the_token_never_reaches_the_log(
    serving: Serving, user: Chat, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.order("sendMessage", Fault(500), Fault(drop=True))
    async with serving():
        logging.getLogger("elsewhere").error("calling %s/bot%s/getMe", server.url, TOKEN)
        await user.says(TOKEN)
        await user.hears()

    assert "<token>" in caplog.text
    assert TOKEN not in caplog.text


async def test_a_chat_is_not_flooded(serving: Serving, user: Chat, server: TelegramServer) -> None:
    async with serving(pace=replace(PACE, rates=replace(FAST, chat=Rate(2, 0.5)))):
        for number in range(6):
            await user.says(str(number))
        await _texts(user, 6)

    at = [call.at for call in server.called("sendMessage")]
    assert all(later - earlier > 0.45 for earlier, later in zip(at, at[2:], strict=False))


@pytest.mark.parametrize(
    ("number", "database"),
    [(signal.SIGTERM, "sqlite"), (signal.SIGKILL, "sqlite"), (signal.SIGTERM, "postgresql")],
)
@pytest.mark.parametrize("receiving", ["polling", "webhook"])
async def test_a_process_ended_by_a_signal_loses_nothing(
    server: TelegramServer,
    tmp_path: Path,
    free_port: int,
    request: pytest.FixtureRequest,
    receiving: str,
    number: signal.Signals,
    database: str,
) -> None:
    url = request.getfixturevalue("new_database")() if database == "postgresql" else None
    port = free_port if receiving == "webhook" else None
    chats = [server.chat(chat_id) for chat_id in range(1, 9)]
    process = await start_process(server, tmp_path, port=port, database=url)
    for text in ("slow 1", "slow 2", "slow 3"):
        for chat in chats:
            await chat.says(text)
    await server.until(lambda: len(server.called("sendMessage")) >= 3)
    process.send_signal(number)
    code = await process.wait()
    process = await start_process(server, tmp_path, port=port, database=url)
    for chat in chats:
        await server.until(partial(_heard, chat, "slow 3"))
    process.terminate()

    assert code == (0 if number == signal.SIGTERM else -signal.SIGKILL)
    assert await process.wait() == 0
    for chat in chats:
        texts = [said.text for said in chat.said]
        assert sorted(set(texts)) == [f"{n} text: slow {n}" for n in (1, 2, 3)]
        assert texts == sorted(texts)  # in order; the one in hand may have come twice
        assert len(texts) == 3 or number == signal.SIGKILL


async def test_of_two_processes_on_one_database_each_may_be_stopped_in_turn(
    server: TelegramServer, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url, chats = new_database(), [server.chat(chat_id) for chat_id in range(1, 9)]
    running = [await start_process(server, tmp_path, database=url) for _ in range(2)]
    codes = []
    for text in ("slow 1", "slow 2", "slow 3"):
        for chat in chats:
            await chat.says(text)
        sent = len(server.called("sendMessage"))
        await server.until(partial(_more_sent, server, sent))
        running.append(await start_process(server, tmp_path, database=url))
        stopped = running.pop(0)
        stopped.terminate()
        codes.append(await stopped.wait())
    for chat in chats:
        await server.until(partial(_heard, chat, "slow 3"))
    for process in running:
        process.terminate()
        codes.append(await process.wait())

    assert codes == [0] * 5
    for chat in chats:
        assert [said.text for said in chat.said] == [f"{n} text: slow {n}" for n in (1, 2, 3)]


def _more_sent(server: TelegramServer, than: int) -> bool:
    return len(server.called("sendMessage")) > than


def _heard(chat: Chat, words: str) -> bool:
    return any(words in said.text for said in chat.said)


async def test_a_database_locked_for_a_while_delays_and_loses_nothing(
    serving: Serving, user: Chat, server: TelegramServer, tmp_path: Path
) -> None:
    async with serving():
        await user.says("before")
        await user.hears()
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await user.says("meanwhile")
        polls = len(server.called("getUpdates"))
        assert server.pending  # not stored, not acknowledged
        assert polls
        other.execute("ROLLBACK")
        other.close()

        assert (await user.hears()).text == "2 text: meanwhile"


async def test_a_second_service_on_the_same_home_is_refused(serving: Serving) -> None:
    async with serving():
        with pytest.raises(StorageUnavailable, match="serves from"):
            async with serving():
                pass


@pytest.mark.parametrize("receiving", ["polling", "webhook"])
async def test_a_postgresql_restarted_while_serving_loses_nothing(
    serving: Serving,
    server: TelegramServer,
    hooked: Listening,
    postgres: Postgres,
    new_database: Callable[[], str],
    receiving: str,
) -> None:
    chats = [server.chat(number) for number in range(1, 5)]
    listening = hooked if receiving == "webhook" else None
    async with serving(database_url=new_database(), listening=listening, pace=replace(PACE, look=0.2)):
        for text in ("a", "b"):
            for chat in chats:
                await chat.says(text)
        await server.until(lambda: server.called("sendMessage"))
        await asyncio.to_thread(postgres.stop)
        for chat in chats:
            await chat.says("c")
        await asyncio.to_thread(postgres.start)
        for chat in chats:
            await server.until(partial(_heard, chat, "3 text: c"))

    for chat in chats:
        texts = [said.text for said in chat.said]
        assert list(dict.fromkeys(texts)) == ["1 text: a", "2 text: b", "3 text: c"]
