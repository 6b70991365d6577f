"""What is kept of dealings with persons: questions handed over, opinions on answers, wishes to hear of something.

`Change` is what a turn leaves behind in these tables, applied in the turn's own transaction; `People` reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Table, and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import answer_log, escalation, notice, subscription


class Outpaced(Exception):
    """What a turn wanted to change was changed by another meanwhile; nothing of the turn was kept."""


@dataclass(frozen=True)
class Place:
    """Where a change is made: the chat of the turn, its pseudonym, and the time."""

    bot_id: int
    chat_id: int
    person: str
    at: datetime


class Change(Protocol):
    """Something that a turn leaves behind."""

    async def apply(self, connection: AsyncConnection, place: Place) -> None: ...


@dataclass(frozen=True)
class Logged:
    """An answer that was given in a chat."""

    update_id: int
    event_text: str
    replies_text: str
    at: datetime
    status: str | None
    topics: str | None
    state_before: str | None
    feedback: str | None
    reason: str | None


@dataclass(frozen=True)
class Escalation:
    """A question for a person. `facts` are the company's in words; `state_before` the dialogue's, as text."""

    number: int
    chat_id: int
    update_id: int
    state: str
    language: str
    question: str
    answer: str
    facts: str
    state_before: str | None
    asked_at: datetime


@dataclass(frozen=True)
class Subscription:
    """Something that a chat wants to hear of."""

    id: int
    chat_id: int
    kind: str
    subject: str
    language: str
    question: str
    state_before: str | None
    seen: str
    at: datetime


@dataclass(frozen=True)
class Offer:
    """A question is kept until its writer has said whether it may be handed over."""

    update_id: int
    language: str
    question: str
    answer: str
    facts: str
    state_before: str | None
    asked_at: datetime

    async def apply(self, connection: AsyncConnection, place: Place) -> None:
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        new = _insert(connection, escalation).values(
            bot_id=place.bot_id, chat_id=place.chat_id, state="offered", at=place.at, **values
        )
        await connection.execute(new.on_conflict_do_nothing())


@dataclass(frozen=True)
class Move:
    """A question goes from one of the states `before` to another; without `facts` those of the company are not
    kept, without `content` nothing that was written is."""

    number: int
    before: Collection[str]
    state: str
    facts: bool = True
    state_before: str | None = None
    content: bool = True

    async def apply(self, connection: AsyncConnection, place: Place) -> None:
        values: dict[str, Any] = {"state": self.state, "at": place.at}
        if not self.facts or not self.content:
            values |= {"facts": "", "state_before": self.state_before}
        if not self.content:
            values |= {"question": "", "answer": ""}
        moved = update(escalation).where(
            escalation.c.bot_id == place.bot_id,
            escalation.c.number == self.number,
            escalation.c.state.in_(self.before),
        )
        done = await connection.execute(moved.values(**values).returning(escalation.c.number))
        if done.one_or_none() is None:
            raise Outpaced(f"question {self.number}")


@dataclass(frozen=True)
class Opinion:
    """What somebody thinks of an answer in their chat; said again, the last word counts."""

    update_id: int
    feedback: str
    reason: str | None = None

    async def apply(self, connection: AsyncConnection, place: Place) -> None:
        of_answer = and_(
            answer_log.c.bot_id == place.bot_id,
            answer_log.c.person == place.person,
            answer_log.c.update_id == self.update_id,
        )
        await connection.execute(
            update(answer_log).where(of_answer).values(feedback=self.feedback, reason=self.reason)
        )


@dataclass(frozen=True)
class Subscribe:
    """The chat wants to hear of something; once is enough."""

    kind: str
    subject: str
    language: str
    question: str = ""
    state_before: str | None = None
    seen: str = ""

    async def apply(self, connection: AsyncConnection, place: Place) -> None:
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        new = _insert(connection, subscription).values(
            bot_id=place.bot_id, chat_id=place.chat_id, at=place.at, **values
        )
        await connection.execute(new.on_conflict_do_nothing())


@dataclass(frozen=True)
class Unsubscribe:
    """The chat does not want to hear of it any more."""

    id: int

    async def apply(self, connection: AsyncConnection, place: Place) -> None:
        of_chat = and_(subscription.c.bot_id == place.bot_id, subscription.c.chat_id == place.chat_id)
        await connection.execute(delete(subscription).where(of_chat, subscription.c.id == self.id))


Reading = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class People:
    """Reads these tables; `pseudonym` (bot, chat) is who stands in the log."""

    def __init__(self, reading: Reading, pseudonym: Callable[[int, int], str]) -> None:
        self._reading = reading
        self._pseudonym = pseudonym

    async def logged(self, bot_id: int, chat_id: int, update_id: int | None = None) -> Logged | None:
        """The answer to an update of the chat, or the last answer given there."""
        wanted = (
            select(*_columns(answer_log, Logged))
            .where(
                answer_log.c.bot_id == bot_id,
                answer_log.c.person == self._pseudonym(bot_id, chat_id),
                answer_log.c.status.is_not(None),
                *([] if update_id is None else [answer_log.c.update_id == update_id]),
            )
            .order_by(answer_log.c.id.desc())
            .limit(1)
        )
        row = await self._first(wanted)
        return None if row is None else Logged(*row)

    async def escalation(self, bot_id: int, number: int) -> Escalation | None:
        return await self._escalation(escalation.c.bot_id == bot_id, escalation.c.number == number)

    async def escalation_of(self, bot_id: int, chat_id: int, update_id: int) -> Escalation | None:
        """What became of the question in an update."""
        return await self._escalation(
            escalation.c.bot_id == bot_id,
            escalation.c.chat_id == chat_id,
            escalation.c.update_id == update_id,
        )

    async def handed_over(self, bot_id: int, chat_id: int) -> tuple[int, ...]:
        """The numbers of the chat's questions on which staff may still work."""
        wanted = select(escalation.c.number).where(
            escalation.c.bot_id == bot_id,
            escalation.c.chat_id == chat_id,
            escalation.c.state.in_(["open", "answered"]),
        )
        async with self._reading() as connection:
            return tuple((await connection.execute(wanted)).scalars())

    async def open_questions(self, bot_id: int) -> int:
        """How many questions wait for an answer of staff."""
        wanted = select(func.count()).where(escalation.c.bot_id == bot_id, escalation.c.state == "open")
        async with self._reading() as connection:
            return int((await connection.execute(wanted)).scalar_one())

    async def unanswered(
        self, bot_id: int, since: datetime, limit: int = 5000
    ) -> tuple[tuple[str, str], ...]:
        """Questions (text, topics) on which the documents were silent, newest first."""
        wanted = (
            select(answer_log.c.event_text, answer_log.c.topics)
            .where(
                answer_log.c.bot_id == bot_id,
                answer_log.c.status == "not_in_documents",
                answer_log.c.at >= since,
            )
            .order_by(answer_log.c.id.desc())
            .limit(limit)
        )
        async with self._reading() as connection:
            return tuple((row[0], row[1] or "") for row in await connection.execute(wanted))

    async def subscriptions(self, bot_id: int, chat_id: int | None = None) -> tuple[Subscription, ...]:
        """What a chat wants to hear of; without a chat, what all do."""
        wanted = select(*_columns(subscription, Subscription)).where(
            subscription.c.bot_id == bot_id,
            *([] if chat_id is None else [subscription.c.chat_id == chat_id]),
        )
        async with self._reading() as connection:
            rows = await connection.execute(wanted.order_by(subscription.c.id))
            return tuple(Subscription(*row) for row in rows)

    async def told(self, bot_id: int) -> frozenset[tuple[int, str]]:
        """(chat, name) of every notice that went out."""
        wanted = select(notice.c.chat_id, notice.c.name).where(notice.c.bot_id == bot_id)
        async with self._reading() as connection:
            return frozenset((row[0], row[1]) for row in await connection.execute(wanted))

    async def _escalation(self, *conditions: ColumnElement[bool]) -> Escalation | None:
        row = await self._first(select(*_columns(escalation, Escalation)).where(*conditions))
        return None if row is None else Escalation(*row)

    async def _first(self, wanted: Any) -> Any:
        async with self._reading() as connection:
            return (await connection.execute(wanted)).first()


async def keep_notice(
    connection: AsyncConnection, bot_id: int, chat_id: int, name: str, at: datetime
) -> bool:
    """Whether this is the first time that the chat is told so."""
    new = _insert(connection, notice).values(bot_id=bot_id, chat_id=chat_id, name=name, at=at)
    done = await connection.execute(new.on_conflict_do_nothing().returning(notice.c.name))
    return done.one_or_none() is not None


def _insert(connection: AsyncConnection, table: Table) -> Any:
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return make(table)


def _columns(table: Table, value: type) -> list[ColumnElement[Any]]:
    return [table.c[one.name] for one in fields(value)]
