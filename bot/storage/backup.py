"""One file with all that an installation keeps and could not make again, and the way back from it.

A ZIP archive: what stands in GONGO_HOME, the rows of every table, and a manifest with the hash of each. It holds the
key and people's words, so it has to be guarded like the key. The search index is left out: it is made from the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import delete, inspect, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateSchema

from bot.storage import keys
from bot.storage.database import (
    FILE_NAME,
    SERVING_LOCK,
    Database,
    alone,
    database_at,
    hold_upgrades,
    migrate,
    revisions,
)
from bot.storage.portable import (
    VERSIONS,
    NotPortable,
    count_on,
    counted,
    fill,
    revision_of,
    tables_of,
    written,
)
from bot.storage.tables import metadata

MANIFEST = "manifest.json"
_HOME, _TABLES = "home", "tables"
_ASIDE, _STAGING = "before-", ".restoring"
# Derived, a lock, the database itself, what a restore moved aside: no part of a backup.
_LEFT_OUT = {"index", "packs", SERVING_LOCK, FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", "lost+found"}
_STAYS = {"index", "packs", SERVING_LOCK, "lost+found"}  # on putting a backup back

_MOST_ENTRIES = 100_000
_MOST_MANIFEST = 32 * 2**20  # bytes
_MOST_LINE = 256 * 2**20  # bytes of one row
_CHUNK = 2**20

# Every running service holds a lock of its own there, if only to lead the sending.
_AT_WORK = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class BackupError(Exception):
    """A backup that cannot be made or put back; for the operator. What was there is as it was, unless it says so."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Entry(_Frozen):
    """One file of the archive; `size` in bytes, `sha256` as hex digits."""

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(_Frozen):
    """What an archive says of itself. `counters` is how far each table has numbered its rows."""

    format: int = Field(ge=1, le=1)
    gongo: str
    pack: str
    database: str
    revision: str
    made_at: datetime
    rows: Mapping[str, int]
    counters: Mapping[str, int]
    entries: tuple[Entry, ...] = Field(max_length=_MOST_ENTRIES)


# --- making -----------------------------------------------------------------------------------------------------


async def back_up(file: Path, home: Path, url: str | None, pack: str, now: datetime) -> Manifest:
    """Writes all that `home` and its database (at `url`, else in `home`) keep into a new file, readable by its
    owner only. The rows are those of one moment; a service may go on meanwhile. `pack` names what answered.

    Raises BackupError, StorageUnavailable, or OSError where the file cannot be written.
    """
    if file.exists():
        raise BackupError(f"{file} exists already; name another file.")
    if file.resolve().is_relative_to(home.resolve()):
        raise BackupError(
            f"{file} lies in GONGO_HOME ({home}); keep backups elsewhere, best on another machine."
        )
    if not (home / keys.FILE_NAME).is_file() or not (url or (home / FILE_NAME).is_file()):
        raise BackupError(
            f"There is no installation in {home.absolute()}. Does GONGO_HOME name the right folder?"
        )
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                made = await _written(_Writing(archive, now), home, url, pack, now)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return made


async def _written(archive: _Writing, home: Path, url: str | None, pack: str, now: datetime) -> Manifest:
    rows = {}
    async with _as_of_now(database_at(home, url)) as connection:
        revision = await revision_of(connection)
        if revision is None:
            raise BackupError("The database has no tables of Gongo; there is nothing to back up.")
        # The rows first: a document that they are about was there before them.
        tables = sorted(await tables_of(connection), key=lambda one: one.name)
        for table in tables:
            rows[table.name] = -1  # the line of names
            with archive.entry(f"{_TABLES}/{table.name}.jsonl") as write:
                async for line in written(connection, table):
                    write(line)
                    rows[table.name] += 1
        counters = await counted(connection, tables)
    for path in _files(home):
        archive.copy(f"{_HOME}/{path.relative_to(home).as_posix()}", path)
    made = Manifest(
        format=1,
        gongo=version("gongo"),
        pack=pack,
        database="postgresql" if url else "sqlite",
        revision=revision,
        made_at=now,
        rows=rows,
        counters=counters,
        entries=tuple(archive.entries),
    )
    with archive.entry(MANIFEST) as write:
        write(json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=1).encode())
    return made


class _Writing:
    """An archive that is being written, and what it holds so far."""

    def __init__(self, archive: zipfile.ZipFile, now: datetime) -> None:
        self.entries: list[Entry] = []
        self._archive = archive
        self._time = now.astimezone(UTC).timetuple()[:6]

    @contextmanager
    def entry(self, name: str) -> Iterator[Any]:
        """Gives what writes the next bytes of it."""
        info = zipfile.ZipInfo(name, self._time)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0

        def write(data: bytes) -> None:
            nonlocal size
            size += opened.write(data)
            digest.update(data)

        with self._archive.open(info, "w", force_zip64=True) as opened:
            yield write
        self.entries.append(Entry(name=name, size=size, sha256=digest.hexdigest()))

    def copy(self, name: str, path: Path) -> None:
        try:
            opened = path.open("rb")
        except FileNotFoundError:  # taken away a moment ago
            return
        with opened, self.entry(name) as write:
            while data := opened.read(_CHUNK):
                write(data)


