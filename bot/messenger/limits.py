"""Telegram's limits, in one place. From https://core.telegram.org/bots/api and https://core.telegram.org/bots/features.

Lengths of texts are counted after markup is taken away, in UTF-16 units.
"""

from __future__ import annotations

from typing import Final

MESSAGE_UNITS: Final = 4096  # sendMessage, text
CAPTION_UNITS: Final = 1024  # sendDocument, caption
CALLBACK_BYTES: Final = 64  # InlineKeyboardButton, callback_data; at least 1
START_PAYLOAD: Final = 64  # deep linking, of A-Z a-z 0-9 _ -
COMMAND_LETTERS: Final = 32  # BotCommand, command; of a-z 0-9 _
COMMAND_WORDS: Final = 256  # BotCommand, description
CALLBACK_SECONDS: Final = (
    15  # not documented: after about so long answerCallbackQuery says "query is too old"
)


def utf16_units(text: str) -> int:
    """The length by which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
