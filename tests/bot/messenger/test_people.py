"""Asking a person, through Telegram's protocol: a user's chat on one side, the staff's group on the other."""

from __future__ import annotations

import re

import pytest

from bot import wiring
from bot.answering.pipeline import Answerer
from bot.wording.catalogue import say
from tests.bot.messenger.conftest import Running, Serving
from tests.telegram_server import Chat, Said, TelegramServer

SILENT = "신청하면 주차장도 지원해 주나요?"  # nothing is said of it
CAP = "고도화는 얼마까지 지원되나요?"


async def asked(user: Chat, text: str) -> Said:
    await user.says(text)
    return await user.hears()


async def pressed(user: Chat, label: str) -> Said:
    await user.presses(label)
    return await user.hears()


async def handed_over(user: Chat, staff: Chat, question: str = CAP) -> Said:
    """What staff read of a question that was handed over with consent."""
    await asked(user, question)
    await asked(user, "/person")
    await pressed(user, say("ko", "button_person_send"))
    return await staff.hears()


async def test_one_tap_shows_what_is_passed_on_and_asks(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        silent = await asked(user, SILENT)
        preview = await pressed(user, say("ko", "button_person"))

    assert say("ko", "button_person") in silent.buttons
    assert SILENT in preview.text
    assert say("ko", "not_in_documents")[:10] in preview.text
    assert say("ko", "first_message") not in preview.text
    assert say("ko", "person_consent") in preview.text
    assert staff.said == []


async def test_a_question_goes_to_staff_and_their_reply_comes_back(
    gongo: Running, user: Chat, staff: Chat, server: TelegramServer
) -> None:
    async with gongo:
        question = await handed_over(user, staff)
        received = user.said[-1]
        await staff.replies(question, "신청서에 한도를 함께 적어 주세요. 문의 02-2124-4321")
        reply, done = await user.hears(), await staff.hears()
        await staff.replies(question, "덧붙이면, 부가세는 빼고 적습니다.")
        more = await user.hears()

    number = re.match(r"\[문의 #(\d+)\]", question.text)
    assert number is not None
    assert CAP in question.text
    assert "1억 5천만원" in question.text
    assert str(user.id) not in question.text
    assert "김공고" not in question.text
    assert received.text == say("ko", "person_received", number=number[1])
    assert reply.text.startswith(say("ko", "person_answer", number=number[1]))
    assert CAP in reply.text
    assert "한도를 함께 적어 주세요. 문의 02-2124-4321" in reply.text
    assert say("ko", "staff_delivered") in done.text
    assert more.text.startswith(say("ko", "person_answer_again", number=number[1]))


async def test_the_company_is_told_of_only_by_consent(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        await asked(user, "저희는 광주에 있는 중소기업인데 기초 신청 되나요?")
        preview = await asked(user, "/person 전화 010-1234-5678로 연락 주실 수 있나요?")
        await pressed(user, say("ko", "button_person_send"))
        without = await staff.hears()
        await asked(user, "/person 다른 질문입니다")
        await pressed(user, say("ko", "button_person_facts"))
        with_facts = await staff.hears()

    assert "광주" in preview.text
    assert "광주" not in without.text
    assert "1234" not in without.text
    assert "광주" in with_facts.text


async def test_nothing_is_passed_on_after_no(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        await asked(user, "/person 궁금한 점이 있습니다")
        no = await pressed(user, say("ko", "button_cancel"))

    assert no.text == say("ko", "cancelled")
    assert staff.said == []


async def test_a_doubled_press_hands_a_question_over_once(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        await asked(user, "/person 궁금한 점이 있습니다")
        await pressed(user, say("ko", "button_person_send"))
        again = await pressed(user, say("ko", "button_person_send"))

    assert "기다리고" in again.text
    assert len(staff.said) == 1


async def test_staff_close_and_reopen_and_both_hear_of_it(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        question = await handed_over(user, staff)
        await staff.replies(question, "/close")
        closed, told = await staff.hears(), await user.hears()
        await staff.replies(question, "늦은 답변입니다.")
        refused = await staff.hears()
        number = question.text[question.text.index("#") + 1 : question.text.index("]")]
        await staff.says(f"/reopen {number}")
        reopened, told_again = await staff.hears(), await user.hears()
        await staff.replies(question, "답변입니다.")
        reply = await user.hears()

    assert say("ko", "staff_closed") in closed.text
    assert told.text.startswith(say("ko", "person_closed", number=number))
    assert refused.text == say("ko", "staff_closed_already", number=number)
    assert say("ko", "staff_reopened") in reopened.text
    assert told_again.text.startswith(say("ko", "person_reopened", number=number))
    assert reply.text.startswith(say("ko", "person_answer", number=number))


async def test_a_question_that_was_withdrawn_gets_no_reply(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        question = await handed_over(user, staff)
        withdrawn = await pressed(user, say("ko", "button_person_withdraw"))
        told = await staff.hears()
        await staff.replies(question, "답변입니다.")
        refused = await staff.hears()
        heard = len(user.said)

    assert "취소했습니다" in withdrawn.text
    assert say("ko", "person_withdrawn_staff") in told.text
    assert "전달하지 않았습니다" in refused.text
    assert user.said[heard - 1] is withdrawn


async def test_nobody_withdraws_the_question_of_another(
    gongo: Running, user: Chat, staff: Chat, server: TelegramServer
) -> None:
    other = server.chat(7009)
    async with gongo:
        question = await handed_over(user, staff)
        data = user.said[-1].data_of(say("ko", "button_person_withdraw"))
        assert data is not None
        await other.presses_data(data, {**user.said[-1].message, "chat": other.as_json()})
        refused = await other.hears()
        await staff.replies(question, "답변입니다.")
        reply = await user.hears()

    assert refused.text == say("ko", "person_expired")
    assert "답변입니다." in reply.text


async def test_without_staff_the_bot_says_whom_to_call(
    serving: Serving, answerer: Answerer, user: Chat
) -> None:
    async with serving(wiring.responder(answerer), answerer=answerer):
        said = await asked(user, "/person 궁금합니다")

    assert say("ko", "person_nobody") in said.text
    assert "02-" in said.text


async def test_where_the_staffs_chat_cannot_be_reached_users_are_told_whom_to_call(
    serving: Serving, answerer: Answerer, user: Chat
) -> None:
    async with serving(wiring.responder(answerer), answerer=answerer, staff_chat=-404):
        said = await asked(user, "/person 궁금합니다")

    assert say("ko", "person_nobody") in said.text


async def test_staff_have_a_menu_of_their_own(gongo: Running, staff: Chat, server: TelegramServer) -> None:
    async with gongo:
        pass
    menus = {scope: [one["command"] for one in menu] for (scope, _), menu in server.commands.items()}

    assert [menu for scope, menu in menus.items() if str(staff.id) in scope] == [["why", "gaps"]]


async def test_why_opens_the_answer_that_was_given(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        await asked(user, CAP)
        question = await handed_over(user, staff, "그럼 기초는요?")
        await staff.replies(question, "/why")
        why = await staff.hears()

    assert "cap" in why.text
    assert say("ko", "trace_words") in why.text
    assert "statement:" in why.text
    assert say("ko", "trace_gate_passed") in why.text


async def test_staff_try_a_question_and_see_what_is_missing(gongo: Running, user: Chat, staff: Chat) -> None:
    async with gongo:
        for _ in range(2):
            await asked(user, SILENT)
        await asked(user, CAP)
        await staff.says(f"/test {CAP}")
        tried = await staff.hears()
        await staff.says("/gaps")
        gaps = await staff.hears()

    assert tried.text.startswith(say("ko", "staff_test"))
    assert "1억 5천만원" in tried.text
    assert say("ko", "gaps_line", count=2, question=SILENT) in gaps.text
    assert CAP not in gaps.text


@pytest.mark.parametrize("command", ["/why 1", "/test 질문", "/gaps", "/close 1", "/reopen 1"])
async def test_users_have_no_part_in_staffs_commands(
    gongo: Running, user: Chat, staff: Chat, command: str
) -> None:
    async with gongo:
        said = await asked(user, command)

    assert say("ko", "help") in said.text
    assert staff.said == []


@pytest.mark.parametrize("words", ["상담원 연결해줘", "사람이랑 얘기하고 싶어요"])
async def test_who_wants_to_talk_to_somebody_is_offered_to_hand_over_the_last_question(
    gongo: Running, user: Chat, staff: Chat, words: str
) -> None:
    async with gongo:
        await asked(user, CAP)
        offered = await asked(user, words)
        preview = await pressed(user, say("ko", "button_person_last"))

    assert say("ko", "person_wanted") in offered.text
    assert CAP in preview.text
    assert say("ko", "person_consent") in preview.text


async def test_the_sources_of_an_answer_are_no_answer_of_their_own(gongo: Running, user: Chat) -> None:
    async with gongo:
        await asked(user, CAP)
        sources = await pressed(user, say("ko", "button_sources"))
        preview = await asked(user, "/person")

    assert "👍" not in sources.buttons
    assert CAP in preview.text


async def test_the_next_question_of_a_check_is_not_handed_over_as_an_answer(
    gongo: Running, user: Chat
) -> None:
    async with gongo:
        await asked(user, "/check")
        await asked(user, SILENT)
        await user.hears()
        preview = await asked(user, "/person")

    assert SILENT in preview.text
    assert say("ko", "check_goes_on") not in preview.text
