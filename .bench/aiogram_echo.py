"""An echo bot as aiogram's examples build one: its Dispatcher behind aiohttp's server, a webhook."""

import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

dispatcher = Dispatcher()
port = int(os.environ["PORT"])


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text)


@dispatcher.startup()
async def ready(bot: Bot) -> None:
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
    print("ready", flush=True)


session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session)
application = web.Application()
SimpleRequestHandler(dispatcher, bot).register(application, path="/hook")
setup_application(application, dispatcher, bot=bot)
web.run_app(application, host="127.0.0.1", port=port, print=None)
