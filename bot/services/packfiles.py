"""A pack as files: which paths it may hold, its digest, and folders made of it under GONGO_HOME/packs.

What lies there is derived: it is compared with the digests before it is used, and written anew where it differs.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.answering.pack import DOCUMENTS, RULES, Pack, digest_of, load_pack
from knowledge.documents import DocumentError
from rules.acknowledged import FOLDER as ACKNOWLEDGED
from rules.plain_yaml import RuleFileError

PACKS = "packs"  # the folder under GONGO_HOME
CASES, QUESTIONS = "cases", "questions"
MOST_BYTES = 1_000_000  # of one file; what reads YAML takes no more
MOST_FILES = 1_000  # of a pack
_log = logging.getLogger(__name__)

_POINTER = "live.json"
_KEPT = 12  # folders of packs that are not live

_PATH = re.compile(
    rf"rules/(?:(?:{ACKNOWLEDGED}|{CASES}|{QUESTIONS})/)?[a-z0-9][a-z0-9_.-]{{0,80}}\.yaml"
    r"|documents/[a-z0-9][a-z0-9_.-]{0,80}\.(?:ko|en)\.md"
)


class PathRefused(ValueError):
    """A path that no pack may hold, or a text that no file may; for staff."""


class PackLost(Exception):
    """A folder of a pack cannot be made: a text is missing or is not the one that was published."""


def checked_path(path: str) -> str:
    """The path, if a pack may hold a file there. Raises PathRefused."""
    if not _PATH.fullmatch(path) or ".." in path:
        raise PathRefused(
            f"{path!r}: a pack holds rules/<name>.yaml, rules/{CASES}/, rules/{QUESTIONS}/, rules/{ACKNOWLEDGED}/ "
            "and documents/<id>.<ko or en>.md; names are small letters, digits, - _ and ."
        )
    return path


def checked_text(path: str, text: str) -> str:
    """The text, if it may stand in a file. Raises PathRefused."""
    if "\x00" in text:
        raise PathRefused(f"{path}: holds a NUL, which no text has")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise PathRefused(f"{path}: holds half a character") from None
    if size > MOST_BYTES:
        raise PathRefused(f"{path}: {size:,} bytes; a file may have {MOST_BYTES:,}")
    if not text.strip():
        raise PathRefused(f"{path}: is empty; take the file away instead")
    return text


def shipped_texts() -> dict[str, str]:
    """The files that come with Gongo: path -> text."""
    found = {}
    for name, folder in (("rules", RULES), ("documents", DOCUMENTS)):
        for path in folder.rglob("*"):
            if path.suffix in (".yaml", ".md"):
                found[f"{name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes().decode()
    return dict(sorted(found.items()))


def pack_digest(files: Mapping[str, str]) -> str:
    """The digest of a pack of these files (path -> digest of the text): the one that `load_pack` finds."""
    return digest_of([_below("rules", files), _below("documents", files)])


def _below(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    start = f"{folder}/"
    return {path.removeprefix(start): one for path, one in files.items() if path.startswith(start)}


# --- folders ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PackFolder:
    """Where a pack lies."""

    root: Path

    @property
    def rules(self) -> Path:
        return self.root / "rules"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    def load(self) -> Pack:
        """Raises RuleFileError or DocumentError with every problem found."""
        from bot.answering.handlers import HANDLERS

        return load_pack(self.rules, self.documents, handlers=HANDLERS)

    def told(self, file: str) -> str:
        """A file's name as staff know it: its path in the pack."""
        return file.replace(f"{self.root}{os.sep}", "")


def folder_of(home: Path, digest: str) -> PackFolder:
    return PackFolder(home / PACKS / digest)


def damaged(folder: PackFolder, files: Mapping[str, str]) -> tuple[str, ...]:
    """The files that are missing or not what they should be."""
    return tuple(path for path, digest in files.items() if _digest_at(folder.root / path) != digest)


def materialised(home: Path, files: Mapping[str, str], texts: Mapping[str, str]) -> PackFolder:
    """The folder of a pack, made or mended. `texts` (digest -> text) are needed of the files that are damaged.

    Raises PackLost, and OSError where the folder cannot be written.
    """
    folder = folder_of(home, pack_digest(files))
    for path in files:
        checked_path(path)
    for stranger in _strangers(folder, files):
        stranger.unlink()
    for path in damaged(folder, files):
        text = texts.get(files[path])
        if text is None or hashlib.sha256(text.encode()).hexdigest() != files[path]:
            raise PackLost(f"{path}: its text is not in the database, or is not what was published")
        _write(folder.root / path, text.encode())
    os.utime(folder.root)
    return folder


def _strangers(folder: PackFolder, files: Mapping[str, str]) -> list[Path]:
    """Files that the pack does not hold, but that would be read."""
    found = [one for one in folder.root.rglob("*") if one.suffix in (".yaml", ".md") and one.is_file()]
    return [one for one in found if one.relative_to(folder.root).as_posix() not in files]


def _digest_at(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _write(target: Path, content: bytes) -> None:
    """In one step: another process may make the same folder at the same moment."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def prune(home: Path, live: Collection[str]) -> None:
    """Removes the folders that were not used for longest; those of these digests stay."""
    found = [one for one in (home / PACKS).glob("[0-9a-f]*") if one.is_dir() and one.name not in live]
    for one in sorted(found, key=lambda path: -path.stat().st_mtime)[_KEPT:]:
        shutil.rmtree(one, ignore_errors=True)


# --- what answers here ------------------------------------------------------------------------------------------


def note_live(home: Path, version: int, digest: str) -> None:
    """Leaves a note for commands that open no database."""
    _write(home / PACKS / _POINTER, json.dumps({"version": version, "digest": digest}).encode())


def noted_live(home: Path) -> PackFolder | None:
    """The folder of the published pack that a service of this GONGO_HOME answered from last; None for the shipped."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = json.loads((home / PACKS / _POINTER).read_bytes())
        if noted["version"] and re.fullmatch("[0-9a-f]{64}", noted["digest"]):
            return folder_of(home, noted["digest"])
    return None


def live_pack(home: Path, *, topics: bool = True) -> Pack:
    """The pack that a service of this GONGO_HOME answers from: published by staff, or the shipped one.

    No database is opened: the service leaves a note. A published pack that is damaged on the disk is
    told of, and the shipped one taken. Raises RuleFileError or DocumentError for that.
    """
    from bot.answering.handlers import HANDLERS  # only to answer: judging starts sooner without

    handlers = HANDLERS if topics else None
    folder = noted_live(home)
    if folder is not None:
        try:
            pack = load_pack(folder.rules, folder.documents, handlers=handlers)
        except (RuleFileError, DocumentError) as problem:
            _log.error("The published pack cannot be used, the shipped one answers: %s", problem)
        else:
            if pack.digest == folder.root.name:
                return pack
            _log.error("%s is damaged, the shipped pack answers. `gongo run` mends it.", folder.root)
    return load_pack(handlers=handlers)
