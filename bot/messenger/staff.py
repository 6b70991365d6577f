"""The staff's chat as it stands now: a group may get another number, or shut the bot out for a while."""

from __future__ import annotations

import json

from bot.answering.answer import Language
from bot.storage.storage import Storage


class Staff:
    """Where persons are asked, known to every part of a process. What changes is kept in a note.

    `configured` is GONGO_STAFF_CHAT, None where nobody is to be asked; `language` is what staff read.
    """

    def __init__(
        self,
        configured: int | None = None,
        language: Language = "ko",
        storage: Storage | None = None,
        bot_id: int = 0,
    ) -> None:
        self.language = language
        self.number = configured
        self.is_open = configured is not None
        self._storage = storage
        self._note = f"staff:{bot_id}:{configured}"  # another setting starts anew

    @property
    def reachable(self) -> int | None:
        """The chat's number, if questions can be handed over there now."""
        return self.number if self.is_open else None

    async def read(self) -> None:
        """What this or another process has learnt of the chat. Raises StorageUnavailable."""
        if self._storage is None or self.number is None:
            return
        kept = await self._storage.noted(self._note)
        if kept is not None:
            known = json.loads(kept)
            self.number, self.is_open = int(known["number"]), bool(known["open"])

    async def moved(self, old: int, new: int) -> None:
        """A group got another number; nothing changes where it is not that of staff. Raises StorageUnavailable."""
        if old == self.number:
            await self._keep(new, is_open=True)

    async def found(self, *, is_open: bool) -> bool:
        """Whether messages can be posted; gives whether that is news. Raises StorageUnavailable."""
        if self.number is None or is_open == self.is_open:
            return False
        await self._keep(self.number, is_open=is_open)
        return True

    async def _keep(self, number: int, *, is_open: bool) -> None:
        self.number, self.is_open = number, is_open
        if self._storage is not None:
            await self._storage.keep_note(self._note, json.dumps({"number": number, "open": is_open}))
