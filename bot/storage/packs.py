"""Packs in the database: texts, drafts, published versions, which of them is live, and what is paused.

A text is stored once, by its digest. Published versions have no job that changes them, and the database refuses it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import RowMapping, Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Write
from bot.storage.direct import Job
from bot.storage.sharing import CHANNEL
from bot.storage.tables import answer_log, draft, live_version, pack_file, pack_version, switch

QUEUE = "packs"  # what other processes hear when something else is live or paused
BOT = "bot"  # the switch of the whole bot
SHIPPED = 0  # the version that comes with Gongo
_PUBLISHING = 0x7061636B  # the lock under which one process at a time moves the live pointer
_AT_ONCE = 200  # texts in one statement

DraftState = Literal["open", "submitted", "published", "dropped"]
Files = Mapping[str, str]  # path -> digest of the text
Changes = Mapping[str, str | None]  # ... None for a file taken away


class Moved(Exception):
    """A draft, or what is live, was changed by somebody else meanwhile; nothing was done."""


@dataclass(frozen=True)
class Version:
    """A published pack, whole."""

    id: int
    name: str
    digest: str
    files: Files
    base: int
    draft: int
    author: str
    approver: str
    note: str
    created_at: datetime
    published_at: datetime


@dataclass(frozen=True)
class Draft:
    """A change in the making: what differs from the files of its base.

    `revision` counts its changes. `report_key` names what its last report was made for.
    """

    id: int
    title: str
    state: DraftState
    base: int
    base_files: Files
    changes: Changes
    revision: int
    author: str
    editors: tuple[str, ...]
    approver: str | None
    version: int | None
    report: str | None
    report_key: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def files(self) -> dict[str, str]:
        """All that the pack would hold."""
        whole: dict[str, str | None] = {**self.base_files, **self.changes}
        return {path: digest for path, digest in sorted(whole.items()) if digest is not None}


@dataclass(frozen=True)
class LiveEntry:
    """A version became live."""

    id: int
    version: int
    who: str
    at: datetime


@dataclass(frozen=True)
class Switch:
    """Something that staff paused: `name` is BOT, or topic:<id>. The sentences are what users read, if any."""

    name: str
    ko: str
    en: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """What is live and what is paused, in one reading. `entry` is the number of the change that made it so."""

    version: int
    entry: int
    switches: tuple[Switch, ...]


@dataclass(frozen=True)
class AskedBefore:
    """A question that somebody asked, masked, with the dialogue's state before it. `id` is its number in the log."""

    id: int
    text: str
    state_before: str | None
    language: str | None
    status: str
    at: datetime


