from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.storage.database import FILE_NAME, StorageUnavailable, open_database, upgrade
from bot.storage.keys import read_key
from bot.storage.storage import Storage
from bot.storage.tables import metadata

NOBODY = 65534


def no_log(bot_id: int, chat_id: int) -> str:
    raise AssertionError("a new database has no log")


async def test_the_migrations_make_exactly_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    engine = (await open_database(tmp_path, no_log)).engine
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []


async def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first, second = read_key(tmp_path), read_key(tmp_path)

    assert first == second
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["key"]


@pytest.mark.parametrize("content", ["", "abc", "not hex" * 10])
async def test_a_damaged_key_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)

    with pytest.raises(StorageUnavailable, match="key is damaged"):
        await Storage.open(tmp_path)


async def test_an_upgraded_database_is_left_as_it_is(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    await storage.keep_note("kept", "yes")
    await storage.close()
    engine = (await open_database(tmp_path, no_log)).engine
    await upgrade(engine, no_log)
    await engine.dispose()

    storage = await Storage.open(tmp_path)
    assert await storage.noted("kept") == "yes"
    await storage.close()


async def test_the_file_is_written_ahead_and_checks_its_keys(tmp_path: Path) -> None:
    engine = (await open_database(tmp_path, no_log)).engine
    async with engine.connect() as connection:
        values = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    await engine.dispose()

    assert values == ["wal", 1, 10000]


async def test_a_home_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageUnavailable, match="GONGO_HOME is .*file/home"):
        await Storage.open(tmp_path / "file" / "home")


async def test_a_home_that_cannot_be_written_is_told() -> None:
    with _open_folder() as home:
        home.chmod(0o555)
        with _unprivileged(), pytest.raises(StorageUnavailable, match="may write to") as told:
            await Storage.open(home)

    assert str(home) in str(told.value)


async def test_a_database_that_cannot_be_written_is_told() -> None:
    with _open_folder() as home:
        await (await Storage.open(home)).close()
        (home / FILE_NAME).chmod(0o444)
        (home / "key").chmod(0o444)
        home.chmod(0o555)
        with _unprivileged(), pytest.raises(StorageUnavailable, match=FILE_NAME):
            await Storage.open(home)


@pytest.mark.parametrize("damage", ["foreign", "middle", "cut"])
async def test_a_damaged_database_is_told_and_left_alone(tmp_path: Path, damage: str) -> None:
    storage = await Storage.open(tmp_path)
    await storage.keep_note("big", "x" * 100_000)
    await storage.close()
    file = tmp_path / FILE_NAME
    whole = file.read_bytes()
    broken = {
        "foreign": b"This is not a database. " * 1000,
        "middle": whole[:4096] + b"\xff" * 20000 + whole[24096:],
        "cut": whole[: len(whole) // 2],
    }[damage]
    file.write_bytes(broken)

    with pytest.raises(StorageUnavailable, match="damaged.*backup") as told:
        await Storage.open(tmp_path)

    assert str(file) in str(told.value)
    assert file.read_bytes() == broken


async def test_a_database_of_a_newer_gongo_is_told(tmp_path: Path) -> None:
    await (await Storage.open(tmp_path)).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()

    with pytest.raises(StorageUnavailable, match="another version of Gongo"):
        await Storage.open(tmp_path)


@contextmanager
def _open_folder() -> Iterator[Path]:
    """A folder that other users can reach; pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def _unprivileged() -> Iterator[None]:
    """As a user whom file modes bind: root would write anyway."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
