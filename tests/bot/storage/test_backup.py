"""An installation in one file and back, over both databases; and files that are no such thing."""

from __future__ import annotations

import asyncio
import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    delete,
    func,
    insert,
    select,
)

from bot.storage.backup import MANIFEST, BackupError, Manifest, back_up, restore
from bot.storage.database import FILE_NAME, StorageUnavailable, alone, database_at, migrate
from bot.storage.keys import read_key
from bot.storage.storage import Arrival, Exchange, Storage
from bot.storage.tables import Moment, metadata, outbox

BOT = 42
NOW = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SQLITE, POSTGRESQL = "sqlite", "postgresql"

Where = tuple[Path, str | None]
NewPlace = Callable[[str], Where]


@pytest.fixture
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> NewPlace:
    """A home that is not there yet, and the address of an empty database if it is PostgreSQL."""

    def make(kind: str) -> Where:
        home = tmp_path / f"home{len(list(tmp_path.glob('home*')))}"
        home.mkdir()
        return home, request.getfixturevalue("new_database")() if kind == POSTGRESQL else None

    return make


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def value_of(column: Column[Any], number: int) -> object:
    """Something that the column can hold, different for each number, with what is hard to carry."""
    kind = column.type
    if isinstance(kind, Moment):
        return NOW + timedelta(microseconds=number)
    if isinstance(kind, Date):
        return NOW.date() + timedelta(days=number)
    if isinstance(kind, Boolean):
        return bool(number % 2)
    if isinstance(kind, Integer):
        return number if kind.__class__ is Integer or column.primary_key else number + 2**40
    if isinstance(kind, Float):
        return number + 0.1
    if isinstance(kind, LargeBinary):
        return bytes(range(256))
    if isinstance(kind, String):
        return f"{number}가\n\"'🧵"[: kind.length]
    return {"list": [number, None, "가"]}


async def fill_every_table(home: Path, url: str | None, rows: int = 700) -> None:
    """As many as are not in memory at once; and the last number of the outbox is used up."""
    await (await Storage.open(home, url)).close()
    (home / "documents").mkdir()
    (home / "documents" / "안내.ko.md").write_text("# 안내\n", encoding="utf-8")
    database = database_at(home, url)
    async with database.engine.begin() as connection:
        for table in metadata.sorted_tables:
            columns = list(table.columns)
            values = [{one.name: value_of(one, number) for one in columns} for number in range(1, rows + 1)]
            for one in (one for one in columns if one.nullable):
                values[0][one.name] = None
            await connection.execute(insert(table), values)
        await connection.execute(delete(outbox).where(outbox.c.id == rows))
    await database.engine.dispose()


async def rows_in(home: Path, url: str | None = None) -> int:
    database = database_at(home, url)
    async with database.engine.connect() as connection:
        count = (await connection.execute(select(func.count()).select_from(outbox))).scalar_one()
    await database.engine.dispose()
    return int(count)


def table_in(file: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(file) as archive:
        names, *rows = map(json.loads, archive.read(f"tables/{name}.jsonl").splitlines())
    return [dict(zip(names, row, strict=True)) for row in rows]


def changed(file: Path, entries: dict[str, bytes | None], **manifest: object) -> Path:
    """A copy whose manifest is true of other entries, and says something else of itself."""
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    told = {**json.loads(kept.pop(MANIFEST)), **manifest}
    kept = {name: data for name, data in {**kept, **entries}.items() if data is not None}
    told["entries"] = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in kept.items()
    ]
    made = file.with_name("changed.zip")
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in {**kept, MANIFEST: json.dumps(told).encode()}.items():
            archive.writestr(name, data)
    return made


