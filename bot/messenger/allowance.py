"""How much one user, and all users together, may ask. No I/O, no clock: the time comes with the message."""

from __future__ import annotations

from typing import Literal

from bot.services.rate import Rate, Window

Admission = Literal["admitted", "too_fast", "too_busy", "silent"]

_MOST_KNOWN = 10_000  # users kept in mind; quiet ones are forgotten beyond that


class Allowance:
    """Sliding windows over the times at which messages were written, so that a backlog after an outage is no flood.

    Who is refused is told so once, and not answered until there is room again: an answer to each message of a
    flood would use up what Telegram lets the bot say to everybody.
    """

    def __init__(self, user: Rate, overall: Rate) -> None:
        self._rate = user
        self._overall = Window(overall)
        self._users: dict[int, Window] = {}
        self._told: set[int] = set()

    def admit(self, user: int, at: float) -> Admission:
        """Whether this user's message, written `at` (seconds), is worked; counts it if so."""
        if len(self._users) > _MOST_KNOWN:
            self._users = {known: window for known, window in self._users.items() if window.in_use(at)}
            self._told &= self._users.keys()
        window = self._users.setdefault(user, Window(self._rate))
        if window.wait(at) <= 0 and self._overall.wait(at) <= 0:
            window.note(at)
            self._overall.note(at)
            self._told.discard(user)
            return "admitted"
        if user in self._told:
            return "silent"
        self._told.add(user)
        return "too_fast" if window.wait(at) > 0 else "too_busy"
