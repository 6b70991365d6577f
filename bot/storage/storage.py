"""The durable queues and the conversations: every method is one transaction. Knows no Telegram.

An update is waiting until its turn is committed, a message until it is sent; a process that dies in between
starts again from what is stored here.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import statements
from bot.storage.audit import Audit
from bot.storage.bench import BenchBook
from bot.storage.channels import Channels
from bot.storage.database import Database, open_database
from bot.storage.direct import Job
from bot.storage.documents import Versions
from bot.storage.gaps import GapBook
from bot.storage.golden import GoldenBook
from bot.storage.keys import pseudonym, read_key
from bot.storage.log import AnswerLog
from bot.storage.packs import PackBook
from bot.storage.people import Change, People, Place, keep_notice
from bot.storage.reading import Reader
from bot.storage.sharing import CHANNEL, Sharing
from bot.storage.staff import StaffBook
from bot.storage.statements import Upserts
from bot.storage.tables import (
    answer_day,
    answer_log,
    api_conversation,
    conversation,
    escalation,
    gap_member,
    inbox,
    metadata,
    note,
    notice,
    outbox,
    subscription,
)
from bot.storage.writing import Writer

KEPT = timedelta(hours=48)  # Telegram may deliver an update again for 24 h; twice that is safe
LOG_KEPT = timedelta(days=180)

_TOPICS = 1000  # characters of topics: they stand in an index
_HELD_ELSEWHERE = 64  # how many chats other processes may hold before one finds nothing beside them
_Result = TypeVar("_Result")


class Overtaken(Exception):
    """Another process has settled this update meanwhile; nothing of this turn was kept."""


@dataclass(frozen=True)
class Arrival:
    """An update as it came: `payload` is its JSON text."""

    update_id: int
    chat_id: int
    payload: str


@dataclass(frozen=True)
class StoredUpdate:
    """An update waiting in the inbox; `attempts` counts the tries that failed, `conversation` is its chat's state."""

    bot_id: int
    update_id: int
    chat_id: int
    payload: str
    attempts: int
    received_at: datetime
    conversation: str | None


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
class AnsweredBy:
    """What an answer was made in and by, and the milliseconds that it took."""

    language: str
    pack: str
    edition: str
    took_ms: int


@dataclass(frozen=True)
class Exchange:
    """What one turn leaves behind: the chat's new state, the messages to send, and both sides as plain text.

    Without `state` the conversation stays as it was. `to_others` are messages to other chats; `status` and `topics`
    are those of an answer, and None where the turn gave none. With `forgets` everything that was kept of the chat
    goes in the same transaction, and of this turn only the messages are kept until they are sent.
    """

    state: str | None
    messages: tuple[str, ...]
    event_text: str
    replies_text: str
    forgets: bool = False
    to_others: tuple[tuple[int, str], ...] = ()
    changes: tuple[Change, ...] = ()
    status: str | None = None
    topics: tuple[str, ...] = ()
    by: AnsweredBy | None = None