@asynccontextmanager
async def _as_of_now(database: Database) -> AsyncIterator[AsyncConnection]:
    """A transaction that sees one moment, whatever others write meanwhile."""
    engine = database.engine
    if database.is_shared:
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with database.told():
            async with engine.connect() as connection:
                yield connection
    finally:
        await database.engine.dispose()


def _files(home: Path) -> Iterator[Path]:
    seen = set()
    for folder, folders, names in os.walk(home, followlinks=True):
        here = Path(folder)
        if here.resolve() in seen:  # a link that leads round
            folders.clear()
            continue
        seen.add(here.resolve())
        folders[:] = sorted(name for name in folders if here != home or _belongs(name))
        for name in sorted(names):
            if (here != home or _belongs(name)) and (here / name).is_file():
                yield here / name


def _belongs(name: str) -> bool:
    """Whether what has this name in GONGO_HOME is part of a backup."""
    return name not in _LEFT_OUT and not name.startswith((_ASIDE, _STAGING))


# --- putting back -----------------------------------------------------------------------------------------------


async def restore(
    file: Path, home: Path, url: str | None, now: datetime, *, replace: bool = False
) -> tuple[Manifest, list[str]]:
    """Puts a backup into an empty `home` and an empty database (at `url`, else in `home`), and migrates it.

    With `replace` what is there is moved aside. Gives the manifest, and where that is now. Everything is checked
    before anything is written. Raises BackupError, StorageUnavailable, or OSError for a disk that does not serve.
    """
    with _readable(file) as archive:
        manifest = _verified(archive)
        if manifest.revision not in revisions():
            raise BackupError(
                f"{file} was made by a newer Gongo ({manifest.gongo}, schema {manifest.revision}); install that one or a "
                "later one to put it back. Nothing was changed."
            )
        with alone(home):
            there = [path for path in home.iterdir() if path.name not in _STAYS and not _is_aside(path.name)]
            if there and not replace:
                raise BackupError(
                    f"{home} is not empty ({', '.join(sorted(path.name for path in there))}). Name an empty GONGO_HOME, "
                    "or give --replace: what is there is then moved aside, not deleted."
                )
            if sum(one.size for one in manifest.entries) > shutil.disk_usage(home).free:
                raise BackupError(
                    f"The disk of {home} has no room for what is in {file}. Nothing was changed."
                )
            staging = home / _STAGING
            shutil.rmtree(staging, ignore_errors=True)  # of one that was cut off
            try:
                _unpack(archive, manifest, staging)
                aside = await _fill(archive, manifest, staging, url, replace, now)
                return manifest, aside + _put_in_place(home, there, staging, now)
            finally:
                shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _readable(file: Path) -> Iterator[zipfile.ZipFile]:
    """Whatever a damaged archive makes the readers raise is told as such."""
    if not file.is_file():
        raise BackupError(f"{file}: no such file")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError) as error:
        raise BackupError(f"{file} is damaged or no backup: {error}. Nothing was changed.") from error
    except NotImplementedError as error:
        raise BackupError(f"{file} is no backup of Gongo: {error}. Nothing was changed.") from error


def _verified(archive: zipfile.ZipFile) -> Manifest:
    """What the archive says of itself, once every byte is found to be so. Raises BackupError."""
    found = archive.infolist()
    if any(one.flag_bits & 1 for one in found) or len(found) > _MOST_ENTRIES + 1:
        raise BackupError("This is no backup of Gongo: it is encrypted or has too many entries.")
    try:
        with archive.open(MANIFEST) as opened:
            manifest = Manifest.model_validate_json(opened.read(_MOST_MANIFEST))
    except KeyError:
        raise BackupError(f"This is no backup of Gongo: there is no {MANIFEST} in it.") from None
    except ValidationError as error:
        raise BackupError(
            f"The manifest cannot be read by this Gongo ({version('gongo')}): {error}"
        ) from None
    names = [one.name for one in manifest.entries]
    if sorted(one.filename for one in found) != sorted([*names, MANIFEST]):
        raise BackupError("The archive does not hold what its manifest names. Nothing was changed.")
    tables = {name for name in names if name.startswith(f"{_TABLES}/")}
    if (
        tables != {f"{_TABLES}/{name}.jsonl" for name in manifest.rows}
        or f"{_HOME}/{keys.FILE_NAME}" not in names
    ):
        raise BackupError("The key or a table is missing in the archive. Nothing was changed.")
    for one in manifest.entries:
        if one.name not in tables and not _is_safe(one.name):
            raise BackupError(
                f"The archive names a file that no backup has: {one.name!r}. Nothing was changed."
            )
        if not _is_intact(archive, one):
            raise BackupError(f"{one.name} in the archive is not what was backed up. Nothing was changed.")
    return manifest


