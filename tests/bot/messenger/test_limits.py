"""What protects users from one another, and their words from being kept."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from bot.answering.pipeline import Answerer
from bot.services.rate import Rate
from bot.storage.database import FILE_NAME
from tests.bot.messenger.conftest import Serving
from tests.bot.messenger.scripted import PACE
from tests.telegram_server import Chat, TelegramServer


async def test_a_flood_is_told_once_and_others_are_answered(serving: Serving, server: TelegramServer) -> None:
    flood, other = server.chat(1), server.chat(2, language="en")
    async with serving(pace=replace(PACE, asking=Rate(3, 60.0))):
        for number in range(10):
            await flood.says(str(number))
        await other.says("me too")
        assert (await other.hears()).text == "1 text: me too"
        heard = [(await flood.hears()).text for _ in range(4)]
        await other.says("and again")
        await other.hears()

    assert heard[:3] == ["1 text: 0", "2 text: 1", "3 text: 2"]
    assert heard[3].startswith("메시지가 너무 빠르게")
    assert len(flood.said) == 4


async def test_when_everybody_asks_at_once_the_rest_is_asked_to_wait(
    serving: Serving, server: TelegramServer
) -> None:
    async with serving(pace=replace(PACE, asking_overall=Rate(1, 60.0))):
        await server.chat(1).says("first")
        await server.chat(1).hears()
        second = server.chat(2, language="en")
        await second.says("second")

        assert (await second.hears()).text.startswith("Many people are asking")


async def test_staff_hear_of_an_update_that_was_set_aside_without_its_words(
    serving: Serving, server: TelegramServer
) -> None:
    user, staff = server.chat(7001), server.chat(-900, group=True)
    async with serving(staff_chat=staff.id):
        await user.says("poison")
        told = await staff.hears()
        await user.hears()

    assert told.text.startswith("[알림]")
    assert "Unspeakable" in told.text
    assert "poison" not in told.text


async def test_personal_numbers_and_names_are_never_stored(
    serving: Serving, user: Chat, answerer: Answerer, tmp_path: Path
) -> None:
    async with serving(answerer=answerer, phones=frozenset(["0542232242"])):
        await user.says("저는 010-1234-5678, kim@corp.co.kr, 900101-1234567. 054-223-2242 는 맞나요?")
        heard = await user.hears()
    with sqlite3.connect(tmp_path / FILE_NAME) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    stored = (tmp_path / FILE_NAME).read_bytes()

    assert heard.text == "1 text: 저는 ***-****-****, ***@****.**.**, ******-*******. 054-223-2242 는 맞나요?"
    for word in ("1234-5678", "corp.co", "900101", "김공고", "\\uae40\\uacf5\\uace0", "user7001"):
        assert word.encode() not in stored
