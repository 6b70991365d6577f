"""Whole ways of a message: from a chat through Telegram's protocol, the queues and the dialogue, and back."""

from __future__ import annotations

from bot.reply import Button, Event, Reply, Span
from tests.bot.messenger.conftest import Serving
from tests.bot.messenger.scripted import LONG
from tests.telegram_server import Chat, TelegramServer


async def test_what_a_user_writes_is_answered(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("안녕하세요")
        heard = await user.hears()

    assert heard.text == "1 text: 안녕하세요"
    assert heard.html == "1 text: <b>안녕하세요</b>"


async def test_messages_of_one_chat_are_answered_in_order(serving: Serving, user: Chat) -> None:
    async with serving():
        for number in range(10):
            await user.says(f"m{number}")
        heard = [(await user.hears()).text for _ in range(10)]

    assert heard == [f"{number + 1} text: m{number}" for number in range(10)]


async def test_chats_do_not_share_their_state(serving: Serving, server: TelegramServer) -> None:
    one, other = server.chat(1), server.chat(2)
    async with serving():
        await one.says("a")
        await other.says("b")

        assert (await one.hears()).text == "1 text: a"
        assert (await other.hears()).text == "1 text: b"


async def test_a_slow_answer_does_not_hold_up_another_chat(serving: Serving, server: TelegramServer) -> None:
    slow, quick = server.chat(1), server.chat(2)
    async with serving():
        await slow.says("slow")
        await quick.says("quick")
        await quick.hears()
        await slow.hears()

    texts = [call.parameters["text"] for call in server.called("sendMessage")]
    assert "quick" in texts[0]


async def test_what_looks_like_markup_is_shown_as_written(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("<b>A&B</b> & </i> <")
        heard = await user.hears()

    assert heard.text == "1 text: <b>A&B</b> & </i> <"


async def test_a_long_answer_comes_in_parts_with_the_buttons_last(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("long")
        parts = [await user.hears()]
        while not parts[-1].buttons:
            parts.append(await user.hears())

    assert len(parts) > 2
    assert all(len(part.text) <= 4096 for part in parts)
    said = "\n\n".join(part.text for part in parts)
    assert said == "\n\n".join("".join(span.text for span in paragraph) for paragraph in LONG)


async def test_a_pressed_button_is_released_and_answered(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    async with serving():
        await user.says("ask")
        assert (await user.hears()).buttons == ["예", "아니요"]
        await user.presses("아니요")
        heard = await user.hears()

    assert heard.text == "2 button: no"
    assert all(server.callbacks.values())


async def test_a_button_pressed_too_long_ago_is_still_answered(
    serving: Serving, user: Chat, server: TelegramServer
) -> None:
    async with serving():
        await user.says("ask")
        said = await user.hears()
        await user.presses_data("yes", said.message)
        server.callbacks.clear()

        assert (await user.hears()).text == "2 button: yes"


async def test_a_command_arrives_with_its_payload(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("/start check")

        assert (await user.hears()).text == "1 command: /start check"


async def test_a_corrected_message_is_answered_again(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("smrat")
        await user.hears()
        await user.edits("smart")

        assert (await user.hears()).text == "2 edited: smart"


async def test_a_photo_is_an_event_of_its_own(serving: Serving, user: Chat) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]

    def ask_for_text(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...], None]:
        return "{}", (Reply(((Span(f"{event.kind}, please write"),),)),), None

    async with serving(ask_for_text):
        await user.sends(photo=photo)

        assert (await user.hears()).text == "other, please write"


async def test_a_group_is_answered_only_when_it_speaks_to_the_bot(
    serving: Serving, server: TelegramServer
) -> None:
    group = server.chat(-500, group=True)
    async with serving():
        await group.says("우리끼리 이야기")
        await group.says("/help@other_bot")
        await group.says("@gongo_test_bot 질문")
        assert (await group.hears()).text == "1 text: 질문"
        await group.says("/help@gongo_test_bot")
        heard = await group.hears()
        await group.says("고맙습니다", fields={"reply_to_message": heard.message})

        assert heard.text == "2 command: /help"
        assert (await group.hears()).text == "3 text: 고맙습니다"


async def test_bots_are_not_answered(serving: Serving, user: Chat) -> None:
    async with serving():
        await user.says("beep", fields={"from": {"id": 9, "is_bot": True, "first_name": "Robot"}})
        await user.says("human")

        assert (await user.hears()).text == "1 text: human"


async def test_the_menu_is_set_per_language_and_only_when_it_changed(
    serving: Serving, server: TelegramServer
) -> None:
    async with serving():
        pass
    async with serving():
        pass

    assert [call.parameters.get("language_code") for call in server.called("setMyCommands")] == [
        None,
        "ko",
        "en",
    ]


async def test_a_button_that_telegram_would_refuse_is_a_fault_of_the_turn(
    serving: Serving, user: Chat
) -> None:
    def careless(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...], None]:
        return "{}", (Reply(((Span("?"),),), buttons=((Button("가", "가" * 22),),)),), None

    async with serving(careless):
        await user.says("hello")

        assert (await user.hears()).text.startswith("죄송합니다")
