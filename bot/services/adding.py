"""Documents that staff add under GONGO_HOME/documents, and take away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.documents import Document, DocumentError, read_document, read_loose

_SUFFIXES = (".md", ".txt")


class AddingError(Exception):
    """A document that cannot be added or removed; for staff. Nothing was changed."""


def add_documents(folder: Path, paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Copies documents into the folder; yields each one's name and "added", "changed" or "same".

    All are read first: one that cannot be read raises AddingError before anything is written.
    """
    found = [file for path in paths for file in _files(path)]
    documents = [(file, _read(file)) for file in found]
    folder.mkdir(parents=True, exist_ok=True)
    for file, document in documents:
        name = f"{document.id}.{document.language}.md"
        target, text = folder / name, _with_front_matter(document, file)
        before = target.read_text(encoding="utf-8") if target.exists() else None
        if before != text:
            _write(target, text)
        yield name, "added" if before is None else "same" if before == text else "changed"


def remove_documents(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Takes documents away; raises AddingError, naming those that there are, for one that is not there."""
    for name in names:
        target = folder / (name if name.endswith(_SUFFIXES) else f"{name}.md")
        if target.parent != folder or not target.is_file():
            listed = ", ".join(added_documents(folder)) or "none"
            raise AddingError(f"no document {name!r} was added; there are: {listed}")
        target.unlink()
        yield target.name


def added_documents(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("*.md")) if folder.is_dir() else []


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.suffix in _SUFFIXES)
        if not files:
            raise AddingError(f"{path}: no document here; expected files ending in {' or '.join(_SUFFIXES)}")
        return files
    if not path.is_file():
        raise AddingError(f"{path}: no such file")
    if path.suffix not in _SUFFIXES:
        raise AddingError(f"{path}: only {' and '.join(_SUFFIXES)} files can be read")
    return [path]


def _read(file: Path) -> Document:
    try:
        with file.open("rb") as opened:
            has_front_matter = opened.read(4).rstrip() == b"---"
        return read_document(file) if has_front_matter else read_loose(file)
    except DocumentError as error:
        raise AddingError(str(error)) from None


def _with_front_matter(document: Document, file: Path) -> str:
    """The document as it is kept: always with front matter, so that it can be read again alone."""
    text = file.read_text(encoding="utf-8-sig")
    if text.startswith("---"):
        return text
    fields = {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date,
        "address": document.address,
        "rank": str(document.rank),
        "own_words": "true" if document.own_words else "false",
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", text])


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(target: Path, text: str) -> None:
    """In one step: a bot that runs meanwhile sees the old document or the new one, never half."""
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(target)
