"""A Reply as Telegram messages: HTML, cut to size, with inline keyboards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messenger.limits import CALLBACK_BYTES, MESSAGE_UNITS, utf16_units
from bot.reply import Button, Paragraph, Reply, Span, plain

CUT_AT = 3500  # leaves room for links written out in the plain fallback

_GAP = 2  # the blank line between paragraphs
_SENTENCE = re.compile(r"(?<=[.!?。…])\s+|\n+")
_SPACE = re.compile(r"\s+")
_TAGS = {"bold": "b", "italic": "i"}


@dataclass(frozen=True)
class Message:
    """One message ready to send: `html`, the same as `plain` text if Telegram refuses it, rows of buttons."""

    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...] = ()

    @classmethod
    def saying(cls, text: str) -> Message:
        """A message of plain text."""
        return cls(escape(text, quote=False), text)

    def keyboard(self) -> InlineKeyboardMarkup | None:
        if not self.buttons:
            return None
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
                for row in self.buttons
            ]
        )

    def to_json(self) -> str:
        rows = [[[button.label, button.data] for button in row] for row in self.buttons]
        return json.dumps({"html": self.html, "plain": self.plain, "buttons": rows}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Message:
        found = json.loads(text)
        rows = tuple(tuple(Button(label, data) for label, data in row) for row in found["buttons"])
        return cls(found["html"], found["plain"], rows)


def render(reply: Reply) -> tuple[Message, ...]:
    """The reply as one or more messages, the buttons under the last.

    Raises ValueError for a reply without text or a button whose data exceeds Telegram's 64 bytes.
    """
    _check_buttons(reply.buttons)
    parts = [part for part in split(reply.paragraphs) if _text_of(part).strip()]
    if not parts:
        raise ValueError("A reply needs text: Telegram refuses an empty message")
    messages = [Message(_html(part), _shortened(plain(Reply(part)))) for part in parts]
    return (*messages[:-1], replace(messages[-1], buttons=reply.buttons))


def split(paragraphs: Iterable[Paragraph], limit: int = CUT_AT) -> tuple[tuple[Paragraph, ...], ...]:
    """Groups of paragraphs of at most `limit` UTF-16 units each.

    Cuts between paragraphs; a longer paragraph between sentences, a longer sentence between words, and only a
    longer word anywhere. It happens before rendering, so that no tag is left open; a link or a run of styled words
    is cut only where it is longer than a message by itself.
    """
    groups: list[list[Paragraph]] = []
    room = 0
    for paragraph in paragraphs:
        for piece in _pieces(paragraph, limit):
            size = _units(piece)
            if not groups or size + _GAP > room:
                groups.append([])
                room = limit + _GAP
            groups[-1].append(piece)
            room -= size + _GAP
    return tuple(tuple(group) for group in groups)


def _check_buttons(rows: tuple[tuple[Button, ...], ...]) -> None:
    for row in rows:
        for button in row:
            size = len(button.data.encode())
            if not 1 <= size <= CALLBACK_BYTES:
                raise ValueError(
                    f"Button {button.label!r}: its data takes {size} bytes, Telegram allows 1 to {CALLBACK_BYTES}"
                )


def _html(paragraphs: Iterable[Paragraph]) -> str:
    return "\n\n".join("".join(_tagged(span) for span in paragraph) for paragraph in paragraphs)


def _tagged(span: Span) -> str:
    html = escape(span.text, quote=False)
    if span.link is not None:
        html = f'<a href="{escape(span.link)}">{html}</a>'
    tag = _TAGS.get(span.style)
    return f"<{tag}>{html}</{tag}>" if tag else html


def _shortened(text: str) -> str:
    """The fallback's last resort: many long links, written out, can exceed what one message holds."""
    return text.encode("utf-16-le")[: 2 * MESSAGE_UNITS].decode("utf-16-le", errors="ignore")


def _text_of(paragraphs: Iterable[Paragraph]) -> str:
    return "".join(span.text for paragraph in paragraphs for span in paragraph)


def _units(paragraph: Paragraph) -> int:
    return sum(utf16_units(span.text) for span in paragraph)


def _pieces(paragraph: Paragraph, limit: int) -> Iterator[Paragraph]:
    if _units(paragraph) <= limit:
        yield paragraph
        return
    piece: list[Span] = []
    room = limit
    for span in paragraph:
        whole = (span.link is not None or span.style != "plain") and utf16_units(span.text) <= limit
        for text in [span.text] if whole else _short_enough(span.text, limit):
            size = utf16_units(text)
            if size > room:
                yield tuple(piece)
                piece, room = [], limit
            piece.append(replace(span, text=text))
            room -= size
    yield tuple(piece)


def _short_enough(text: str, limit: int) -> Iterator[str]:
    """The text in sentences; what is longer than `limit` in words; what is longer still in plain slices."""
    for sentence in _cut(text, _SENTENCE):
        if utf16_units(sentence) <= limit:
            yield sentence
            continue
        for word in _cut(sentence, _SPACE):
            # As many characters as half the limit in units always fit, and none is torn apart.
            step = limit // 2 if utf16_units(word) > limit else limit
            yield from (word[at : at + step] for at in range(0, len(word), step))


def _cut(text: str, boundary: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for found in boundary.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    if start < len(text):
        yield text[start:]
