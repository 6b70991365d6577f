"""Publishing with care: drafts, what they would do, a second person's yes, going back, pauses. Every deed is audited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, TypeVar

from bot.conversation import SEOUL
from bot.services.drafting import (
    EXAMPLES_PATH,
    NewCorrection,
    NewStatement,
    corrections_path,
    document_path,
    edition_path,
    with_correction,
    with_example,
    with_statement,
)
from bot.services.live import TOPIC, Live
from bot.services.packfiles import (
    MOST_FILES,
    PackFolder,
    checked_path,
    checked_text,
    materialised,
    pack_digest,
    shipped_texts,
)
from bot.services.proving import (
    Progress,
    Prover,
    Report,
    Step,
    from_stored,
    key_of,
    texts_of,
    to_json,
    with_words,
)
from bot.storage.audit import Deed
from bot.storage.direct import Job
from bot.storage.packs import BOT, SHIPPED, Draft, Moved, PackBook, Switch, digest_of
from bot.storage.staff import Role, Staff
from bot.storage.storage import Storage
from bot.wording.catalogue import say

_Result = TypeVar("_Result")

QUESTIONS = 200  # asked before, that the checks answer once more
_REMEMBERED = 20  # drafts whose differing answers are at hand
_LONGEST_NOTICE = 1000  # characters of what a paused bot says
_IN_AUDIT = 4000  # characters of a text that an entry keeps; the whole lies in pack_file


class Refused(Exception):
    """Something that may not be done, or not now; for staff. `key` names the sentence of the catalogue."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.told("en"))

    def told(self, language: str) -> str:
        return say(language, self.key, **self.values)


class Conflicts(Refused):
    """Files that the draft and what is live now have both changed; nothing was done."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        super().__init__("draft_conflicts", paths=", ".join(paths))


@dataclass(frozen=True)
class FileChange:
    """What a draft does to a file: its text before and after, None where there is none."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Progressing:
    """How far the checks of a draft are."""

    step: str
    done: int
    of: int