@pytest.mark.parametrize("source", [SQLITE, POSTGRESQL])
@pytest.mark.parametrize("target", [SQLITE, POSTGRESQL])
async def test_what_was_put_back_gives_the_same_backup(
    source: str, target: str, new_place: NewPlace, file: Path, tmp_path: Path
) -> None:
    first, second = new_place(source), new_place(target)
    await fill_every_table(*first)
    made = await back_up(file, *first, "pack@1", NOW)
    told, aside = await restore(file, *second, NOW)
    again = await back_up(tmp_path / "again.zip", *second, "pack@1", NOW)

    assert told == made
    assert made.rows.keys() == metadata.tables.keys()
    assert made.rows["inbox"] == 700
    assert aside == []
    assert again.entries == made.entries
    assert read_key(second[0]) == read_key(first[0])
    assert (second[0] / "documents" / "안내.ko.md").read_text(encoding="utf-8") == "# 안내\n"


@pytest.mark.parametrize("source", [SQLITE, POSTGRESQL])
@pytest.mark.parametrize("target", [SQLITE, POSTGRESQL])
async def test_a_number_that_was_used_does_not_come_back(
    source: str, target: str, new_place: NewPlace, file: Path
) -> None:
    first, second = new_place(source), new_place(target)
    storage = await Storage.open(*first)
    await turn(storage, 1)
    database = database_at(*first)
    async with database.engine.begin() as connection:
        used = (await connection.execute(select(func.max(outbox.c.id)))).scalar_one()
        await connection.execute(delete(outbox))
    await database.engine.dispose()
    await storage.close()
    await back_up(file, *first, "pack@1", NOW)
    await restore(file, *second, NOW)
    storage = await Storage.open(*second)
    await turn(storage, 2)
    (message,) = await storage.next_outgoing(BOT, held=(), now=LATER)
    await storage.close()

    assert message.id > used


async def turn(storage: Storage, number: int) -> None:
    await storage.store_updates(BOT, [Arrival(number, 7, "{}")], NOW)
    (taken,) = await storage.take(BOT, ())
    await storage.commit_turn(taken, Exchange(str(number), ("one", "two"), f"q{number}", "a"), NOW)
    await storage.let_go(BOT, 7)


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_a_backup_beside_a_writer_is_of_one_moment(kind: str, new_place: NewPlace, file: Path) -> None:
    place, other = new_place(kind), new_place(SQLITE)
    storage = await Storage.open(*place)
    turns, stopped = 0, asyncio.Event()
    many = asyncio.Event()

    async def write() -> None:
        nonlocal turns
        while not stopped.is_set():
            turns += 1
            await turn(storage, turns)
            if turns >= 50:
                many.set()

    writing = asyncio.create_task(write())
    await many.wait()
    made = await back_up(file, *place, "pack@1", NOW)
    stopped.set()
    await writing
    await storage.close()
    await restore(file, *other, NOW)
    (state,) = table_in(file, "conversation")
    done = [row for row in table_in(file, "inbox") if row["state"] == "done"]

    assert 50 <= made.rows["answer_log"] <= turns
    assert len(done) == made.rows["answer_log"] == int(state["state"])
    assert made.rows["outbox"] == 2 * len(done)
    assert await rows_in(other[0]) == made.rows["outbox"]


async def test_a_backup_is_for_its_owner_only_and_the_same_for_the_same_moment(
    new_place: NewPlace, file: Path, tmp_path: Path
) -> None:
    home, _ = new_place(SQLITE)
    await fill_every_table(home, None, rows=3)
    for derived in ("index/chroma.sqlite3", "before-1/key", "serving.lock", ".restoring/key"):
        (home / derived).parent.mkdir(exist_ok=True)
        (home / derived).write_text("derived")
    (home / "notes.txt").write_text("kept")
    (home / "round").symlink_to(home)
    made = await back_up(file, home, None, "pack@1", NOW)
    await back_up(tmp_path / "again.zip", home, None, "pack@1", NOW)

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert [one.name for one in made.entries if one.name.startswith("home/")] == [
        "home/key",
        "home/notes.txt",
        "home/documents/안내.ko.md",
    ]


