"""What is no plain question: pictures, files, voice, stickers, places, and messages that were edited."""

from __future__ import annotations

from typing import Any

import pytest

from bot.wording.catalogue import say
from tests.bot.messenger.conftest import Running
from tests.bot.messenger.test_people import CAP, asked
from tests.telegram_server import Chat

FILE = {"file_id": "f", "file_unique_id": "f"}
PHOTO = [{**FILE, "width": 1, "height": 1}]
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"photo": PHOTO}, "only_text_photo"),
        ({"document": {**FILE, "file_name": "등록증.pdf"}}, "only_text_file"),
        ({"voice": {**FILE, "duration": 3}}, "only_text_voice"),
        ({"sticker": STICKER}, "only_text_sticker"),
        ({"location": {"longitude": 127.0, "latitude": 37.5}}, "only_text"),
        ({"contact": {"phone_number": "01012345678", "first_name": "김"}}, "only_text"),
    ],
)
async def test_what_cannot_be_read_is_answered_politely(
    gongo: Running, user: Chat, content: dict[str, Any], key: str
) -> None:
    async with gongo:
        await user.sends(**content)
        said = await user.hears()

    assert say("ko", key) in said.text


async def test_words_under_a_picture_are_answered(gongo: Running, user: Chat) -> None:
    async with gongo:
        await user.sends(photo=PHOTO, caption=CAP)
        said = await user.hears()

    assert say("ko", "only_caption") in said.text
    assert "1억 5천만원" in said.text


async def test_an_edited_question_is_answered_again_and_says_so(gongo: Running, user: Chat) -> None:
    async with gongo:
        await asked(user, "기초는 얼마까지 지원되나요?")
        await user.edits(CAP)
        said = await user.hears()

    assert said.text.startswith(say("ko", "edited"))
    assert "1억 5천만원" in said.text


async def test_staff_who_edit_their_reply_correct_it(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        await asked(user, "/person 궁금합니다")
        await user.presses(say("ko", "button_person_send"))
        question = await staff.hears()
        await user.hears()
        await staff.replies(question, "틀린 답")
        await user.hears()
        edited = staff.message(text="맞는 답", edit_date=1800000000, reply_to_message=question.message)
        await staff.server.push({"edited_message": edited})
        corrected = await user.hears()

    assert corrected.text.startswith(say("ko", "person_answer_edited", number=1))
    assert "맞는 답" in corrected.text
