"""The log of questions as staff read it: newest first, filtered, and counted by the day. Persons are pseudonyms.

What a list or a count needs stands in one index (`ix_answer_log_listed`), so that neither reads the texts of turns that
it does not show. Counts of days that are over are kept: they do not change any more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Reading, Write
from bot.storage.tables import answer_day, answer_log

SEARCHED = 5_000  # turns whose texts are looked through for one page
ANY = "any"  # as a status: every turn, also those that are no answer

_SEOUL = ZoneInfo("Asia/Seoul")
_BATCH = 1000
_SETTLED = timedelta(hours=1)  # after a day's end its last turns are committed
_c = answer_log.c

Mark = tuple[datetime, int]  # where a page of the log ends: time and number of its last turn


@dataclass(frozen=True)
class Wanted:
    """Which turns; what is empty does not restrict. `status` "" is every answer, `ANY` every turn.

    `since` is included, `until` is not. `text` stands in the question or the answer.
    """

    status: str = ""
    topic: str = ""
    language: str = ""
    feedback: str = ""
    edition: str = ""
    pack: str = ""
    person: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class LoggedTurn:
    """One turn of a chat, as its user saw it. What belongs to an answer is None where the turn gave none."""

    id: int
    person: str
    event_text: str
    replies_text: str
    at: datetime
    status: str | None
    topics: str | None
    language: str | None
    pack: str | None
    edition: str | None
    took_ms: int | None
    state_before: str | None
    feedback: str | None
    reason: str | None

    @property
    def mark(self) -> Mark:
        return self.at, self.id


@dataclass(frozen=True)
class Found:
    """Turns, newest first, and where to go on (None: there are no more).

    `is_cut`: more than `SEARCHED` turns were to be looked through.
    """

    turns: tuple[LoggedTurn, ...]
    next: Mark | None = None
    is_cut: bool = False


@dataclass(frozen=True)
class Day:
    """What was answered on a day in Seoul: answers by status, by topic, by language, and by the milliseconds taken."""

    day: date
    statuses: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    took: Mapping[int, int] = field(default_factory=dict)


class AnswerLog:
    """Reads the log."""

    def __init__(self, reading: Reading, write: Write) -> None:
        self._reading = reading
        self._write = write

    async def page(self, wanted: Wanted, limit: int, before: Mark | None = None) -> Found:
        """The newest turns that are wanted; those older than `before`, if given."""
        batch, most = (_BATCH, SEARCHED) if wanted.text else (limit + 1, limit + 1)
        turns: list[LoggedTurn] = []
        mark, looked = before, 0
        while looked < most and len(turns) <= limit:
            keys = await self._keys(wanted, batch, mark)
            turns += await self._turns(keys, wanted.text)
            looked += len(keys)
            mark = keys[-1] if len(keys) == batch else None
            if mark is None:
                break
        if len(turns) > limit:
            return Found(tuple(turns[:limit]), turns[limit - 1].mark)
        return Found(tuple(turns), mark, is_cut=mark is not None)

    async def each(self, wanted: Wanted) -> AsyncIterator[LoggedTurn]:
        """Every turn that is wanted, newest first, read in batches."""
        mark: Mark | None = None
        while keys := await self._keys(wanted, _BATCH, mark):
            for one in await self._turns(keys, wanted.text):
                yield one
            mark = keys[-1]

    async def one(self, id: int) -> LoggedTurn | None:
        """A turn by its number."""
        found = await self._turns([(datetime.min, id)])
        return found[0] if found else None

    async def around(self, turn: LoggedTurn, each: int) -> tuple[LoggedTurn, ...]:
        """The chat around a turn, oldest first: up to `each` turns before it, itself, and as many after it."""
        of_chat = select(*_columns()).where(_c.person == turn.person)
        here = tuple_(_c.at, _c.id)
        before = of_chat.where(here < turn.mark).order_by(_c.at.desc(), _c.id.desc()).limit(each)
        after = of_chat.where(here > turn.mark).order_by(_c.at, _c.id).limit(each)
        async with self._reading() as connection:
            earlier = (await connection.execute(before)).all()
            later = (await connection.execute(after)).all()
        return (*(LoggedTurn(*row) for row in reversed(earlier)), turn, *(LoggedTurn(*row) for row in later))

    async def packs(self) -> tuple[str, ...]:
        """The packs of the newest answers."""
        newest = select(_c.pack).order_by(_c.at.desc(), _c.id.desc()).limit(_BATCH).subquery()
        wanted = select(newest.c.pack).where(newest.c.pack.is_not(None)).distinct()
        async with self._reading() as connection:
            return tuple(sorted((await connection.execute(wanted)).scalars()))

    async def days(self, first: date, last: date, now: datetime) -> tuple[Day, ...]:
        """What was answered on each day from `first` to `last`. Days that are over are counted once and kept."""
        wanted = select(answer_day).where(answer_day.c.day.between(first.isoformat(), last.isoformat()))
        async with self._reading() as connection:
            known = {row.day: _read(row.day, row.figures) for row in await connection.execute(wanted)}
        days, fresh = [], []
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            found = known.get(day.isoformat())
            if found is None:
                found = await self._counted(day)
                if beginning(day + timedelta(days=1)) + _SETTLED <= now:
                    fresh.append(found)
            days.append(found)
        if fresh:
            await self._keep(fresh)
        return tuple(days)

    async def opinions(self, since: datetime) -> dict[str, int]:
        """How often answers given since then were liked ("up") and disliked ("down")."""
        async with self._reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(opinions_since(since))}

    async def _keys(self, wanted: Wanted, limit: int, before: Mark | None) -> Sequence[Mark]:
        async with self._reading() as connection:
            return [(at, id) for at, id in await connection.execute(keys(wanted, limit, before))]

    async def _turns(self, marks: Sequence[Mark], text: str = "") -> list[LoggedTurn]:
        if not marks:
            return []
        chosen: ColumnElement[bool] = _c.id.in_([id for _, id in marks])
        if text:
            contains = [
                column.icontains(text, autoescape=True) for column in (_c.event_text, _c.replies_text)
            ]
            chosen = and_(chosen, or_(*contains))
        wanted = select(*_columns()).where(chosen).order_by(_c.at.desc(), _c.id.desc())
        async with self._reading() as connection:
            return [LoggedTurn(*row) for row in await connection.execute(wanted)]

    async def _counted(self, day: date) -> Day:
        by_kind, by_time = counts_of(day)
        statuses, topics, languages = Counter[str](), Counter[str](), Counter[str]()
        async with self._reading() as connection:
            for status, about, language, count in await connection.execute(by_kind):
                statuses[status] += count
                languages[language or ""] += count
                for topic in set((about or "").split()):
                    topics[topic] += count
            took = {row[0]: row[1] for row in await connection.execute(by_time) if row[0] is not None}
        return Day(day, statuses, topics, languages, took)

    async def _keep(self, days: Sequence[Day]) -> None:
        rows = [{"day": one.day.isoformat(), "figures": _written(one)} for one in days]

        async def keep(connection: AsyncConnection) -> None:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            await connection.execute(insert(answer_day).on_conflict_do_nothing(), rows)

        await self._write(keep)


def keys(wanted: Wanted, limit: int, before: Mark | None = None) -> Select[Any]:
    """Time and number of the newest turns that are wanted, whatever their text; from an index alone."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.person:
        conditions.append(_c.person == wanted.person)
    narrow = [getattr(wanted, one) for one in ("topic", "language", "feedback", "edition", "pack")]
    if wanted.status not in ("", ANY) and not any(narrow):
        conditions.append(_c.status == wanted.status)
    elif wanted.status != ANY:
        # Hidden from the planner: the index of statuses does not hold what else is asked for.
        status = func.coalesce(_c.status, "")
        conditions.append(status == wanted.status if wanted.status else _is_answer())
    for name in ("language", "feedback", "edition", "pack"):
        if value := getattr(wanted, name):
            conditions.append(_c[name] == value)
    if wanted.topic:
        about: ColumnElement[str] = literal(" ") + func.coalesce(_c.topics, "") + literal(" ")
        conditions.append(about.contains(f" {wanted.topic} ", autoescape=True))
    if wanted.since is not None:
        conditions.append(_c.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(_c.at < wanted.until)
    if before is not None:
        conditions.append(tuple_(_c.at, _c.id) < before)
    return select(_c.at, _c.id).where(*conditions).order_by(_c.at.desc(), _c.id.desc()).limit(limit)


def counts_of(day: date) -> tuple[Select[Any], Select[Any]]:
    """A day's answers by status, topics and language, and by the time taken; from an index alone."""
    of_day = and_(_c.at >= beginning(day), _c.at < beginning(day + timedelta(days=1)), _is_answer())
    kinds = (_c.status, _c.topics, _c.language)
    return (
        select(*kinds, func.count()).where(of_day).group_by(*kinds),
        select(_c.took_ms, func.count()).where(of_day).group_by(_c.took_ms),
    )


def opinions_since(since: datetime) -> Select[Any]:
    """Answers by what was thought of them; from an index of those alone."""
    rated = and_(_c.at >= since, _c.feedback.is_not(None))
    return select(_c.feedback, func.count()).where(rated).group_by(_c.feedback)


def beginning(day: date) -> datetime:
    """When a day begins in Seoul."""
    return datetime.combine(day, time(), _SEOUL)


def _is_answer() -> ColumnElement[bool]:
    return func.coalesce(_c.status, "") != ""


def _columns() -> list[ColumnElement[Any]]:
    return [_c[one.name] for one in fields(LoggedTurn)]


def _written(day: Day) -> str:
    return json.dumps({one.name: getattr(day, one.name) for one in fields(day) if one.name != "day"})


def _read(day: str, figures: str) -> Day:
    found = json.loads(figures)
    took = {int(one): count for one, count in found.pop("took").items()}
    return Day(date.fromisoformat(day), took=took, **found)
