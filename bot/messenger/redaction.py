"""Keeps the bot's token out of the log."""

from __future__ import annotations

import logging
import re
import traceback

_TOKEN = re.compile(r"\b(?:bot)?\d{6,}:[\w-]{20,}")
_NOISY = ("httpx", "httpcore")  # they log request addresses, in which the token stands


class TokenFilter(logging.Filter):
    """Replaces anything like a bot token in a record's message and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hide_token(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        if record.exc_text:
            record.exc_text = hide_token(record.exc_text)
        return True


def hide_token(text: str) -> str:
    return _TOKEN.sub("<token>", text)


def guard_log() -> None:
    """Puts the filter on every handler of the root logger; call it after logging is set up."""
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in (*logging.getLogger().handlers, logging.lastResort):
        if handler is not None and not any(isinstance(found, TokenFilter) for found in handler.filters):
            handler.addFilter(TokenFilter())
