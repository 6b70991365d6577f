"""What a Telegram update means to the conversation, if anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.reply import Event, Media


def read_event(update: Update, me: User, received_at: datetime) -> Event | None:
    """The event in `update`, None for what needs no answer.

    Ignored: other bots (an administrator who stays anonymous is none), channels, service messages, edits that are not text, and in a group everything that is
    not a command, a mention of the bot or a reply to it. `received_at` dates a button press, which has no time
    of its own.
    """
    if update.callback_query is not None:
        return _pressed(update.callback_query, received_at)
    if update.message is not None:
        return _said(update.message, me)
    if update.edited_message is not None and update.edited_message.text is not None:
        event = _said(update.edited_message, me)
        return replace(event, kind="edited") if event is not None and event.kind == "text" else event
    return None


def _pressed(query: CallbackQuery, at: datetime) -> Event | None:
    if query.data is None or query.from_user.is_bot:
        return None
    return Event("button", query.data, at, query.from_user.language_code)


def _said(message: Message, me: User) -> Event | None:
    sender = message.from_user
    if sender is None or message.chat.type == ChatType.CHANNEL:
        return None
    if sender.is_bot and not _is_anonymous_administrator(message):
        return None
    at = message.edit_date or message.date
    if message.text is None:
        if message.effective_attachment is None or not _addressed(message, me):
            return None
        caption = _without_mention(message.caption or "", me)
        return Event("other", caption, at, sender.language_code, _media(message))
    command = _command(message)
    if command is not None:
        name, _, addressee = command.partition("@")
        if addressee and addressee.lower() != (me.username or "").lower():
            return None
        rest = message.text[len(command) :].strip()
        return Event("command", f"{name.lower()} {rest}".strip(), at, sender.language_code)
    if not _addressed(message, me):
        return None
    return Event("text", _without_mention(message.text, me), at, sender.language_code)


def _is_anonymous_administrator(message: Message) -> bool:
    """Who writes in the name of the group itself; to Telegram the sender is then a bot of its own."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _media(message: Message) -> Media | None:
    if message.photo:
        return "photo"
    if message.voice or message.audio:
        return "voice"
    if message.video or message.video_note or message.animation:
        return "video"
    if message.document:
        return "file"
    return "sticker" if message.sticker else None


def _command(message: Message) -> str | None:
    """The "/name" or "/name@bot" at the very beginning."""
    for entity in message.entities:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            return message.parse_entity(entity)
    return None


def _addressed(message: Message, me: User) -> bool:
    if message.chat.type == ChatType.PRIVATE:
        return True
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return True
    mentions = {
        *message.parse_entities([MessageEntity.MENTION]).values(),
        *message.parse_caption_entities([MessageEntity.MENTION]).values(),
    }
    return f"@{me.username}".lower() in {mention.lower() for mention in mentions}


def _without_mention(text: str, me: User) -> str:
    mention = f"@{me.username}"
    if text.lower().startswith(mention.lower()):
        return text[len(mention) :].lstrip(" ,:")
    return text