def _is_safe(name: str) -> bool:
    """Whether it is a plain file below `home/`, and one that a backup holds."""
    parts = PurePosixPath(name).parts
    odd = "/".join(parts) != name or ".." in parts or "\\" in name or "\0" in name or ":" in name
    return not odd and len(parts) > 1 and parts[0] == _HOME and _belongs(parts[1])


def _is_intact(archive: zipfile.ZipFile, entry: Entry) -> bool:
    digest, size = hashlib.sha256(), 0
    with archive.open(entry.name) as opened:
        while size <= entry.size and (data := opened.read(_CHUNK)):
            digest.update(data)
            size += len(data)
    return (size, digest.hexdigest()) == (entry.size, entry.sha256)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for entry in manifest.entries:
        if entry.name.startswith(f"{_HOME}/"):
            path = folder.joinpath(*PurePosixPath(entry.name).parts[1:])
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with archive.open(entry.name) as opened, os.fdopen(new, "wb") as written:
                shutil.copyfileobj(opened, written, _CHUNK)


async def _fill(
    archive: zipfile.ZipFile, manifest: Manifest, staging: Path, url: str | None, replace: bool, now: datetime
) -> list[str]:
    """The rows into a database, all or none; gives where those are that were there."""
    pseudonym = partial(keys.pseudonym, keys.read_key(staging))
    database = database_at(staging, url)
    try:
        with database.told():
            async with database.engine.begin() as connection:
                aside = await _server_emptied(connection, manifest, replace, now) if url else []
                await migrate(connection, pseudonym, manifest.revision)
                await _fill_tables(connection, archive, manifest)
                await migrate(connection, pseudonym)
                await count_on(connection, await tables_of(connection), manifest.counters)
    except (NotPortable, DataError, IntegrityError) as error:
        raise BackupError(f"The rows do not fit their tables: {error}. Nothing was changed.") from error
    finally:
        await database.engine.dispose()
    return aside


async def _fill_tables(connection: AsyncConnection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    tables = [one for one in await tables_of(connection) if one.name in manifest.rows]
    if missing := {*manifest.rows} - {one.name for one in tables}:
        raise NotPortable(f"schema {manifest.revision} has no tables {', '.join(sorted(missing))}")
    for table in reversed(tables):  # a migration may have put rows into it
        await connection.execute(delete(table))
    for table in tables:
        with archive.open(f"{_TABLES}/{table.name}.jsonl") as opened:
            count = await fill(connection, table, _lines(opened))
        if count != manifest.rows[table.name]:
            raise NotPortable(f"{table.name} has {count} rows instead of {manifest.rows[table.name]}")


def _lines(opened: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: opened.readline(_MOST_LINE), b"")


async def _server_emptied(
    connection: AsyncConnection, manifest: Manifest, replace: bool, now: datetime
) -> list[str]:
    """Refuses where a service is at work or tables are; with `replace` moves those into a schema of their own."""
    await hold_upgrades(connection)  # a service that starts now waits for the end
    if (await connection.execute(text(_AT_WORK))).scalar():
        raise BackupError(
            "A Gongo is at work on this database. Stop every process first. Nothing was changed."
        )
    known = {*manifest.rows, *metadata.tables, VERSIONS}
    there = sorted(known & {*await connection.run_sync(lambda one: inspect(one).get_table_names())})
    if there and not replace:
        raise BackupError(
            f"The database is not empty ({', '.join(there)}). Name an empty one in GONGO_DATABASE_URL, or give --replace: "
            "what is there is then moved into a schema of its own, not deleted."
        )
    if not there:
        return []
    schema = f"gongo_before_{_stamp(now).lower()}"
    await connection.execute(CreateSchema(schema))
    for name in there:
        await connection.exec_driver_sql(f'ALTER TABLE "{name}" SET SCHEMA {schema}')
    return [f"schema {schema}"]


def _put_in_place(home: Path, there: list[Path], staging: Path, now: datetime) -> list[str]:
    """Renames within one folder, which may be the root of a volume. Gives where the former content is."""
    aside = home / f"{_ASIDE}{_stamp(now)}"
    try:
        if there:
            aside.mkdir(mode=0o700)
        for path in there:
            path.rename(aside / path.name)
        for path in staging.iterdir():
            path.rename(home / path.name)
    except OSError as error:
        raise BackupError(
            f"{home} could not be changed to the end: {error}. What was there is in {aside} or still in its place; "
            "the backup is whole."
        ) from error
    return [str(aside)] if there else []


def _is_aside(name: str) -> bool:
    return name.startswith((_ASIDE, _STAGING))


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
