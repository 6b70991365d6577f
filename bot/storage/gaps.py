"""Questions that nothing answers well, in groups of one matter. Their words stay in the log: who is forgotten there is
forgotten here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Reading, Write
from bot.storage.direct import Job
from bot.storage.tables import answer_log, gap_group, gap_member, subscription

State = Literal["new", "to_write", "out_of_scope", "answered"]
STATES: tuple[State, ...] = get_args(State)
OPEN: tuple[State, ...] = ("new", "to_write")

_WEEK = timedelta(days=7)
_VARIABLES = 5000  # values in one statement
_AGAIN = 500  # rows before the last one seen that are looked at once more: they may have been committed later


@dataclass(frozen=True)
class Candidate:
    """A logged question that belongs in a group. `why`: silent, unclear, bad."""

    log_id: int
    bot_id: int
    person: str
    update_id: int
    text: str
    topics: str
    why: str
    language: str | None
    at: datetime


@dataclass(frozen=True)
class Group:
    """One matter. `matter` are its topics, empty where its questions are only alike."""

    id: int
    matter: str
    state: str
    note: str
    set_by: str
    set_at: datetime | None
    count: int
    last_at: datetime


@dataclass(frozen=True)
class Sums:
    """Of a group: questions of the last seven days, of the seven before, and by language."""

    week: int = 0
    before: int = 0
    languages: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question of a group, as the log has it."""

    group_id: int
    log_id: int
    why: str
    at: datetime
    text: str
    status: str | None
    language: str | None
    state_before: str | None