Reading = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class PackBook:
    """Reads packs; what changes them are jobs, to be run with `Audit.done`."""

    def __init__(self, reading: Reading, write: Write) -> None:
        self._reading = reading
        self._write = write

    # what is live

    async def standing(self) -> Standing:
        """What every process follows. Cheap: asked every few seconds."""
        newest = select(live_version.c.version, live_version.c.id).order_by(live_version.c.id.desc()).limit(1)
        async with self._reading() as connection:
            version, entry = (await connection.execute(newest)).one_or_none() or (SHIPPED, 0)
            rows = await connection.execute(select(switch).order_by(switch.c.name))
            return Standing(version, entry, tuple(Switch(**row) for row in rows.mappings()))

    async def history(self, limit: int = 50) -> tuple[LiveEntry, ...]:
        """What became live, newest first."""
        wanted = select(live_version).order_by(live_version.c.id.desc()).limit(limit)
        async with self._reading() as connection:
            return tuple(LiveEntry(**row) for row in (await connection.execute(wanted)).mappings())

    async def versions(self) -> tuple[Version, ...]:
        """Everything that was ever published, newest first."""
        async with self._reading() as connection:
            rows = await connection.execute(select(pack_version).order_by(pack_version.c.id.desc()))
            return tuple(_version(row) for row in rows.mappings())

    async def version(self, id: int) -> Version | None:
        async with self._reading() as connection:
            found = await connection.execute(select(pack_version).where(pack_version.c.id == id))
            row = found.mappings().one_or_none()
        return None if row is None else _version(row)

    async def texts(self, digests: Collection[str]) -> dict[str, str]:
        """The texts of these digests, as far as there are any."""
        wanted = sorted(set(digests))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = pack_file.c.digest.in_(wanted[start : start + _AT_ONCE])
            async with self._reading() as connection:
                rows = await connection.execute(select(pack_file.c.digest, pack_file.c.content).where(some))
                found |= {row[0]: row[1] for row in rows}
        return found

    # drafts

    async def draft(self, id: int) -> Draft | None:
        async with self._reading() as connection:
            row = (await connection.execute(select(draft).where(draft.c.id == id))).mappings().one_or_none()
        return None if row is None else _draft(row)

    async def drafts(
        self, states: Collection[str] = ("open", "submitted"), limit: int = 200
    ) -> tuple[Draft, ...]:
        """Those in one of the states, the one changed last first."""
        newest = draft.c.updated_at.desc(), draft.c.id
        wanted = select(draft).where(draft.c.state.in_(states)).order_by(*newest).limit(limit)
        async with self._reading() as connection:
            return tuple(_draft(row) for row in (await connection.execute(wanted)).mappings())

    async def asked(self, limit: int) -> tuple[AskedBefore, ...]:
        """The latest questions in words that got an answer, each text once, newest first."""
        log = answer_log.c
        newest = (
            select(func.max(log.id))
            .where(log.status.is_not(None), *(log.event_text.not_like(f"{one}%") for one in _NOT_ASKED))
            .group_by(log.event_text)
            .order_by(func.max(log.id).desc())
            .limit(limit)
        )
        columns = (log.id, log.event_text, log.state_before, log.language, log.status, log.at)
        wanted = select(*columns).where(log.id.in_(newest), log.event_text != "").order_by(log.id.desc())
        async with self._reading() as connection:
            return tuple(AskedBefore(*row) for row in await connection.execute(wanted))

    async def words_of(self, ids: Collection[int]) -> dict[int, str]:
        """The questions with these numbers that are still in the log."""
        wanted = select(answer_log.c.id, answer_log.c.event_text).where(answer_log.c.id.in_(sorted(ids)))
        async with self._reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(wanted)}

    # jobs

    def begin(self, title: str, author: str, base: int, texts: Mapping[str, str], at: datetime) -> Job[int]:
        """Gives the new draft's number. `texts` (path -> text) are the files of its base."""
        base_files = {path: digest_of(text) for path, text in texts.items()}
        values = {
            "title": title[:200],
            "state": "open",
            "base": base,
            "base_files": _json(base_files),
            "changes": "{}",
            "revision": 1,
            "author": author,
            "editors": _json([author]),
            "created_at": at,
            "updated_at": at,
        }

        async def job(connection: AsyncConnection) -> int:
            await _keep(connection, texts.values())
            made = await connection.execute(insert(draft).values(**values).returning(draft.c.id))
            return int(made.scalar_one())

        return job

    def edit(self, of: Draft, texts: Mapping[str, str | None], who: str, at: datetime) -> Job[Draft]:
        """Sets files (None takes one away), and gives the draft as it is now. Raises Moved.

        A draft that was submitted is open again: what was to be approved is not what it is now.
        """
        changes: dict[str, str | None] = dict(of.changes)
        for path, text in texts.items():
            changes[path] = None if text is None else digest_of(text)
        kept = {path: digest for path, digest in changes.items() if of.base_files.get(path) != digest}
        return self._changed(of, {"changes": _json(kept)}, texts.values(), who, at)

    def rebase(
        self, of: Draft, base: int, texts: Mapping[str, str], changes: Changes, who: str, at: datetime
    ) -> Job[Draft]:
        """Puts the draft on another base, whose files are `texts`. Raises Moved."""
        base_files = {path: digest_of(text) for path, text in texts.items()}
        values = {"base": base, "base_files": _json(base_files), "changes": _json(changes)}
        return self._changed(of, values, texts.values(), who, at)

    def _changed(
        self, of: Draft, values: Mapping[str, Any], texts: Iterable[str | None], who: str, at: datetime
    ) -> Job[Draft]:
        editors = _json(sorted({*of.editors, who}))
        new = {**values, "state": "open", "revision": of.revision + 1, "editors": editors, "updated_at": at}

        async def job(connection: AsyncConnection) -> Draft:
            await _keep(connection, (one for one in texts if one is not None))
            return await _move(connection, of, ("open", "submitted"), new)

        return job

    async def keep_report(self, of: Draft, report: str, key: str) -> bool:
        """Keeps what the checks found; false if the draft was changed meanwhile. No deed: it changes no rule."""
        same = (draft.c.id == of.id) & (draft.c.revision == of.revision)
        kept = update(draft).where(same).values(report=report, report_key=key).returning(draft.c.id)

        async def job(connection: AsyncConnection) -> bool:
            return (await connection.execute(kept)).one_or_none() is not None

        return await self._write(job)

    def move(self, of: Draft, before: Collection[str], state: DraftState, at: datetime) -> Job[Draft]:
        """The draft goes from one of the states `before` to another. Raises Moved."""

        async def job(connection: AsyncConnection) -> Draft:
            return await _move(connection, of, before, {"state": state, "updated_at": at})

        return job

    def publish(self, of: Draft, name: str, digest: str, note: str, approver: str, at: datetime) -> Job[int]:
        """The draft becomes a version, and that is live; gives its number.

        Raises Moved if the draft is not submitted as it was read, or its base is not what is live.
        """
        values = {
            "name": name,
            "digest": digest,
            "files": _json(of.files),
            "base": of.base,
            "draft": of.id,
            "author": of.author,
            "approver": approver,
            "note": note,
            "created_at": of.created_at,
            "published_at": at,
        }

        async def job(connection: AsyncConnection) -> int:
            await _alone(connection)
            if await _live(connection) != of.base:
                raise Moved("the base of the draft is not live any more")
            made = await connection.execute(
                insert(pack_version).values(**values).returning(pack_version.c.id)
            )
            id = int(made.scalar_one())
            done = {"state": "published", "approver": approver, "version": id, "updated_at": at}
            await _move(connection, of, ("submitted",), done)
            await _make_live(connection, id, approver, at)
            return id

        return job

    def go_back(self, to: int, live: int, who: str, at: datetime) -> Job[None]:
        """An earlier version (or SHIPPED) is live again. Raises Moved if `live` is not what was live."""

        async def job(connection: AsyncConnection) -> None:
            await _alone(connection)
            if await _live(connection) != live:
                raise Moved("something else is live meanwhile")
            await _make_live(connection, to, who, at)

        return job

    def pause(self, one: Switch) -> Job[None]:
        """Pauses, or changes the words of a pause."""
        values = {each.name: getattr(one, each.name) for each in fields(one)}

        async def job(connection: AsyncConnection) -> None:
            new = _insert(connection, switch).values(**values)
            await connection.execute(new.on_conflict_do_update(index_elements=[switch.c.name], set_=values))
            await _tell(connection)

        return job

    def resume(self, name: str) -> Job[None]:
        async def job(connection: AsyncConnection) -> None:
            await connection.execute(delete(switch).where(switch.c.name == name))
            await _tell(connection)

        return job