class Storage:
    """Every operation on the database. Raises StorageUnavailable when it does not serve."""

    def __init__(self, database: Database, key: bytes, sharing: Sharing | None = None) -> None:
        self._database = database
        self._sharing = sharing
        self._engine = database.engine
        self._reader = Reader(database.engine)
        # Writing and reading apart: in WAL mode a reader waits for no writer.
        self._direct = (database.direct(), database.direct()) if database.file else ()
        self._writer = Writer(database.engine, *self._direct[:1])
        self._insert = sqlite.insert if database.file else postgresql.insert
        self._upserts = Upserts(self._insert)
        self.key = key
        self.people = People(self._reading, partial(pseudonym, key))
        self.audit = Audit(self._reading, self._write, key)
        self.staff = StaffBook(self._reading, self._write)
        self.channels = Channels(self._reading, self._write, self._insert)
        self.packs = PackBook(self._reading, self._write)
        self.bench = BenchBook(self._reading, self._write)
        self.log = AnswerLog(self._reading, self._write)
        self.versions = Versions(self._reading)
        self.gaps = GapBook(self._reading, self._write)
        self.golden = GoldenBook(self._reading, self._write)

    @classmethod
    async def open(
        cls, home: Path, url: str | None = None, heard: Callable[[str], None] = lambda queue: None
    ) -> Storage:
        """The storage under `home` (GONGO_HOME) or at `url`, made or migrated as needed; close it after use.

        `heard` gets "inbox" or "outbox" when another process that shares the database has added to it, "packs"
        when another one put something live or paused it.
        """
        key = read_key(home)
        sharing = Sharing(url, heard) if url else None
        return cls(await open_database(home, partial(pseudonym, key), url), key, sharing)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on it too."""
        return self._sharing is not None

    async def close(self) -> None:
        await self._reader.end()
        await self._writer.end()
        for one in self._direct:
            await one.close()
        if self._sharing is not None:
            await self._sharing.close()
        await self._engine.dispose()

    async def check(self) -> None:
        """Whether the database answers; raises StorageUnavailable if not."""
        async with self._reading() as connection:
            await connection.execute(text("SELECT 1"))

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

        async def store(connection: AsyncConnection) -> frozenset[int]:
            stored = frozenset((await connection.execute(self._upserts.store, rows)).scalars())
            if stored:
                await self._tell(connection, "inbox")
            return stored

        return await self._write(store)

    async def take(self, bot_id: int, held: Collection[int], limit: int = 1) -> tuple[StoredUpdate, ...]:
        """The oldest waiting update of each of up to `limit` chats that are not among `held`.

        Chats take turns: each counts as having come when its update came or its last turn ended, whichever is
        later, so a chat with a thousand messages waits as long for each as one that has a single one. No other
        process gets anything of these chats until they are let go.
        """
        if self._sharing is None:
            return await self._heads(statements.HEADS_BUT, bot_id, held, limit)
        found = await self._heads(statements.HEADS_BUT, bot_id, held, limit + _HELD_ELSEWHERE)
        if not found:
            return ()
        names = {_lock(bot_id, one.chat_id): one.chat_id for one in found}
        with self._database.told():
            mine = [names[name] for name in await self._sharing.hold(names, limit)]
        # Read again under the locks: their former holders may have gone on meanwhile.
        taken = await self._heads(statements.HEADS_OF, bot_id, mine, limit) if mine else ()
        for chat_id in {*mine} - {one.chat_id for one in taken}:
            await self.let_go(bot_id, chat_id)
        return taken

    async def let_go(self, bot_id: int, chat_id: int) -> None:
        """Other processes may work this chat again."""
        if self._sharing is not None:
            with self._database.told():
                await self._sharing.let_go(_lock(bot_id, chat_id))

    async def lead(self, bot_id: int, part: str) -> bool:
        """Whether this process is the one, of those that share the database, that does `part` for the bot."""
        if self._sharing is None:
            return True
        with self._database.told():
            return await self._sharing.lead(f"{part}:{bot_id}")

    async def _heads(
        self, wanted: Select[*tuple[Any, ...]], bot_id: int, chats: Collection[int], limit: int
    ) -> tuple[StoredUpdate, ...]:
        values = {"the_bot": bot_id, "chats": list(chats), "at_most": limit}
        return tuple(StoredUpdate(*row) for row in await self._rows(wanted, values))

    async def state_of(self, bot_id: int, chat_id: int) -> str | None:
        """The chat's conversation state, None for a chat not seen before."""
        wanted = select(conversation.c.state).where(
            conversation.c.bot_id == bot_id, conversation.c.chat_id == chat_id
        )
        async with self._reading() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none()

    async def commit_turn(self, taken: StoredUpdate, exchange: Exchange, at: datetime) -> None:
        """Keeps a whole turn or nothing of it: inbox row done, new state, log entry, messages to send.

        Raises Overtaken when the update is not waiting any more.
        """

        async def commit(connection: AsyncConnection) -> None:
            await _settle(connection, taken, state="done")
            if exchange.forgets:
                await self._forget(connection, taken.bot_id, taken.chat_id)
            else:
                await self._keep(connection, taken, exchange, at)
            messages = [(taken.chat_id, one) for one in exchange.messages]
            await self._enqueue(connection, taken.bot_id, [*messages, *exchange.to_others], at)

        await self._write(commit)

    async def _keep(
        self, connection: AsyncConnection, taken: StoredUpdate, exchange: Exchange, at: datetime
    ) -> None:
        person = pseudonym(self.key, taken.bot_id, taken.chat_id)
        if exchange.state is not None:
            chat = {"bot_id": taken.bot_id, "chat_id": taken.chat_id}
            await connection.execute(
                self._upserts.keep_state, {**chat, "state": exchange.state, "updated_at": at}
            )
        await connection.execute(
            statements.LOG,
            {
                "bot_id": taken.bot_id,
                "person": person,
                "update_id": taken.update_id,
                "event_text": _storable(exchange.event_text),
                "replies_text": _storable(exchange.replies_text),
                "at": at,
                "status": exchange.status,
                "topics": " ".join(exchange.topics)[:_TOPICS] if exchange.status else None,
                "state_before": taken.conversation if exchange.status else None,
                **_made_by(exchange.by),
            },
        )
        for change in exchange.changes:
            await change.apply(connection, Place(taken.bot_id, taken.chat_id, person, at))

    async def finish_update(
        self, taken: StoredUpdate, messages: Sequence[str] = (), at: datetime | None = None
    ) -> None:
        """Marks an update done that is no turn of the conversation; `messages` go out to its chat."""

        async def finish(connection: AsyncConnection) -> None:
            await _settle(connection, taken, state="done")
            chat = [(taken.chat_id, one) for one in messages]
            await self._enqueue(connection, taken.bot_id, chat, at or taken.received_at)

        await self._write(finish)

    async def notify(
        self,
        bot_id: int,
        chat_id: int,
        name: str,
        messages: Sequence[str],
        at: datetime,
        *,
        ends: int | None = None,
    ) -> bool:
        """Messages to a chat that did not ask just now, once for each `name`; gives whether they go out now.

        `ends` is the subscription that has served its purpose with this.
        """

        async def notify(connection: AsyncConnection) -> bool:
            is_first = await keep_notice(connection, bot_id, chat_id, name, at)
            if is_first:
                await self._enqueue(connection, bot_id, [(chat_id, one) for one in messages], at)
            if ends is not None:
                await connection.execute(delete(subscription).where(subscription.c.id == ends))
            return is_first

        return await self._write(notify)

    async def fail_update(
        self,
        taken: StoredUpdate,
        error: str,
        *,
        tries: int,
        messages: Sequence[str],
        at: datetime,
        alert: tuple[int, str] | None = None,
    ) -> bool:
        """Counts a failed try. After `tries` of them the update is set aside, `messages` go out to its chat and
        `alert` (chat, message) to the staff, and the result is true."""
        given_up = taken.attempts + 1 >= tries

        async def fail(connection: AsyncConnection) -> None:
            await _settle(connection, taken, state="failed" if given_up else "waiting", error=error)
            if given_up:
                chat = [(taken.chat_id, one) for one in messages]
                await self._enqueue(connection, taken.bot_id, [*chat, *([alert] if alert else [])], at)

        await self._write(fail)
        return given_up

    async def move_chat(self, bot_id: int, old: int, new: int) -> None:
        """A group got another number: what is kept of it, and what waits to be sent there, goes with it.

        Of two conversations the newer stays. What waits in the inbox is worked under the number it came with.
        """

        async def move(connection: AsyncConnection) -> None:
            await self._make_room(connection, bot_id, old, new)
            for table, of_chat in self._tables_of(bot_id, old):
                if "chat_id" not in table.c:
                    moved = update(table).where(of_chat).values(person=pseudonym(self.key, bot_id, new))
                else:
                    read = [table.c.state != "waiting"] if table is inbox else []
                    moved = update(table).where(of_chat, *read).values(chat_id=new)
                await connection.execute(moved)
            await self._tell(connection, "outbox")

        await self._write(move)

    async def _make_room(self, connection: AsyncConnection, bot_id: int, old: int, new: int) -> None:
        """Of what both numbers have, one goes."""
        wanted = select(conversation.c.chat_id).where(
            conversation.c.bot_id == bot_id, conversation.c.chat_id.in_([old, new])
        )
        newest_last = wanted.order_by(conversation.c.updated_at, conversation.c.chat_id == new)
        for chat_id in list((await connection.execute(newest_last)).scalars())[:-1]:
            await connection.execute(delete(conversation).where(_same_chat(conversation, bot_id, chat_id)))
        for table, same in (
            (notice, (notice.c.name,)),
            (subscription, (subscription.c.kind, subscription.c.subject)),
        ):
            there = table.alias()
            twice = select(there.c.chat_id).where(
                there.c.bot_id == bot_id, there.c.chat_id == new, *(there.c[one.name] == one for one in same)
            )
            await connection.execute(delete(table).where(_same_chat(table, bot_id, old), twice.exists()))

    async def waiting_for(self, bot_id: int, chat_id: int) -> tuple[str, ...]:
        """The payloads of the messages that wait for a chat, oldest first."""
        wanted = (
            select(outbox.c.payload)
            .where(outbox.c.state == "waiting", _same_chat(outbox, bot_id, chat_id))
            .order_by(outbox.c.id)
        )
        async with self._reading() as connection:
            return tuple((await connection.execute(wanted)).scalars())

    async def forget(self, bot_id: int, chat_id: int) -> None:
        """Deletes at once what is kept of a chat: state, log, messages, and every other table that knows chats.

        What waits in the inbox stays: it was written, but not read yet. A settled update keeps its number, without
        content and chat, so that a second delivery is not answered.
        """
        await self._write(lambda connection: self._forget(connection, bot_id, chat_id))

    async def _forget(self, connection: AsyncConnection, bot_id: int, chat_id: int) -> None:
        for table, of_chat in self._tables_of(bot_id, chat_id):
            if table is inbox:
                emptied = update(inbox).where(of_chat, inbox.c.state != "waiting")
                await connection.execute(emptied.values(payload="{}", chat_id=0, error=None))
            else:
                await connection.execute(delete(table).where(of_chat))

    async def export(self, bot_id: int, chat_id: int) -> str:
        """All that is kept of a chat, as JSON: {table: [rows]}."""
        found: dict[str, list[dict[str, Any]]] = {}
        with self._database.told():
            async with self._engine.connect() as connection:
                await self._export(connection, bot_id, chat_id, found)
        return json.dumps(found, ensure_ascii=False, indent=1, default=str)

    async def _export(
        self, connection: AsyncConnection, bot_id: int, chat_id: int, found: dict[str, list[dict[str, Any]]]
    ) -> None:
        for table, of_chat in self._tables_of(bot_id, chat_id):
            rows = (await connection.execute(select(table).where(of_chat))).mappings().all()
            found[table.name] = [
                {name: value for name, value in row.items() if name not in ("bot_id", "person")}
                for row in rows
            ]

    def _tables_of(self, bot_id: int, chat_id: int) -> list[tuple[Table, ColumnElement[bool]]]:
        person = pseudonym(self.key, bot_id, chat_id)
        return [
            (table, _same_chat(table, bot_id, chat_id))
            if "chat_id" in table.c
            else (table, table.c.person == person)
            for table in metadata.sorted_tables
            if "chat_id" in table.c or "person" in table.c
        ]

    async def next_outgoing(
        self, bot_id: int, *, held: Collection[int], now: datetime, limit: int = 50
    ) -> tuple[Outgoing, ...]:
        """The first waiting message of each chat not among `held` that may go out by `now`, oldest first.

        A message put off holds back those behind it: the order within a chat is kept.
        """
        wanted = {"the_bot": bot_id, "held": list(held), "now": now, "at_most": limit}
        return tuple(Outgoing(*row) for row in await self._rows(statements.DUE, wanted))

    async def next_due(self, bot_id: int, now: datetime) -> datetime | None:
        """The earliest time after `now` that a put-off message waits for."""
        earliest = select(func.min(outbox.c.not_before)).where(
            outbox.c.state == "waiting", outbox.c.bot_id == bot_id, outbox.c.not_before > now
        )
        ((found,),) = await self._rows(earliest)
        due: datetime | None = found
        return due

    async def mark_sent(self, message: Outgoing, message_id: int) -> None:
        sent = {"the_id": message.id, "message_id": message_id}
        await self._write(lambda connection: connection.execute(statements.SENT, sent))

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

        async def close(connection: AsyncConnection) -> int:
            return len((await connection.execute(closed)).all())

        return await self._write(close)

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
        new = self._insert(note).values(name=name, value=value)
        kept = new.on_conflict_do_update(index_elements=[note.c.name], set_={"value": new.excluded.value})
        await self._write(lambda connection: connection.execute(kept))

    async def purge(self, now: datetime, log_kept: timedelta = LOG_KEPT) -> None:
        """Removes settled updates and messages older than `KEPT`, and conversations and log entries older than
        `log_kept`; what waits stays."""

        async def purge(connection: AsyncConnection) -> None:
            for table, at in ((inbox, inbox.c.received_at), (outbox, outbox.c.created_at)):
                await connection.execute(delete(table).where(table.c.state != "waiting", at < now - KEPT))
            for table, at in (
                (conversation, conversation.c.updated_at),
                (api_conversation, api_conversation.c.updated_at),
                (answer_log, answer_log.c.at),
                (escalation, escalation.c.at),
                (notice, notice.c.at),
                (gap_member, gap_member.c.at),
            ):
                await connection.execute(delete(table).where(at < now - log_kept))
            oldest = (now - log_kept).date().isoformat()
            await connection.execute(delete(answer_day).where(answer_day.c.day < oldest))
            never_sent = and_(escalation.c.state == "offered", escalation.c.at < now - KEPT)
            await connection.execute(delete(escalation).where(never_sent))

        await self._write(purge)

    async def _mark(self, message: Outgoing, **values: str | int | datetime | None) -> None:
        marked = update(outbox).where(outbox.c.id == message.id)
        await self._write(
            lambda connection: connection.execute(marked.values(attempts=outbox.c.attempts + 1, **values))
        )

    async def _enqueue(
        self, connection: AsyncConnection, bot_id: int, messages: Sequence[tuple[int, str]], at: datetime
    ) -> None:
        rows = [
            {
                "bot_id": bot_id,
                "chat_id": chat_id,
                "payload": payload,
                "state": "waiting",
                "attempts": 0,
                "created_at": at,
            }
            for chat_id, payload in messages
        ]
        if rows:
            await connection.execute(statements.ENQUEUE, rows)
            await self._tell(connection, "outbox")

    async def _tell(self, connection: AsyncConnection, queue: str) -> None:
        """Other processes hear of it when, and if, this is committed."""
        if self._sharing is not None:
            await connection.execute(select(func.pg_notify(CHANNEL, queue)))

    async def _write(self, job: Job[_Result]) -> _Result:
        with self._database.told():
            return await self._writer.run(job)

    async def _rows(
        self, wanted: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None
    ) -> Sequence[Sequence[Any]]:
        """What the queues ask again and again, by the shortest way."""
        if self._direct:
            with self._database.told():
                return await self._direct[1].read(wanted, values)
        async with self._reading() as connection:
            return (await connection.execute(wanted, values)).all()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with self._database.told():
            async with self._reader.connect() as connection:
                yield connection


