"""Documents that staff add under GONGO_HOME/documents, and take away."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.documents import (
    LANGUAGES,
    Document,
    DocumentError,
    parse_document,
    parse_loose,
    read_document,
    read_loose,
)

_SUFFIXES = (".md", ".txt")
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


def add_documents(
    folder: Path, paths: Iterable[Path], origin: Origin = Origin(), taken: Collection[str] = ()
) -> list[Added]:
    """Copies documents into the folder. `taken` are the ids of documents that are there already by other ways.

    All are read first: one that cannot be read raises AddingError before anything is written.
    """
    texts: dict[str, tuple[Path, Document, str]] = {}
    for file in (file for path in paths for file in _files(path)):
        document, text = _read(file, origin)
        name = f"{document.key}.md"
        if document.id in taken:
            raise AddingError(
                f"{file}: Gongo has a document with the id {document.id}; give this one another"
            )
        if name in texts:
            raise AddingError(
                f"{file}: would be kept as {name}, as would {texts[name][0]}; rename one of them"
            )
        texts[name] = file, document, text
    return [_keep(folder, name, document, text) for name, (_, document, text) in texts.items()]


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
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES and one.is_file())
        if not files:
            raise AddingError(f"{path}: no document here; expected files ending in {' or '.join(_SUFFIXES)}")
        return files
    if not path.exists():
        raise AddingError(f"{path}: no such file")
    if path.suffix.lower() not in _SUFFIXES:
        raise AddingError(f"{path}: only {' and '.join(_SUFFIXES)} files can be read")
    return [path]


def _read(file: Path, origin: Origin) -> tuple[Document, str]:
    """The document, and the text that it is kept as: always with front matter, so that it can be read again."""
    try:
        if not _has_front_matter(file):
            return _read_loose(file, origin)
        if origin != Origin():
            raise AddingError(f"{file}: has front matter; write publisher, date and address there")
        return read_document(file), file.read_text(encoding="utf-8-sig")
    except DocumentError as error:
        raise AddingError(str(error)) from None


def _read_loose(file: Path, origin: Origin) -> tuple[Document, str]:
    loose = read_loose(file, publisher=origin.publisher, date=origin.date, address=origin.address)
    text = _with_front_matter(loose)
    try:
        return parse_document(text.encode(), Path(f"{loose.key}.md")), text
    except DocumentError as error:  # a date or an address that is none; its line is not one of the file
        problems = (one.partition(": ")[2] for one in error.problems)
        raise AddingError("\n".join(f"{file}: {one}" for one in problems)) from None


def _has_front_matter(file: Path) -> bool:
    if not file.is_file():  # a pipe would be waited for without end; reading refuses it
        return False
    with file.open("rb") as opened:
        return opened.readline(200).removeprefix(_BOM).rstrip() == b"---"


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


def _keep(folder: Path, name: str, document: Document, text: str) -> Added:
    target = folder / name
    before = target.read_bytes() if target.exists() else None
    if before == text.encode():
        return Added(name, document.title, "same")
    folder.mkdir(parents=True, exist_ok=True)
    _write(target, text)
    return Added(name, document.title, "changed" if before is not None else "added")


def _write(target: Path, text: str) -> None:
    """In one step: a bot that runs meanwhile sees the old document or the new one, never half."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(text.encode())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _kept_as(called: str) -> set[str]:
    """The names under which a document may be kept that is called so."""
    stem = called.removesuffix(".md")
    names = {f"{stem}.md", *(f"{stem}.{language}.md" for language in LANGUAGES)}
    if called.endswith(_SUFFIXES):
        file = Path(called)
        named = [one for one in LANGUAGES if file.stem.endswith(f".{one}")]
        id = parse_loose(b"-", file).id
        names |= {f"{id}.{language}.md" for language in named or LANGUAGES}
    return names
