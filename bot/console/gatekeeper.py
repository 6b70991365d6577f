"""How often a password may be tried. Counts for one process, in memory; locked accounts stand in the database."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from datetime import datetime, timedelta

TRIES = 10  # wrong passwords in a row that lock an account
LOCKED = timedelta(minutes=15)
_FROM_ONE = 20  # tries in `_WINDOW` from one address
_WINDOW = timedelta(minutes=5)
_ADDRESSES = 10_000


class Gatekeeper:
    """Tries of each address; the oldest addresses are forgotten first. `hashing` bounds how many passwords are hashed
    at a time: each takes its memory."""

    def __init__(self) -> None:
        self.hashing = asyncio.Semaphore(2)
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()

    def admits(self, address: str, now: datetime, most: int = _FROM_ONE, within: timedelta = _WINDOW) -> bool:
        """Counts a try of an address, or of a browser; false where there were too many."""
        tries = self._tries.setdefault(address, deque(maxlen=most))
        self._tries.move_to_end(address)
        while len(self._tries) > _ADDRESSES:
            self._tries.popitem(last=False)
        if len(tries) == most and now - tries[0] < within:
            return False
        tries.append(now)
        return True
