"""An echo bot as python-telegram-bot's examples build one: its Application, default request backend, a webhook."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


async def ready(application: Application) -> None:
    print("ready", flush=True)


server, port = os.environ["TELEGRAM_API_URL"], int(os.environ["PORT"])
application = (
    Application.builder()
    .token(os.environ["TELEGRAM_BOT_TOKEN"])
    .base_url(f"{server}/bot")
    .post_init(ready)
    .build()
)
application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
application.run_webhook(port=port, url_path="hook", webhook_url=f"http://127.0.0.1:{port}/hook")