class Publisher:
    """What staff do to packs. `storage` gives the open one, `live` is what answers in this process.

    Every method may raise StorageUnavailable; Refused says what is not allowed, in the words of the catalogue.
    """

    def __init__(
        self,
        storage: Callable[[], Storage],
        live: Live,
        home: Path,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._storage = storage
        self._live = live
        self._home = home
        self._clock = clock
        self._checking: dict[int, Progressing] = {}
        self._texts: dict[
            int, tuple[str, Mapping[int, tuple[str, str]]]
        ] = {}  # by draft: of which report, texts
        self._one_check = asyncio.Lock()  # they take a processor each

    @property
    def packs(self) -> PackBook:
        """What is stored, for reading."""
        return self._storage().packs

    # drafts

    async def begin(self, title: str, by: Staff) -> Draft:
        """A new draft on what is live now."""
        _needs(by, "editor")
        if not title.strip():
            raise Refused("draft_without_title")
        base, texts = await self._base()
        now = self._clock()
        job = self.packs.begin(title.strip(), by.name, base, texts, now)
        id = await self._storage().audit.done(
            lambda id: Deed(by.name, "draft.begin", f"draft {id}", after=title.strip()), now, job
        )
        return await self.draft(id)

    async def draft(self, id: int) -> Draft:
        """Raises Refused where there is none."""
        found = await self.packs.draft(id)
        if found is None:
            raise Refused("draft_gone", id=id)
        return found

    async def text(self, draft: Draft, path: str) -> str | None:
        """A file as the draft has it."""
        digest = draft.files.get(path)
        return None if digest is None else (await self.packs.texts([digest])).get(digest)

    async def changes(self, draft: Draft) -> tuple[FileChange, ...]:
        """Every file that differs from the base."""
        digests = [one for one in draft.changes.values() if one]
        digests += [draft.base_files[one] for one in draft.changes if one in draft.base_files]
        texts = await self.packs.texts(digests)
        return tuple(
            FileChange(path, texts.get(draft.base_files.get(path, "")), texts.get(digest or ""))
            for path, digest in sorted(draft.changes.items())
        )

    async def set_file(
        self, id: int, path: str, text: str, by: Staff, *, revision: int | None = None
    ) -> Draft:
        """Sets a file's whole text; `revision` is that of the draft which `by` saw. Raises PathRefused."""
        checked_text(checked_path(path), text.replace("\r\n", "\n"))
        return await self._edit(id, by, {path: text.replace("\r\n", "\n")}, revision)

    async def remove_file(self, id: int, path: str, by: Staff, *, revision: int | None = None) -> Draft:
        """Takes a file away. Raises PathRefused."""
        draft = await self.draft(id)
        if checked_path(path) not in draft.files:
            raise Refused("draft_no_file", path=path)
        return await self._edit(id, by, {path: None}, revision)

    async def restore_file(self, id: int, path: str, by: Staff) -> Draft:
        """The file as its base has it. Raises PathRefused."""
        draft = await self.draft(id)
        digest = draft.base_files.get(checked_path(path))
        text = None if digest is None else (await self.packs.texts([digest]))[digest]
        return await self._edit(id, by, {path: text}, None)

    async def add_document(self, id: int, text: str, by: Staff) -> Draft:
        """A document with front matter, or another text of one. Raises DocumentError, PathRefused."""
        return await self.set_file(id, document_path(text), text, by)

    async def add_example(
        self, id: int, topic: str, language: Literal["ko", "en"], question: str, by: Staff
    ) -> Draft:
        """A question that a topic is asked by. Raises CannotEdit or RuleFileError."""
        return await self._rewrite(
            id, EXAMPLES_PATH, by, lambda text: with_example(text, topic, language, question)
        )

    async def add_statement(self, id: int, edition: str, new: NewStatement, by: Staff) -> Draft:
        """Raises CannotEdit or RuleFileError."""
        return await self._rewrite(
            id, edition_path(edition), by, lambda text: with_statement(text or "", edition, new)
        )

    async def add_correction(self, id: int, edition: str, new: NewCorrection, by: Staff) -> Draft:
        """Raises CannotEdit or RuleFileError."""
        return await self._rewrite(
            id, corrections_path(edition), by, lambda text: with_correction(text, edition, new)
        )

    async def drop(self, id: int, by: Staff) -> None:
        """The draft is not wanted any more; it can still be read."""
        _needs(by, "editor")
        draft, now = await self.draft(id), self._clock()
        job = self.packs.move(draft, ("open", "submitted"), "dropped", now)
        await self._moved(Deed(by.name, "draft.drop", f"draft {id}", draft.state, "dropped"), now, job)

    async def rebase(
        self, id: int, by: Staff, *, mine: Collection[str] = (), theirs: Collection[str] = ()
    ) -> Draft:
        """Puts the draft on what is live now. Raises Conflicts where both have changed a file differently, but for
        those of which the draft's text counts (`mine`) or the live one (`theirs`)."""
        _needs(by, "editor")
        draft, now = await self.draft(id), self._clock()
        base, texts = await self._base()
        files = {path: digest_of(text) for path, text in texts.items()}
        changes = rebased(draft.base_files, draft.changes, files, mine, theirs)
        job = self.packs.rebase(draft, base, texts, changes, by.name, now)
        deed = Deed(by.name, "draft.rebase", f"draft {id}", f"version {draft.base}", f"version {base}")
        return await self._moved(deed, now, job)

    # checks

    async def check(
        self,
        id: int,
        by: Staff,
        *,
        progress: Progress = lambda step, done, of: None,
        day: date | None = None,
        golden: Sequence[Path] = (),
        questions: int = QUESTIONS,
    ) -> Report:
        """Finds out what the draft would do, in a thread; the report is kept with the draft.

        `golden` are further sets of cases. One draft is checked at a time. Its base must be what is live.
        """
        _needs(by, "editor")

        def told(step: Step, done: int, of: int) -> None:
            self._checking[id] = Progressing(step, done, of)
            progress(step, done, of)

        async with self._one_check:
            draft = await self.draft(id)
            await self._live.look(self.packs)
            if draft.base != (await self.packs.standing()).version:
                raise Refused("draft_base_moved")
            if self._live.now.pack.digest != pack_digest(draft.base_files):
                raise Refused("live_not_loaded", version=draft.base)
            asked = await self.packs.asked(questions) if questions else ()
            folder = await self._folder(draft)
            key = self._key(draft)
            today = day or self._clock().astimezone(SEOUL).date()
            prover = Prover(self._live, folder, key, today, golden, asked, told)
            try:
                found = await asyncio.to_thread(prover.report)
            finally:
                self._checking.pop(id, None)
            if await self.packs.keep_report(draft, to_json(found), key):
                self._texts = {**dict([*self._texts.items()][1 - _REMEMBERED :]), id: (key, texts_of(found))}
            return found

    def progress_of(self, id: int) -> Progressing | None:
        """How far the checks of a draft are, None while there are none."""
        return self._checking.get(id)

    async def report_of(self, draft: Draft) -> Report | None:
        """What the last checks found, fresh or not. Questions are those still in the log; what was said to them is
        known to the process that checked, while it runs: elsewhere check again to read it."""
        found = _stored(draft)
        if found is None:
            return None
        questions = await self.packs.words_of([one.log for one in found.answers])
        key, texts = self._texts.get(draft.id, ("", {}))
        return with_words(found, questions, texts if key == found.key else {})

    def is_fresh(self, draft: Draft) -> bool:
        """Whether the last report is about this draft as it is, and about its base."""
        return draft.report is not None and draft.report_key == self._key(draft)

    # publishing

    async def submit(self, id: int, by: Staff) -> Draft:
        """Asks for a second person's yes. Only a draft that was checked as it is, and has no errors."""
        _needs(by, "editor")
        draft, now = await self.draft(id), self._clock()
        await self._must_be_publishable(draft)
        job = self.packs.move(draft, ("open",), "submitted", now)
        deed = Deed(by.name, "draft.submit", f"draft {id}", "open", "submitted")
        return await self._moved(deed, now, job)

    async def reopen(self, id: int, by: Staff, note: str = "") -> Draft:
        """Back from approval to its editors; `note` says why."""
        _needs(by, "editor")
        draft, now = await self.draft(id), self._clock()
        job = self.packs.move(draft, ("submitted",), "open", now)
        deed = Deed(by.name, "draft.reopen", f"draft {id}", "submitted", note or "open")
        return await self._moved(deed, now, job)

    async def approve(self, id: int, by: Staff, note: str = "") -> int:
        """Publishes the draft: a new version, live at once in this process; gives its number.

        Only by an approver who has not worked on it.
        """
        _needs(by, "approver")
        draft, now = await self.draft(id), self._clock()
        if by.name in (draft.author, *draft.editors):
            raise Refused("draft_own")
        if draft.state != "submitted":
            raise Refused("draft_not_submitted")
        report = await self._must_be_publishable(draft)
        digest = pack_digest(draft.files)
        job = self.packs.publish(draft, report.pack, digest, note, by.name, now)
        was = self._live.now.pack.name

        def deed(version: int) -> Deed:
            return Deed(by.name, "pack.publish", f"version {version}", was, f"{report.pack} {digest} {note}")

        try:
            version = await self._storage().audit.done(deed, now, job)
        except Moved:
            raise Refused("draft_moved") from None
        await self._live.look(self.packs)
        return version

    async def files_of(self, number: int) -> Mapping[str, str]:
        """The files of a version by path; 0 is the pack that comes with Gongo."""
        if number == SHIPPED:
            return await asyncio.to_thread(shipped_texts)
        version = await self.packs.version(number)
        if version is None:
            raise Refused("version_gone", version=number)
        texts = await self.packs.texts(version.files.values())
        return {path: texts[digest] for path, digest in version.files.items()}

    async def roll_back(self, to: int, by: Staff) -> None:
        """An earlier version is live again; 0 is the pack that comes with Gongo."""
        _needs(by, "approver")
        standing, now = await self.packs.standing(), self._clock()
        if to == standing.version:
            raise Refused("version_live", version=to)
        if to != SHIPPED and await self.packs.version(to) is None:
            raise Refused("version_gone", version=to)
        job = self.packs.go_back(to, standing.version, by.name, now)
        deed = Deed(
            by.name, "pack.roll_back", f"version {to}", f"version {standing.version}", f"version {to}"
        )
        await self._moved(deed, now, job)
        await self._live.look(self.packs)

    # pauses

    async def pause_topic(self, topic: str, by: Staff) -> None:
        """Nobody gets an answer on it until it is resumed, but is told whom to ask."""
        topics = self._live.now.pack.topics
        if topics is None or topic not in topics.topics:
            raise Refused("topic_unknown", topic=topic)
        await self._pause(f"{TOPIC}{topic}", "", "", by)

    async def resume_topic(self, topic: str, by: Staff) -> None:
        await self._resume(f"{TOPIC}{topic}", by)

    async def pause_bot(self, ko: str, en: str, by: Staff) -> None:
        """Every message gets this sentence and nothing else, until the bot is resumed."""
        if not (ko.strip() and en.strip()) or max(len(ko), len(en)) > _LONGEST_NOTICE:
            raise Refused("pause_needs_words", most=_LONGEST_NOTICE)
        await self._pause(BOT, ko.strip(), en.strip(), by)

    async def resume_bot(self, by: Staff) -> None:
        await self._resume(BOT, by)

    async def _pause(self, name: str, ko: str, en: str, by: Staff) -> None:
        _needs(by, "approver")
        now = self._clock()
        deed = Deed(
            by.name, "switch.pause", name, after="\n".join(one for one in (ko, en) if one) or "paused"
        )
        await self._storage().audit.done(deed, now, self.packs.pause(Switch(name, ko, en, by.name, now)))
        await self._live.look(self.packs)

    async def _resume(self, name: str, by: Staff) -> None:
        _needs(by, "approver")
        standing = await self.packs.standing()
        if name not in {one.name for one in standing.switches}:
            return
        deed = Deed(by.name, "switch.resume", name, before="paused")
        await self._storage().audit.done(deed, self._clock(), self.packs.resume(name))
        await self._live.look(self.packs)

    # what all need

    async def _base(self) -> tuple[int, Mapping[str, str]]:
        """What is live, as texts by path."""
        number = (await self.packs.standing()).version
        return number, await self.files_of(number)

    async def _edit(self, id: int, by: Staff, texts: Mapping[str, str | None], revision: int | None) -> Draft:
        _needs(by, "editor")
        draft, now = await self.draft(id), self._clock()
        if draft.state not in ("open", "submitted"):
            raise Refused("draft_closed")
        if revision is not None and revision != draft.revision:
            raise Refused("draft_moved")
        if len({*draft.files, *texts}) > MOST_FILES:
            raise Refused("draft_too_many", most=MOST_FILES)
        before = [await self.text(draft, path) or "" for path in texts]
        deed = Deed(
            by.name,
            "draft.edit",
            f"draft {id}: {', '.join(texts)}",
            _changed_part("\n".join(before), "\n".join(one or "" for one in texts.values())),
            _changed_part("\n".join(one or "" for one in texts.values()), "\n".join(before)),
        )
        return await self._moved(deed, now, self.packs.edit(draft, texts, by.name, now))

    async def _rewrite(self, id: int, path: str, by: Staff, change: Callable[[str | None], str]) -> Draft:
        draft = await self.draft(id)
        text = change(await self.text(draft, checked_path(path)))
        return await self._edit(id, by, {path: checked_text(path, text)}, draft.revision)

    async def _moved(self, deed: Deed, at: datetime, job: Job[_Result]) -> _Result:
        try:
            return await self._storage().audit.done(deed, at, job)
        except Moved:
            raise Refused("draft_moved") from None

    async def _folder(self, draft: Draft) -> PackFolder:
        files = draft.files
        texts = await self.packs.texts(files.values())
        return await asyncio.to_thread(materialised, self._home, files, texts)

    def _key(self, draft: Draft) -> str:
        return key_of(pack_digest(draft.files), pack_digest(draft.base_files))

    async def _must_be_publishable(self, draft: Draft) -> Report:
        if draft.base != (await self.packs.standing()).version:
            raise Refused("draft_base_moved")
        report = _stored(draft)
        if report is None or not self.is_fresh(draft):
            raise Refused("draft_unchecked")
        if report.errors:
            raise Refused("draft_has_errors", errors=report.errors)
        if not draft.changes:
            raise Refused("draft_empty")
        return report


def rebased(
    base: Mapping[str, str],
    changes: Mapping[str, str | None],
    live: Mapping[str, str],
    mine: Collection[str] = (),
    theirs: Collection[str] = (),
) -> dict[str, str | None]:
    """The changes of a draft, to be made to the live files instead of its base. Of a file that both have changed
    differently, `mine` or `theirs` says which counts. Raises Conflicts."""
    kept = {path: digest for path, digest in changes.items() if live.get(path) != digest}
    both = {path for path in kept if live.get(path) != base.get(path)}
    if conflicts := both - {*mine, *theirs}:
        raise Conflicts(sorted(conflicts))
    return {path: digest for path, digest in kept.items() if path not in both or path in mine}


def _stored(draft: Draft) -> Report | None:
    return None if draft.report is None else from_stored(draft.report)


def _needs(by: Staff, role: Role) -> None:
    if not by.active or not by.may(role):
        raise Refused("role_missing", role=role)


def _changed_part(text: str, other: str) -> str:
    """The lines of a text from the first to the last in which it differs from the other."""
    mine, theirs = text.split("\n"), other.split("\n")
    first = next((n for n, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), None)
    first = min(len(mine), len(theirs)) if first is None else first
    last = 0
    while last < min(len(mine), len(theirs)) - first and mine[-1 - last] == theirs[-1 - last]:
        last += 1
    return "\n".join(mine[first : len(mine) - last])[:_IN_AUDIT]
