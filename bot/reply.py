"""What the conversation hands to an edge: paragraphs and buttons, free of any channel's markup.

The Telegram edge renders these values as HTML, the terminal as plain text. Nothing here knows either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Media = Literal["photo", "voice", "video", "file", "sticker"]


@dataclass(frozen=True)
class Span:
    """A run of text in one style; `link` is an absolute http(s) address."""

    text: str
    style: Literal["plain", "bold", "italic"] = "plain"
    link: str | None = None


Paragraph = tuple[Span, ...]


@dataclass(frozen=True)
class Button:
    """An inline button: what the user reads, and at most 64 bytes that come back when it is pressed."""

    label: str
    data: str


@dataclass(frozen=True)
class File:
    """Something to save, with a sentence above it. Edges that carry no files leave it out."""

    name: str
    content: bytes
    caption: str


@dataclass(frozen=True)
class Reply:
    """One message to the user, and what comes after it to be saved."""

    paragraphs: tuple[Paragraph, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Event:
    """One thing that reached the bot from a chat.

    `kind` is "text" (free text, in `text`), "edited" (free text that replaces an earlier message), "button" (a
    pressed button's data, in `text`) or "command" (`text` is "/start payload", "/help", ...). "other" is anything
    that is not text: `media` says what, None for what has no name here, and `text` is its caption.
    `at` is timezone-aware. `locale` is the sender's client language ("ko", "en-GB", ...), None if unknown.
    """

    kind: Literal["text", "edited", "button", "command", "other"]
    text: str
    at: datetime
    locale: str | None = None
    media: Media | None = None


def plain(reply: Reply) -> str:
    """The reply as plain text, links behind their words."""
    return "\n\n".join("".join(_plain(span) for span in paragraph) for paragraph in reply.paragraphs)


def _plain(span: Span) -> str:
    if span.link is None or span.link == span.text:
        return span.text
    return f"{span.text} ({span.link})"
