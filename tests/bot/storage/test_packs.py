"""Packs in both databases: what was published stays, and who acts on an older state is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bot.storage import packs
from bot.storage.audit import Deed
from bot.storage.database import StorageUnavailable
from bot.storage.packs import BOT, SHIPPED, Moved, Switch, digest_of
from bot.storage.storage import Storage
from bot.storage.tables import live_version, pack_version

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
TEXTS = {"rules/a.yaml": "a: 1\n", "documents/b.ko.md": "b\n", "rules/c.yaml": "a: 1\n"}


async def begun(storage: Storage) -> packs.Draft:
    id = await storage.audit.done(
        lambda id: Deed("kim", "draft.begin", f"draft {id}"),
        NOW,
        storage.packs.begin("title", "kim", SHIPPED, TEXTS, NOW),
    )
    draft = await storage.packs.draft(id)
    assert draft is not None
    return draft


async def done(storage: Storage, job: object) -> object:
    return await storage.audit.done(Deed("kim", "x", "y"), NOW, job)  # type: ignore[arg-type]


async def published(storage: Storage) -> int:
    draft = await begun(storage)
    draft = await storage.audit.done(
        Deed("kim", "x", "y"), NOW, storage.packs.move(draft, ("open",), "submitted", NOW)
    )
    job = storage.packs.publish(draft, "p@2025-0", "0" * 64, "note", "lee", NOW)
    return await storage.audit.done(Deed("lee", "x", "y"), NOW, job)


async def test_a_text_is_kept_once_and_a_draft_is_its_base_with_its_changes(storage: Storage) -> None:
    draft = await begun(storage)
    changed = {"rules/a.yaml": "a: 2\n", "documents/b.ko.md": None, "rules/d.yaml": "d: 1\n"}
    edited = await storage.audit.done(
        Deed("han", "x", "y"), NOW, storage.packs.edit(draft, changed, "han", NOW)
    )
    texts = await storage.packs.texts([*edited.files.values(), "f" * 64])

    assert {path: texts[digest] for path, digest in edited.files.items()} == {
        "rules/a.yaml": "a: 2\n",
        "rules/c.yaml": "a: 1\n",
        "rules/d.yaml": "d: 1\n",
    }
    assert len(texts) == 3
    assert (edited.editors, edited.revision, edited.author) == (("han", "kim"), 2, "kim")
    back = await storage.audit.done(
        Deed("han", "x", "y"), NOW, storage.packs.edit(edited, {"rules/a.yaml": "a: 1\n"}, "han", NOW)
    )
    assert "rules/a.yaml" not in back.changes


async def test_of_two_who_change_one_draft_the_second_is_refused(storage: Storage) -> None:
    draft = await begun(storage)
    await done(storage, storage.packs.edit(draft, {"rules/a.yaml": "x"}, "kim", NOW))
    with pytest.raises(Moved):
        await done(storage, storage.packs.edit(draft, {"rules/a.yaml": "y"}, "han", NOW))
    with pytest.raises(Moved):
        await done(storage, storage.packs.move(draft, ("open",), "submitted", NOW))
    assert not await storage.packs.keep_report(draft, "{}", "k")


async def test_what_was_published_is_neither_changed_nor_removed(storage: Storage) -> None:
    version = await published(storage)
    before = await storage.packs.version(version)
    for statement in (
        update(pack_version).values(note="other"),
        delete(pack_version),
        update(live_version).values(who="nobody"),
        delete(live_version),
    ):
        with pytest.raises((StorageUnavailable, DBAPIError), match="stays as it is"):
            await done(storage, lambda connection, one=statement: connection.execute(one))
    jobs = [name for name in dir(storage.packs) if not name.startswith("_")]

    assert before == await storage.packs.version(version)
    assert before is not None
    assert before.files["rules/a.yaml"] == digest_of("a: 1\n")
    assert sorted(jobs) == [
        "asked", "begin", "draft", "drafts", "edit", "go_back", "history", "keep_report", "move", "pause", "publish",
        "rebase", "resume", "standing", "texts", "version", "versions", "words_of",
    ]  # fmt: skip


async def test_publishing_on_another_base_than_what_is_live_is_refused(storage: Storage) -> None:
    draft = await begun(storage)
    await published(storage)
    draft = await storage.audit.done(
        Deed("kim", "x", "y"), NOW, storage.packs.move(draft, ("open",), "submitted", NOW)
    )
    with pytest.raises(Moved):
        await done(storage, storage.packs.publish(draft, "p", "0" * 64, "", "lee", NOW))
    with pytest.raises(Moved):
        await done(storage, storage.packs.go_back(SHIPPED, 7, "lee", NOW))
    await done(storage, storage.packs.go_back(SHIPPED, 1, "lee", NOW))

    assert (await storage.packs.standing()).version == SHIPPED
    assert [one.version for one in await storage.packs.history()] == [0, 1]


async def test_a_pause_stands_until_it_is_taken_back(storage: Storage) -> None:
    before = await storage.packs.standing()
    pause = Switch(BOT, "잠시만요", "One moment", "lee", NOW)
    await done(storage, storage.packs.pause(Switch(BOT, "a", "b", "kim", NOW)))
    await done(storage, storage.packs.pause(pause))
    during = await storage.packs.standing()
    await done(storage, storage.packs.resume(BOT))

    assert before.switches == ()
    assert during.switches == (pause,)
    assert await storage.packs.standing() == before


async def test_a_failed_publishing_leaves_no_entry_in_the_audit(storage: Storage) -> None:
    draft = await begun(storage)
    entries = await storage.audit.entries(10)
    with pytest.raises(Moved):
        await done(storage, storage.packs.publish(draft, "p", "0" * 64, "", "lee", NOW))

    assert await storage.audit.entries(10) == entries
    assert await storage.packs.versions() == ()