def digest_of(text: str) -> str:
    """Names a text by what it holds."""
    return hashlib.sha256(text.encode()).hexdigest()


_NOT_ASKED = ("a:", "/", "edit", "keep", "confirm", "ask:", "lang:")  # presses of buttons, and commands


async def _keep(connection: AsyncConnection, texts: Iterable[str]) -> None:
    rows = [{"digest": digest_of(one), "content": one} for one in dict.fromkeys(texts)]
    if rows:
        await connection.execute(_insert(connection, pack_file).on_conflict_do_nothing(), rows)


async def _move(
    connection: AsyncConnection, of: Draft, before: Collection[str], values: Mapping[str, Any]
) -> Draft:
    same = (draft.c.id == of.id) & (draft.c.revision == of.revision) & draft.c.state.in_(before)
    moved = await connection.execute(update(draft).where(same).values(**values).returning(*draft.c))
    row = moved.mappings().one_or_none()
    if row is None:
        raise Moved(f"draft {of.id} was changed meanwhile")
    return _draft(row)


async def _alone(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_PUBLISHING)))


async def _live(connection: AsyncConnection) -> int:
    newest = select(live_version.c.version).order_by(live_version.c.id.desc()).limit(1)
    return (await connection.execute(newest)).scalar_one_or_none() or SHIPPED


async def _make_live(connection: AsyncConnection, version: int, who: str, at: datetime) -> None:
    await connection.execute(insert(live_version).values(version=version, who=who, at=at))
    await _tell(connection)


async def _tell(connection: AsyncConnection) -> None:
    """Other processes hear of it when, and if, this is committed."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_notify(CHANNEL, QUEUE)))


def _insert(connection: AsyncConnection, table: Table) -> Any:
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return make(table)


def _json(data: Mapping[str, Any] | Sequence[str]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _version(row: RowMapping) -> Version:
    return Version(**{**dict(row), "files": json.loads(row["files"])})


def _draft(row: RowMapping) -> Draft:
    read = {name: json.loads(row[name]) for name in ("base_files", "changes")}
    return Draft(**{**dict(row), **read, "editors": tuple(json.loads(row["editors"]))})
