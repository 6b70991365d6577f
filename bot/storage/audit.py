"""The audit: every change that staff made, each entry sealed together with the one before it.

The seal is an HMAC with the installation's key, which is not in the database: who can write only there can neither
change an entry unnoticed nor make one up. Entries cut off at the end are seen only by who noted the last number.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.direct import Job
from bot.storage.keys import derived
from bot.storage.tables import audit

_Result = TypeVar("_Result")
_BATCH = 1000
_LOCK = 0x60_6E_67_6F  # one writer of the chain at a time, among processes that share a PostgreSQL


class Write(Protocol):
    """Runs a job as one transaction, and gives its result."""

    async def __call__(self, job: Job[_Result]) -> _Result: ...


Reading = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True)
class Deed:
    """What somebody changed: `before` and `after` in words or JSON, empty for what was or is not there."""

    who: str
    action: str
    subject: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Entry:
    """A deed as it is kept. Numbers count up from 1 without a gap."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    before: str
    after: str
    digest: str


@dataclass(frozen=True)
class Verified:
    """How many entries hold, and the first that does not (its number), if there is one."""

    holding: int
    broken: int | None
    last_digest: str


class Audit:
    """Writes deeds together with what they change, and reads them."""

    def __init__(self, reading: Reading, write: Write, key: bytes) -> None:
        self._reading = reading
        self._write = write
        self._key = key

    async def done(self, deed: Deed | Callable[[_Result], Deed], at: datetime, job: Job[_Result]) -> _Result:
        """Runs the job and enters the deed, in one transaction. A deed may need the job's result."""

        async def together(connection: AsyncConnection) -> _Result:
            result = await job(connection)
            await self._enter(connection, deed(result) if callable(deed) else deed, at)
            return result

        return await self._write(together)

    async def note(self, deed: Deed, at: datetime) -> None:
        """Enters a deed that changes nothing in the database (a sign-in, an export)."""
        await self._write(lambda connection: self._enter(connection, deed, at))

    async def entries(self, limit: int, before: int | None = None) -> tuple[Entry, ...]:
        """The newest entries first; those under number `before`, if given."""
        wanted = select(audit).order_by(audit.c.number.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(audit.c.number < before)
        async with self._reading() as connection:
            return tuple(Entry(**row) for row in (await connection.execute(wanted)).mappings())

    async def verify(self) -> Verified:
        """Reads the whole chain."""
        previous, holding = "", 0
        async for entry in self._all():
            if entry.number != holding + 1 or entry.digest != self._seal(entry, previous):
                return Verified(holding, holding + 1, previous)
            previous, holding = entry.digest, entry.number
        return Verified(holding, None, previous)

    async def _all(self) -> AsyncIterator[Entry]:
        last = 0
        while True:
            wanted = select(audit).where(audit.c.number > last).order_by(audit.c.number).limit(_BATCH)
            async with self._reading() as connection:
                found: Sequence[Any] = (await connection.execute(wanted)).mappings().all()
            for row in found:
                yield Entry(**row)
            if len(found) < _BATCH:
                return
            last = found[-1]["number"]

    async def _enter(self, connection: AsyncConnection, deed: Deed, at: datetime) -> None:
        if connection.dialect.name == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        newest = select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)
        number, previous = (await connection.execute(newest)).one_or_none() or (0, "")
        # PostgreSQL's texts hold no NUL
        short = {name: value.replace("\x00", "") for name, value in asdict(deed).items()}
        short["subject"] = short["subject"][:200]
        entry = Entry(number + 1, at, **short, digest="")
        row = asdict(entry) | {"digest": self._seal(entry, previous)}
        await connection.execute(insert(audit), [row])

    def _seal(self, entry: Entry, previous: str) -> str:
        told = [getattr(entry, one.name) for one in fields(entry) if one.name not in ("at", "digest")]
        at = entry.at.astimezone(UTC).isoformat()
        return derived(self._key, "audit", json.dumps([*told, at, previous], ensure_ascii=False))
