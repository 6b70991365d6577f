"""Telegram's final no, in words for the operator, and its waiting times in seconds."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import InvalidToken, RetryAfter


class TelegramRefused(Exception):
    """Telegram does not accept this bot; the text, for the operator, says what to do. The token is not in it."""


def refusal(error: Exception) -> TelegramRefused | None:
    """What to end the service with, if `error` means that the token is not valid."""
    return not_known() if isinstance(error, InvalidToken) else None


def not_known() -> TelegramRefused:
    """What the operator reads whose token cannot be one."""
    return TelegramRefused(
        "Telegram does not know this bot token (TELEGRAM_BOT_TOKEN). Ask @BotFather in Telegram for it "
        '(/mybots, choose the bot, "API Token"), copy all of it, digits, colon and letters, and start again. '
        "If TELEGRAM_API_URL is set, check that it is the server's address without /bot and token."
    )


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
