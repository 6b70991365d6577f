"""Opens the database, brings its tables up to date, and says plainly what is wrong with it.

One machine: a SQLite file under GONGO_HOME. Several processes: PostgreSQL, by GONGO_DATABASE_URL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
from filelock import FileLock, Timeout
from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.direct import Direct

if TYPE_CHECKING:
    from alembic.config import Config

FILE_NAME = "gongo.db"
SERVING_LOCK = "serving.lock"
Pseudonym = Callable[[int, int], str]
_MIGRATIONS = Path(__file__).with_name("migrations")
# What SQLite says when the file itself is broken, as opposed to busy, full or write-protected.
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
# PostgreSQL's: connection, resources (disk, memory), an operator's doing, the system below it.
_OUTAGES = ("08", "53", "57", "58")
_UPGRADING = 0x676F6E676F  # the lock under which one process at a time migrates a shared database


class StorageUnavailable(Exception):
    """The database cannot be read or written; the text names it and what the operator can do."""


class _OfAnotherVersion(Exception):
    """The tables are not those of this Gongo, nor older ones."""


@dataclass(frozen=True)
class Database:
    """An engine, and where its data are: a file, or a server's address without the password."""

    engine: AsyncEngine
    file: Path | None
    address: str

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on it too."""
        return self.file is None

    def direct(self) -> Direct:
        """Another connection to the file, for whole transactions; close it after use."""
        assert self.file is not None
        return Direct(self.file, _prepare)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what the database driver raises into StorageUnavailable with the place and a remedy."""
        try:
            yield
        except DBAPIError as error:
            if not _is_outage(error):  # a broken constraint is a fault of ours
                raise
            raise StorageUnavailable(self._explain(error)) from error
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:  # while connecting
            raise StorageUnavailable(_unreachable(self.address, error)) from error
        except _OfAnotherVersion as error:
            raise StorageUnavailable(
                f"{self.address} was made by another version of Gongo ({error}). Start the newer Gongo, or name "
                "another GONGO_HOME or GONGO_DATABASE_URL. What is stored was left as it is."
            ) from error

    def _explain(self, error: DBAPIError) -> str:
        return _explain(self.file, error) if self.file else _unreachable(self.address, error.orig or error)


async def open_database(home: Path, pseudonym: Pseudonym, url: str | None = None) -> Database:
    """The database at `url` (postgresql+asyncpg://…), else in `home`/gongo.db, checked and migrated.

    `pseudonym` (bot, chat) is what the log of an older version gets instead of chat numbers.
    Raises StorageUnavailable. Dispose its engine after use.
    """
    make_home(home)
    database = database_at(home, url)
    try:
        with database.told():
            if database.file is not None:
                await _check(database.engine, database.file)
            await upgrade(database.engine, pseudonym)
    except BaseException:
        await database.engine.dispose()
        raise
    return database


def database_at(home: Path, url: str | None) -> Database:
    """The same as it stands: not checked, not migrated, and nothing made before it is used."""
    if url is None:
        file = home / FILE_NAME
        return Database(_sqlite(file), file, str(file))
    return Database(_postgresql(url), None, make_url(url).render_as_string(hide_password=True))


async def upgrade(engine: AsyncEngine, pseudonym: Pseudonym) -> None:
    """Runs the shipped migrations that the database does not have yet, all in one transaction."""
    async with engine.begin() as connection:
        await migrate(connection, pseudonym)


async def migrate(connection: AsyncConnection, pseudonym: Pseudonym, to: str = "head") -> None:
    """The same on a connection whose transaction the caller ends, up to a revision."""
    if connection.dialect.name == "postgresql":
        await hold_upgrades(connection)
    await connection.run_sync(_upgrade, pseudonym, to)


async def hold_upgrades(connection: AsyncConnection) -> None:
    """No other process migrates this PostgreSQL before the transaction ends."""
    await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADING})")


def revisions() -> frozenset[str]:
    """Every schema that this Gongo knows."""
    from alembic.script import ScriptDirectory

    return frozenset(one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions())


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else serves from `home`, nor puts a backup into it, meanwhile. Raises StorageUnavailable."""
    make_home(home)
    lock = FileLock(home / SERVING_LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise StorageUnavailable(
            f"Another Gongo serves from {home} already. Stop it, or give this one a GONGO_HOME of its own; "
            "several processes can share a PostgreSQL (GONGO_DATABASE_URL)."
        ) from None
    except OSError as error:
        raise StorageUnavailable(
            f"GONGO_HOME is {home}, and nothing can be written there: {error.strerror}."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _is_outage(error: DBAPIError) -> bool:
    if error.connection_invalidated or str(getattr(error.orig, "sqlstate", ""))[:2] in _OUTAGES:
        return True
    # DatabaseError itself: what SQLite raises for a damaged file
    return type(error) in (DatabaseError, OperationalError, InterfaceError)


def make_home(home: Path) -> None:
    """The folder of GONGO_HOME. Raises StorageUnavailable."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(
            f"GONGO_HOME is {home}, and that folder cannot be made: {error.strerror}. "
            "Point GONGO_HOME at a folder that this user may write to."
        ) from error


def _postgresql(url: str) -> AsyncEngine:
    # pre_ping: a restart of the server costs one reconnection, not one failed turn a connection
    return create_async_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)


def _sqlite(file: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:
    # Python's sqlite3 would open transactions by guesswork, and none around DDL: `_begin` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # One statement that reads is a transaction by itself; each more costs several turns of aiosqlite's thread.
    if not connection.get_execution_options().get("reads_once"):
        connection.exec_driver_sql("BEGIN")


async def _check(engine: AsyncEngine, file: Path) -> None:
    async with engine.connect() as connection:
        found = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
        if found != "ok":
            raise StorageUnavailable(_damaged(file, found))


def _upgrade(connection: Connection, pseudonym: Pseudonym, to: str) -> None:
    # Imported where it works: a sixth of what every command would wait for at its start.
    from alembic import command
    from alembic.util import CommandError

    config = _config()
    config.attributes |= {"connection": connection, "pseudonym": pseudonym}
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise _OfAnotherVersion(str(error)) from error


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _explain(file: Path, error: DBAPIError) -> str:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code in _DAMAGED:
        return _damaged(file, str(error.orig))
    return (
        f"{file} cannot be read or written: {error.orig}. Check that GONGO_HOME ({file.parent}) is a folder which "
        "this user may write to and that the disk is not full. Nothing was deleted."
    )


def _damaged(file: Path, found: str) -> str:
    return (
        f"{file} is damaged ({' '.join(found.split())}). It was left as it is. Stop Gongo, move the file and its -wal and -shm "
        "companions aside, and put a backup in its place, or start without one: Gongo then makes an empty database."
    )


def _unreachable(address: str, error: BaseException) -> str:
    return (
        f"The database at {address} cannot be used: {type(error).__name__}: {error}. Check GONGO_DATABASE_URL, and "
        "that PostgreSQL runs, takes this user and has room on its disk. Nothing was deleted."
    )
