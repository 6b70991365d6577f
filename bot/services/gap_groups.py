"""Unanswered and badly rated questions in groups of one matter: by their topics, else by what they sound like.

Worked out in the background and kept, so that only what is new has to be read.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answering.pipeline import Answerer
from bot.conversation import State, from_json
from bot.services.escalation import asked
from bot.storage.database import StorageUnavailable
from bot.storage.gaps import Asked, Candidate
from bot.storage.storage import Storage
from knowledge.normalise import squash

# Cosine from which two questions are one matter. On 240 paraphrases of 40 questions, in whatever words, 70 % of the
# pairs that it puts together ask the same (33 % from 0.5 on, 77 % from 0.75): what is one matter may stay in two
# groups, but a mixed group would be settled as one.
ALIKE = 0.65
FRESH = timedelta(minutes=1)  # so long the groups count as up to date

_AT_ONCE = 1000  # rows of the log between two transactions
_READ = "gaps:read"  # the note of the last row that was looked at
_FOUND = ("answered", "verdict")

# One vector for each text.
Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]

_log = logging.getLogger(__name__)


class Likeness:
    """The first question of each group, and which of them another one is most alike.

    Without `embed`, questions are alike only if they are written alike.
    """

    def __init__(self, embed: Embed | None = None) -> None:
        self._embed = embed
        self._groups: list[int] = []
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._written: dict[str, int] = {}
        self._known: dict[str, NDArray[np.float32]] = {}

    def begin(self, leaders: Iterable[tuple[int, str]]) -> None:
        """Starts anew with these groups; texts that were read before are not read again."""
        self._groups, self._written = [], {}
        for group, text in leaders:
            self.add(group, text)

    def nearest(self, text: str) -> int | None:
        """The group that it belongs to, the oldest of equals."""
        if (same := self._written.get(squash(text))) is not None:
            return same
        if self._embed is None or not self._groups:
            return None
        scores = self._vectors[: len(self._groups)] @ self._vector(text)
        best = int(scores.argmax())
        return self._groups[best] if scores[best] >= ALIKE else None

    def add(self, group: int, text: str) -> None:
        """A new group begins with this question."""
        self._written.setdefault(squash(text), group)
        if self._embed is not None:
            vector = self._vector(text)
            if len(self._groups) >= len(self._vectors):
                grown = np.zeros((max(64, 2 * len(self._vectors)), len(vector)), np.float32)
                if self._groups:
                    grown[: len(self._vectors)] = self._vectors
                self._vectors = grown
            self._vectors[len(self._groups)] = vector
        self._groups.append(group)

    def rename(self, numbers: dict[int, int]) -> None:
        """Groups get the numbers under which they are kept."""
        self._groups = [numbers.get(one, one) for one in self._groups]
        self._written = {text: numbers.get(one, one) for text, one in self._written.items()}

    def forget_others(self, texts: Iterable[str]) -> None:
        """Lets go of the vectors of all other texts."""
        wanted = {squash(one) for one in texts}
        self._known = {text: vector for text, vector in self._known.items() if text in wanted}

    def _vector(self, text: str) -> NDArray[np.float32]:
        key = squash(text)
        if key not in self._known:
            assert self._embed is not None
            (raw,) = self._embed([text])
            vector = np.asarray(raw, np.float32)
            self._known[key] = vector / (float(np.linalg.norm(vector)) or 1.0)
        return self._known[key]


class Grouping:
    """Puts questions in groups, in order of time: with the same topics, else most alike, else a new one."""

    def __init__(self, likeness: Likeness, leaders: Sequence[tuple[int, str, str]]) -> None:
        self._likeness = likeness
        self._of_topics = {matter: group for group, matter, _ in reversed(leaders) if matter}
        self._next = -1
        self.matters: dict[int, str] = {}
        likeness.begin((group, text) for group, matter, text in leaders if not matter)

    def place(self, rows: Iterable[Candidate]) -> list[tuple[Candidate, int]]:
        """Each question with the number of its group; a new one gets a number below 0."""
        return [(row, self._group(row)) for row in rows]

    def kept(self, numbers: dict[int, int]) -> None:
        """New groups have these numbers now."""
        self._likeness.rename(numbers)
        self._of_topics = {matter: numbers.get(one, one) for matter, one in self._of_topics.items()}
        self.matters.clear()

    def _group(self, row: Candidate) -> int:
        matter = row.topics[:400]
        found = self._of_topics.get(matter) if matter else self._likeness.nearest(row.text)
        if found is not None:
            return found
        new, self._next = self._next, self._next - 1
        self.matters[new] = matter
        if matter:
            self._of_topics[matter] = new
        else:
            self._likeness.add(new, row.text)
        return new


class GapFinder:
    """Keeps the groups up to date in the background, once at a time in this process."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._likeness: Likeness | None = None
        self.looked_at: datetime | None = None

    @property
    def is_looking(self) -> bool:
        return self._task is not None and not self._task.done()

    def look(
        self, storage: Callable[[], Storage], embed: Embed | None, now: datetime, *, again: bool = False
    ) -> None:
        """Begins to look for what is new, unless that is under way or, without `again`, was done a moment ago."""
        recent = self.looked_at is not None and now - self.looked_at < FRESH
        if self.is_looking or (recent and not again):
            return
        self._likeness = self._likeness or Likeness(embed)
        self._task = asyncio.create_task(self._through(storage, self._likeness))
        self.looked_at = now

    async def ended(self) -> None:
        """Until nothing is looked for."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _through(self, storage: Callable[[], Storage], likeness: Likeness) -> None:
        try:
            await group_new(storage, likeness)
        except StorageUnavailable as error:
            _log.error("Gaps: %s", error)
        except Exception:  # noqa: BLE001  # nobody waits for the task; the next look tries again
            _log.exception("Gaps")


async def group_new(storage: Callable[[], Storage], likeness: Likeness) -> None:
    """Puts every question that is in no group yet in one. Raises StorageUnavailable."""
    await storage().gaps.settle()
    leaders = await storage().gaps.leaders()
    grouping = await asyncio.to_thread(Grouping, likeness, leaders)
    read: int | None = int(await storage().noted(_READ) or 0)
    before, newest = read, await storage().gaps.newest()
    while read is not None:
        rows, read = await storage().gaps.fresh(read, _AT_ONCE)
        await _kept(storage, grouping, rows)
    while rows := await storage().gaps.disliked(_AT_ONCE):
        await _kept(storage, grouping, rows)
    if newest != before:
        await storage().keep_note(_READ, str(newest))
    await storage().gaps.settle()
    likeness.forget_others(text for _, _, text in await storage().gaps.leaders())


async def _kept(storage: Callable[[], Storage], grouping: Grouping, rows: Sequence[Candidate]) -> None:
    if rows:
        placed = await asyncio.to_thread(grouping.place, rows)
        grouping.kept(await storage().gaps.keep(placed, grouping.matters))


def answered_now(answerer: Answerer, rows: Sequence[Asked], today: date) -> list[tuple[Asked, str, bool]]:
    """Questions asked again where they were asked: with the status that each gets now, and whether that answers it."""
    return [(one, status := _status(answerer, one, today), status in _FOUND) for one in rows]


def _status(answerer: Answerer, one: Asked, today: date) -> str:
    question = asked(one.text, one.language or "ko", answerer.pack.programme.facts)
    state: State = from_json(one.state_before)
    answer, _ = answerer.answer(question, replace(state.context, asked=None), today, state.language)
    return answer.status


def nearest(
    search: Callable[[str, Any], Sequence[Any]], text: str, language: str | None, most: int
) -> list[Any]:
    """The passages nearest to a question."""
    return list(search(text, "en" if language == "en" else "ko"))[:most]
