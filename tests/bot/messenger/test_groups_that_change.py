"""Groups that change under the service: one becomes a supergroup, one shuts the bot out, one has nameless staff."""

from __future__ import annotations

from typing import Any

import pytest

from bot import wiring
from bot.answering.pipeline import Answerer
from bot.wording.catalogue import say
from tests.bot.messenger.conftest import STAFF, Running, Serving
from tests.bot.messenger.test_people import CAP, asked, handed_over, pressed
from tests.telegram_server import Chat, TelegramServer

SUPERGROUP = -1_000_000_000_500
ME = "@gongo_test_bot"


def in_the_groups_name(group: Chat) -> dict[str, Any]:
    """Fields of a message by an administrator who stays anonymous."""
    anonymous = {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    return {"from": anonymous, "sender_chat": group.as_json()}


async def test_an_anonymous_administrator_is_heard_as_staff(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        question = await handed_over(user, staff)
        quoted = {**question.message, "reply_to_message": None}
        anonymous = {**in_the_groups_name(staff), "reply_to_message": quoted}
        await staff.says("부가세는 빼고 적습니다.", fields=anonymous)
        reply, done = await user.hears(), await staff.hears()
        await staff.says("/gaps", fields=in_the_groups_name(staff))
        gaps = await staff.hears()

    assert "부가세는 빼고 적습니다." in reply.text
    assert say("ko", "staff_delivered") in done.text
    assert "30일" in gaps.text


async def test_another_bot_or_a_channel_in_the_group_is_not_heard(
    gongo: Running, user: Chat, staff: Chat, server: TelegramServer
) -> None:
    channel = {"id": -1009, "type": "channel", "title": "소식"}
    async with gongo:
        await staff.says("/gaps", fields={**in_the_groups_name(staff), "sender_chat": channel})
        await staff.says("/gaps", fields={"from": {"id": 5, "is_bot": True, "first_name": "other"}})
        await staff.says("/gaps")
        await staff.hears()
        await asked(user, CAP)

    assert len(staff.said) == 1


@pytest.mark.parametrize("told", [True, False], ids=["told", "found out on sending"])
async def test_staffs_group_becomes_a_supergroup_and_questions_go_on(
    serving: Serving, answerer: Answerer, user: Chat, staff: Chat, server: TelegramServer, told: bool
) -> None:
    def gongo() -> Running:
        return serving(wiring.responder(answerer), answerer=answerer, staff_chat=STAFF)

    async with gongo():
        before = await handed_over(user, staff)
        new = await staff.moves(SUPERGROUP, told=told)
        if told:
            await server.until(lambda: not server.pending, "both notices")
        await asked(user, "그럼 기초는요?")
        await asked(user, "/person")
        await pressed(user, say("ko", "button_person_send"))
        await new.hears()
        await new.replies(before, "답변 010-2345-6789입니다.")
        reply = await user.hears()
    async with gongo():  # the setting still has the old number
        await new.says("/gaps")
        await new.hears()
        done = await new.hears()

    assert "010-2345-6789" in reply.text
    assert "30일" in done.text
    assert len(staff.said) == 1


async def test_a_group_of_users_keeps_its_conversation_as_a_supergroup(
    gongo: Running, server: TelegramServer
) -> None:
    group = server.chat(-900, group=True)
    async with gongo:
        await asked(group, f"{ME} 저희는 광주광역시 중소 제조업체예요. 기초 신청 되나요?")
        new = await group.moves(-1_000_000_000_900)
        said = await asked(new, f"{ME} 우리는 얼마까지 지원되나요?")

    assert say("ko", "first_message") not in said.text
    assert "8천만원" in said.text


async def test_an_answer_on_its_way_to_a_group_that_moved_arrives(
    gongo: Running, server: TelegramServer
) -> None:
    group = server.chat(-900, group=True)
    async with gongo:
        new = await group.moves(-1_000_000_000_900, told=False)
        await group.says(f"{ME} {CAP}")
        said = await new.hears()

    assert "1억 5천만원" in said.text


async def test_when_staff_shut_the_bot_out_users_hear_whom_to_call_and_the_question_waits(
    gongo: Running, user: Chat, staff: Chat, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    other = server.chat(7002)
    async with gongo:
        await asked(user, CAP)
        await asked(user, "/person")
        staff.blocked = True
        await pressed(user, say("ko", "button_person_send"))
        told = await user.hears()
        instead = await asked(other, "/person 궁금합니다")
        staff.blocked = False
        question = await staff.hears()
        await staff.replies(question, "답변입니다.")
        reply = await user.hears()
        again = await asked(other, "/person 궁금합니다")

    assert say("ko", "person_undelivered", number=1) in told.text
    assert "02-" in told.text
    assert say("ko", "person_nobody") in instead.text
    assert "답변입니다." in reply.text
    assert say("ko", "person_consent") in again.text
    assert sum("GONGO_STAFF_CHAT" in one.message for one in caplog.records) == 1
    assert [one.text for one in user.said].count(told.text) == 1


async def test_a_chat_of_staff_that_opens_after_the_start_is_used(
    serving: Serving, answerer: Answerer, user: Chat, staff: Chat, server: TelegramServer
) -> None:
    staff.blocked = True
    async with serving(wiring.responder(answerer), answerer=answerer, staff_chat=STAFF):
        shut = await asked(user, "/person 궁금합니다")
        staff.blocked = False
        await server.until(
            lambda: any(str(STAFF) in scope for scope, _ in server.commands), "the staff's menu"
        )
        opened = await asked(user, "/person 궁금합니다")

    assert say("ko", "person_nobody") in shut.text
    assert say("ko", "person_consent") in opened.text


async def test_staff_read_english_if_they_want_to(
    serving: Serving, answerer: Answerer, user: Chat, staff: Chat
) -> None:
    async with serving(
        wiring.responder(answerer),
        answerer=answerer,
        staff_chat=STAFF,
        staff_language="en",
        staff_commands=wiring.staff_commands("en"),
    ):
        question = await handed_over(user, staff)
        await staff.replies(question, "/why")
        why = await staff.hears()
        await staff.replies(question, "See the form.")
        reply, done = await user.hears(), await staff.hears()
        await staff.says("/gaps")
        gaps = await staff.hears()

    assert say("en", "person_how_to_answer") in question.text
    assert say("en", "trace_words") in why.text
    assert say("en", "staff_delivered") in done.text
    assert reply.text.startswith(say("ko", "person_answer", number=1))
    assert "30 days" in gaps.text