class GapBook:
    """Reads groups; what staff change are jobs, to be run with `Audit.done`."""

    def __init__(self, reading: Reading, write: Write) -> None:
        self._reading = reading
        self._write = write

    async def groups(
        self, states: Collection[str], limit: int, after: tuple[int, int] | None = None
    ) -> tuple[Group, ...]:
        """The largest first; those after one of this (count, number)."""
        wanted = select(gap_group).where(gap_group.c.state.in_(states))
        if after is not None:
            count, id = after
            smaller = and_(gap_group.c.count == count, gap_group.c.id < id)
            wanted = wanted.where(or_(gap_group.c.count < count, smaller))
        wanted = wanted.order_by(gap_group.c.count.desc(), gap_group.c.id.desc()).limit(limit)
        async with self._reading() as connection:
            return tuple(Group(**row) for row in (await connection.execute(wanted)).mappings())

    async def group(self, id: int) -> Group | None:
        async with self._reading() as connection:
            found = await connection.execute(select(gap_group).where(gap_group.c.id == id))
            row = found.mappings().one_or_none()
        return None if row is None else Group(**row)

    async def sums(self, ids: Collection[int], now: datetime) -> Mapping[int, Sums]:
        at = gap_member.c.at
        week = func.sum(case((at >= now - _WEEK, 1), else_=0))
        before = func.sum(case((and_(at >= now - 2 * _WEEK, at < now - _WEEK), 1), else_=0))
        wanted = (
            select(gap_member.c.group_id, gap_member.c.language, func.count(), week, before)
            .where(gap_member.c.group_id.in_(ids))
            .group_by(gap_member.c.group_id, gap_member.c.language)
        )
        found: dict[int, Sums] = {}
        async with self._reading() as connection:
            for id, language, count, of_week, of_before in await connection.execute(wanted):
                one = found.get(id, Sums())
                languages = tuple(sorted((*one.languages, (language or "", count))))
                found[id] = Sums(one.week + of_week, one.before + of_before, languages)
        return found

    async def examples(self, ids: Collection[int], each: int) -> tuple[Asked, ...]:
        """The newest questions of some groups."""
        if not ids:
            return ()
        some = [
            select(gap_member.c.log_id)
            .where(gap_member.c.group_id == id)
            .order_by(gap_member.c.at.desc(), gap_member.c.log_id.desc())
            .limit(each)
            .subquery()
            for id in ids
        ]
        newest = union_all(*(select(one.c.log_id) for one in some)).subquery()
        return await self._asked(gap_member.c.log_id.in_(select(newest.c.log_id)))

    async def members(self, group: int, limit: int, before: int | None = None) -> tuple[Asked, ...]:
        """The questions of a group, newest first; those before log number `before`."""
        older = true() if before is None else gap_member.c.log_id < before
        return await self._asked(gap_member.c.group_id == group, older, limit=limit)

    async def waiting(self, ids: Collection[int]) -> Mapping[int, int]:
        """How many wishes to be told of an answer belong to each group."""
        wishes = select(subscription.c.bot_id, subscription.c.subject).where(subscription.c.kind == "answer")
        found: Counter[int] = Counter()
        async with self._reading() as connection:
            updates: dict[int, list[int]] = {}
            for bot_id, subject in await connection.execute(wishes):
                if subject.isdecimal():
                    updates.setdefault(bot_id, []).append(int(subject))
            for bot_id, those in updates.items():
                for start in range(0, len(those), _VARIABLES):
                    some = those[start : start + _VARIABLES]
                    its = (gap_member.c.bot_id == bot_id, gap_member.c.update_id.in_(some))
                    of_bot = select(gap_member.c.group_id, gap_member.c.update_id).where(*its)
                    groups = {update: group for group, update in await connection.execute(of_bot)}
                    found.update(groups[one] for one in some if groups.get(one) in ids)
        return found

    def set(self, id: int, state: str, note: str, who: str, at: datetime) -> Job[None]:
        """A job that says what is to become of a group."""
        values = {"state": state, "note": note, "set_by": who, "set_at": at}

        async def job(connection: AsyncConnection) -> None:
            await connection.execute(update(gap_group).where(gap_group.c.id == id).values(**values))

        return job

    # grouping

    async def fresh(self, after: int, limit: int) -> tuple[tuple[Candidate, ...], int | None]:
        """Unanswered questions in no group yet, beginning a little before log number `after`; and the number of the
        last row that was looked at, None if there is nothing more."""
        first = max(0, after - _AGAIN)
        step = _AGAIN + limit
        async with self._reading() as connection:
            newest = (await connection.execute(select(func.max(answer_log.c.id)))).scalar_one_or_none() or 0
            until = min(newest, first + step)
            silent = answer_log.c.status == "not_in_documents"
            unclear = and_(answer_log.c.status == "question", func.coalesce(answer_log.c.topics, "") == "")
            within = and_(answer_log.c.id > first, answer_log.c.id <= until)
            rows = (await connection.execute(_candidates(within, or_(silent, unclear)))).all()
        found = tuple(_candidate(row) for row in rows)
        return found, (until if until < newest else None)

    async def disliked(self, limit: int) -> tuple[Candidate, ...]:
        """Badly rated answers in no group yet, oldest first."""
        wanted = _candidates(answer_log.c.feedback == "down").limit(limit)
        async with self._reading() as connection:
            return tuple(_candidate(row) for row in await connection.execute(wanted))

    async def newest(self) -> int:
        """The number of the last logged turn."""
        async with self._reading() as connection:
            return (await connection.execute(select(func.max(answer_log.c.id)))).scalar_one_or_none() or 0

    async def leaders(self) -> tuple[tuple[int, str, str], ...]:
        """(group, matter, text) of the first question of each group."""
        first = (
            select(gap_member.c.group_id, func.min(gap_member.c.log_id).label("log_id"))
            .group_by(gap_member.c.group_id)
            .subquery()
        )
        wanted = (
            select(gap_group.c.id, gap_group.c.matter, answer_log.c.event_text)
            .join(first, first.c.group_id == gap_group.c.id)
            .join(answer_log, answer_log.c.id == first.c.log_id)
            .order_by(gap_group.c.id)
        )
        async with self._reading() as connection:
            return tuple((row[0], row[1], row[2]) for row in await connection.execute(wanted))

    async def keep(
        self, placed: Sequence[tuple[Candidate, int]], matters: Mapping[int, str]
    ) -> dict[int, int]:
        """Puts questions in groups. Numbers below 0 are new ones with these matters; gives the numbers that they got.

        An answered group whose question stays unanswered later on is open again.
        """

        async def job(connection: AsyncConnection) -> dict[int, int]:
            got: dict[int, int] = {}
            for one, group in placed:
                id = got.get(group, group)
                if id < 0:
                    fresh = {"matter": matters.get(group, ""), "state": "new", "note": "", "set_by": ""}
                    kept = (
                        insert(gap_group).values(**fresh, count=0, last_at=one.at).returning(gap_group.c.id)
                    )
                    id = got[group] = int((await connection.execute(kept)).scalar_one())
                there = select(gap_member.c.log_id).where(gap_member.c.log_id == one.log_id)
                if (await connection.execute(there)).first() is not None:
                    continue  # another process was quicker
                names = ("log_id", "bot_id", "person", "update_id", "why", "language", "at")
                row = {name: getattr(one, name) for name in names}
                await connection.execute(insert(gap_member), [{**row, "group_id": id}])
                again = update(gap_group).where(
                    gap_group.c.id == id, gap_group.c.state == "answered", gap_group.c.set_at < one.at
                )
                await connection.execute(again.values(state="new"))
            return got

        return await self._write(job)

    async def settle(self) -> None:
        """Takes away what the log has no more and what nobody thinks badly of any more; counts anew."""
        logged = select(answer_log.c.id).where(answer_log.c.id == gap_member.c.log_id)
        better = logged.where(answer_log.c.feedback == "down")
        its = gap_member.c.group_id == gap_group.c.id
        count = select(func.count()).where(its).scalar_subquery()
        last = select(func.max(gap_member.c.at)).where(its).scalar_subquery()

        async def job(connection: AsyncConnection) -> None:
            gone = or_(~logged.exists(), and_(gap_member.c.why == "bad", ~better.exists()))
            await connection.execute(delete(gap_member).where(gone))
            counted = update(gap_group).values(count=count, last_at=func.coalesce(last, gap_group.c.last_at))
            await connection.execute(counted)
            untouched = and_(gap_group.c.count == 0, gap_group.c.state == "new", gap_group.c.note == "")
            await connection.execute(delete(gap_group).where(untouched))

        await self._write(job)

    async def _asked(self, *conditions: ColumnElement[bool], limit: int | None = None) -> tuple[Asked, ...]:
        wanted = (
            select(
                gap_member.c.group_id,
                gap_member.c.log_id,
                gap_member.c.why,
                gap_member.c.at,
                answer_log.c.event_text,
                answer_log.c.status,
                answer_log.c.language,
                answer_log.c.state_before,
            )
            .join(answer_log, answer_log.c.id == gap_member.c.log_id)
            .where(*conditions)
            .order_by(gap_member.c.at.desc(), gap_member.c.log_id.desc())
            .limit(limit)
        )
        async with self._reading() as connection:
            return tuple(Asked(*row) for row in await connection.execute(wanted))


def _candidates(*conditions: ColumnElement[bool]) -> Any:
    columns = (
        "id",
        "bot_id",
        "person",
        "update_id",
        "event_text",
        "topics",
        "status",
        "feedback",
        "language",
        "at",
    )
    return (
        select(*(answer_log.c[one] for one in columns))
        .join(gap_member, gap_member.c.log_id == answer_log.c.id, isouter=True)
        .where(gap_member.c.log_id.is_(None), *conditions)
        .order_by(answer_log.c.id)
    )


def _candidate(row: Any) -> Candidate:
    id, bot_id, person, update_id, text, topics, status, feedback, language, at = row
    why = "silent" if status == "not_in_documents" else "bad" if feedback == "down" else "unclear"
    return Candidate(id, bot_id, person, update_id, text, topics or "", why, language, at)
