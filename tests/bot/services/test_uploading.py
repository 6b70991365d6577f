"""What waits between two steps, and what is kept: whole, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.services.adding import AddingError
from bot.services.uploading import (
    MAX_BYTES,
    ChangedMeanwhile,
    NotWritten,
    Uploads,
    digest_of,
    keeping,
    put_in_place,
    read_uploaded,
)
from bot.storage.storage import Storage

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
WAITING = read_uploaded("papers.txt", "# 서류\n\n\ud55c 부를 냅니다.\n".encode())


def test_what_waits_comes_back_as_it_was_and_only_by_its_secret(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")

    uploads.put("../../secret", WAITING, NOW)

    assert uploads.get("../../secret", NOW) == WAITING
    assert uploads.get("another", NOW) is None
    (file,) = (tmp_path / "uploads").iterdir()
    assert file.stat().st_mode & 0o077 == 0  # nobody else on the machine reads it


def test_what_waits_too_long_or_is_too_much_goes(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    for number in range(30):
        uploads.put(f"{number}", WAITING, NOW + timedelta(seconds=number))
    many = len(list((tmp_path / "uploads").iterdir()))

    uploads.put("later", WAITING, NOW + timedelta(hours=2))

    assert many == 20
    assert uploads.get("29", NOW + timedelta(hours=2)) is None
    assert len(list((tmp_path / "uploads").iterdir())) == 1


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(AddingError, match="larger than"):
        read_uploaded("a.txt", b"a" * (MAX_BYTES + 1))


def test_a_file_may_take_the_place_of_another() -> None:
    document = put_in_place(WAITING.document, "notice-2025.en.md")

    assert (document.key, document.text) == ("notice-2025.en", WAITING.document.text)


async def test_a_job_that_runs_twice_keeps_a_document_once(tmp_path: Path) -> None:
    """A transaction that fails with its neighbours is run again, when the file is written already."""
    storage = await Storage.open(tmp_path)
    folder = tmp_path / "documents"
    job = keeping(folder, storage.versions, "a.ko.md", "text", over="", who="lee", at=NOW)
    failed = False

    async def fails_first(connection: object) -> object:
        nonlocal failed
        result = await job(connection)  # type: ignore[arg-type]
        if not failed:
            failed = True
            raise ZeroDivisionError
        return result

    with pytest.raises(ZeroDivisionError):
        await storage._write(fails_first)
    await storage._write(fails_first)
    versions = await storage.versions.of("a.ko.md")
    await storage.close()

    assert [one.change for one in versions] == ["added"]
    assert (folder / "a.ko.md").read_text() == "text"


async def test_what_is_no_longer_as_it_was_shown_stays(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.ko.md").write_text("theirs")

    with pytest.raises(ChangedMeanwhile):
        await storage._write(
            keeping(folder, storage.versions, "a.ko.md", "ours", over=digest_of("older"), who="lee", at=NOW)
        )
    versions = await storage.versions.of("a.ko.md")
    await storage.close()

    assert (folder / "a.ko.md").read_text() == "theirs"
    assert versions == ()


async def test_a_disk_that_takes_nothing_leaves_no_version(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    (tmp_path / "documents").write_text("a file where the folder should be")

    with pytest.raises(NotWritten):
        await storage._write(
            keeping(tmp_path / "documents", storage.versions, "a.ko.md", "text", over="", who="lee", at=NOW)
        )
    versions = await storage.versions.of("a.ko.md")
    await storage.close()

    assert versions == ()