async def test_a_backup_overwrites_nothing_and_lies_outside(new_place: NewPlace, file: Path) -> None:
    home, _ = new_place(SQLITE)
    with pytest.raises(BackupError, match="no installation"):
        await back_up(file, home, None, "pack@1", NOW)
    await fill_every_table(home, None, rows=1)
    with pytest.raises(BackupError, match="keep backups elsewhere"):
        await back_up(home / "backup.zip", home, None, "pack@1", NOW)
    file.write_text("an older one")
    with pytest.raises(BackupError, match="exists already"):
        await back_up(file, home, None, "pack@1", NOW)

    assert file.read_text() == "an older one"
    assert sorted(one.name for one in home.iterdir()) == ["documents", FILE_NAME, "key"]


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_what_is_there_is_refused_or_moved_aside(kind: str, new_place: NewPlace, file: Path) -> None:
    place = new_place(kind)
    await fill_every_table(*place, rows=5)
    await back_up(file, *place, "pack@1", NOW)
    storage = await Storage.open(*place)
    await storage.keep_note("after", "the backup")
    await storage.close()
    key = (place[0] / "key").read_text()
    with pytest.raises(BackupError, match="not empty.*--replace"):
        await restore(file, *place, NOW)
    storage = await Storage.open(*place)
    assert await storage.noted("after") == "the backup"
    await storage.close()
    _, aside = await restore(file, *place, LATER, replace=True)
    storage = await Storage.open(*place)

    assert await storage.noted("after") is None
    assert (Path(aside[-1]) / "key").read_text() == key
    assert aside[-1].endswith("before-20261122T100000Z")
    if kind == POSTGRESQL:
        assert aside[0] == "schema gongo_before_20261122t100000z"
    else:
        assert await rows_in(Path(aside[0])) == 4
    await storage.close()


async def test_a_server_with_tables_is_refused_for_an_empty_home(new_place: NewPlace, file: Path) -> None:
    home, url = new_place(POSTGRESQL)
    await fill_every_table(home, url, rows=2)
    await back_up(file, home, url, "pack@1", NOW)
    empty, _ = new_place(SQLITE)

    with pytest.raises(BackupError, match="database is not empty"):
        await restore(file, empty, url, NOW)

    assert [one.name for one in empty.iterdir() if one.name != "serving.lock"] == []


async def test_nothing_is_put_back_below_a_service(new_place: NewPlace, file: Path) -> None:
    home, _ = new_place(SQLITE)
    await fill_every_table(home, None, rows=2)
    await back_up(file, home, None, "pack@1", NOW)

    with alone(home), pytest.raises(StorageUnavailable, match="serves from"):
        await restore(file, home, None, NOW, replace=True)

    assert await rows_in(home) == 1


async def test_nothing_is_put_back_below_a_service_on_a_server(new_place: NewPlace, file: Path) -> None:
    home, url = new_place(POSTGRESQL)
    await fill_every_table(home, url, rows=2)
    await back_up(file, home, url, "pack@1", NOW)
    storage = await Storage.open(home, url)
    assert await storage.lead(BOT, "sending")

    with pytest.raises(BackupError, match="at work on this database"):
        await restore(file, home, url, NOW, replace=True)

    await storage.close()
    assert await rows_in(home, url) == 1


# --- older and newer ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [SQLITE, POSTGRESQL])
@pytest.mark.parametrize("target", [SQLITE, POSTGRESQL])
async def test_a_backup_of_the_first_schema_is_brought_up_to_date(
    source: str, target: str, new_place: NewPlace, file: Path
) -> None:
    (home, url), other = new_place(source), new_place(target)
    read_key(home)
    await first_schema(home, url)
    made = await back_up(file, home, url, "pack@1", NOW)
    await restore(file, *other, NOW)
    found = await what_the_first_schema_left(*other)

    assert made.revision == "0001"
    assert made.rows == {"answer_log": 1, "conversation": 1, "inbox": 1, "note": 1, "outbox": 1}
    assert found == ("q", "state", "waiting", "payload", "value")


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_a_database_of_the_first_schema_is_opened_with_all_that_is_in_it(
    kind: str, new_place: NewPlace
) -> None:
    place = new_place(kind)
    await first_schema(*place)

    assert await what_the_first_schema_left(*place) == ("q", "state", "waiting", "payload", "value")


