"""Documents that staff add under GONGO_HOME/documents, and take away."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from knowledge.documents import (
    LANGUAGES,
    Document,
    DocumentError,
    bytes_of,
    identity_of,
    parse_document,
    read_document,
)
from knowledge.documents import read_upload as read_content
from knowledge.readers.kinds import SUFFIXES
from knowledge.readers.names import UnsafeName, safe_name

_BOM = b"\xef\xbb\xbf"
# Stands for the publisher of a text that does not name one: nothing else may be claimed of it.
_NO_PUBLISHER = {"ko": "담당자 등록 문서", "en": "Added by staff"}


class AddingError(Exception):
    """A document that cannot be added or removed; for staff. Nothing was changed."""


@dataclass(frozen=True)
class Origin:
    """Where texts without front matter come from; what is empty is not known."""

    publisher: str = ""
    date: str = ""
    address: str = ""


@dataclass(frozen=True)
class Added:
    """One document and what adding it did."""

    name: str
    title: str
    change: Literal["added", "changed", "same"]
    notes: tuple[str, ...] = ()  # what staff should know of its reading


@dataclass(frozen=True)
class Upload:
    """A document that was read and is not kept yet."""

    source: str  # the file's name, for messages
    document: Document
    text: str  # as it is kept: always with front matter, so that it can be read again
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.document.key}.md"


def add_documents(
    folder: Path, paths: Iterable[Path], origin: Origin = Origin(), taken: Collection[str] = ()
) -> list[Added]:
    """Copies documents into the folder. `taken` are the ids of documents that are there already by other ways.

    All are read first: one that cannot be read raises AddingError before anything is written.
    """
    files = [file for path in paths for file in _files(path)]
    return keep_uploads(folder, [_read(file, origin) for file in files], taken)


def read_upload(name: str, content: bytes, origin: Origin = Origin()) -> Upload:
    """A file that was sent by name and bytes; nothing is written. Raises AddingError, whatever they are."""
    try:
        if not _has_front_matter(content):
            return _with_origin(name, content, origin)
        if origin != Origin():
            raise AddingError(f"{name}: has front matter; write publisher, date and address there")
        document = parse_document(content, Path(safe_name(name)))
        return Upload(name, document, content.decode("utf-8-sig"))
    except UnsafeName as problem:
        raise AddingError(f"{name[:60]!r}:1: {problem}") from None
    except DocumentError as error:
        raise AddingError(str(error)) from None


def keep_uploads(folder: Path, uploads: Iterable[Upload], taken: Collection[str] = ()) -> list[Added]:
    """Writes what was read to the folder; all of it, or nothing and AddingError."""
    named: dict[str, Upload] = {}
    for upload in uploads:
        if upload.document.id in taken:
            raise AddingError(
                f"{upload.source}: Gongo has a document with the id {upload.document.id}; give this one another"
            )
        if upload.name in named:
            raise AddingError(
                f"{upload.source}: would be kept as {upload.name}, as would {named[upload.name].source}; "
                "rename one of them"
            )
        named[upload.name] = upload
    return [_keep(folder, upload) for upload in named.values()]


def remove_documents(folder: Path, names: Iterable[str]) -> list[str]:
    """Takes documents away, each called by its name, its id or the file that it came from; gives their names.

    Raises AddingError, naming those that there are, before anything is removed.
    """
    there = added_names(folder)
    found: dict[str, None] = {}
    for called in names:
        meant = _kept_as(called).intersection(there)
        if not meant:
            raise AddingError(f"no document {called!r} was added; there are: {', '.join(there) or 'none'}")
        found |= dict.fromkeys(sorted(meant))
    for name in found:
        (folder / name).unlink(missing_ok=True)
    return list(found)


def added_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.md")) if folder.is_dir() else []


def read_added(folder: Path, taken: Collection[str] = ()) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents of the folder, and what is wrong with those that cannot be used: the others still answer."""
    documents: list[Document] = []
    problems: list[str] = []
    for name in added_names(folder):
        try:
            document = read_document(folder / name)
        except DocumentError as error:
            problems += error.problems
        else:
            if document.id in taken:
                problems.append(f"{folder / name}:1: Gongo has a document with the id {document.id}")
            else:
                documents.append(document)
    return tuple(documents), tuple(problems)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
        if not files:
            raise AddingError(f"{path}: no document here; expected files ending in {', '.join(SUFFIXES)}")
        return files
    if not path.exists():
        raise AddingError(f"{path}: no such file")
    return [path]


def _read(file: Path, origin: Origin) -> Upload:
    try:
        content = bytes_of(file)
    except DocumentError as error:
        raise AddingError(str(error)) from None
    try:
        return replace(read_upload(file.name, content, origin), source=str(file))
    except AddingError as error:
        folder = str(file).removesuffix(file.name)
        raise AddingError("\n".join(f"{folder}{line}" for line in str(error).split("\n"))) from None


def _with_origin(name: str, content: bytes, origin: Origin) -> Upload:
    read = read_content(name, content, publisher=origin.publisher, date=origin.date, address=origin.address)
    text = _with_front_matter(read.document)
    try:
        document = parse_document(text.encode(), Path(f"{read.document.key}.md"))
    except DocumentError as error:  # a date or an address that is none; its line is not one of the file
        problems = (one.partition(": ")[2] for one in error.problems)
        raise AddingError("\n".join(f"{name}: {one}" for one in problems)) from None
    return Upload(name, document, text, read.notes)


def _has_front_matter(content: bytes) -> bool:
    return content.removeprefix(_BOM)[:200].split(b"\n")[0].rstrip() == b"---"


def _with_front_matter(document: Document) -> str:
    fields = {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "publisher": document.publisher or _NO_PUBLISHER[document.language],
        "date": document.date,
        "address": document.address,
        "rank": str(document.rank),
        "own_words": str(document.own_words).lower(),
    }
    if document.edition:
        fields["edition"] = document.edition
    lines = [f"{key}: {_quoted(value)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", document.text, ""])


def kept_as(document: Document) -> tuple[Document, str]:
    """The document as it will be read again once it is kept, and the text that it is kept as. Raises AddingError."""
    text = _with_front_matter(document)
    try:
        return parse_document(text.encode(), Path(f"{document.key}.md")), text
    except DocumentError as error:  # a line of the front matter is no line of what was sent
        raise AddingError("\n".join(one.partition(": ")[2] for one in error.problems)) from None


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _keep(folder: Path, upload: Upload) -> Added:
    target = folder / upload.name
    kept = upload.text.encode()
    before = target.read_bytes() if target.exists() else None
    if before == kept:
        return Added(upload.name, upload.document.title, "same", upload.notes)
    folder.mkdir(parents=True, exist_ok=True)
    _write(target, kept)
    change: Literal["added", "changed"] = "changed" if before is not None else "added"
    return Added(upload.name, upload.document.title, change, upload.notes)


def _write(target: Path, kept: bytes) -> None:
    """In one step: a bot that runs meanwhile sees the old document or the new one, never half."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(kept)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _kept_as(called: str) -> set[str]:
    """The names under which a document may be kept that is called so."""
    stem = called.removesuffix(".md")
    names = {f"{stem}.md", *(f"{stem}.{language}.md" for language in LANGUAGES)}
    if called.endswith(SUFFIXES):
        id, named = identity_of(Path(called))
        names |= {f"{id}.{language}.md" for language in ([named] if named else LANGUAGES)}
    return names
