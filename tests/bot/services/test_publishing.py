"""Drafts, their checks, a second person's yes, going back, pauses: on both databases where they are stored."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.answering.answer import Answer, Context
from bot.services.live import Live
from bot.services.packfiles import PathRefused, folder_of, live_pack
from bot.services.proving import STEPS
from bot.services.publishing import Conflicts, Publisher, Refused, rebased
from bot.storage.packs import SHIPPED
from bot.storage.storage import AnsweredBy, Arrival, Exchange, Storage
from tests.bot.publishing import (
    ADMIN,
    APPROVER,
    ASKED,
    DAY,
    EDITION,
    EDITOR,
    NEW,
    OLD,
    OTHER,
    VIEWER,
    live_in,
    published,
    publisher_of,
    reworded,
    submitted,
)


@pytest.fixture
def storage(new_storage: Storage) -> Storage:
    return new_storage


@pytest.fixture
def live(tmp_path: Path) -> Live:
    return live_in(tmp_path)


@pytest.fixture
def publisher(storage: Storage, live: Live, tmp_path: Path) -> Publisher:
    return publisher_of(storage, tmp_path, live)


def answer(live: Live, question: str = ASKED) -> Answer:
    return live.now.answerer.answer(question, Context(), DAY)[0]


def told(live: Live, question: str = ASKED) -> str:
    return " ".join(one.text for one in answer(live, question).segments)


async def test_what_a_second_person_approves_answers_the_next_question(
    publisher: Publisher, live: Live
) -> None:
    before = told(live)
    version = await published(publisher)

    assert OLD in before
    assert NEW in told(live)
    assert (version, live.now.version) == (1, 1)
    assert answer(live).pack == live.now.pack.name == (await publisher.packs.versions())[0].name


async def test_going_back_is_one_step_to_any_version(publisher: Publisher, live: Live) -> None:
    await published(publisher)
    await publisher.roll_back(SHIPPED, APPROVER)
    shipped = told(live)
    await publisher.roll_back(1, ADMIN)

    assert OLD in shipped
    assert NEW in told(live)
    history = await publisher.packs.history()
    assert [(one.version, one.who) for one in history] == [(1, "park"), (0, "lee"), (1, "lee")]
    with pytest.raises(Refused, match="is live already"):
        await publisher.roll_back(1, APPROVER)
    with pytest.raises(Refused, match="no version 9"):
        await publisher.roll_back(9, APPROVER)
    with pytest.raises(Refused, match="role approver"):
        await publisher.roll_back(SHIPPED, EDITOR)


async def test_nobody_approves_what_they_have_worked_on(publisher: Publisher) -> None:
    id = await submitted(publisher)
    both = replace(EDITOR, role="admin")
    with pytest.raises(Refused, match="cannot approve"):
        await publisher.approve(id, both)
    with pytest.raises(Refused, match="role approver"):
        await publisher.approve(id, OTHER)
    with pytest.raises(Refused, match="role approver"):
        await publisher.approve(id, replace(APPROVER, active=False))

    draft = await publisher.add_example(id, "cap", "ko", "많이 주면 얼마인가요", APPROVER)
    assert (draft.state, draft.editors) == ("open", ("kim", "lee"))
    await publisher.check(id, EDITOR, day=DAY)
    await publisher.submit(id, EDITOR)
    with pytest.raises(Refused, match="cannot approve"):
        await publisher.approve(id, APPROVER)
    assert await publisher.approve(id, ADMIN) == 1


async def test_only_who_may_edit_begins_changes_and_drops(publisher: Publisher) -> None:
    with pytest.raises(Refused, match="role editor"):
        await publisher.begin("x", VIEWER)
    draft = await publisher.begin("x", EDITOR)
    with pytest.raises(Refused, match="role editor"):
        await publisher.set_file(draft.id, EDITION, "schema: 1\n", VIEWER)
    await publisher.drop(draft.id, OTHER)
    with pytest.raises(Refused, match="cannot be changed"):
        await publisher.remove_file(draft.id, EDITION, EDITOR)
    with pytest.raises(Refused, match="no draft 77"):
        await publisher.draft(77)


async def test_checks_are_stale_once_the_draft_changes(publisher: Publisher) -> None:
    draft = await publisher.begin("x", EDITOR)
    with pytest.raises(Refused, match="Check it first"):
        await publisher.submit(draft.id, EDITOR)
    text = await publisher.text(draft, EDITION)
    assert text is not None
    await publisher.set_file(draft.id, EDITION, reworded(text), EDITOR)
    await publisher.check(draft.id, EDITOR, day=DAY)
    checked = await publisher.draft(draft.id)
    changed = await publisher.add_example(draft.id, "cap", "ko", "많이 주면 얼마인가요", EDITOR)

    assert publisher.is_fresh(checked)
    assert not publisher.is_fresh(changed)
    with pytest.raises(Refused, match="Check it first"):
        await publisher.submit(draft.id, EDITOR)
    back = await publisher.restore_file(draft.id, "rules/examples.yaml", EDITOR)
    assert publisher.is_fresh(back)


async def test_who_edits_an_older_state_is_refused(publisher: Publisher) -> None:
    draft = await publisher.begin("x", EDITOR)
    await publisher.set_file(draft.id, EDITION, "schema: 1\n", EDITOR, revision=draft.revision)
    with pytest.raises(Refused, match="Somebody else"):
        await publisher.set_file(draft.id, EDITION, "schema: 2\n", OTHER, revision=draft.revision)


async def test_a_draft_with_errors_is_told_where_and_cannot_be_submitted(publisher: Publisher) -> None:
    draft = await publisher.begin("x", EDITOR)
    text = await publisher.text(draft, EDITION)
    assert text is not None
    broken = text.replace("confidence: H", "confidense: H", 1)
    await publisher.set_file(draft.id, EDITION, broken, EDITOR)
    found = await publisher.check(draft.id, EDITOR, day=DAY)
    flaw = found.flaws[0]

    assert (flaw.kind, flaw.severity, flaw.file) == ("load", "error", EDITION)
    at = {broken.split("\n")[one.line - 1].strip() for one in found.flaws}
    assert "confidense: H" in at
    assert found.golden is None
    with pytest.raises(Refused, match="errors"):
        await publisher.submit(draft.id, EDITOR)
    await publisher.set_file(draft.id, EDITION, reworded(text), EDITOR)
    document = "---\nid: x\n---\n"
    await publisher.set_file(draft.id, "documents/x.ko.md", document, EDITOR)
    found = await publisher.check(draft.id, EDITOR, day=DAY)
    assert {one.file for one in found.flaws} == {"documents/x.ko.md"}


async def test_the_checks_tell_who_flips_which_cases_break_and_what_no_document_says(
    publisher: Publisher,
) -> None:
    draft = await publisher.begin("광주 한도", EDITOR)
    text = await publisher.text(draft, EDITION)
    assert text is not None
    await publisher.set_file(draft.id, EDITION, text.replace("80_000_000", "90_000_000"), EDITOR)
    steps: list[str] = []
    found = await publisher.check(
        draft.id, EDITOR, day=DAY, progress=lambda step, done, of: steps.append(step)
    )

    assert list(dict.fromkeys(steps)) == [one for one in STEPS if one != "questions"]
    assert {one.kind for one in found.flaws} == {"figure"}
    assert ("unfound", "gwangju-terms") in {(one.kind, one.where) for one in found.uncovered}
    gwangju = next(one for one in found.flips if one.company["region"] == "gwangju")
    assert (gwangju.before_cap, gwangju.after_cap) == ((80_000_000,), (90_000_000,))
    assert 0 < gwangju.kinds < gwangju.of
    assert found.golden is not None
    changes = {one.change for one in found.golden.changes}
    assert changes >= {"case", "harmful"} or changes >= {"case", "broke"}
    assert found.errors
    kept = await publisher.report_of(await publisher.draft(draft.id))
    assert kept == found


async def test_what_people_asked_lately_is_answered_by_both(publisher: Publisher, storage: Storage) -> None:
    for number, words in enumerate((ASKED, "총예산이 얼마예요?", ASKED, "a:region:busan", "/start"), 1):
        await storage.store_updates(1, [Arrival(number, 7, "{}")], datetime.now(UTC))
        (taken,) = await storage.take(1, [])
        by = AnsweredBy("ko", "p", "2025", 1)
        exchange = Exchange(None, (), words, "…", status="answered", by=by)
        await storage.commit_turn(taken, exchange, datetime.now(UTC))
    id = await submitted(publisher)
    found = await publisher.report_of(await publisher.draft(id))

    assert found is not None
    assert found.asked == 2
    (changed,) = found.answers
    assert (changed.question, changed.differs) == (ASKED, ("text",))
    assert OLD in changed.before.text
    assert NEW in changed.after.text


async def test_a_kept_report_has_no_words_of_people_who_had_them_deleted(
    publisher: Publisher, storage: Storage, live: Live, tmp_path: Path
) -> None:
    await storage.store_updates(1, [Arrival(1, 7, "{}")], datetime.now(UTC))
    (taken,) = await storage.take(1, [])
    exchange = Exchange(None, (), ASKED, "…", status="answered", by=AnsweredBy("ko", "p", "2025", 1))
    await storage.commit_turn(taken, exchange, datetime.now(UTC))
    draft = await publisher.draft(await submitted(publisher))
    elsewhere = await publisher_of(storage, tmp_path, live).report_of(draft)
    await storage.forget(1, 7)
    after = await publisher.report_of(draft)

    assert ASKED not in (draft.report or ASKED)
    assert elsewhere is not None
    assert [(one.question, one.before.text) for one in elsewhere.answers] == [(ASKED, "")]
    assert after is not None
    assert [(one.question, one.after.text, one.differs) for one in after.answers] == [("", "", ("text",))]


async def test_a_draft_whose_base_is_not_live_any_more_is_rebased_first(publisher: Publisher) -> None:
    mine = await publisher.begin("예시", OTHER)
    mine = await publisher.add_example(mine.id, "cap", "ko", "많이 주면 얼마인가요", OTHER)
    clashing = await publisher.begin("같은 파일", OTHER)
    text = await publisher.text(clashing, EDITION)
    assert text is not None
    await publisher.set_file(clashing.id, EDITION, f"{text}# 덧붙임\n", OTHER)
    await published(publisher)

    with pytest.raises(Refused, match="Rebase the draft"):
        await publisher.check(mine.id, OTHER)
    mine = await publisher.rebase(mine.id, OTHER)
    assert mine.base == 1
    assert set(mine.changes) == {"rules/examples.yaml"}
    assert NEW.split()[0] in (await publisher.text(mine, EDITION) or "")
    with pytest.raises(Conflicts) as clash:
        await publisher.rebase(clashing.id, OTHER)
    assert clash.value.paths == (EDITION,)
    assert EDITION in clash.value.told("ko")
    theirs = await publisher.rebase(clashing.id, OTHER, theirs=[EDITION])
    assert theirs.changes == {}


def test_a_file_that_only_one_side_changed_is_no_conflict() -> None:
    base = {"a": "1", "b": "1", "c": "1", "d": "1"}
    live = {"a": "1", "b": "2", "c": "3", "e": "1"}
    assert rebased(base, {"a": "9", "c": "3", "d": None}, live) == {"a": "9"}
    with pytest.raises(Conflicts):
        rebased(base, {"b": "9"}, live)
    with pytest.raises(Conflicts):
        rebased(base, {"d": "9"}, live)
    assert rebased(base, {"b": "9"}, live, mine=["b"]) == {"b": "9"}


HOSTILE = (
    "rules/../../etc/passwd.yaml",
    "/rules/2025.yaml",
    "rules/..yaml",
    "rules/a..b.yaml",
    "rules//2025.yaml",
    "rules/programmes/2025.yaml",
    "rules/cases/../2025.yaml",
    "rules\\2025.yaml",
    "rules/2025.yaml\n",
    "rules/2025.yaml\x00",
    "rules/topics.learnt.npz",
    "rules/.hidden.yaml",
    "documents/x.md",
    "documents/x.fr.md",
    "documents/../x.ko.md",
    "documents/sub/x.ko.md",
    "bot/wiring.py",
    "rules/한글.yaml",
    f"rules/{'a' * 200}.yaml",
    "",
)


@pytest.mark.parametrize("path", HOSTILE)
async def test_a_path_that_no_pack_holds_is_refused(publisher: Publisher, path: str) -> None:
    draft = await publisher.begin("x", EDITOR)
    with pytest.raises(PathRefused):
        await publisher.set_file(draft.id, path, "schema: 1\n", EDITOR)
    with pytest.raises(PathRefused):
        await publisher.remove_file(draft.id, path, EDITOR)
    assert (await publisher.draft(draft.id)).changes == {}


@pytest.mark.parametrize("text", ["", "  \n", "a\x00b", "\ud800", "x" * 1_000_001])
async def test_a_text_that_no_file_may_hold_is_refused(publisher: Publisher, text: str) -> None:
    draft = await publisher.begin("x", EDITOR)
    with pytest.raises(PathRefused):
        await publisher.set_file(draft.id, EDITION, text, EDITOR)


async def test_a_damaged_folder_is_made_anew(
    publisher: Publisher, live: Live, storage: Storage, tmp_path: Path
) -> None:
    await published(publisher)
    folder = folder_of(tmp_path, live.now.pack.digest)
    (folder.root / EDITION).write_text("schema: 1\n")
    (folder.rules / "2099.yaml").write_text("schema: 1\n")
    (folder.rules / "facts.yaml").unlink()
    again = live_in(tmp_path)
    await again.look(storage.packs)
    mended = folder.load().digest
    shutil.rmtree(tmp_path / "packs")
    third = live_in(tmp_path)
    await third.look(storage.packs)

    assert NEW in told(again)
    assert mended == live.now.pack.digest
    assert NEW in told(third)


async def test_a_version_that_cannot_be_loaded_leaves_the_old_one_answering(
    publisher: Publisher, storage: Storage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await published(publisher)
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    other = live_in(nowhere)
    assert not await other.look(storage.packs)
    assert not await other.look(storage.packs)

    assert OLD in told(other)
    critical = [one for one in caplog.records if one.levelname == "CRITICAL"]
    assert len(critical) == 1
    assert "Version 1" in critical[0].getMessage()


async def test_commands_answer_by_the_pack_that_serves_in_this_home(
    publisher: Publisher, live: Live, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shipped = wiring.full_pack().digest
    assert live_pack(tmp_path).digest == shipped
    await published(publisher)
    assert live_pack(tmp_path, topics=False).digest == live.now.pack.digest
    edition = folder_of(tmp_path, live.now.pack.digest).root / EDITION
    edition.write_text(edition.read_text() + "# by hand\n")
    assert live_pack(tmp_path).digest == shipped
    assert "damaged" in caplog.text
    edition.unlink()
    assert live_pack(tmp_path).digest == shipped
    assert "cannot be used" in caplog.text
    await publisher.roll_back(SHIPPED, APPROVER)
    assert live_pack(tmp_path).digest == shipped


async def test_a_note_of_another_database_does_not_last(
    publisher: Publisher, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await published(publisher)
    fresh = await Storage.open(tmp_path_factory.mktemp("fresh"))
    await live_in(tmp_path).look(fresh.packs)
    await fresh.close()

    assert live_pack(tmp_path).digest == wiring.full_pack().digest


async def test_a_paused_topic_sends_to_a_person_and_says_no_figure(publisher: Publisher, live: Live) -> None:
    await publisher.pause_topic("cap", APPROVER)
    paused = answer(live)
    beside = answer(live, "고도화는 얼마까지 지원되나요? 총예산은 얼마인가요?")
    other = answer(live, "총예산이 얼마예요?")
    await publisher.resume_topic("cap", APPROVER)

    assert paused.status == "not_in_documents"
    assert [one.origin for one in paused.segments][:2] == ["message:topic_paused", "message:ask_there"]
    assert not any(one.kind == "won" for part in paused.segments for one in part.figures)
    assert "213억원" in " ".join(one.text for one in beside.segments)
    assert "1억 5천만원" not in " ".join(one.text for one in beside.segments)
    assert other.status == "answered"
    assert OLD in told(live)
    with pytest.raises(Refused, match="no topic"):
        await publisher.pause_topic("cup", APPROVER)
    with pytest.raises(Refused, match="role approver"):
        await publisher.pause_topic("cap", EDITOR)


async def test_every_deed_stands_in_the_sealed_audit(publisher: Publisher, storage: Storage) -> None:
    await published(publisher)
    await publisher.roll_back(SHIPPED, ADMIN)
    await publisher.pause_bot("점검 중입니다.", "Under maintenance.", APPROVER)
    await publisher.resume_bot(APPROVER)
    entries = (await storage.audit.entries(20))[::-1]

    assert [(one.who, one.action) for one in entries] == [
        ("kim", "draft.begin"),
        ("kim", "draft.edit"),
        ("kim", "draft.submit"),
        ("lee", "pack.publish"),
        ("park", "pack.roll_back"),
        ("lee", "switch.pause"),
        ("lee", "switch.resume"),
    ]
    edit = entries[1]
    assert "기업당 최대 {cap}" in edit.before
    assert "많아야 {cap}" in edit.after
    assert len(edit.after) < 500
    assert (await storage.audit.verify()).broken is None


async def test_a_version_holds_every_file_and_its_draft_cannot_be_published_twice(
    publisher: Publisher,
) -> None:
    id = await submitted(publisher)
    version = await publisher.approve(id, APPROVER)
    kept = await publisher.packs.version(version)

    assert kept is not None
    assert json.dumps(dict(kept.files), sort_keys=True) == json.dumps((await publisher.draft(id)).files)
    assert len(kept.files) > 70
    with pytest.raises(Refused, match="was submitted"):
        await publisher.approve(id, ADMIN)