async def first_schema(home: Path, url: str | None) -> None:
    """A database as the first Gongo left it, with a row in every table."""

    def no_log(bot_id: int, chat_id: int) -> str:
        raise AssertionError("there are no pseudonyms before 0002")

    at = "TIMESTAMP '2026-11-22 09:00:00'" if url else "'2026-11-22 09:00:00.000000'"
    database = database_at(home, url)
    async with database.engine.begin() as connection:
        await migrate(connection, no_log, "0001")
        for statement in (
            f"INSERT INTO inbox VALUES (42, 1, 7, 'waiting', 'waiting', 0, NULL, {at})",
            f"INSERT INTO outbox VALUES (3, 42, 7, 'payload', 'waiting', 0, NULL, NULL, NULL, {at})",
            f"INSERT INTO conversation VALUES (42, 7, 'state', {at})",
            f"INSERT INTO answer_log VALUES (5, 42, 7, 1, 'q', 'a', {at})",
            "INSERT INTO note VALUES ('name', 'value')",
        ):
            await connection.exec_driver_sql(statement)
    await database.engine.dispose()


async def what_the_first_schema_left(home: Path, url: str | None) -> tuple[object, ...]:
    """The question of the log (found by today's pseudonym), the state, the update, the message and the note."""
    storage = await Storage.open(home, url)
    exported = json.loads(await storage.export(BOT, 7))
    (update,) = await storage.take(BOT, ())
    await storage.let_go(BOT, 7)
    (message,) = await storage.next_outgoing(BOT, held=(), now=LATER)
    note = await storage.noted("name")
    await turn_after(storage)
    await storage.close()
    (log,) = exported["answer_log"]
    return log["event_text"], update.conversation, update.payload, message.payload, note


async def turn_after(storage: Storage) -> None:
    """What was there before does not stand in the way of new rows."""
    (taken,) = await storage.take(BOT, ())
    await storage.commit_turn(taken, Exchange("new", ("new",), "new", "new"), LATER)
    await storage.let_go(BOT, 7)


async def test_a_backup_of_a_newer_gongo_is_refused(new_place: NewPlace, file: Path) -> None:
    home, empty = new_place(SQLITE)[0], new_place(SQLITE)[0]
    await fill_every_table(home, None, rows=1)
    await back_up(file, home, None, "pack@1", NOW)

    with pytest.raises(BackupError, match=r"newer Gongo \(9.9, schema 9999\)"):
        await restore(changed(file, {}, revision="9999", gongo="9.9"), empty, None, NOW)
    with pytest.raises(BackupError, match="cannot be read by this Gongo"):
        await restore(changed(file, {}, format=2), empty, None, NOW)

    assert list(empty.iterdir()) == []


# --- what is no backup --------------------------------------------------------------------------------------------


@pytest.fixture
async def made(new_place: NewPlace, file: Path) -> Path:
    home, _ = new_place(SQLITE)
    await fill_every_table(home, None, rows=3)
    await back_up(file, home, None, "pack@1", NOW)
    return file


@pytest.mark.parametrize(
    "name",
    [
        "home/../outside",
        "home/documents/../../outside",
        "/outside",
        "home//outside",
        "home/./outside",
        "home\\..\\outside",
        "home/C:outside",
        "outside",
        "home",
        "home/gongo.db",
        "home/serving.lock",
        "home/index/outside",
        "home/before-1/outside",
        "tables/../outside",
        "tables/outside.jsonl",
    ],
)
async def test_a_name_that_leads_elsewhere_is_refused(made: Path, new_place: NewPlace, name: str) -> None:
    empty, _ = new_place(SQLITE)

    with pytest.raises(BackupError, match=r"no backup has|is missing|Nothing was changed"):
        await restore(changed(made, {name: b"x"}), empty, None, NOW)

    assert list(empty.iterdir()) == []
    assert not list(empty.parent.rglob("*outside*"))


