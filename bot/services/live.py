"""What answers now. Publishing another pack puts another answerer here, while questions go on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer, Search


@dataclass(frozen=True)
class Answering:
    """An answerer and the search that it uses: always of one pack."""

    answerer: Answerer
    search: Search

    @property
    def pack(self) -> Pack:
        return self.answerer.pack


class Live:
    """The one holder of what answers; whoever keeps it longer than a question asks for `now` again."""

    def __init__(self, now: Answering) -> None:
        self._now = now

    @property
    def now(self) -> Answering:
        return self._now

    def change(self, to: Answering) -> None:
        """From the next question on, `to` answers."""
        self._now = to
