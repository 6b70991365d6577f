"""Documents that staff send through a browser: read, shown as they would change answers, and only then kept.

Between the two steps a document waits in a folder of the service, under a name that only the session that sent it
can tell. Nothing that a browser says is taken for a path.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.services.adding import AddingError, added_names
from bot.storage.direct import Job
from bot.storage.documents import Change, Versions
from knowledge.documents import LANGUAGES, Document, DocumentError, parse_document, read_upload
from knowledge.readers.kinds import SUFFIXES as SUFFIXES
from knowledge.readers.names import UnsafeName, safe_name

MAX_BYTES = 10_000_000
KEPT = timedelta(hours=1)
_MOST = 20  # that wait at a time
_BOM = b"\xef\xbb\xbf"


class ChangedMeanwhile(Exception):
    """The document that would be replaced is no longer the one that was shown."""


class NotWritten(Exception):
    """The disk did not take or give up a document; nothing was changed."""


@dataclass(frozen=True)
class Waiting:
    """A document that was read and is not kept yet. `over` is the digest of the file that it was shown to replace."""

    source: str
    document: Document
    notes: tuple[str, ...] = ()
    over: str = ""


def read_uploaded(name: str, content: bytes) -> Waiting:
    """A file by the name and the bytes that were sent. Raises AddingError, whatever they are."""
    if len(content) > MAX_BYTES:
        raise AddingError(f"larger than {MAX_BYTES:,} bytes; split it into several documents")
    try:
        path = Path(safe_name(name))
        has_front_matter = content.removeprefix(_BOM)[:200].split(b"\n")[0].rstrip() == b"---"
        document, notes = (parse_document(content, path), ()) if has_front_matter else _read(path, content)
    except UnsafeName as problem:
        raise AddingError(str(problem)) from None
    except DocumentError as error:
        raise AddingError(str(error)) from None
    return Waiting(name, document, notes)


def _read(path: Path, content: bytes) -> tuple[Document, tuple[str, ...]]:
    """The one place that knows the readers: the document, and what staff should know of its reading."""
    read = read_upload(path.name, content)
    return read.document, read.notes


def digest_of(content: str | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


class Uploads:
    """Documents that wait in a folder, each under a secret, for an hour."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, secret: str, waiting: Waiting, now: datetime) -> None:
        """Keeps it from now on; takes away what waits too long or is too much."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._path(secret), json.dumps(asdict(waiting)).encode())
        os.utime(self._path(secret), (now.timestamp(), now.timestamp()))
        times = {path: path.stat().st_mtime for path in self._folder.glob("*.json")}
        newest = sorted(times, key=lambda path: times[path], reverse=True)
        for place, path in enumerate(newest):
            if place >= _MOST or times[path] < (now - KEPT).timestamp():
                path.unlink(missing_ok=True)

    def get(self, secret: str, now: datetime) -> Waiting | None:
        path = self._path(secret)
        try:
            if path.stat().st_mtime < (now - KEPT).timestamp():
                return None
            data = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        document = Document(**data.pop("document"))
        return Waiting(document=document, notes=tuple(data.pop("notes")), **data)

    def drop(self, secret: str) -> None:
        self._path(secret).unlink(missing_ok=True)

    def _path(self, secret: str) -> Path:
        return self._folder / f"{digest_of(secret)}.json"


def put_in_place(document: Document, name: str) -> Document:
    """The document as the next version of the one kept as `name`, which is one of `added_names`."""
    id, language, _ = name.rsplit(".", 2)
    return replace(document, id=id, language="en" if language == LANGUAGES[1] else "ko")


def current(folder: Path, name: str) -> bytes:
    """The file that is kept under a name now; empty if there is none."""
    return (folder / name).read_bytes() if name in added_names(folder) else b""


def keeping(
    folder: Path, versions: Versions, name: str, text: str, *, over: str, who: str, at: datetime
) -> Job[Change]:
    """A job that puts a text under a name, in place of the file with the digest `over`.

    It raises ChangedMeanwhile or NotWritten. An empty text removes. The file is written last: if that fails, nothing
    is entered.
    """
    found: list[bytes] = []  # a job may run again after it wrote the file, when its transaction failed

    async def job(connection: AsyncConnection) -> Change:
        there = found[0] if found else current(folder, name)
        if (digest_of(there) if there else "") != over:
            raise ChangedMeanwhile(name)
        found[:] = [there]
        if there and await versions.newest(connection, name) != over:
            seen = there.decode("utf-8", "replace").replace("\x00", "")
            await versions.enter(connection, name=name, change="found", digest=over, text=seen, who="", at=at)
        change: Change = "removed" if not text else "changed" if there else "added"
        digest = digest_of(text) if text else ""
        await versions.enter(connection, name=name, change=change, digest=digest, text=text, who=who, at=at)
        try:
            if text:
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(folder / name, text.encode(), 0o666)
            else:
                (folder / name).unlink(missing_ok=True)
        except OSError as error:  # which would be taken for one of the database
            raise NotWritten(str(error)) from None
        return change

    return job


def write_whole(target: Path, content: bytes, mode: int = 0o600) -> None:
    """In one step: who reads meanwhile sees the old file or the new one, never half."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # pathlib takes no mode
        with open(part, "wb", opener=lambda path, flags: os.open(path, flags, mode)) as file:
            file.write(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
