"""What a service comes to: what it says to whoever wrote and to others, and what is to be kept. No channel, no I/O."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reply import Button, File, Reply, Span
from bot.storage.people import Change
from bot.wording.catalogue import say


@dataclass(frozen=True)
class Outcome:
    """`to_others` are replies to other chats, by number. With `forgets` all that is kept of the chat goes."""

    replies: tuple[Reply, ...] = ()
    to_others: tuple[tuple[int, Reply], ...] = ()
    changes: tuple[Change, ...] = ()
    files: tuple[File, ...] = ()
    forgets: bool = False


Rows = tuple[tuple[Button, ...], ...]


def saying(*paragraphs: str, buttons: Rows = ()) -> Reply:
    """A reply of plain paragraphs; empty ones are left out."""
    return Reply(tuple((Span(one),) for one in paragraphs if one), buttons)


def said(language: str, key: str, buttons: Rows = (), **values: object) -> Outcome:
    """One sentence to whoever wrote."""
    return Outcome((saying(say(language, key, **values), buttons=buttons),))


def cut(text: str, characters: int) -> str:
    """The text, or its beginning with a sign that there is more."""
    text = text.strip()
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
