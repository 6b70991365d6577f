"""Calls for a person: always in the log, and in the staff's chat where there is one."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

from telegram import Bot
from telegram.error import TelegramError

from bot.messenger.staff import Staff
from bot.wording.catalogue import say

_log = logging.getLogger(__name__)


class Alarm:
    """Tells the log and the staff's chat of an outage straight away, at most once in `pause` seconds each.

    Not through the outbox: it is for when the database does not serve. `clock` gives monotonic seconds.
    """

    def __init__(self, bot: Bot, staff: Staff, clock: Callable[[], float], pause: float = 60.0) -> None:
        self._bot = bot
        self._staff = staff
        self._clock = clock
        self._pause = pause
        self._next = -math.inf

    async def outage(self, problem: Exception) -> None:
        """The database does not serve; `problem` is in words for the operator."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + self._pause
        _log.critical("%s", problem)
        if self._staff.number is None:
            return
        try:
            await self._bot.send_message(
                self._staff.number, say(self._staff.language, "alert_outage", problem=str(problem))[:4000]
            )
        except TelegramError as error:
            _log.error("The staff's chat could not be told: %s", error)
