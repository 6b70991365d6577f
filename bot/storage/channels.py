"""Other channels than Telegram: the keys with which they ask, and the conversations that they lead for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answering.answer import Answer
from bot.storage import statements
from bot.storage.audit import Reading, Write
from bot.storage.direct import Job
from bot.storage.staff import NameTaken
from bot.storage.tables import answer_log, api_conversation, api_key

Scope = Literal["ask", "check", "day"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True)
class ApiKey:
    """One key, which itself is kept nowhere. `rate` is in requests a minute, `last_used` a day in Korea."""

    id: int
    name: str
    digest: str
    scopes: frozenset[str]
    rate: int
    active: bool
    created_by: str
    created_at: datetime
    last_used: date | None

    @property
    def bot_id(self) -> int:
        """The channel in the log: those of Telegram are above zero."""
        return -self.id


@dataclass(frozen=True)
class Kept:
    """A conversation as it is kept; `turn` counts its turns."""

    turn: int
    state: str


@dataclass(frozen=True)
class ApiTurn:
    """What one turn leaves behind. `person` is a pseudonym; `before` the state that was answered in, None for none.

    Without `state` nothing is kept but the entry in the log. `turn` is the number of turns before this one, `answer`
    the answer in it if there was one.
    """

    key: ApiKey
    person: str
    event_text: str
    replies_text: str
    turn: int = 0
    state: str | None = None
    before: str | None = None
    answer: Answer | None = None
    took_ms: int | None = None


class Channels:
    """Reads keys and conversations; what changes keys are jobs, to be run with `Audit.done`."""

    def __init__(self, reading: Reading, write: Write, insert_of: Callable[..., Any]) -> None:
        self._reading = reading
        self._write = write
        self._insert = insert_of

    async def keys(self) -> tuple[ApiKey, ...]:
        """All keys by name, revoked ones too."""
        async with self._reading() as connection:
            rows = (await connection.execute(select(api_key).order_by(api_key.c.name))).mappings().all()
        return tuple(_key(row) for row in rows)

    async def key_named(self, name: str) -> ApiKey | None:
        return await self._one(api_key.c.name == name)

    async def key_of(self, digest: str) -> ApiKey | None:
        """The key with this digest; None for one that is not known or was revoked."""
        return await self._one((api_key.c.digest == digest) & api_key.c.active)

    def add(
        self, name: str, digest: str, scopes: frozenset[Scope], rate: int, by: str, at: datetime
    ) -> Job[int]:
        """A job that gives the new key's number; it raises NameTaken, also for the name of a revoked key."""
        values = {
            "name": name,
            "digest": digest,
            "scopes": " ".join(one for one in SCOPES if one in scopes),
            "rate": rate,
            "active": True,
            "created_by": by,
            "created_at": at,
        }

        async def job(connection: AsyncConnection) -> int:
            taken = select(api_key.c.id).where(api_key.c.name == name)
            if (await connection.execute(taken)).one_or_none() is not None:
                raise NameTaken(name)
            try:
                found = await connection.execute(insert(api_key).values(**values).returning(api_key.c.id))
            except IntegrityError:
                raise NameTaken(name) from None
            return int(found.scalar_one())

        return job

    def revoke(self, id: int) -> Job[None]:
        """A job after which the key opens nothing any more."""

        async def job(connection: AsyncConnection) -> None:
            await connection.execute(update(api_key).where(api_key.c.id == id).values(active=False))

        return job

    async def used(self, id: int, day: date) -> None:
        """Notes the day, unless a later one is noted."""
        earlier = or_(api_key.c.last_used.is_(None), api_key.c.last_used < day)
        noted = update(api_key).where(api_key.c.id == id, earlier).values(last_used=day)
        await self._write(lambda connection: connection.execute(noted))

    async def conversation(self, key_id: int, person: str) -> Kept | None:
        wanted = select(api_conversation.c.turn, api_conversation.c.state).where(_led(key_id, person))
        async with self._reading() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else Kept(*row)

    async def keep(self, turn: ApiTurn, at: datetime) -> bool:
        """Keeps a whole turn, or nothing of it where another one came first: then it is false."""

        async def job(connection: AsyncConnection) -> bool:
            if turn.state is not None:
                new = self._insert(api_conversation).values(
                    key_id=turn.key.id,
                    person=turn.person,
                    turn=turn.turn + 1,
                    state=turn.state,
                    updated_at=at,
                )
                kept = new.on_conflict_do_update(
                    index_elements=[api_conversation.c.key_id, api_conversation.c.person],
                    set_={one: new.excluded[one] for one in ("turn", "state", "updated_at")},
                    where=api_conversation.c.turn == turn.turn,
                ).returning(api_conversation.c.turn)
                if (await connection.execute(kept)).one_or_none() is None:
                    return False
            await connection.execute(statements.LOG, _entry(turn, at))
            return True

        return await self._write(job)

    async def forget(self, key: ApiKey, person: str) -> None:
        """Deletes at once what is kept of a conversation: its state, and its entries in the log."""

        async def job(connection: AsyncConnection) -> None:
            await connection.execute(delete(api_conversation).where(_led(key.id, person)))
            logged = (answer_log.c.bot_id == key.bot_id) & (answer_log.c.person == person)
            await connection.execute(delete(answer_log).where(logged))

        await self._write(job)

    async def _one(self, where: Any) -> ApiKey | None:
        async with self._reading() as connection:
            row = (await connection.execute(select(api_key).where(where))).mappings().one_or_none()
        return None if row is None else _key(row)


def _key(row: Any) -> ApiKey:
    return ApiKey(**{**row, "scopes": frozenset(row["scopes"].split())})


def _led(key_id: int, person: str) -> Any:
    return (api_conversation.c.key_id == key_id) & (api_conversation.c.person == person)


def _entry(turn: ApiTurn, at: datetime) -> dict[str, Any]:
    answer = turn.answer
    return {
        "bot_id": turn.key.bot_id,
        "person": turn.person,
        "update_id": 0,  # of no update
        # PostgreSQL's texts hold no NUL
        "event_text": turn.event_text.replace("\x00", ""),
        "replies_text": turn.replies_text.replace("\x00", ""),
        "at": at,
        "status": answer.status if answer else None,
        "topics": " ".join(answer.topics) if answer else None,
        "language": answer.language if answer else None,
        "pack": answer.pack if answer else None,
        "edition": answer.edition if answer else None,
        "took_ms": turn.took_ms if answer else None,
        "state_before": turn.before if answer else None,
    }
