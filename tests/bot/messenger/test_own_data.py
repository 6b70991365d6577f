"""One's own data: told of, handed out, deleted; and opinions on answers."""

from __future__ import annotations

import json

from bot import wiring
from bot.answering.pipeline import Answerer
from bot.services.privacy import exported
from bot.wording.catalogue import say
from tests.bot.messenger.conftest import Running, Serving
from tests.bot.messenger.test_people import CAP, SILENT, asked, handed_over, pressed
from tests.telegram_server import Chat, TelegramServer


def file_in(server: TelegramServer, user: Chat) -> dict[str, list[dict[str, object]]]:
    """What stands in the last file that the user got."""
    document = user.said[-1].message["document"]
    found: dict[str, list[dict[str, object]]] = json.loads(server.files[f"documents/{document['file_id']}"])
    return found


async def test_privacy_tells_what_is_kept_and_how_long(
    serving: Serving, answerer: Answerer, user: Chat, server: TelegramServer
) -> None:
    english = server.chat(7002, language="en")
    async with serving(wiring.responder(answerer), answerer=answerer):
        korean = await asked(user, "/privacy")
        told = await asked(english, "/privacy")

    assert say("ko", "privacy_how_long", days=180, hours=48) in korean.text
    assert say("ko", "privacy_place_file") in korean.text
    assert say("ko", "privacy_model") not in korean.text
    assert say("ko", "privacy_person") not in korean.text
    assert "/forget" in told.text
    assert "180 days" in told.text


async def test_an_export_is_a_file_with_everything_said_and_no_file_within(
    gongo: Running, user: Chat, server: TelegramServer
) -> None:
    async with gongo:
        await asked(user, CAP)
        await asked(user, "/export")
        await asked(user, "/export")
        caption = user.said[-1].message["caption"]
        found = file_in(server, user)

    assert caption == say("ko", "export_caption")
    assert found["answer_log"][0]["event_text"] == CAP
    assert "1억 5천만원" in str(found["outbox"])
    assert "content" not in str(found["outbox"])
    assert {"bot_id", "person"}.isdisjoint(found["answer_log"][0])


async def test_a_chat_is_forgotten_only_after_a_second_press_and_then_wholly(
    gongo: Running, user: Chat, staff: Chat, server: TelegramServer
) -> None:
    async with gongo:
        question = await handed_over(user, staff)
        await asked(user, "/forget")
        kept = await pressed(user, say("ko", "button_cancel"))
        await asked(user, "/forget")
        forgotten = await pressed(user, say("ko", "button_forget"))
        told = await staff.hears()
        await staff.replies(question, "늦은 답변")
        refused = await staff.hears()
        await asked(user, "/export")
        found = file_in(server, user)

    assert kept.text == say("ko", "cancelled")
    assert forgotten.text == say("ko", "forgotten")
    assert say("ko", "staff_forgotten") in told.text
    assert "전달하지 않았습니다" in refused.text
    assert CAP not in json.dumps(found, ensure_ascii=False)
    assert found["escalation"] == found["conversation"] == found["answer_log"] == []


async def test_an_answer_has_thumbs_below_its_other_buttons(gongo: Running, user: Chat) -> None:
    async with gongo:
        said = await asked(user, CAP)
        hello = await asked(user, "안녕하세요")

    rows = said.message["reply_markup"]["inline_keyboard"]
    assert [one["text"] for one in rows[-1]] == ["👍", "👎"]
    assert rows[0][0]["text"] == say("ko", "button_sources")
    assert "👍" not in hello.buttons


async def test_in_a_group_nobody_is_asked_for_an_opinion(gongo: Running, server: TelegramServer) -> None:
    group = server.chat(-700, group=True)
    async with gongo:
        said = await asked(group, f"@{server.me['username']} {CAP}")

    assert "👍" not in said.buttons


async def test_an_opinion_is_kept_with_its_answer_and_doubled_presses_do_no_harm(
    gongo: Running, user: Chat, server: TelegramServer
) -> None:
    async with gongo:
        await asked(user, CAP)
        thanks = await pressed(user, "👍")
        await user.presses("👍")
        why = await pressed(user, "👎")
        await user.presses("👎")
        noted = await pressed(user, say("ko", "feedback_figure"))
        await user.presses(say("ko", "feedback_figure"))
        preview = await pressed(user, say("ko", "button_person"))
        await asked(user, "/export")
        found = file_in(server, user)

    assert thanks.text == say("ko", "feedback_thanks")
    assert say("ko", "feedback_not_asked") in why.buttons
    assert noted.text == say("ko", "feedback_noted")
    assert CAP in preview.text
    answer = found["answer_log"][0]
    assert (answer["feedback"], answer["reason"]) == ("down", "figure")


async def test_an_opinion_on_what_is_not_kept_any_more_is_told_so(
    gongo: Running, user: Chat, server: TelegramServer
) -> None:
    other = server.chat(7005)
    async with gongo:
        said = await asked(user, CAP)
        data = said.data_of("👎")
        assert data is not None
        await other.presses_data(data, {**said.message, "chat": other.as_json()})
        told = await other.hears()

    assert told.text == say("ko", "feedback_expired")


async def test_where_the_documents_are_silent_a_person_is_offered_at_once(gongo: Running, user: Chat) -> None:
    async with gongo:
        said = await asked(user, SILENT)

    assert said.buttons[-3:] == ["👍", "👎", say("ko", "button_person")]


def test_texts_within_an_export_are_opened() -> None:
    stored = json.dumps({"conversation": [{"id": 1, "state": '{"greeted": true}', "chat_id": 7}]})

    (file,) = exported(stored, "ko").files

    assert json.loads(file.content) == {"conversation": [{"state": {"greeted": True}, "chat_id": 7}]}
