"""The emulator answers as the Bot API does: python-telegram-bot reads every answer, and the refusals are its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.messenger.request import AiohttpRequest
from tests.telegram_server import TOKEN, Chat, Fault, TelegramServer, parse_html

STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
    "type": "regular",
}


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(
        TOKEN,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=AiohttpRequest(read_timeout=5),
        get_updates_request=AiohttpRequest(),
    ) as bot:
        yield bot


def _keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("예", callback_data=data)]])


async def test_a_sent_message_comes_back_with_entities_and_buttons(bot: Bot, user: Chat) -> None:
    message = await bot.send_message(
        user.id, "😀<b>a&amp;b</b>", parse_mode="HTML", reply_markup=_keyboard("yes")
    )

    assert message.text == "😀a&b"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bold", 2, 3)]
    assert message.from_user == bot.bot
    assert message.reply_markup == _keyboard("yes")


async def test_updates_of_every_kind_are_read(bot: Bot, user: Chat, server: TelegramServer) -> None:
    await user.says("/start@gongo_test_bot check")
    await user.edits("better")
    await user.sends(sticker=STICKER)
    await bot.send_message(user.id, "?", reply_markup=_keyboard("yes"))
    await user.presses("예")
    updates = await bot.get_updates(timeout=1)

    assert updates[0].message is not None
    assert updates[0].message.parse_entities().popitem()[1] == "/start@gongo_test_bot"
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.edit_date is not None
    assert updates[2].message is not None
    assert updates[2].message.effective_attachment is not None
    query = updates[3].callback_query
    assert query is not None
    assert query.data == "yes"
    assert isinstance(query.message, Message)
    assert await query.answer()


async def test_an_offset_acknowledges_what_is_below_it(bot: Bot, user: Chat) -> None:
    for text in "abc":
        await user.says(text)
    first = await bot.get_updates(limit=2)
    rest = await bot.get_updates(offset=first[-1].update_id + 1)

    assert [update.message.text for update in (*first, *rest) if update.message] == ["a", "b", "c"]


async def test_a_poll_waits_for_an_update(bot: Bot, user: Chat, server: TelegramServer) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=20))
    await server.until(lambda: server.called("getUpdates"))
    await user.says("now")

    assert [update.message.text for update in await polling if update.message] == ["now"]


async def test_kinds_that_were_not_asked_for_are_not_delivered(bot: Bot, user: Chat) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await user.says("unheard")

    assert await bot.get_updates() == ()


async def test_the_older_of_two_polls_is_ended(bot: Bot, server: TelegramServer, user: Chat) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await server.until(lambda: server.called("getUpdates"))
    newer = asyncio.create_task(bot.get_updates(timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older
    await user.says("a")

    assert len(await newer) == 1


async def test_polling_beside_a_webhook_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://example.org/hook", secret_token="s")

    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_edits_and_deletions(bot: Bot, user: Chat) -> None:
    sent = await bot.send_message(user.id, "before", reply_markup=_keyboard("yes"))
    edited = await sent.edit_text("after", reply_markup=_keyboard("no"))
    assert isinstance(edited, Message)
    assert edited.text == user.said[-1].text == "after"
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("after", reply_markup=_keyboard("no"))
    bare = await sent.edit_reply_markup(None)
    assert isinstance(bare, Message)
    assert bare.reply_markup is None

    assert await sent.delete()
    assert user.said == []


async def test_menus_are_kept_per_language(bot: Bot) -> None:
    await bot.set_my_commands([("start", "시작")], language_code="ko")

    assert await bot.get_my_commands(language_code="ko") == (BotCommand("start", "시작"),)
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="(?i)bot_command_invalid"):
        await bot.set_my_commands([("Start!", "x")])


async def test_a_document_goes_up_and_comes_down(bot: Bot, user: Chat) -> None:
    assert await bot.send_chat_action(user.id, "typing")
    sent = await bot.send_document(user.id, b"%PDF", filename="확인서.pdf", caption="받으세요")
    assert sent.document is not None
    assert sent.document.file_name == "확인서.pdf"
    file = await sent.document.get_file()

    assert bytes(await file.download_as_bytearray()) == b"%PDF"


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty"), (" \n", "empty"), ("가" * 4097, "too long"), ("😀" * 2049, "too long")],
)
async def test_text_that_telegram_refuses(bot: Bot, user: Chat, text: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_message(user.id, text)


@pytest.mark.parametrize("html", ["<b>a", "a</b>", "<b><i>a</b></i>", "<h1>a</h1>", "1 < 2", "<p>a"])
async def test_html_that_telegram_refuses(bot: Bot, user: Chat, html: str) -> None:
    with pytest.raises(BadRequest, match="[Cc]an't parse entities"):
        await bot.send_message(user.id, html, parse_mode="HTML")


def test_html_that_telegram_takes() -> None:
    text, entities = parse_html('<a href="https://e.org/?a=1&amp;b=2">x</a> &lt;b&gt; <i><b>y</b></i>')

    assert text == "x <b> y"
    assert [(e["type"], e["offset"], e.get("url")) for e in entities] == [
        ("text_link", 0, "https://e.org/?a=1&b=2"),
        ("bold", 6, None),
        ("italic", 6, None),
    ]


async def test_other_refusals(bot: Bot, user: Chat, server: TelegramServer) -> None:
    with pytest.raises(BadRequest, match="(?i)button_data_invalid"):
        await bot.send_message(user.id, "?", reply_markup=_keyboard("x" * 65))
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "?")
    with pytest.raises(BadRequest, match="(?i)query is too old"):
        await bot.answer_callback_query("1")
    user.blocked = True
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(user.id, "?")
    server.token = "another"
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_faults_come_as_the_library_names_them(bot: Bot, user: Chat, server: TelegramServer) -> None:
    server.order("getMe", Fault(retry_after=3), Fault(503), Fault(drop=True), Fault(hang=True))
    with pytest.raises(RetryAfter):
        await bot.get_me()
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.get_me()
    with pytest.raises(TimedOut):
        await bot.get_me(read_timeout=0.1)

    assert (await bot.get_me()).is_bot


async def test_a_server_that_is_not_there_is_a_network_error() -> None:
    request = AiohttpRequest()
    async with request:
        with pytest.raises(NetworkError) as told:
            await request.do_request("http://127.0.0.1:1/botX/getMe", "POST")

    assert not isinstance(told.value, TimedOut)
