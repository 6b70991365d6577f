"""The documents that answer, while what they are indexed in is taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.services.packfiles import pack_digest, shipped_texts
from bot.settings import Settings
from bot.storage.packs import SHIPPED, digest_of
from bot.storage.storage import Storage
from bot.wiring import Library, build_live, full_pack
from tests.bot.publishing import APPROVER, DAY, EDITOR, publisher_of


def test_an_index_deleted_while_running_does_not_stop_the_answers(tmp_path: Path) -> None:
    library = Library(full_pack(), tmp_path)
    library.open()
    before = [one.id for one in library.search("멘토링은 누가 하나요", "ko")]
    shutil.rmtree(tmp_path / "index")
    after = [one.id for one in library.search("멘토링은 누가 하나요", "ko")]
    library.close()
    library.open()
    again = [one.id for one in library.search("멘토링은 누가 하나요", "ko")]
    library.close()

    assert before[0] == after[0]
    assert again == before


def test_an_index_that_cannot_be_read_any_more_is_begun_anew(tmp_path: Path) -> None:
    library = Library(full_pack(), tmp_path)
    library.open()
    before = library.search("멘토링은 누가 하나요", "ko")
    store = library._index.store
    assert store is not None
    store._index._client.delete_collection("passages-ko")
    words_only = library.search("멘토링은 누가 하나요", "ko")
    mended = library.search("멘토링은 누가 하나요", "ko")
    library.close()

    assert words_only
    assert [one.score for one in mended] == [one.score for one in before]


NOTICE = """---
id: parking-2026
language: ko
title: 설명회 주차 안내
publisher: 중소기업중앙회
date: 2026-11-01
address: https://example.org/parking
rank: 1
own_words: true
---
설명회장 지하 주차장은 참가 기업에 세 시간까지 무료입니다.
"""


async def test_a_published_document_is_found_and_a_question_in_flight_ends_with_the_old_pack(
    tmp_path: Path,
) -> None:
    live = build_live(Settings(gongo_home=tmp_path))
    storage = await Storage.open(tmp_path)
    await live.look(storage.packs)
    publisher = publisher_of(storage, tmp_path, live)
    old = live.now
    draft = await publisher.begin("주차", EDITOR)
    await publisher.add_document(draft.id, NOTICE, EDITOR)
    found = await publisher.check(draft.id, EDITOR, day=DAY)
    await publisher.submit(draft.id, EDITOR)
    await publisher.approve(draft.id, APPROVER)
    new = live.now
    asked = "설명회장 주차장은 무료인가요"
    after = [one.citation.document for one in new.search(asked, "ko")]
    in_flight = [one.citation.document for one in old.search(asked, "ko")]
    still = [one.citation.document for one in old.search("멘토링은 누가 하나요", "ko")]
    await publisher.roll_back(SHIPPED, APPROVER)
    back = [one.citation.document for one in live.now.search(asked, "ko")]
    live.now.close()
    await storage.close()

    assert found.errors == 0
    assert after[0] == "parking-2026.ko"
    assert "parking-2026.ko" not in [*in_flight, *back]
    assert still


def test_the_shipped_files_have_the_digest_of_the_shipped_pack() -> None:
    files = {path: digest_of(text) for path, text in shipped_texts().items()}
    assert pack_digest(files) == full_pack().digest
