"""How fast Telegram lets a bot speak, as sliding windows over a monotonic clock. No I/O, no sleeping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.services.rate import Rate, Window


@dataclass(frozen=True)
class Rates:
    """What the sender keeps to: over all chats, in one chat (one a second, three in a row), in one group."""

    overall: Rate = field(default=Rate(30, 1.0))
    chat: Rate = field(default=Rate(3, 3.0))
    group: Rate = field(default=Rate(20, 60.0))


class Limiter:
    """Says how long to wait; the caller tells it of every message it sends. `clock` gives monotonic seconds."""

    def __init__(self, rates: Rates, clock: Callable[[], float]) -> None:
        self._rates = rates
        self._clock = clock
        self._overall = Window(rates.overall)
        self._chats: dict[int, tuple[Window, ...]] = {}
        self._resting: dict[int, float] = {}

    def overall_wait(self) -> float:
        """Seconds until any chat may get a message."""
        return self._overall.wait(self._clock())

    def chat_waits(self) -> dict[int, float]:
        """The chats that may not get one yet, with the seconds until they may (apart from `overall_wait`)."""
        now = self._clock()
        self._resting = {chat: until for chat, until in self._resting.items() if until > now}
        self._chats = {
            chat: windows for chat, windows in self._chats.items() if any(w.in_use(now) for w in windows)
        }
        waits = {chat: max(window.wait(now) for window in windows) for chat, windows in self._chats.items()}
        for chat, until in self._resting.items():
            waits[chat] = max(waits.get(chat, 0.0), until - now)
        return {chat: wait for chat, wait in waits.items() if wait > 0}

    @property
    def known_chats(self) -> int:
        """How many chats it keeps times for; quiet ones are forgotten."""
        return len(self._chats)

    def note_sent(self, chat_id: int) -> None:
        now = self._clock()
        if chat_id not in self._chats:
            # a negative id is a group's
            kinds = (self._rates.chat, self._rates.group) if chat_id < 0 else (self._rates.chat,)
            self._chats[chat_id] = tuple(Window(rate) for rate in kinds)
        for window in (self._overall, *self._chats[chat_id]):
            window.note(now)

    def rest(self, chat_id: int, seconds: float) -> None:
        """Nothing to this chat for `seconds`, as Telegram asked or after an error."""
        self._resting[chat_id] = max(self._resting.get(chat_id, 0.0), self._clock() + seconds)
