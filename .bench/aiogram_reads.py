"""aiogram's types read every kind of reply and update of the emulator; prints how many. A wrong one raises."""

import asyncio
import os

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

CHAT = int(os.environ["CHAT"])


async def read(bot: Bot) -> tuple[int, int]:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="예", callback_data="yes")]])
    updates = await bot.get_updates(timeout=0)
    query = next(one.callback_query for one in updates if one.callback_query)
    command = BotCommand(command="help", description="도움말")
    said = await bot.send_message(
        CHAT, '<b>굵게</b> <a href="https://example.org">출처</a>', parse_mode="HTML", reply_markup=keyboard
    )
    sent = await bot.send_document(CHAT, BufferedInputFile("확인서".encode(), "확인서.txt"), caption="확인서")
    replies = [
        said,
        sent,
        await bot.get_me(),
        await bot.get_webhook_info(),
        await bot.get_file(sent.document.file_id),
        await bot.answer_callback_query(query.id),
        await bot.edit_message_text("고침", chat_id=CHAT, message_id=said.message_id, reply_markup=keyboard),
        await bot.edit_message_reply_markup(chat_id=CHAT, message_id=said.message_id),
        await bot.delete_message(CHAT, said.message_id),
        await bot.send_chat_action(CHAT, "typing"),
        await bot.set_my_commands([command]),
        await bot.get_my_commands(),
        await bot.set_webhook("http://127.0.0.1:9/hook"),
        await bot.delete_webhook(),
    ]
    return len(replies) + 1, len(updates)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    async with Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session) as bot:
        print(*await read(bot))


asyncio.run(main())