async def test_a_link_in_an_archive_becomes_a_plain_file(made: Path, new_place: NewPlace) -> None:
    empty, _ = new_place(SQLITE)
    target = changed(made, {"home/link": b"/etc/passwd"})
    with zipfile.ZipFile(target) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(target, "w") as archive:
        for info, data in entries:
            info.external_attr = 0o120777 << 16
            archive.writestr(info, data)
    await restore(target, empty, None, NOW)

    assert not (empty / "link").is_symlink()
    assert (empty / "link").read_bytes() == b"/etc/passwd"


async def test_no_changed_byte_goes_unseen(made: Path, new_place: NewPlace) -> None:
    """Either it is refused, or it stood where nothing is read, and all is put back as it was."""
    whole = made.read_bytes()
    refused = 0
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        empty, _ = new_place(SQLITE)
        try:
            await restore(made, empty, None, NOW)
        except BackupError:
            refused += 1
            assert list(empty.iterdir()) == []
        else:
            assert await rows_in(empty) == 2

    assert refused > 40


@pytest.mark.parametrize("size", [0, 10, 1000, -1, -100])
async def test_a_cut_file_is_refused(made: Path, new_place: NewPlace, size: int) -> None:
    empty, _ = new_place(SQLITE)
    made.write_bytes(made.read_bytes()[:size])

    with pytest.raises(BackupError, match="damaged or no backup"):
        await restore(made, empty, None, NOW)


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ({"home/key": None}, "key or a table is missing"),
        ({"tables/note.jsonl": None}, "key or a table is missing"),
        ({"tables/note.jsonl": b'["name","value"]\n["a","b"]\n'}, "1 rows instead of 3"),
        ({"tables/note.jsonl": b'["name","other"]\n["a","b"]\n'}, "columns"),
        ({"tables/note.jsonl": b'["name","value"]\n["a"]\n'}, "as many values"),
        ({"tables/note.jsonl": b'["name","value"]\n{"a": 1}\n'}, "not a list"),
        ({"tables/note.jsonl": b'["name","value"]\n[[[\n'}, "not JSON"),
        ({"tables/note.jsonl": b'["name","value"]\n["a",{"code":"x"}]\n'}, "no known kind"),
        ({"tables/note.jsonl": b'["name","value"]\n["a",null]\n["b",null]\n'}, "do not fit"),
        ({"tables/note.jsonl": b""}, "columns"),
    ],
)
async def test_rows_that_do_not_fit_leave_nothing(
    made: Path, new_place: NewPlace, entries: dict[str, bytes | None], told: str
) -> None:
    empty, _ = new_place(SQLITE)

    with pytest.raises(BackupError, match=told):
        await restore(changed(made, entries), empty, None, NOW)

    assert [one.name for one in empty.iterdir() if one.name != "serving.lock"] == []


async def test_more_than_the_manifest_says_is_not_read(made: Path, new_place: NewPlace) -> None:
    """A small file that unpacks to very much is given up where its told size ends; so is what has no room."""
    empty, _ = new_place(SQLITE)
    with zipfile.ZipFile(made) as archive:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    bomb = changed(made, {"home/bomb": b"\0" * 2**22})
    with zipfile.ZipFile(bomb) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    for size, message in ((10, "not what was backed up"), (2**62, "not what was backed up")):
        told = json.loads(kept[MANIFEST])
        told["entries"][-1]["size"] = size
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {**kept, MANIFEST: json.dumps(told).encode()}.items():
                archive.writestr(name, data)
        with pytest.raises(BackupError, match=message):
            await restore(bomb, empty, None, NOW)

    assert manifest.made_at == NOW
    assert list(empty.iterdir()) == []
