"""Opens the database file under GONGO_HOME, brings its tables up to date, and says plainly what is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

FILE_NAME = "gongo.db"
_MIGRATIONS = Path(__file__).with_name("migrations")
# What SQLite says when the file itself is broken, as opposed to busy, full or write-protected.
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class StorageUnavailable(Exception):
    """The database cannot be read or written; the text names the file and what the operator can do."""


async def open_database(home: Path) -> AsyncEngine:
    """An engine on `home`/gongo.db, checked and migrated; raises StorageUnavailable. Dispose it after use."""
    _make_folder(home)
    file = home / FILE_NAME
    engine = _engine(file)
    try:
        with told(file):
            await _check(engine, file)
            await upgrade(engine)
    except BaseException:
        await engine.dispose()
        raise
    return engine


async def upgrade(engine: AsyncEngine) -> None:
    """Runs the shipped migrations that the database does not have yet, all in one transaction."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turns what the database driver raises into StorageUnavailable with the file's name and a remedy."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):  # a broken constraint is a fault of ours
            raise
        raise StorageUnavailable(_explain(file, error)) from error
    except CommandError as error:
        raise StorageUnavailable(
            f"{file} was made by another version of Gongo ({error}). Start the newer Gongo, "
            "or point GONGO_HOME at another folder. The file was left as it is."
        ) from error


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(
            f"GONGO_HOME is {home}, and that folder cannot be made: {error.strerror}. "
            "Point GONGO_HOME at a folder that this user may write to."
        ) from error


def _engine(file: Path) -> AsyncEngine:
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
    connection.exec_driver_sql("BEGIN")


async def _check(engine: AsyncEngine, file: Path) -> None:
    async with engine.connect() as connection:
        found = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
        if found != "ok":
            raise StorageUnavailable(_damaged(file, found))


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _explain(file: Path, error: DatabaseError) -> str:
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
