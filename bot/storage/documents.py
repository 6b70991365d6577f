"""Versions of the documents that staff add: what stood under a name, from when, and who put it there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import document_version

Change = Literal["added", "changed", "removed", "found"]
_SHOWN = 100


@dataclass(frozen=True)
class Version:
    """One of them, without its text. "found" is one that came by another way than the console."""

    number: int
    name: str
    change: Change
    digest: str
    who: str
    at: datetime


class Versions:
    """Reads versions; `enter` writes one within a job, beside what it tells of."""

    def __init__(self, reading: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        self._reading = reading

    async def of(self, name: str) -> tuple[Version, ...]:
        """Those of one document, the newest first."""
        columns = [one for one in document_version.c if one.name != "text"]
        wanted = select(*columns).where(document_version.c.name == name)
        async with self._reading() as connection:
            rows = await connection.execute(wanted.order_by(document_version.c.number.desc()).limit(_SHOWN))
            return tuple(Version(**row) for row in rows.mappings())

    async def text(self, name: str, number: int) -> str | None:
        """The file as it was; None if this document has no such version, or it is a removal."""
        wanted = select(document_version.c.text).where(
            document_version.c.name == name, document_version.c.number == number
        )
        async with self._reading() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none() or None

    async def newest(self, connection: AsyncConnection, name: str) -> str | None:
        """The digest of the newest one."""
        wanted = select(document_version.c.digest).where(document_version.c.name == name)
        newest = wanted.order_by(document_version.c.number.desc()).limit(1)
        return (await connection.execute(newest)).scalar_one_or_none()

    async def enter(
        self,
        connection: AsyncConnection,
        *,
        name: str,
        change: Change,
        digest: str,
        text: str,
        who: str,
        at: datetime,
    ) -> None:
        row = {"name": name, "change": change, "digest": digest, "text": text, "who": who, "at": at}
        await connection.execute(insert(document_version), [row])
