"""Accounts of staff and their sessions. Passwords come hashed, session tokens as digests: nothing here opens a door."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Write
from bot.storage.direct import Job
from bot.storage.tables import staff, staff_session

Role = Literal["viewer", "editor", "approver", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Admission = Literal["admitted", "locked", "refused"]  # a try with a password; "locked" by this very one


class NameTaken(Exception):
    """Somebody has this name already."""


@dataclass(frozen=True)
class Staff:
    """One account. `totp_step` is the time step of the last code that was used."""

    id: int
    name: str
    password: str
    role: Role
    language: str
    totp: str | None
    totp_step: int
    failures: int
    locked_until: datetime | None
    must_change: bool
    active: bool
    created_at: datetime

    def may(self, role: Role) -> bool:
        """Whether the account's role includes this one."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True)
class Session:
    """A signed-in browser. `digest` is that of its cookie."""

    digest: str
    staff_id: int
    csrf: str
    created_at: datetime
    seen_at: datetime


class StaffBook:
    """Reads accounts and sessions; what changes them are jobs, to be run with `Audit.done` where they are deeds."""

    def __init__(
        self, reading: Callable[[], AbstractAsyncContextManager[AsyncConnection]], write: Write
    ) -> None:
        self._reading = reading
        self._write = write

    async def all(self) -> tuple[Staff, ...]:
        async with self._reading() as connection:
            rows = (await connection.execute(select(staff).order_by(staff.c.name))).mappings().all()
        return tuple(Staff(**row) for row in rows)

    async def named(self, name: str) -> Staff | None:
        return await self._one(staff.c.name == name.strip().casefold())

    async def by_id(self, id: int) -> Staff | None:
        return await self._one(staff.c.id == id)

    async def any(self) -> bool:
        """Whether there is an account yet."""
        async with self._reading() as connection:
            found = await connection.execute(select(func.count()).select_from(staff))
            return found.scalar_one() > 0

    async def session(self, digest: str) -> tuple[Session, Staff] | None:
        """The session of a cookie and its account; None for one that is gone or whose account is not active."""
        wanted = (
            select(staff_session, staff)
            .join(staff, staff.c.id == staff_session.c.staff_id)
            .where(staff_session.c.digest == digest, staff.c.active)
        )
        async with self._reading() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            return None
        width = len(staff_session.c)
        return Session(*row[:width]), Staff(*row[width:])

    async def sessions_of(self, id: int) -> tuple[Session, ...]:
        wanted = select(staff_session).where(staff_session.c.staff_id == id)
        async with self._reading() as connection:
            return tuple(Session(*row) for row in await connection.execute(wanted))

    def add(
        self, name: str, password: str, role: Role, language: str, at: datetime, must_change: bool = True
    ) -> Job[int]:
        """A job that gives the new account's number; it raises NameTaken."""
        values = {
            "name": name.strip().casefold(),
            "password": password,
            "role": role,
            "language": language,
            "totp_step": 0,
            "failures": 0,
            "must_change": must_change,
            "active": True,
            "created_at": at,
        }

        async def job(connection: AsyncConnection) -> int:
            taken = select(staff.c.id).where(staff.c.name == values["name"])
            if (await connection.execute(taken)).one_or_none() is not None:
                raise NameTaken(name)
            try:
                found = await connection.execute(insert(staff).values(**values).returning(staff.c.id))
            except IntegrityError:
                raise NameTaken(name) from None
            return int(found.scalar_one())

        return job

    def change(self, id: int, *, ends_sessions: bool = False, but: str = "", **values: Any) -> Job[None]:
        """A job that sets columns of an account; with `ends_sessions` it is signed out, but for session `but`."""

        async def job(connection: AsyncConnection) -> None:
            await connection.execute(update(staff).where(staff.c.id == id).values(**values))
            if ends_sessions:
                others = (staff_session.c.staff_id == id) & (staff_session.c.digest != but)
                await connection.execute(delete(staff_session).where(others))

        return job

    async def keep(self, id: int, **values: Any) -> None:
        """Sets columns that no deed of the person changes: counted failures, a used code, the language."""
        await self._write(self.change(id, **values))

    async def admit(self, id: int, at: datetime, most: int, locked: timedelta) -> Admission:
        """Counts a try with a password before it is checked, so that many at once are counted too.

        One more than `most` since the last success locks the account for a while, and every try then is refused.
        """
        is_open = staff.c.locked_until.is_(None) | (staff.c.locked_until <= at)
        counted = update(staff).where(staff.c.id == id, is_open).values(failures=staff.c.failures + 1)
        locking = update(staff).where(staff.c.id == id).values(failures=0, locked_until=at + locked)

        async def job(connection: AsyncConnection) -> Admission:
            tries = (await connection.execute(counted.returning(staff.c.failures))).scalar_one_or_none()
            if tries is None:
                return "refused"
            if tries <= most:
                return "admitted"
            await connection.execute(locking)
            return "locked"

        return await self._write(job)

    async def use_step(self, id: int, step: int) -> bool:
        """Uses a code's time step up; false if it, or a later one, was used before."""
        used = update(staff).where(staff.c.id == id, staff.c.totp_step < step).values(totp_step=step)

        async def job(connection: AsyncConnection) -> bool:
            return (await connection.execute(used.returning(staff.c.id))).one_or_none() is not None

        return await self._write(job)

    async def begin(self, session: Session) -> None:
        values = {name: getattr(session, name) for name in staff_session.c.keys()}  # noqa: SIM118
        await self._write(lambda connection: connection.execute(insert(staff_session), [values]))

    async def seen(self, digest: str, at: datetime) -> None:
        touched = update(staff_session).where(staff_session.c.digest == digest).values(seen_at=at)
        await self._write(lambda connection: connection.execute(touched))

    async def end(self, digest: str) -> None:
        gone = delete(staff_session).where(staff_session.c.digest == digest)
        await self._write(lambda connection: connection.execute(gone))

    async def end_idle(self, seen_before: datetime, created_before: datetime) -> None:
        """Removes sessions that nobody may use any more."""
        old = (staff_session.c.seen_at < seen_before) | (staff_session.c.created_at < created_before)
        await self._write(lambda connection: connection.execute(delete(staff_session).where(old)))

    async def _one(self, where: Any) -> Staff | None:
        async with self._reading() as connection:
            row = (await connection.execute(select(staff).where(where))).mappings().one_or_none()
        return None if row is None else Staff(**row)
