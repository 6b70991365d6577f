"""Where every update comes in, however Telegram hands it over: masked, stored, and only then acknowledged."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.messenger.bell import Bell
from bot.messenger.masking import scrubbed
from bot.messenger.metrics import Metrics
from bot.messenger.staff import Staff
from bot.storage.storage import Arrival, Storage

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_LARGEST_ID = 2**63 - 1


class NotAnUpdate(ValueError):
    """What came in is not an update of Telegram."""


class Intake:
    """Puts updates of one bot into the inbox and rings `inbox` for the worker.

    `allowed` gives the phone numbers that need no mask: the programme's own. Words from the chat of `staff` are not masked: they
    may give a number to call.
    """

    def __init__(
        self,
        bot_id: int,
        storage: Storage,
        inbox: Bell,
        allowed: Callable[[], Collection[str]],
        metrics: Metrics,
        staff: Staff | None = None,
    ) -> None:
        self._bot_id = bot_id
        self._storage = storage
        self._inbox = inbox
        self._allowed = allowed
        self._metrics = metrics
        self._staff = staff or Staff()

    async def store(self, updates: Sequence[Any]) -> None:
        """Stored when it returns. Raises NotAnUpdate (nothing was stored), StorageUnavailable."""
        arrivals = [self._arrival(update) for update in updates]
        stored = await self._storage.store_updates(self._bot_id, arrivals, datetime.now(UTC))
        self._metrics.updates.labels("new").inc(len(stored))
        self._metrics.updates.labels("repeated").inc(len(arrivals) - len(stored))
        if stored:
            self._inbox.ring()

    def _arrival(self, update: Any) -> Arrival:
        number = update.get("update_id") if isinstance(update, dict) else None
        if not isinstance(number, int) or not 0 <= number <= _LARGEST_ID:
            raise NotAnUpdate("an update has a number, update_id")
        chat = _chat_of(update)
        masks = self._staff.number is None or chat != self._staff.number
        return Arrival(number, chat, json.dumps(scrubbed(_slim(update), self._allowed(), masks=masks)))


def _slim(update: dict[str, Any]) -> dict[str, Any]:
    """Without what the bot itself said under a pressed button: of that message only its number is needed."""
    query = update.get("callback_query")
    if not isinstance(query, dict) or not isinstance(message := query.get("message"), dict):
        return update
    kept = {name: message[name] for name in ("message_id", "date", "chat", "from") if name in message}
    return {**update, "callback_query": {**query, "message": kept}}


def _chat_of(update: dict[str, Any]) -> int:
    """The chat that an update belongs to, in whose order it is worked; 0 if it names none."""
    for kind in ALLOWED_UPDATES:
        if kind in update:
            holder = (kind, "message") if kind == "callback_query" else (kind,)
            number = _at(update, *holder, "chat", "id") or _at(update, kind, "from", "id")
            return number if isinstance(number, int) and abs(number) <= _LARGEST_ID else 0
    return 0


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
