"""The log: JSON lines, without the bot's token and without what people wrote."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

_TOKEN = re.compile(r"\b(?:bot)?\d{6,}:[\w-]{20,}")
# The first two log request addresses, in which the token stands; the others what they do at every start.
_NOISY = ("httpx", "httpcore", "uvicorn.error", "alembic")


class TokenFilter(logging.Filter):
    """Replaces anything like a bot token in a record's message and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hide_token(record.getMessage()), None
        if record.exc_info and record.exc_info[0] is not None and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        if record.exc_text:
            record.exc_text = hide_token(record.exc_text)
        return True


def hide_token(text: str) -> str:
    return _TOKEN.sub("<token>", text)


def log_as_json(level: int = logging.INFO) -> None:
    """Every record of the process as one JSON object a line on standard error."""
    shared: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_words,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    guard_log()


def _without_words(logger: object, method: str, event: Any) -> Any:
    """An exception as its kind and the places that it passed: its text may quote what a user wrote."""
    problem = event.pop("exc_info", None)
    event.pop("exception", None)
    if isinstance(problem, tuple) and problem[0] is not None:
        kind, _, trace = problem
        event["exception"] = {"kind": kind.__name__, "places": _places(trace)}
    return event


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]


def guard_log() -> None:
    """Puts the filter on every handler of the root logger; call it after logging is set up."""
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in (*logging.getLogger().handlers, logging.lastResort):
        if handler is not None and not any(isinstance(found, TokenFilter) for found in handler.filters):
            handler.addFilter(TokenFilter())