def _same_chat(table: Table, bot_id: int, chat_id: ColumnElement[int] | int) -> ColumnElement[bool]:
    return and_(table.c.bot_id == bot_id, table.c.chat_id == chat_id)


def _lock(bot_id: int, chat_id: int) -> str:
    return f"chat:{bot_id}:{chat_id}"


def _made_by(by: AnsweredBy | None) -> dict[str, object]:
    columns = ("language", "pack", "edition", "took_ms")
    return {one: getattr(by, one, None) for one in columns}


def _storable(words: str) -> str:
    return words.replace("\x00", "")  # PostgreSQL's texts cannot hold it


async def _settle(
    connection: AsyncConnection, taken: StoredUpdate, *, state: str, error: str | None = None
) -> None:
    settled = {
        "the_bot": taken.bot_id,
        "the_update": taken.update_id,
        "state": state,
        "error": error,
        "failures": int(error is not None),
    }
    if (await connection.execute(statements.SETTLE, settled)).one_or_none() is None:
        raise Overtaken(f"update {taken.update_id}")


async def _count(connection: AsyncConnection, table: Table, bot_id: int, state: str) -> int:
    wanted = select(func.count()).where(table.c.state == state, table.c.bot_id == bot_id)
    return (await connection.execute(wanted)).scalar_one()
