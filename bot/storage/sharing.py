"""How several processes share one PostgreSQL: advisory locks and notices, on a connection of their own.

A lock is the connection's: when its process dies, the server lets it go. What two processes do although one has
lost its locks is refused where it is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from hashlib import blake2b
from typing import Any

import asyncpg
from sqlalchemy import make_url

CHANNEL = "gongo"

_TIMEOUT = 10.0  # seconds for any of these short statements


class Sharing:
    """Locks of one process by name, and news from all. Every method may raise what asyncpg raises, or OSError.

    `heard` gets the name of a queue to which some process has added.
    """

    def __init__(self, url: str, heard: Callable[[str], None]) -> None:
        self._address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._heard = heard
        self._connection: Any = None
        self._speaking = asyncio.Lock()  # a connection does one thing at a time
        self._held: set[str] = set()

    async def hold(self, names: Collection[str], at_most: int) -> frozenset[str]:
        """Locks up to `at_most` of these, in their order; gives those that nobody else holds."""
        query = "SELECT key FROM unnest($1::bigint[]) AS key WHERE pg_try_advisory_lock(key) LIMIT $2"
        async with self._speaking:
            connection = await self._connected()
            mine = {*names} & self._held  # the server would count them twice
            keys = {_key(name): name for name in names if name not in mine}
            found = await connection.fetch(query, list(keys), max(0, at_most - len(mine)))
            mine |= {keys[row["key"]] for row in found}
            self._held |= mine
        return frozenset(mine)

    async def let_go(self, name: str) -> None:
        async with self._speaking:
            if name in self._held:
                connection = await self._connected()  # a new one holds nothing any more
                self._held.discard(name)
                await connection.execute("SELECT pg_advisory_unlock($1)", _key(name))

    async def lead(self, name: str) -> bool:
        """Whether this process is the one that does `name`; stays so until it ends or loses its connection."""
        if self._connection is not None and not self._connection.is_closed() and name in self._held:
            return True
        await self.hold([name], 1)
        return name in self._held

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close(timeout=_TIMEOUT)

    async def _connected(self) -> Any:
        if self._connection is None or self._connection.is_closed():
            self._held.clear()  # the server let them go with the former connection
            self._connection = await asyncpg.connect(
                self._address, timeout=_TIMEOUT, command_timeout=_TIMEOUT
            )
            await self._connection.add_listener(CHANNEL, self._notice)
        return self._connection

    def _notice(self, connection: object, pid: int, channel: str, queue: object) -> None:
        self._heard(str(queue))


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
