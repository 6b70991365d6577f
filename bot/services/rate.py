"""How often something may happen, as a sliding window over any clock. No I/O, no sleeping."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """At most `count` times in any `seconds`."""

    count: int
    seconds: float


class Window:
    """One rate, and the times at which it was used; times are seconds of any clock."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._sent: deque[float] = deque(maxlen=rate.count)

    def wait(self, now: float) -> float:
        if len(self._sent) < self._rate.count:
            return 0.0
        return max(0.0, self._sent[0] + self._rate.seconds - now)

    def in_use(self, now: float) -> bool:
        return bool(self._sent) and self._sent[-1] + self._rate.seconds > now

    def note(self, now: float) -> None:
        self._sent.append(now)
