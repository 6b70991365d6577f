"""The durable queues and the conversations: every method is one transaction. Knows no Telegram.

An update is waiting until its turn is committed, a message until it is sent; a process that dies in between
starts again from what is stored here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Table, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.database import FILE_NAME, open_database, told
from bot.storage.tables import answer_log, conversation, inbox, note, outbox

KEPT = timedelta(hours=48)  # Telegram may deliver an update again for 24 h; twice that is safe


@dataclass(frozen=True)
class Arrival:
    """An update as it came: `payload` is its JSON text."""

    update_id: int
    chat_id: int
    payload: str


@dataclass(frozen=True)
class StoredUpdate:
    """An update waiting in the inbox; `attempts` counts the tries that failed."""

    bot_id: int
    update_id: int
    chat_id: int
    payload: str
    attempts: int
    received_at: datetime


@dataclass(frozen=True)
class Outgoing:
    """A message waiting in the outbox; `payload` is JSON text which the edge wrote and understands."""

    id: int
    chat_id: int
    payload: str
    attempts: int
    not_before: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Exchange:
    """What one turn leaves behind: the chat's new state, the messages to send, and both sides as plain text."""

    state: str
    messages: tuple[str, ...]
    event_text: str
    replies_text: str


class Storage:
    """Every operation on the database of one bot process. Raises StorageUnavailable when the file does not serve."""

    def __init__(self, engine: AsyncEngine, file: Path) -> None:
        self._engine = engine
        self._file = file
        # SQLite has one writer at a time. Waiting here is fair and wakes at once; its own busy wait sleeps.
        self._writer = asyncio.Lock()

    @classmethod
    async def open(cls, home: Path) -> Storage:
        """The storage under `home` (GONGO_HOME), made or migrated as needed; close it after use."""
        return cls(await open_database(home), home / FILE_NAME)

    async def close(self) -> None:
        await self._engine.dispose()

    async def store_updates(self, bot_id: int, arrivals: Sequence[Arrival], at: datetime) -> frozenset[int]:
        """Stores what is not stored yet and gives the ids of the new ones; a repeated delivery changes nothing."""
        rows = [
            {
                "bot_id": bot_id,
                "update_id": arrival.update_id,
                "chat_id": arrival.chat_id,
                "payload": arrival.payload,
                "state": "waiting",
                "attempts": 0,
                "received_at": at,
            }
            for arrival in arrivals
        ]
        if not rows:
            return frozenset()
        async with self._writing() as connection:
            stored = insert_or(inbox).values(rows).on_conflict_do_nothing().returning(inbox.c.update_id)
            return frozenset((await connection.execute(stored)).scalars())

    async def take_next(self, bot_id: int, held: Collection[int]) -> StoredUpdate | None:
        """The oldest waiting update of a chat that is not among `held`."""
        columns = (
            inbox.c.bot_id,
            inbox.c.update_id,
            inbox.c.chat_id,
            inbox.c.payload,
            inbox.c.attempts,
            inbox.c.received_at,
        )
        oldest = (
            select(*columns)
            .where(inbox.c.state == "waiting", inbox.c.bot_id == bot_id, inbox.c.chat_id.not_in(held))
            .order_by(inbox.c.update_id)
            .limit(1)
        )
        async with self._reading() as connection:
            row = (await connection.execute(oldest)).one_or_none()
        return None if row is None else StoredUpdate(*row)

    async def state_of(self, bot_id: int, chat_id: int) -> str | None:
        """The chat's conversation state, None for a chat not seen before."""
        wanted = select(conversation.c.state).where(
            conversation.c.bot_id == bot_id, conversation.c.chat_id == chat_id
        )
        async with self._reading() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none()

    async def commit_turn(self, taken: StoredUpdate, exchange: Exchange, at: datetime) -> None:
        """Keeps a whole turn or nothing of it: inbox row done, new state, log entry, messages to send."""
        async with self._writing() as connection:
            await _settle(connection, taken, state="done")
            new = insert_or(conversation).values(
                bot_id=taken.bot_id, chat_id=taken.chat_id, state=exchange.state, updated_at=at
            )
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[conversation.c.bot_id, conversation.c.chat_id],
                    set_={"state": new.excluded.state, "updated_at": new.excluded.updated_at},
                )
            )
            await connection.execute(
                insert(answer_log).values(
                    bot_id=taken.bot_id,
                    chat_id=taken.chat_id,
                    update_id=taken.update_id,
                    event_text=exchange.event_text,
                    replies_text=exchange.replies_text,
                    at=at,
                )
            )
            await _enqueue(connection, taken, exchange.messages, at)

    async def finish_update(self, taken: StoredUpdate) -> None:
        """Marks an update done that needs no answer."""
        async with self._writing() as connection:
            await _settle(connection, taken, state="done")

    async def fail_update(
        self, taken: StoredUpdate, error: str, *, tries: int, messages: Sequence[str], at: datetime
    ) -> bool:
        """Counts a failed try. After `tries` of them the update is set aside, `messages` go out to its chat
        and the result is true."""
        async with self._writing() as connection:
            given_up = taken.attempts + 1 >= tries
            await _settle(connection, taken, state="failed" if given_up else "waiting", error=error)
            if given_up:
                await _enqueue(connection, taken, messages, at)
            return given_up

    async def next_outgoing(
        self, bot_id: int, *, held: Collection[int], now: datetime, limit: int = 50
    ) -> tuple[Outgoing, ...]:
        """The first waiting message of each chat not among `held` that may go out by `now`, oldest first.

        A message put off holds back those behind it: the order within a chat is kept.
        """
        first = (
            select(func.min(outbox.c.id))
            .where(outbox.c.state == "waiting", outbox.c.bot_id == bot_id, outbox.c.chat_id.not_in(held))
            .group_by(outbox.c.chat_id)
        )
        columns = (
            outbox.c.id,
            outbox.c.chat_id,
            outbox.c.payload,
            outbox.c.attempts,
            outbox.c.not_before,
            outbox.c.created_at,
        )
        due = (
            select(*columns)
            .where(outbox.c.id.in_(first), or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now))
            .order_by(outbox.c.id)
            .limit(limit)
        )
        async with self._reading() as connection:
            return tuple(Outgoing(*row) for row in await connection.execute(due))

    async def next_due(self, bot_id: int, now: datetime) -> datetime | None:
        """The earliest time after `now` that a put-off message waits for."""
        earliest = select(func.min(outbox.c.not_before)).where(
            outbox.c.state == "waiting", outbox.c.bot_id == bot_id, outbox.c.not_before > now
        )
        async with self._reading() as connection:
            found: datetime | None = (await connection.execute(earliest)).scalar_one()
            return found

    async def mark_sent(self, message: Outgoing, message_id: int) -> None:
        await self._mark(message, state="sent", message_id=message_id)

    async def mark_unknown(self, message: Outgoing, error: str) -> None:
        """The message may or may not have arrived; it is not sent again."""
        await self._mark(message, state="unknown", error=error)

    async def mark_failed(self, message: Outgoing, error: str) -> None:
        """The message was refused for good."""
        await self._mark(message, state="failed", error=error)

    async def put_off(self, message: Outgoing, error: str, not_before: datetime) -> None:
        """Another try, no earlier than `not_before`."""
        await self._mark(message, state="waiting", error=error, not_before=not_before)

    async def close_chat(self, bot_id: int, chat_id: int, error: str) -> int:
        """Drops every message waiting for a chat that does not take them any more; gives their number."""
        closed = (
            update(outbox)
            .where(outbox.c.state == "waiting", outbox.c.bot_id == bot_id, outbox.c.chat_id == chat_id)
            .values(state="closed", error=error)
            .returning(outbox.c.id)
        )
        async with self._writing() as connection:
            return len((await connection.execute(closed)).all())

    async def count(self, bot_id: int, state: str = "waiting") -> tuple[int, int]:
        """How many updates and how many messages are in `state`."""
        async with self._reading() as connection:
            return (
                await _count(connection, inbox, bot_id, state),
                await _count(connection, outbox, bot_id, state),
            )

    async def noted(self, name: str) -> str | None:
        """A small value kept under a name, None when there is none."""
        async with self._reading() as connection:
            found = await connection.execute(select(note.c.value).where(note.c.name == name))
            return found.scalar_one_or_none()

    async def keep_note(self, name: str, value: str) -> None:
        new = insert_or(note).values(name=name, value=value)
        async with self._writing() as connection:
            await connection.execute(
                new.on_conflict_do_update(index_elements=[note.c.name], set_={"value": new.excluded.value})
            )

    async def purge(self, now: datetime) -> None:
        """Removes settled updates and messages older than `KEPT`; what waits stays."""
        async with self._writing() as connection:
            for table, at in ((inbox, inbox.c.received_at), (outbox, outbox.c.created_at)):
                await connection.execute(delete(table).where(table.c.state != "waiting", at < now - KEPT))

    async def _mark(self, message: Outgoing, **values: str | int | datetime | None) -> None:
        async with self._writing() as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.id == message.id)
                .values(attempts=outbox.c.attempts + 1, **values)
            )

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        with told(self._file):
            async with self._writer, self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with told(self._file):
            async with self._engine.connect() as connection:
                yield connection


async def _settle(
    connection: AsyncConnection, taken: StoredUpdate, *, state: str, error: str | None = None
) -> None:
    await connection.execute(
        update(inbox)
        .where(inbox.c.bot_id == taken.bot_id, inbox.c.update_id == taken.update_id)
        .values(state=state, error=error, attempts=inbox.c.attempts + (error is not None))
    )


async def _enqueue(
    connection: AsyncConnection, taken: StoredUpdate, messages: Sequence[str], at: datetime
) -> None:
    rows = [
        {
            "bot_id": taken.bot_id,
            "chat_id": taken.chat_id,
            "payload": payload,
            "state": "waiting",
            "attempts": 0,
            "created_at": at,
        }
        for payload in messages
    ]
    if rows:
        await connection.execute(insert(outbox), rows)


async def _count(connection: AsyncConnection, table: Table, bot_id: int, state: str) -> int:
    wanted = select(func.count()).where(table.c.state == state, table.c.bot_id == bot_id)
    return (await connection.execute(wanted)).scalar_one()
